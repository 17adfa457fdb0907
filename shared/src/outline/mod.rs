//! From the cells of a region to a polygon that people would draw.

pub(crate) mod cells;
pub(crate) mod contour;
pub(crate) mod cuts;
pub(crate) mod display;
pub(crate) mod join;
mod recesses;
pub(crate) mod simplify;
pub(crate) mod split;
mod swings;
