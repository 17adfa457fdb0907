//! Text recognition on pixels.
//!
//! ```text
//! picture ──> tiles ──> detection model ──> ink maps, close and from afar ──> regions ──> boxes
//!                                                                                           │ crops, 48 pixels high
//! lines, words <── as the page lies <── cleaning <── characters in time <── recognition model
//! ```

#[cfg(feature = "recognition")]
mod boxes;
#[cfg(feature = "recognition")]
mod characters;
#[cfg(feature = "recognition")]
mod cleaning;
#[cfg(feature = "recognition")]
mod crops;
#[cfg(feature = "recognition")]
mod detection;
#[cfg(feature = "recognition")]
mod lie;
#[cfg(feature = "recognition")]
mod models;
#[cfg(feature = "recognition")]
mod reading;
#[cfg(feature = "recognition")]
mod words;

#[cfg(feature = "recognition")]
pub use models::{Models, ModelsError};
#[cfg(feature = "recognition")]
pub(crate) use reading::recognise;

#[cfg(not(feature = "recognition"))]
mod left_out;
#[cfg(not(feature = "recognition"))]
pub(crate) use left_out::recognise;
#[cfg(not(feature = "recognition"))]
pub use left_out::{Models, ModelsError};

/// The recogniser gave up: a model that does not fit, or an operation that failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("text recognition failed: {0}")]
pub(crate) struct RecognitionError(pub String);
