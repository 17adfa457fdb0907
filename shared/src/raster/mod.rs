//! Plain buffers and what is done with them: nothing here knows of walls or rooms.

pub(crate) mod background;
pub(crate) mod bits;
pub(crate) mod components;
pub(crate) mod distance;
pub(crate) mod grey;
pub(crate) mod grid;
pub(crate) mod growth;
pub(crate) mod resize;
pub(crate) mod stroke;

pub(crate) use grid::{Grid, Mask};
