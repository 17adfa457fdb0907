//! A scene as a picture, as SVG and as PDF.

mod pdf;
mod picture;
mod svg;

pub use pdf::pdf;
pub use picture::{paint, picture};
pub use svg::svg;
