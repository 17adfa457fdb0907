//! Enclosed regions, what lies between them, and the tree in which they merge.

mod belonging;
pub(crate) mod boundaries;
pub(crate) mod hull;
pub(crate) mod leaves;
pub(crate) mod tree;
