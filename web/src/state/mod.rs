//! What is known and what a person did.
//!
//! Plain rules first ([`geometry`], [`corrections`], [`history`], [`viewport`], [`tuning`], [`link`], [`units`], [`shown`], [`source`],
//! [`pages`]), then the signals that hold them ([`document`] and its [`sheets`]
//! for one plan, [`workspace`] for all).

pub mod corrections;
pub mod document;
pub mod editing;
pub mod geometry;
pub mod ground;
pub mod handle;
pub mod history;
pub mod link;
pub mod look;
pub mod pages;
pub mod placing;
pub mod progress;
pub mod scale;
pub mod sheets;
pub mod shown;
pub mod snap;
pub mod source;
pub mod tool;
pub mod tuning;
pub mod units;
pub mod viewport;
pub mod workspace;
