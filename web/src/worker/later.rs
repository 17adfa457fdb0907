//! What the first rooms do not need of the worker: analyses read and written, rooms as files of other programs. They are
//! among the parts of [`crate::later`].

use shared::export::{ExportFormat, ExportPage};
use shared::{Analysis, Detector, Room};

use super::protocol::PageScale;

/// The ways in.
pub struct Parts {
    /// Reads an analysis document or raw Textract JSON.
    pub read: fn(&[u8]) -> Result<Analysis, String>,
    /// The analysis document as JSON.
    pub write: fn(&Detector) -> Result<Vec<u8>, serde_json::Error>,
    /// Rooms as a file of the format of this name.
    pub export: fn(&Detector, &str, &[Room], &[PageScale]) -> Vec<u8>,
}

/// What is fetched.
pub const PARTS: Parts = Parts { read, write, export };

fn read(json: &[u8]) -> Result<Analysis, String> {
    Analysis::from_json(json).map_err(|fault| fault.to_string())
}

fn write(detector: &Detector) -> Result<Vec<u8>, serde_json::Error> {
    detector.analysis().to_json()
}

fn export(detector: &Detector, format: &str, rooms: &[Room], scales: &[PageScale]) -> Vec<u8> {
    let scale_of = |page| scales.iter().find(|scale| scale.page == page).map(|scale| scale.pixels_per_metre);
    let pages = ExportPage::of(detector.analysis(), scale_of);
    let format: ExportFormat = format.parse().unwrap_or(ExportFormat::Csv);
    format.write(rooms, &pages).into_bytes()
}
