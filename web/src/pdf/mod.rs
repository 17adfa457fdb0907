//! The plan with its rooms as a PDF: the picture below, outlines and labels on it as lines and text.

mod encoding;
mod export;
mod sheet;

pub use export::save;
