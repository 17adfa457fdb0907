//! How large the plan is: pixels of the page to one metre, and with it the areas of rooms.
//!
//! ```text
//! calibration of a person ──────────────────────────────┐
//! PrintedScale + size of the page on paper ─────────────┼─> Scale ─┐
//! printed sizes and areas in rooms ─> votes ─> consensus ┘          ├─> area and perimeter of rooms
//! printed areas ────────────────────────────────────────────────────┘
//! ```
//!
//! A caller that has the rooms and labels of one page does
//!
//! ```
//! # use shared::{Room, DetectorSettings, analysis::PageSize, labels::PageLabels};
//! # let (labels, mut rooms, settings) = (PageLabels::default(), Vec::<Room>::new(), DetectorSettings::default());
//! # let size = PageSize { page: 1, width_px: 1000, height_px: 800, ..PageSize::default() };
//! let scale = shared::scale::infer(&rooms, &labels, &size, &settings);
//! shared::scale::measure_rooms(&mut rooms, &labels, &size, scale.as_ref());
//! ```
//!
//! with `rooms` of any pages: those of `size.page` alone are looked at. Nothing is claimed where nothing is printed.

mod chains;
mod consensus;
mod measure;
mod on_page;
mod votes;

use crate::analysis::PageSize;
use crate::labels::PageLabels;
use crate::room::Room;
use crate::settings::DetectorSettings;

pub use measure::measure_rooms;

/// Points (1/72 inch) to a metre of paper.
const POINTS_PER_METRE: f64 = 72.0 / 0.0254;
/// Below this confidence a printed scale is believed rather than the consensus of sizes.
const MIN_CONFIDENCE_AGAINST_PRINTED: f64 = 0.6;

/// Pixels of the page to one metre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Pixels, as in the page's [`PageSize`], to one metre of the building.
    pub pixels_per_metre: f64,
    /// Where it comes from.
    pub source: ScaleSource,
    /// How sure it is, 0 to 1; a person's calibration is 1.
    pub confidence: f64,
    /// How many printed sizes and areas agree on it.
    pub votes: usize,
}

/// Where a scale comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleSource {
    /// A person gave it.
    Calibration,
    /// A printed scale and the size of the page on paper.
    PrintedScale,
    /// The consensus of printed sizes and areas with the rooms they stand in.
    Consensus,
}

impl ScaleSource {
    /// The word that stands in `source` of a [`crate::room::Measure`].
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calibration => "calibration",
            Self::PrintedScale => "printed_scale",
            Self::Consensus => "scale",
        }
    }
}

/// The scale of a page, where anything tells it: the person's calibration, the consensus of what is printed in the
/// rooms, or a printed scale on a page whose size on paper is known.
#[must_use]
pub fn infer(rooms: &[Room], labels: &PageLabels, size: &PageSize, settings: &DetectorSettings) -> Option<Scale> {
    if let Some(pixels_per_metre) = settings.pixels_per_metre {
        return Some(Scale { pixels_per_metre, source: ScaleSource::Calibration, confidence: 1.0, votes: 0 });
    }
    let mut votes = votes::of_rooms(rooms, labels, size);
    votes.extend(chains::votes(rooms, labels, size));
    let consensus = consensus::consensus(&votes);
    match (consensus, printed(labels, size)) {
        // A sheet that was printed smaller says a scale that is no longer true: the rooms know better.
        (Some(consensus), Some(_)) if consensus.confidence >= MIN_CONFIDENCE_AGAINST_PRINTED => Some(consensus),
        (_, Some(printed)) => Some(printed),
        (consensus, None) => consensus,
    }
}

/// The scale of a page that prints it and whose size on paper is known.
fn printed(labels: &PageLabels, size: &PageSize) -> Option<Scale> {
    let denominator = labels.printed_scale.as_ref()?.denominator;
    let pixels_per_point = f64::from(size.width_px) / size.width_pt.filter(|points| *points > 0.0)?;
    let pixels_per_metre = pixels_per_point * POINTS_PER_METRE / denominator;
    (pixels_per_metre.is_finite() && pixels_per_metre > 0.0).then_some(Scale {
        pixels_per_metre,
        source: ScaleSource::PrintedScale,
        confidence: 0.8,
        votes: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::{Label, PrintedScale};

    fn a3_page() -> PageSize {
        PageSize { page: 1, width_px: 2382, height_px: 1684, width_pt: Some(1191.0), height_pt: Some(842.0) }
    }

    #[test]
    fn a_printed_scale_counts_where_the_paper_is_known() {
        let labels = PageLabels {
            printed_scale: Some(PrintedScale { label: Label::default(), denominator: 100.0 }),
            ..PageLabels::default()
        };
        let scale = infer(&[], &labels, &a3_page(), &DetectorSettings::default()).expect("a scale");
        // At 144 dpi, one metre at 1:100 is one centimetre of paper.
        assert!((scale.pixels_per_metre - 144.0 / 2.54).abs() < 1e-9);
        assert_eq!(scale.source, ScaleSource::PrintedScale);
        let no_paper = PageSize { width_pt: None, ..a3_page() };
        assert_eq!(infer(&[], &labels, &no_paper, &DetectorSettings::default()), None);
    }

    #[test]
    fn a_person_knows_best() {
        let settings = DetectorSettings { pixels_per_metre: Some(42.0), ..DetectorSettings::default() };
        let scale = infer(&[], &PageLabels::default(), &a3_page(), &settings).expect("a scale");
        assert_eq!((scale.pixels_per_metre, scale.source.as_str()), (42.0, "calibration"));
    }

    #[test]
    fn nothing_printed_claims_nothing() {
        assert_eq!(infer(&[], &PageLabels::default(), &a3_page(), &DetectorSettings::default()), None);
    }
}
