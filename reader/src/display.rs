//! Pages as pictures for showing.

use std::borrow::Cow;

use shared::job::BlueprintFormat;
use shared::limits::MAX_SHOWN_SIDE_PX;

use crate::error::ReadError;
use crate::open::Document;
use crate::picture::OwnedPicture;

/// A page, from 1, as a picture with its longer side at most `max_side_px` (and [`MAX_SHOWN_SIDE_PX`]).
///
/// A PDF page is drawn at that size; a PNG or JPG is never enlarged.
pub fn page_picture(
    bytes: &[u8],
    format: BlueprintFormat,
    page: u32,
    max_side_px: u32,
) -> Result<OwnedPicture, ReadError> {
    let document = Document::open(bytes, format)?;
    document.picture(page, max_side_px.clamp(1, MAX_SHOWN_SIDE_PX)).map(Cow::into_owned)
}
