//! Line work alone, for documents whose text somebody else reads.

use shared::Drawing;
use shared::analysis::{PageLineWork, PageSize};
use shared::job::BlueprintFormat;
use shared::textract::TextBlock;

use crate::error::ReadError;
use crate::open::Document;
use crate::picture::OwnedPicture;

/// The line work of a document, and the sizes of the pages that it was traced at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TracedPages {
    /// The sizes of all pages, in order.
    pub page_sizes: Vec<PageSize>,
    /// The line work of all pages, in order.
    pub line_work: Vec<PageLineWork>,
}

/// Pages that are drawn before the words on them are known: each is a picture of some megabytes.
const DRAWN_PAGES: u32 = 4;

/// A document whose line work is traced as far as that goes without knowing what is written on it.
pub struct BegunTrace {
    format: BlueprintFormat,
    page_sizes: Vec<PageSize>,
    drawings: Vec<Drawing>,
    /// The document, where it has more pages.
    more: Option<Document>,
}

/// Begins to trace the line work of every page.
pub fn begin_trace(bytes: &[u8], format: BlueprintFormat) -> Result<BegunTrace, ReadError> {
    let document = Document::open(bytes, format)?;
    let page_sizes = document.page_sizes().to_vec();
    let drawings = page_sizes.iter().filter(|size| size.page <= DRAWN_PAGES);
    let drawings =
        drawings.map(|size| drawing(&document.content(size.page)?.picture, format)).collect::<Result<_, _>>()?;
    let more = (page_sizes.len() > DRAWN_PAGES as usize).then_some(document);
    Ok(BegunTrace { format, page_sizes, drawings, more })
}

impl BegunTrace {
    /// The rest of the way, as [`trace`] goes it.
    pub fn finish(self, text_blocks: &[TextBlock]) -> Result<TracedPages, ReadError> {
        let Self { format, page_sizes, drawings, more } = self;
        let mut line_work: Vec<PageLineWork> =
            (1..).zip(drawings).map(|(page, drawing)| finished(drawing, page, text_blocks)).collect();
        if let Some(document) = more {
            for size in &page_sizes[line_work.len()..] {
                line_work.push(trace_page(&document.content(size.page)?.picture, format, size.page, text_blocks)?);
            }
        }
        Ok(TracedPages { page_sizes, line_work })
    }
}

/// Traces the line work of every page; `text_blocks` are the words and lines that were read on all of them.
pub fn trace(bytes: &[u8], format: BlueprintFormat, text_blocks: &[TextBlock]) -> Result<TracedPages, ReadError> {
    begin_trace(bytes, format)?.finish(text_blocks)
}

/// The pixels that the line work of a page, from 1, is traced from: without such text as the file itself tells, where
/// that can be left out.
pub fn traced_picture(bytes: &[u8], format: BlueprintFormat, page: u32) -> Result<OwnedPicture, ReadError> {
    Ok(Document::open(bytes, format)?.content(page)?.picture.into_owned())
}

/// Traces one page, of whose text `text_blocks` may hold more than its own.
pub(crate) fn trace_page(
    picture: &OwnedPicture,
    format: BlueprintFormat,
    page: u32,
    text_blocks: &[TextBlock],
) -> Result<PageLineWork, ReadError> {
    Ok(finished(drawing(picture, format)?, page, text_blocks))
}

fn drawing(picture: &OwnedPicture, format: BlueprintFormat) -> Result<Drawing, ReadError> {
    Ok(Drawing::of(&picture.borrow().map_err(|e| ReadError::damaged(format, &e))?))
}

fn finished(drawing: Drawing, page: u32, text_blocks: &[TextBlock]) -> PageLineWork {
    let text: Vec<TextBlock> = text_blocks.iter().filter(|b| b.page == page).cloned().collect();
    PageLineWork { page, line_work: drawing.line_work(&text) }
}
