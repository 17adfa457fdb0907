//! The detector in a thread of its own.
//!
//! ```text
//! page: line ── Request ──> worker: service ── picture, detector
//!            <── Reply ───
//! ```

pub(crate) mod envelope;
pub mod later;
pub mod line;
mod picture;
pub mod protocol;
pub mod service;
mod warm_up;

pub use line::{Line, Payload};
pub use service::serve;
