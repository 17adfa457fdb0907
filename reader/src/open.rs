//! A document opened for reading, page by page.

use std::borrow::Cow;

use shared::analysis::PageSize;
use shared::job::BlueprintFormat;

use crate::check::check;
use crate::decode::decode;
use crate::error::ReadError;
use crate::page::PageContent;
use crate::pdf::PdfDocument;
use crate::picture::{OwnedPicture, scaled_to};

/// An opened document.
pub(crate) enum Document {
    /// A PNG or JPG: one page.
    Picture {
        /// Its pixels.
        picture: OwnedPicture,
        /// Their number.
        size: [PageSize; 1],
    },
    /// A PDF.
    Pdf(PdfDocument),
}

impl Document {
    /// Checks and opens a document.
    pub(crate) fn open(bytes: &[u8], format: BlueprintFormat) -> Result<Self, ReadError> {
        if format == BlueprintFormat::Pdf {
            // Opening is the check: a PDF is parsed once.
            crate::check::check_kind(bytes, Some(format))?;
            return Ok(Self::Pdf(PdfDocument::open(bytes)?));
        }
        check(bytes, Some(format))?;
        let picture = decode(bytes, format)?;
        let size =
            PageSize { page: 1, width_px: picture.width_px(), height_px: picture.height_px(), ..PageSize::default() };
        Ok(Self::Picture { picture, size: [size] })
    }

    /// The sizes of all pages, in order.
    pub(crate) fn page_sizes(&self) -> &[PageSize] {
        match self {
            Self::Picture { size, .. } => size,
            Self::Pdf(pdf) => pdf.page_sizes(),
        }
    }

    /// The size of one page, from 1.
    pub(crate) fn page_size(&self, page: u32) -> Result<&PageSize, ReadError> {
        let sizes = self.page_sizes();
        let index = (page as usize).checked_sub(1);
        index.and_then(|i| sizes.get(i)).ok_or(ReadError::NoSuchPage { page, pages: sizes.len() as u32 })
    }

    /// A page as it is seen, with its longer side at most `max_side_px`. PDF pages are drawn at that size, pictures
    /// never enlarged.
    pub(crate) fn picture(&self, page: u32, max_side_px: u32) -> Result<Cow<'_, OwnedPicture>, ReadError> {
        let size = self.page_size(page)?;
        match self {
            Self::Picture { picture, .. } if picture.longer_side_px() <= max_side_px => Ok(Cow::Borrowed(picture)),
            Self::Picture { picture, .. } => Ok(Cow::Owned(picture.shrunk_to(max_side_px))),
            Self::Pdf(pdf) => {
                let (width_px, height_px) = scaled_to(size.width_px, size.height_px, max_side_px);
                pdf.picture(page, width_px, height_px).map(Cow::Owned)
            }
        }
    }

    /// A part of a page, its left, top, right and bottom as shares of the page, with exactly this many pixels.
    pub(crate) fn part(
        &self,
        page: u32,
        area: [f64; 4],
        width_px: u32,
        height_px: u32,
    ) -> Result<OwnedPicture, ReadError> {
        self.page_size(page)?;
        match self {
            Self::Picture { picture, .. } => Ok(picture.part(area, width_px, height_px)),
            Self::Pdf(pdf) => pdf.part(page, area, width_px, height_px),
        }
    }

    /// What is on a page, in the size that [`Document::page_size`] tells.
    pub(crate) fn content(&self, page: u32) -> Result<PageContent<'_>, ReadError> {
        let size = self.page_size(page)?;
        match self {
            Self::Picture { picture, .. } => Ok(PageContent::of_picture(picture)),
            Self::Pdf(pdf) => pdf.content(size),
        }
    }
}
