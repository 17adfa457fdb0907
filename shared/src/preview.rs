//! The preview: what a caller gets for a job.

use serde::{Deserialize, Serialize};

use crate::detect::Detection;
use crate::room::Room;

/// The rooms of a job, and how they came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The job that asked.
    pub job_id: String,
    /// Always `preview`.
    pub stage: String,
    /// Version of the detector that answered.
    pub model_version: String,
    /// The rooms, at least one.
    pub rooms: Vec<Room>,
    /// Names that found no room.
    pub unmatched_labels: Vec<UnmatchedLabel>,
    /// What the caller should know.
    pub warnings: Vec<Warning>,
    /// Whether a part failed, so that a later answer may be better.
    pub partial: bool,
    /// Seconds this answer took, greater than 0.
    pub processing_time_seconds: f64,
    /// Where the seconds went.
    pub timing_metrics: TimingMetrics,
    /// When it was made (RFC 3339).
    pub timestamp: String,
    /// Where the analysis is stored; absent where storing failed or nobody stores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s3_key: Option<String>,
}

/// Seconds per step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TimingMetrics {
    /// Reading the text and the line work; 0 when the analysis was there already.
    pub textract_analysis_seconds: f64,
    /// Detecting the rooms.
    pub room_detection_seconds: f64,
    /// All of it.
    pub total_seconds: f64,
}

/// A label that found no room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UnmatchedLabel {
    /// Page, from 1.
    pub page: u32,
    /// What is printed.
    pub text: String,
    /// Where, normalised to 0–1000.
    pub bounding_box: [f64; 4],
    /// Why it found no room, in plain words.
    pub reason: String,
}

/// Something the caller should know, for machines and for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Warning {
    /// Stable word (`TEXTRACT_UNAVAILABLE`, `NO_ROOMS_FOUND`, ...).
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

impl Preview {
    /// A preview of a detection; times and partiality are the caller's.
    #[must_use]
    pub fn of(detection: Detection, job_id: &str, timestamp: String, timing_metrics: TimingMetrics) -> Self {
        Self {
            job_id: job_id.to_owned(),
            stage: "preview".to_owned(),
            model_version: detection.model_version,
            rooms: detection.rooms,
            unmatched_labels: detection.unmatched_labels,
            warnings: detection.warnings,
            partial: false,
            processing_time_seconds: timing_metrics.total_seconds,
            timing_metrics,
            timestamp,
            s3_key: None,
        }
    }
}
