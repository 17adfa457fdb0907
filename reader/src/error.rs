//! Why a document cannot be read, in words for whoever sent it.

use shared::error::ErrorCode;
use shared::job::BlueprintFormat;
use shared::limits::{MAX_BLUEPRINT_BYTES, MAX_DECODED_BYTES, MAX_PAGES, MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE_PX};

/// Why a document cannot be read. Each variant belongs to one code of the HTTP contract: [`ReadError::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes at all.
    #[error("the file is empty; send a PNG, JPG or PDF")]
    NoBytes,
    /// None of the formats that are read.
    #[error("the file is {found}; send a PNG, JPG or PDF")]
    NotADocument {
        /// What it seems to be, with its article.
        found: &'static str,
    },
    /// One of the formats that are read, and not the one that was declared.
    #[error("the file was declared as {} and is {}; declare what it is", declared.extension(), found.extension())]
    NotAsDeclared {
        /// What the sender said.
        declared: BlueprintFormat,
        /// What the bytes show.
        found: BlueprintFormat,
    },
    /// The build at hand reads no PDF.
    #[error("PDF is not read here; send a PNG or JPG of the page")]
    PdfLeftOut,
    /// More bytes than [`MAX_BLUEPRINT_BYTES`].
    #[error("the file has {bytes} bytes; at most {MAX_BLUEPRINT_BYTES} can be read")]
    TooManyBytes {
        /// Bytes given.
        bytes: usize,
    },
    /// More pixels than [`MAX_PICTURE_PIXELS`] or a side longer than [`MAX_PICTURE_SIDE_PX`].
    #[error(
        "the picture has {width_px} x {height_px} pixels; at most {MAX_PICTURE_SIDE_PX} a side and {MAX_PICTURE_PIXELS} in all can be read: scale it down"
    )]
    TooManyPixels {
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// Few enough pixels, but of a kind that takes more than [`MAX_DECODED_BYTES`].
    #[error(
        "the picture takes {bytes} bytes when decoded; at most {MAX_DECODED_BYTES} can be read: scale it down or save it with 8 bits a channel"
    )]
    TooManyDecodedBytes {
        /// Bytes that decoding takes.
        bytes: u64,
    },
    /// More pages than [`MAX_PAGES`].
    #[error("the document has {pages} pages; at most {MAX_PAGES} can be read: send the pages with floor plans")]
    TooManyPages {
        /// Pages of the document.
        pages: usize,
    },
    /// Damaged, cut short, or of a kind that no decoder here knows.
    #[error("the {} cannot be read: {reason}; open it in another program and save it anew", format.extension().to_uppercase())]
    Damaged {
        /// The format of the file.
        format: BlueprintFormat,
        /// What is wrong with it.
        reason: String,
    },
    /// Opens with a password only.
    #[error("the PDF is encrypted; send it without a password")]
    Encrypted,
    /// A PDF without a single page.
    #[error("the PDF has no pages; send one with the floor plan on a page")]
    NoPages,
    /// A page that the document does not have.
    #[error("there is no page {page}; the document has pages 1 to {pages}")]
    NoSuchPage {
        /// The page asked for, from 1.
        page: u32,
        /// Pages of the document.
        pages: u32,
    },
}

impl ReadError {
    /// The code that the HTTP contract has for it.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::NoBytes | Self::Damaged { .. } | Self::Encrypted | Self::NoPages => ErrorCode::UnreadableDocument,
            Self::NotADocument { .. } | Self::NotAsDeclared { .. } | Self::PdfLeftOut => ErrorCode::InvalidFileFormat,
            Self::TooManyBytes { .. }
            | Self::TooManyPixels { .. }
            | Self::TooManyDecodedBytes { .. }
            | Self::TooManyPages { .. } => ErrorCode::FileTooLarge,
            Self::NoSuchPage { .. } => ErrorCode::InvalidRequest,
        }
    }

    pub(crate) fn damaged(format: BlueprintFormat, reason: &dyn ToString) -> Self {
        Self::Damaged { format, reason: reason.to_string() }
    }
}
