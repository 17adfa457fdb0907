//! A PDF file, the sizes of its pages and what is on them.

use std::borrow::Cow;

use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{Affine, Point, Rect};
use shared::analysis::PageSize;
use shared::job::BlueprintFormat::Pdf as PdfFormat;
use shared::limits::{MAX_PAGES, MAX_PDF_PIXELS_PER_POINT, PDF_PAGE_SIDE_PX};

use super::annotations::stroked_text;
use super::glyphs::page_glyphs;
use super::lines::lines_of;
use super::render::{picture_of, render, to_pixels};
use crate::error::ReadError;
use crate::page::PageContent;
use crate::picture::OwnedPicture;
use crate::text::Line;

/// A page with fewer lines may have others that are drawn as strokes or pixels.
const FEW_LINES: usize = 8;
/// More of the page under one image than this, and what is seen is pixels, whatever text lies on them.
const SCANNED_SHARE: f64 = 0.5;
/// A scanned page with more lines than this brings the text of its pixels along.
const FEW_LINES_ON_SCAN: usize = 20;
/// A page on which an image is larger than this share of it is traced from its pixels: the image may hold the plan.
const SEEN_IMAGE_SHARE: f64 = 0.03;
/// Text drawn as strokes may reach out of its box by so much.
const STROKE_MARGIN_PX: f64 = 2.0;
/// More glyphs than this share without a meaning, and their text is missing.
const UNREADABLE_SHARE: f64 = 0.05;

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
        let page = self.page(page)?;
        render(page, to_pixels(page, width_px, height_px), width_px, height_px, &[])
    }

    /// A part of a page, from 1, drawn with exactly this many pixels; left, top, right and bottom are shares of the page.
    pub(crate) fn part(
        &self,
        page: u32,
        [left, top, right, bottom]: [f64; 4],
        width_px: u32,
        height_px: u32,
    ) -> Result<OwnedPicture, ReadError> {
        let page = self.page(page)?;
        let (width, height) = (f64::from(width_px), f64::from(height_px));
        // a part of no extent, or none that is a number, is drawn as the page
        let enlarged = |low: f64, high: f64| if high - low > 1e-6 { 1.0 / (high - low) } else { 1.0 };
        let (x, y) = (enlarged(left, right), enlarged(top, bottom));
        let shifted = Affine::translate((-left * width * x, -top * height * y)) * Affine::scale_non_uniform(x, y);
        let is_sound = shifted.as_coeffs().iter().all(|c| c.is_finite());
        let whole = to_pixels(page, width_px, height_px);
        render(page, if is_sound { shifted * whole } else { whole }, width_px, height_px, &[])
    }

    /// A page's text as the file tells it, and its picture without that text: letters never look like walls.
    pub(crate) fn content(&self, size: &PageSize) -> Result<PageContent<'_>, ReadError> {
        let page = self.page(size.page)?;
        let to_pixels = to_pixels(page, size.width_px, size.height_px);
        let found = page_glyphs(page, to_pixels, size.width_px, size.height_px);
        let mut lines = lines_of(&found.glyphs);
        let stroked = stroked_text(page, to_pixels);
        lines.extend(stroked.iter().cloned());
        let unreadable = found.glyphs.iter().filter(|g| g.text.is_none()).count();
        let few_lines = if found.largest_image_share > SCANNED_SHARE { FEW_LINES_ON_SCAN } else { FEW_LINES };
        let lacks_text = lines.len() < few_lines || unreadable as f64 > UNREADABLE_SHARE * found.glyphs.len() as f64;
        let is_drawn = found.drawing.is_complete() && found.largest_image_share < SEEN_IMAGE_SHARE;
        let picture = if is_drawn {
            let stroked: Vec<Rect> = stroked.iter().filter_map(line_box).collect();
            picture_of(&found.drawing, size.width_px, size.height_px, &stroked)?
        } else {
            render(page, to_pixels, size.width_px, size.height_px, &found.outlines)?
        };
        Ok(PageContent { picture: Cow::Owned(picture), lines, lacks_text })
    }

    fn page(&self, page: u32) -> Result<&Page<'_>, ReadError> {
        let pages = self.pdf.pages();
        let index = (page as usize).checked_sub(1);
        index.and_then(|i| pages.get(i)).ok_or(ReadError::NoSuchPage { page, pages: pages.len() as u32 })
    }
}

/// The box around a line of text, with the width of its strokes.
fn line_box(line: &Line) -> Option<Rect> {
    let corners = line.corners_px.map(|[x, y]| Point::new(x, y));
    let around = corners.into_iter().map(|p| Rect::from_points(p, p)).reduce(|a, b| a.union(b))?;
    Some(around.inflate(STROKE_MARGIN_PX, STROKE_MARGIN_PX))
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
