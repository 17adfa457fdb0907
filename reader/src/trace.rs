//! Line work alone, for documents whose text somebody else reads.

use shared::LineWork;
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

/// Traces the line work of every page; `text_blocks` are the words and lines that were read on all of them.
pub fn trace(bytes: &[u8], format: BlueprintFormat, text_blocks: &[TextBlock]) -> Result<TracedPages, ReadError> {
    let document = Document::open(bytes, format)?;
    let page_sizes = document.page_sizes().to_vec();
    let line_work = page_sizes
        .iter()
        .map(|size| {
            let content = document.content(size.page)?;
            trace_page(&content.picture, format, size.page, text_blocks)
        })
        .collect::<Result<_, _>>()?;
    Ok(TracedPages { page_sizes, line_work })
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
    let text: Vec<TextBlock> = text_blocks.iter().filter(|b| b.page == page).cloned().collect();
    let picture = picture.borrow().map_err(|e| ReadError::damaged(format, &e))?;
    Ok(PageLineWork { page, line_work: LineWork::trace(&picture, &text) })
}
