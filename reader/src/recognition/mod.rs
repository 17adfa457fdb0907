//! Text recognition on pixels.

#[cfg(feature = "recognition")]
mod models;

#[cfg(feature = "recognition")]
pub use models::{Models, ModelsError};

#[cfg(not(feature = "recognition"))]
mod left_out;
#[cfg(not(feature = "recognition"))]
pub use left_out::{Models, ModelsError};
