//! The whole work with a plan as one file that is the user's: `.roomprint`.
//!
//! It is a tar archive that any program can take apart:
//!
//! ```text
//! work.json          format, version, name, settings
//! corrections.json   what was corrected, with the last steps to undo
//! plan.png           the plan as it was handed over (or .jpg, .pdf); absent for an analysis without one
//! analysis.json      the analysis document; absent where there is none yet
//! ```

mod manifest;
mod opening;
mod saving;
pub mod tar;

pub use manifest::{MANIFEST, MAX_WORK_BYTES, Manifest, WorkFault};
pub use opening::{Work, open};
pub use saving::{ask, save};
