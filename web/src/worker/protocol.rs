//! What page and worker say to each other: a head in JSON, and beside it bytes or a picture that are not copied.

use serde::{Deserialize, Serialize};
use shared::{DetectorSettings, Room};

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
}

impl Summary {
    /// What stands in an analysis.
    #[must_use]
    pub fn of(analysis: &shared::Analysis) -> Self {
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
        let summary = Summary::of(&analysis);
        assert_eq!(summary.page_sizes_px, [Some((30, 20)), None]);
        assert_eq!(summary.analyzer, "none");
    }

    #[test]
    fn requests_survive_the_journey() {
        let request = Request::Detect { document: 3, settings: DetectorSettings::default() };
        let head = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&head).unwrap(), request);
    }
}
