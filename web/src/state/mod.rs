//! What is known and what a person did.
//!
//! Plain rules first ([`viewport`], [`tuning`], [`units`], [`shown`], [`source`]), then the signals that hold them ([`document`]
//! for one plan, [`workspace`] for all).

pub mod document;
pub mod look;
pub mod progress;
pub mod shown;
pub mod source;
pub mod tuning;
pub mod units;
pub mod viewport;
pub mod workspace;
