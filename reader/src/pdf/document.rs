//! A PDF file and the sizes of its pages.

use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use shared::analysis::PageSize;
use shared::job::BlueprintFormat::Pdf as PdfFormat;
use shared::limits::{MAX_PAGES, MAX_PDF_PIXELS_PER_POINT, PDF_PAGE_SIDE_PX};

use crate::error::ReadError;
use crate::pdf::render::render;
use crate::picture::OwnedPicture;

/// The sizes of all pages, in order; at least one, at most [`MAX_PAGES`].
pub(crate) fn page_sizes(bytes: &[u8]) -> Result<Vec<PageSize>, ReadError> {
    Ok(PdfDocument::open(bytes)?.page_sizes)
}

/// An opened PDF file.
pub(crate) struct PdfDocument {
    pdf: Pdf,
    page_sizes: Vec<PageSize>,
}

impl PdfDocument {
    /// Parses the file's structure; no page is drawn.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|e| match e {
            LoadPdfError::Decryption(_) => ReadError::Encrypted,
            LoadPdfError::Invalid => ReadError::damaged(PdfFormat, &"its structure is broken"),
        })?;
        let pages = pdf.pages();
        if pages.is_empty() {
            return Err(ReadError::NoPages);
        }
        if pages.len() > MAX_PAGES as usize {
            return Err(ReadError::TooManyPages { pages: pages.len() });
        }
        let page_sizes = (1..).zip(pages.iter()).map(|(nr, page)| page_size(nr, page)).collect::<Result<_, _>>()?;
        Ok(Self { pdf, page_sizes })
    }

    /// The sizes of all pages, in order.
    pub(crate) fn page_sizes(&self) -> &[PageSize] {
        &self.page_sizes
    }

    /// A page, from 1, drawn with exactly this many pixels.
    pub(crate) fn picture(&self, page: u32, width_px: u32, height_px: u32) -> Result<OwnedPicture, ReadError> {
        render(self.page(page)?, width_px, height_px)
    }

    fn page(&self, page: u32) -> Result<&Page<'_>, ReadError> {
        let pages = self.pdf.pages();
        let index = (page as usize).checked_sub(1);
        index.and_then(|i| pages.get(i)).ok_or(ReadError::NoSuchPage { page, pages: pages.len() as u32 })
    }
}

fn page_size(nr: u32, page: &Page<'_>) -> Result<PageSize, ReadError> {
    let (width_pt, height_pt) = page.render_dimensions();
    let (width_pt, height_pt) = (f64::from(width_pt), f64::from(height_pt));
    let longer_pt = width_pt.max(height_pt);
    if !(width_pt > 0.0 && height_pt > 0.0 && longer_pt.is_finite()) {
        return Err(ReadError::damaged(PdfFormat, &format!("page {nr} has no size")));
    }
    let pixels_per_point = (f64::from(PDF_PAGE_SIDE_PX) / longer_pt).min(MAX_PDF_PIXELS_PER_POINT);
    // At most PDF_PAGE_SIDE_PX, by the scale.
    let side_px = |pt: f64| (pt * pixels_per_point).round().max(1.0) as u32;
    Ok(PageSize {
        page: nr,
        width_px: side_px(width_pt),
        height_px: side_px(height_pt),
        width_pt: Some(width_pt),
        height_pt: Some(height_pt),
    })
}
