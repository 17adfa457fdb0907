//! What the pixels of a page say about walls.
//!
//! ```text
//! page ─> what a pen drew over it taken off ─> building box ─> working picture ─> ink ─> hollow walls filled
//!      ─> stroke width ─> wall thickness hypotheses
//!      ─> per hypothesis: walls ─> closures of openings ─> the outside ─> enclosed regions
//! ```

mod building;
mod closures;
pub mod document;
pub(crate) mod frame;
mod hatching;
mod hollow;
mod ink;
mod outside;
pub(crate) mod pen;
pub(crate) mod strokes;
mod turn;
pub(crate) mod walls;

pub use document::{Hypothesis, LineWork, Measurements, RegionNode, Ring};
