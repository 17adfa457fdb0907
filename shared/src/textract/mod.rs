//! Blocks as Amazon Textract gives them, and readers of its answers.

mod blocks;

pub use blocks::{BoundingBox, Geometry, LayoutBlock, Point, TextBlock};
