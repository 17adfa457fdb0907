//! The one function: from what is known of a document to its rooms.

use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::preview::{UnmatchedLabel, Warning};
use crate::room::{Evidence, Room};
use crate::settings::DetectorSettings;

/// Changes whenever the detector's answers can change; part of the preview cache's key.
pub const MODEL_VERSION: &str = "heuristic-0.1";

/// Confidence of the room that stands for a page on which nothing was found.
const FALLBACK_CONFIDENCE: f64 = 0.01;

/// What was found in a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Detection {
    /// [`MODEL_VERSION`] of the detector.
    pub model_version: String,
    /// The rooms, at least one.
    pub rooms: Vec<Room>,
    /// Names that found no room.
    pub unmatched_labels: Vec<UnmatchedLabel>,
    /// What the caller should know.
    pub warnings: Vec<Warning>,
}

/// Finds the rooms. Pure: the same analysis and settings give the same detection, digit for digit, on every platform.
///
/// Settings are taken as they are; [`DetectorSettings::validate`] is the caller's to call.
#[must_use]
pub fn detect(analysis: &Analysis, settings: &DetectorSettings) -> Detection {
    let _ = (analysis, settings);
    Detection {
        model_version: MODEL_VERSION.to_owned(),
        rooms: vec![fallback_room()],
        unmatched_labels: Vec::new(),
        warnings: vec![Warning {
            code: "NO_ROOMS_FOUND".to_owned(),
            message: "No rooms were found; one box over the whole page stands for them.".to_owned(),
        }],
    }
}

/// An analysis made ready once, for many detections: what a page or a service keeps while somebody tunes settings.
#[derive(Debug, Clone)]
pub struct Detector {
    analysis: Analysis,
}

impl Detector {
    /// Makes an analysis ready.
    #[must_use]
    pub fn new(analysis: Analysis) -> Self {
        Self { analysis }
    }

    /// The rooms under these settings; the same as [`detect`] gives.
    #[must_use]
    pub fn detect(&self, settings: &DetectorSettings) -> Detection {
        detect(&self.analysis, settings)
    }

    /// What it was made of.
    #[must_use]
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }
}

fn fallback_room() -> Room {
    Room {
        id: "room_001".to_owned(),
        page: 1,
        bounding_box: [0.0, 0.0, 1000.0, 1000.0],
        polygon: vec![[0.0, 0.0], [1000.0, 0.0], [1000.0, 1000.0], [0.0, 1000.0]],
        holes: Vec::new(),
        name_hint: None,
        names: Vec::new(),
        room_type: None,
        number: None,
        area: None,
        perimeter: None,
        confidence: FALLBACK_CONFIDENCE,
        evidence: Evidence { fallback: true, parts: Vec::new() },
    }
}
