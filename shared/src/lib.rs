//! Finding the rooms of floor plans: the detector, the documents it reads and the answers it gives.
//!
//! ```text
//! Textract JSON ─┐
//!                ├─> Analysis ──> detect(&Analysis, &DetectorSettings) ──> Detection ──> Preview, exports
//! picture ───────┘   blocks + line work
//! ```
//!
//! Nothing here does I/O, reads a clock or draws a random number: the same input gives the same bytes,
//! natively and as WebAssembly. For that, no function of `std` whose last digit depends on the
//! platform is called either (`exp`, `ln`, `sin`, `hypot`, `powf`, ...): `libm` stands in for them.
//!
//! The modules stand in the order in which data flows.

pub mod analysis;
mod curve;
pub mod detect;
pub mod error;
pub mod export;
pub mod feedback;
pub mod job;
pub mod labels;
pub mod limits;
pub mod linework;
mod outline;
pub mod picture;
pub mod preview;
pub mod progress;
mod raster;
mod regions;
pub mod room;
pub mod scale;
#[cfg(feature = "schema")]
pub mod schema;
pub mod seen;
mod selection;
pub mod settings;
pub mod sign_in;
mod sorting;
pub mod stages;
pub mod textract;
mod trace;

pub use analysis::Analysis;
pub use detect::{Detection, Detector, MODEL_VERSION, detect};
pub use linework::LineWork;
pub use picture::Picture;
pub use preview::Preview;
pub use room::Room;
pub use settings::DetectorSettings;
pub use trace::Drawing;
