//! What a `.roomprint` file says of itself, and the limits of its parts.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::DetectorSettings;
use shared::limits::{MAX_ANALYSIS_BYTES, MAX_BLUEPRINT_BYTES};

use crate::state::history::History;

/// The version that this page writes.
pub(super) const VERSION: u32 = 1;
/// The word in `format`.
const FORMAT: &str = "roomprint";

/// Names of the parts.
pub const MANIFEST: &str = "work.json";
/// The corrections.
pub(super) const CORRECTIONS: &str = "corrections.json";
/// The analysis.
pub(super) const ANALYSIS: &str = "analysis.json";
/// The plan, before its extension.
pub(super) const PLAN: &str = "plan.";

/// Bytes of the manifest.
pub(super) const MAX_MANIFEST_BYTES: u64 = 256 * 1024;
/// Bytes of the corrections.
pub(super) const MAX_CORRECTIONS_BYTES: u64 = 32 * 1024 * 1024;
/// Parts of one file.
pub(super) const MAX_PARTS: usize = 16;
/// Bytes of the whole file.
pub const MAX_WORK_BYTES: usize = MAX_BLUEPRINT_BYTES + MAX_ANALYSIS_BYTES + 34 * 1024 * 1024;

/// Why a file is not opened, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkFault {
    /// Ends too early, or something in it is not as it was written.
    #[error("“{name}” is damaged: {what}. Open an older copy of it, or the plan itself.")]
    Damaged {
        /// The file's name.
        name: String,
        /// What is wrong.
        what: String,
    },
    /// Of a later version.
    #[error(
        "“{name}” was made by a newer Roomprint (version {version} of the file; this page knows {VERSION}). Reload the page to get the newest one."
    )]
    TooNew {
        /// The file's name.
        name: String,
        /// Its version.
        version: u32,
    },
    /// A part over its limit.
    #[error("“{name}” holds a part that is too large ({part}: {megabytes} MB) and is not opened.")]
    TooLarge {
        /// The file's name.
        name: String,
        /// The part.
        part: String,
        /// Its size.
        megabytes: u64,
    },
}

/// `work.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    version: u32,
    /// Name of the plan.
    pub name: String,
    /// The settings.
    settings: Value,
}

impl Manifest {
    /// Of a plan with its settings.
    #[must_use]
    pub fn of(name: String, settings: &DetectorSettings) -> Self {
        let settings = serde_json::to_value(settings).unwrap_or_default();
        Self { format: FORMAT.to_owned(), version: VERSION, name, settings }
    }

    /// Reads one from a file of that name.
    pub fn read(file: &str, bytes: &[u8]) -> Result<(Self, DetectorSettings), WorkFault> {
        /// What every version has.
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let damaged = |what: String| WorkFault::Damaged { name: file.to_owned(), what };
        let head: Head = serde_json::from_slice(bytes).map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
        if head.format != FORMAT {
            return Err(damaged(format!("{MANIFEST} names another format")));
        }
        if head.version > VERSION {
            return Err(WorkFault::TooNew { name: file.to_owned(), version: head.version });
        }
        let mut manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
        let settings = DetectorSettings::from_value(manifest.settings.clone())
            .map_err(|error| damaged(format!("settings: {error}")))?;
        manifest.name = manifest.name.chars().filter(|c| !c.is_control()).take(MAX_NAME_CHARS).collect();
        Ok((manifest, settings))
    }
}

/// Characters kept of a plan's name.
const MAX_NAME_CHARS: usize = 200;

/// Reads the corrections of a file of that name; every number in them is checked.
pub(super) fn read_corrections(file: &str, bytes: &[u8]) -> Result<History, WorkFault> {
    let damaged = |what: String| WorkFault::Damaged { name: file.to_owned(), what: format!("{CORRECTIONS}: {what}") };
    let history: History = serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
    history.checked().map_err(damaged)
}

/// What a part of that name may have; `None` for names that are passed over.
#[must_use]
pub(super) fn limit_of(part: &str) -> Option<u64> {
    match part {
        MANIFEST => Some(MAX_MANIFEST_BYTES),
        CORRECTIONS => Some(MAX_CORRECTIONS_BYTES),
        ANALYSIS => Some(MAX_ANALYSIS_BYTES as u64),
        plan if plan.starts_with(PLAN) => Some(MAX_BLUEPRINT_BYTES as u64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_survives() {
        let settings = DetectorSettings { strictness: 0.61, ..DetectorSettings::default() };
        let json = serde_json::to_vec(&Manifest::of("house.png".to_owned(), &settings)).unwrap();
        let (manifest, read) = Manifest::read("a.roomprint", &json).unwrap();
        assert_eq!((manifest.name.as_str(), read), ("house.png", settings));
    }

    #[test]
    fn a_newer_file_and_nonsense_are_told_apart() {
        let newer = br#"{"format":"roomprint","version":2,"everything":"else"}"#;
        assert!(matches!(Manifest::read("a", newer), Err(WorkFault::TooNew { version: 2, .. })));
        let nonsense: [&[u8]; 4] = [
            b"",
            b"[]",
            br#"{"format":"zip","version":1}"#,
            br#"{"format":"roomprint","version":1,"name":"a","settings":{"strictness":9}}"#,
        ];
        for bytes in nonsense {
            assert!(matches!(Manifest::read("a", bytes), Err(WorkFault::Damaged { .. })));
        }
    }

    #[test]
    fn hostile_corrections_are_refused() {
        for polygon in ["[]", "[[0,0],[1,1]]", "[[0,0],[1e9,0],[0,5]]", "[[0,0],[5,0],[null,5]]"] {
            let room = format!(
                r#"{{"id":"own_001","page":1,"bounding_box":[0,0,1,1],"polygon":{polygon},"confidence":1,"evidence":{{}}}}"#
            );
            let json = format!(r#"{{"now":{{"kept":[{{"room":{room},"stands_for":[]}}],"removed":[],"next":1}}}}"#);
            assert!(read_corrections("a", json.as_bytes()).is_err(), "{polygon}");
        }
        assert!(read_corrections("a", br#"{"now":{"kept":[],"removed":[],"next":4294967295}}"#).is_ok());
    }
}
