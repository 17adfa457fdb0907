//! Which of the regions are the rooms.

pub(crate) mod choice;
mod counters;
pub(crate) mod cut;
pub(crate) mod division;
pub(crate) mod fitting;
pub(crate) mod pieces;
pub(crate) mod printed;
pub(crate) mod scorecard;
mod too_large;
