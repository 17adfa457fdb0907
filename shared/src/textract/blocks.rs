//! Blocks as Amazon Textract gives them, and readers of its answers.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An axis-parallel box as shares of the page's width and height (0 to 1), origin top left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase", default)]
pub struct BoundingBox {
    /// Width as a share of the page's width.
    pub width: f64,
    /// Height as a share of the page's height.
    pub height: f64,
    /// Left edge as a share of the page's width.
    pub left: f64,
    /// Top edge as a share of the page's height.
    pub top: f64,
}

/// A point as shares of the page's width and height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase", default)]
pub struct Point {
    /// Share of the page's width.
    pub x: f64,
    /// Share of the page's height.
    pub y: f64,
}

/// Where a block lies on its page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase", default)]
pub struct Geometry {
    /// The box parallel to the page that holds the block.
    pub bounding_box: BoundingBox,
    /// The outline, in reading direction from the text's own top left corner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polygon: Vec<Point>,
    /// Degrees, clockwise, that the text is turned by; Textract gives it for turned words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation_angle: Option<f64>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A WORD or a LINE, as `analysis.json` keeps it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct TextBlock {
    /// The block's id, unique in its document.
    pub id: String,
    /// `WORD` or `LINE`.
    pub block_type: String,
    /// What was read.
    pub text: String,
    /// Page, from 1.
    #[serde(default = "first_page")]
    #[cfg_attr(feature = "schema", schema(default = first_page))]
    pub page: u32,
    /// Where it lies.
    pub geometry: Geometry,
    /// How sure the reader is, in percent (0 to 100) as Textract gives it.
    pub confidence: f64,
    /// Everything else that Textract said of the block (`Relationships`, `TextType`, ...), as it came.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Any other block (PAGE, LAYOUT_*, TABLE, CELL, ...), as `analysis.json` keeps it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct LayoutBlock {
    /// The block's id, unique in its document.
    pub id: String,
    /// Textract's `BlockType`, also one that this version has never heard of.
    pub block_type: String,
    /// Page, from 1.
    #[serde(default = "first_page")]
    #[cfg_attr(feature = "schema", schema(default = first_page))]
    pub page: u32,
    /// Where it lies; query results have no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geometry: Option<Geometry>,
    /// Everything else that Textract said of the block, as it came.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

fn first_page() -> u32 {
    1
}
