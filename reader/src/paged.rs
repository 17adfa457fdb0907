//! A document that stays open and is read page by page, as somebody looks at it.

use shared::Analysis;
use shared::analysis::{FORMAT_VERSION, Metadata, PageSize};
use shared::job::BlueprintFormat;
use shared::limits::MAX_SHOWN_SIDE_PX;

use crate::error::ReadError;
use crate::open::Document;
use crate::picture::OwnedPicture;
use crate::read::{add_page, analyzer};

/// An opened document.
pub struct PagedDocument {
    document: Document,
    format: BlueprintFormat,
}

impl PagedDocument {
    /// Checks and opens a document.
    pub fn open(bytes: &[u8], format: BlueprintFormat) -> Result<Self, ReadError> {
        Ok(Self { document: Document::open(bytes, format)?, format })
    }

    /// The sizes of all pages, in order.
    #[must_use]
    pub fn page_sizes(&self) -> &[PageSize] {
        self.document.page_sizes()
    }

    /// A page, from 1, as it is seen, with its longer side at most `max_side_px` (and [`MAX_SHOWN_SIDE_PX`]). A PDF
    /// page is drawn at that size; a PNG or JPG is never enlarged.
    pub fn picture(&self, page: u32, max_side_px: u32) -> Result<OwnedPicture, ReadError> {
        let picture = self.document.picture(page, max_side_px.clamp(1, MAX_SHOWN_SIDE_PX))?;
        Ok(picture.into_owned())
    }

    /// A part of a page, from 1, with exactly this many pixels (at most [`MAX_SHOWN_SIDE_PX`] a side). `area` is the left,
    /// top, right and bottom of the part as shares of the page; what lies beyond the page is white.
    pub fn part(&self, page: u32, area: [f64; 4], width_px: u32, height_px: u32) -> Result<OwnedPicture, ReadError> {
        let side = |px: u32| px.clamp(1, MAX_SHOWN_SIDE_PX);
        self.document.part(page, area, side(width_px), side(height_px))
    }

    /// The analysis of one page, from 1: the text that the file itself tells, and the line work. Its metadata are those
    /// of the whole document, so that the pages' analyses can be put together.
    pub fn read(&self, page: u32) -> Result<Analysis, ReadError> {
        let size = self.document.page_size(page)?;
        let content = self.document.content(page)?;
        let page_sizes = self.page_sizes().to_vec();
        // at most MAX_PAGES
        let pages = page_sizes.len() as u32;
        let mut analysis = Analysis {
            format_version: FORMAT_VERSION,
            metadata: Metadata { pages, analyzed_at: None, page_sizes },
            ..Analysis::default()
        };
        analysis.analyzer = analyzer(!content.lines.is_empty(), None);
        add_page(&mut analysis, size, &content, self.format)?;
        Ok(analysis)
    }
}
