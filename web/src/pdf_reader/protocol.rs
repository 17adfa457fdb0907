//! What the page and the worker that reads PDF files say to each other.

use serde::{Deserialize, Serialize};

use crate::worker::line::Greeting;
use crate::worker::protocol::DocumentId;

/// A part of a page, as shares of its width and height: left, top, right, bottom.
pub type Area = [f64; 4];

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Open a file. Beside it: the file.
    Open {
        /// Which document.
        document: DocumentId,
    },
    /// Draw a page.
    Draw {
        /// Which document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
        /// Pixels of its longer side at most.
        side_px: u32,
        /// What the picture is for.
        purpose: Purpose,
    },
    /// Draw a part of a page.
    DrawPart {
        /// Which document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
        /// Which part.
        area: Area,
        /// Width of the picture in pixels.
        width_px: u32,
        /// Height of the picture in pixels.
        height_px: u32,
    },
    /// Read the text of a page and trace its walls.
    Read {
        /// Which document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
    },
    /// Forget a document.
    Close {
        /// Which document.
        document: DocumentId,
    },
}

/// What the picture of a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// The stage.
    Stage,
    /// The strip of pages.
    Thumbnail,
    /// A file that the page writes.
    Print,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker listens.
    Ready,
    /// The file is open.
    Opened {
        /// Which document.
        document: DocumentId,
        /// Width and height of each page in pixels, page 1 first.
        page_sizes_px: Vec<(u32, u32)>,
    },
    /// A page was drawn. Beside it: the picture.
    Drawn {
        /// Which document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
        /// What the picture is for.
        purpose: Purpose,
    },
    /// A part of a page was drawn. Beside it: the picture.
    PartDrawn {
        /// Which document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
        /// Which part.
        area: Area,
    },
    /// A page was read. Beside it: its analysis as JSON.
    Read {
        /// Which document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
    },
    /// It cannot be done.
    Refused {
        /// Which document.
        document: DocumentId,
        /// The page that cannot be drawn or read; none where the file cannot be opened.
        page: Option<u32>,
        /// Why, in plain words.
        message: String,
    },
}

impl Greeting for Reply {
    fn is_ready(&self) -> bool {
        *self == Self::Ready
    }
}
