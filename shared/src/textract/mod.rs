//! Blocks as Amazon Textract gives them, and readers of its answers.
//!
//! ```text
//! raw answer ──(reading)──> text_blocks, layout_blocks, Answer ──(writing)──> the same raw answer
//! ```
//!
//! Nothing of an answer is lost: unknown fields and block types, the order of blocks and what stands beside them come
//! out as they went in. A block that its typed form would change is kept as it came, beside it.

mod answer;
mod block_json;
mod blocks;
mod reading;
mod writing;

pub use answer::{Answer, AnswerForm, AnswerPart, AsGiven};
pub use blocks::{BoundingBox, Geometry, LayoutBlock, Point, TextBlock};

pub(crate) use reading::read_answer;
pub(crate) use writing::write_answer;
