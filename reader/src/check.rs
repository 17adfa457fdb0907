//! Cheap checks of a document before anything is kept of it: its headers alone are read, no pixel is decoded.

use shared::analysis::PageSize;
use shared::job::BlueprintFormat;
use shared::limits::{MAX_BLUEPRINT_BYTES, MAX_PAGES};

use crate::decode;
use crate::error::ReadError;
use crate::pdf;

/// What the headers of a document say.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentInfo {
    /// What kind of file it is.
    pub format: BlueprintFormat,
    /// Number of pages, at least 1.
    pub pages: u32,
    /// The sizes of all pages, in order: pixels of a picture as it is shown, or of a PDF page as it is rendered.
    pub page_sizes: Vec<PageSize>,
}

/// Checks that a document can be read: format, size, pages, and that it is not cut short.
///
/// `declared` is what the sender said it is, if anything.
pub fn check(bytes: &[u8], declared: Option<BlueprintFormat>) -> Result<DocumentInfo, ReadError> {
    let format = check_kind(bytes, declared)?;
    let page_sizes = match format {
        BlueprintFormat::Pdf => pdf::page_sizes(bytes)?,
        BlueprintFormat::Png | BlueprintFormat::Jpg => {
            let header = decode::header(bytes, format)?;
            let is_whole = if format == BlueprintFormat::Png { png_is_whole(bytes) } else { jpg_is_whole(bytes) };
            if !is_whole {
                return Err(ReadError::damaged(format, &"it ends before its picture does"));
            }
            vec![PageSize { page: 1, width_px: header.width_px, height_px: header.height_px, ..PageSize::default() }]
        }
    };
    // At most MAX_PAGES, which the PDF reader has seen to.
    let pages = u32::try_from(page_sizes.len()).unwrap_or(MAX_PAGES);
    Ok(DocumentInfo { format, pages, page_sizes })
}

/// Checks the number of bytes and the kind of file.
pub(crate) fn check_kind(bytes: &[u8], declared: Option<BlueprintFormat>) -> Result<BlueprintFormat, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::NoBytes);
    }
    if bytes.len() > MAX_BLUEPRINT_BYTES {
        return Err(ReadError::TooManyBytes { bytes: bytes.len() });
    }
    let Some(found) = BlueprintFormat::sniff(bytes) else {
        return Err(ReadError::NotADocument { found: other_format(bytes) });
    };
    match declared {
        Some(declared) if declared != found => Err(ReadError::NotAsDeclared { declared, found }),
        _ => Ok(found),
    }
}

/// Whether the chunks of a PNG go on to its end chunk (PNG specification, section 5).
fn png_is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut has_pixels = false;
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [l0, l1, l2, l3, kind @ ..] = *head;
        // Four bytes of checksum follow the chunk's data.
        let length = u32::from_be_bytes([l0, l1, l2, l3]) as usize;
        let Some(next) = length.checked_add(4).and_then(|skip| after.get(skip..)) else { return false };
        has_pixels |= &kind == b"IDAT";
        if &kind == b"IEND" {
            return has_pixels;
        }
        rest = next;
    }
    false
}

/// Whether an end marker follows the entropy-coded data of a JPG (ITU T.81, annex B).
fn jpg_is_whole(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xDA;
    const END_OF_IMAGE: u8 = 0xD9;
    let mut rest = bytes.get(2..).unwrap_or_default();
    // Segments with a length, which may hold thumbnails with end markers of their own.
    loop {
        let [0xFF, marker, after @ ..] = rest else { return false };
        match (*marker, after) {
            // Fill byte before a marker, or a marker that stands alone.
            (0xFF, _) => rest = rest.get(1..).unwrap_or_default(),
            (0x01 | 0xD0..=0xD8, _) => rest = after,
            (START_OF_SCAN, _) => break,
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some(next) = after.get(length.max(2)..) else { return false };
                rest = next;
            }
            _ => return false,
        }
    }
    // In entropy-coded data 0xFF is always followed by 0x00 or a restart marker.
    rest.windows(2).any(|pair| pair == [0xFF, END_OF_IMAGE])
}

/// What a file of another kind is, as far as its first bytes show.
fn other_format(bytes: &[u8]) -> &'static str {
    let brand = bytes.get(4..12).unwrap_or_default();
    match bytes {
        [b'G', b'I', b'F', b'8', ..] => "a GIF",
        [b'B', b'M', ..] => "a BMP",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "a TIFF",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "a WebP picture",
        [b'P', b'K', 3, 4, ..] => "a ZIP archive or an office document",
        [b'A', b'C', b'1', b'0', ..] => "a DWG drawing",
        _ if brand == b"ftypheic" || brand == b"ftypmif1" || brand == b"ftypheix" => "a HEIC picture",
        _ if brand == b"ftypavif" => "an AVIF picture",
        _ if bytes.windows(4).take(512).any(|w| w == b"<svg") => "an SVG drawing",
        _ => "neither a PNG, nor a JPG, nor a PDF",
    }
}
