//! Making a document fit what Textract takes.
//!
//! Normalised coordinates do not change when a picture is scaled, so what Textract says of the fitted document holds
//! for the document itself.

use std::borrow::Cow;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use shared::job::BlueprintFormat;

use crate::check::check;
use crate::decode::header;
use crate::error::ReadError;
use crate::open::Document;
use crate::picture::OwnedPicture;

/// Bytes that Textract takes in one call (Amazon Textract, "Set Quotas").
pub const TEXTRACT_MAX_BYTES: usize = 10 * 1024 * 1024;
/// Pixels a side that Textract takes.
pub const TEXTRACT_MAX_SIDE_PX: u32 = 10_000;
/// Points a side of a PDF page that Textract takes: 40 inches.
pub const TEXTRACT_MAX_SIDE_PT: f64 = 40.0 * 72.0;
/// Pixels along the longer side of a PDF page that is sent as a picture: 9 pt on an A0 sheet stay 15 pixels high,
/// the smallest text that Textract promises to read.
const DRAWN_SIDE_PX: u32 = 5_600;
/// JPEG quality: high enough that small print stays sharp.
const JPEG_QUALITY: u8 = 92;
/// Each further try has its sides this much shorter.
const SHRINK_PER_TRY: f64 = 0.8;

/// A document that Textract takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FittedDocument<'a> {
    /// The bytes: the document's own where they fit as they are.
    pub bytes: Cow<'a, [u8]>,
    /// What they are.
    pub format: BlueprintFormat,
}

/// The document as it is where Textract takes it, else as a PNG or JPG that it takes.
///
/// Pictures that Exif data turns are turned, so that coordinates are those of the picture as it is shown. A PDF of
/// several pages comes back as it is, whatever its size: it goes to Textract through a bucket.
pub fn fit_for_textract(bytes: &[u8], format: BlueprintFormat) -> Result<FittedDocument<'_>, ReadError> {
    let info = check(bytes, Some(format))?;
    let as_it_is = FittedDocument { bytes: Cow::Borrowed(bytes), format };
    let page = &info.page_sizes[0];
    let fits = bytes.len() <= TEXTRACT_MAX_BYTES;
    let picture = if format == BlueprintFormat::Pdf {
        let longer_pt = page.width_pt.unwrap_or_default().max(page.height_pt.unwrap_or_default());
        if info.pages > 1 || (fits && longer_pt <= TEXTRACT_MAX_SIDE_PT) {
            return Ok(as_it_is);
        }
        Document::open(bytes, format)?.picture(1, DRAWN_SIDE_PX)?.into_owned()
    } else {
        let upright = header(bytes, format)?.orientation == Orientation::NoTransforms;
        if fits && upright && page.width_px.max(page.height_px) <= TEXTRACT_MAX_SIDE_PX {
            return Ok(as_it_is);
        }
        Document::open(bytes, format)?.picture(1, TEXTRACT_MAX_SIDE_PX)?.into_owned()
    };
    Ok(encode_within(picture, TEXTRACT_MAX_BYTES))
}

/// PNG if that is small enough, else JPG, else a smaller JPG.
fn encode_within(mut picture: OwnedPicture, max_bytes: usize) -> FittedDocument<'static> {
    let png = picture.to_png();
    if png.len() <= max_bytes {
        return FittedDocument { bytes: Cow::Owned(png), format: BlueprintFormat::Png };
    }
    drop(png);
    loop {
        let jpg = to_jpg(&picture);
        // One pixel is the end of shrinking; its file is far smaller than any limit.
        if jpg.len() <= max_bytes || picture.longer_side_px() == 1 {
            return FittedDocument { bytes: Cow::Owned(jpg), format: BlueprintFormat::Jpg };
        }
        picture = picture.shrunk_to((f64::from(picture.longer_side_px()) * SHRINK_PER_TRY) as u32);
    }
}

fn to_jpg(picture: &OwnedPicture) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let written = JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY).encode_image(picture.pixels());
    debug_assert!(written.is_ok(), "writing into memory does not fail, and no side is longer than a JPG's may be");
    file.into_inner()
}
