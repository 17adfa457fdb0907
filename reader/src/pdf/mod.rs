//! PDF: pages to pixels, glyph runs to words and lines.

#[cfg(feature = "pdf")]
mod annotations;
#[cfg(feature = "pdf")]
mod document;
#[cfg(feature = "pdf")]
mod drawing;
#[cfg(feature = "pdf")]
mod glyphs;
#[cfg(feature = "pdf")]
mod lines;
#[cfg(feature = "pdf")]
mod render;

#[cfg(feature = "pdf")]
pub(crate) use document::{PdfDocument, page_sizes};

#[cfg(not(feature = "pdf"))]
mod left_out;
#[cfg(not(feature = "pdf"))]
pub(crate) use left_out::{PdfDocument, page_sizes};
