//! What stands for PDF in builds without it: every file is refused.

use shared::analysis::PageSize;

use crate::error::ReadError;
use crate::page::PageContent;
use crate::picture::OwnedPicture;

pub(crate) fn page_sizes(_bytes: &[u8]) -> Result<Vec<PageSize>, ReadError> {
    Err(ReadError::PdfLeftOut)
}

/// Has no values: nothing opens.
pub(crate) enum PdfDocument {}

impl PdfDocument {
    pub(crate) fn open(_bytes: &[u8]) -> Result<Self, ReadError> {
        Err(ReadError::PdfLeftOut)
    }

    pub(crate) fn page_sizes(&self) -> &[PageSize] {
        match *self {}
    }

    pub(crate) fn picture(&self, _page: u32, _width_px: u32, _height_px: u32) -> Result<OwnedPicture, ReadError> {
        match *self {}
    }

    pub(crate) fn content(&self, _size: &PageSize) -> Result<PageContent<'_>, ReadError> {
        match *self {}
    }
}
