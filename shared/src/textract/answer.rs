//! What a raw answer holds besides its words, lines and layout, so that it can be written again as it came.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The shape of the raw answer that an analysis was read from. With the blocks it makes the whole answer again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answer {
    /// How its parts were put together.
    #[serde(default)]
    pub form: AnswerForm,
    /// The parts, in order.
    pub parts: Vec<AnswerPart>,
}

/// How the parts of a raw answer are put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnswerForm {
    /// One object with `Blocks`.
    #[default]
    Single,
    /// A list of such objects, as `GetDocumentAnalysis` gives them one after the other.
    List,
    /// A bare list of blocks.
    BlocksAlone,
}

/// One object with `Blocks`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerPart {
    /// Every field but `Blocks`, as it came (`DocumentMetadata`, `JobStatus`, `Warnings`, ...).
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub fields: Map<String, Value>,
    /// How many of the next blocks come from `layout_blocks`, then how many from `text_blocks`, and so on in turns.
    /// Absent where the part had no list of blocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<Vec<u32>>,
    /// Which blocks had no `Page`: the first of each run, counted from 0 in this part, and how many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_page: Vec<[u32; 2]>,
    /// Blocks that would not come out as they went in (a number as text, a field of the wrong kind), as they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub as_given: Vec<AsGiven>,
}

/// A block that is kept as it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AsGiven {
    /// Its place among the blocks of its part, from 0.
    pub index: u32,
    /// The block.
    pub block: Value,
}
