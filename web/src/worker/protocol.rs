//! What page and worker say to each other: a head in JSON, and beside it bytes or a picture that are not copied.

use serde::{Deserialize, Serialize};
use shared::{Detector, DetectorSettings, Room};

use super::line::Greeting;

/// The page's name for an opened file.
pub type DocumentId = u32;

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read a picture and trace its walls. Beside it: the file.
    OpenPicture {
        /// Which document.
        document: DocumentId,
    },
    /// Use an analysis document or raw Textract JSON. Beside it: its bytes. Where it has no line work and the
    /// document has a picture, the walls are traced from that.
    OpenAnalysis {
        /// Which document.
        document: DocumentId,
    },
    /// Take up pages that were read later. Beside it: their analysis as JSON.
    AddPages {
        /// Which document.
        document: DocumentId,
    },
    /// Hand over what was seen on a page.
    See {
        /// Which document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
        /// The settings.
        settings: DetectorSettings,
    },
    /// Find the rooms.
    Detect {
        /// Which document.
        document: DocumentId,
        /// The settings.
        settings: DetectorSettings,
    },
    /// Say which room lies at a place, also one that is too doubtful to be found by itself.
    RoomAt {
        /// Which document.
        document: DocumentId,
        /// Page, from 1.
        page: u32,
        /// The place, in the page's 0–1000.
        at: [f64; 2],
        /// The settings.
        settings: DetectorSettings,
    },
    /// Hand over the analysis document as JSON.
    SaveAnalysis {
        /// Which document.
        document: DocumentId,
        /// What the page does with it; comes back with the answer.
        purpose: Purpose,
    },
    /// Write rooms as a file of another program.
    Export {
        /// Which document.
        document: DocumentId,
        /// The name of the format (`csv`, `geojson`, ...).
        format: String,
        /// The rooms.
        rooms: Vec<Room>,
        /// The pages whose scale is known.
        scales: Vec<PageScale>,
    },
    /// Forget a document.
    Close {
        /// Which document.
        document: DocumentId,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker listens.
    Ready,
    /// The picture is decoded; its walls come next. Beside it: the picture.
    Decoded {
        /// Which document.
        document: DocumentId,
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// The document can be asked for rooms.
    Opened {
        /// Which document.
        document: DocumentId,
        /// What is in it.
        summary: Summary,
        /// Milliseconds it took to make ready.
        milliseconds: f64,
    },
    /// The rooms. Beside it: the detection as JSON.
    Detected {
        /// Which document.
        document: DocumentId,
        /// Milliseconds it took.
        milliseconds: f64,
        /// The pages whose scale is known.
        scales: Vec<PageScale>,
    },
    /// The room at the place that was asked for, where there is one.
    RoomAt {
        /// Which document.
        document: DocumentId,
        /// The room.
        room: Option<Box<Room>>,
    },
    /// What was seen on a page. Beside it: a [`shared::seen::Seen`] as JSON.
    Seen {
        /// Which document.
        document: DocumentId,
    },
    /// The analysis document. Beside it: its JSON.
    Analysis {
        /// Which document.
        document: DocumentId,
        /// What it was asked for.
        purpose: Purpose,
    },
    /// The file that was asked for. Beside it: its text as bytes.
    Exported {
        /// Which document.
        document: DocumentId,
        /// The name of the format.
        format: String,
    },
    /// It cannot be done.
    Refused {
        /// Which document.
        document: DocumentId,
        /// Why, in plain words.
        message: String,
    },
}

/// What an analysis document is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// A file of its own.
    Alone,
    /// A part of the whole work.
    Work,
    /// The page's own copy, to find rooms in while settings are tuned.
    Tuning,
}

/// The scale of a page, and why it is believed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PageScale {
    /// Page, from 1.
    pub page: u32,
    /// Pixels of the page to a metre.
    pub pixels_per_metre: f64,
    /// `calibration`, `printed_scale`, or `scale` for the consensus of printed sizes.
    pub source: String,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// How many printed sizes and areas agree on it.
    pub votes: usize,
}

impl PageScale {
    /// The scales of the pages, with rooms as they were found.
    #[must_use]
    pub fn all(detector: &Detector, rooms: &[Room], settings: &DetectorSettings) -> Vec<Self> {
        let scale = |(page, scale): (u32, shared::scale::Scale)| Self {
            page,
            pixels_per_metre: scale.pixels_per_metre,
            source: scale.source.as_str().to_owned(),
            confidence: scale.confidence,
            votes: scale.votes,
        };
        detector.scales(rooms, settings).into_iter().map(scale).collect()
    }
}

impl Greeting for Reply {
    fn is_ready(&self) -> bool {
        *self == Self::Ready
    }
}

/// What an analysis holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Number of pages, at least 1.
    pub pages: u32,
    /// Width and height of each page in pixels, page 1 first; absent where nobody knows.
    pub page_sizes_px: Vec<Option<(u32, u32)>>,
    /// Number of words and lines.
    pub text_blocks: usize,
    /// Who read them (`textract`, `local`, `none`).
    pub analyzer: String,
    /// How many rooms are found with the default settings.
    pub rooms_by_default: usize,
}

impl Summary {
    /// What stands in an analysis, and what is found in it by default.
    #[must_use]
    pub fn of(detector: &Detector) -> Self {
        let analysis = detector.analysis();
        let pages = analysis.metadata.pages.clamp(1, shared::limits::MAX_PAGES);
        let size_of = |page: u32| {
            analysis
                .metadata
                .page_sizes
                .iter()
                .find(|size| size.page == page)
                .map(|size| (size.width_px, size.height_px))
        };
        Self {
            pages,
            page_sizes_px: (1..=pages).map(size_of).collect(),
            text_blocks: analysis.text_blocks.len(),
            analyzer: analysis.analyzer.name.clone(),
            rooms_by_default: detector.detect(&DetectorSettings::default()).rooms.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{Analysis, LineWork};

    #[test]
    fn a_summary_names_the_size_of_every_page() {
        let mut analysis = Analysis::of_line_work(LineWork { width_px: 30, height_px: 20, ..LineWork::default() });
        analysis.metadata.pages = 2;
        let summary = Summary::of(&Detector::new(analysis));
        assert_eq!(summary.page_sizes_px, [Some((30, 20)), None]);
        assert_eq!(summary.analyzer, "none");
        assert_eq!(summary.rooms_by_default, 1, "the room that stands for a page without any");
    }

    #[test]
    fn requests_survive_the_journey() {
        let request = Request::Detect { document: 3, settings: DetectorSettings::default() };
        let head = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&head).unwrap(), request);
    }
}
