//! From the bytes of a PNG or JPG to pixels.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits, RgbImage};
use shared::job::BlueprintFormat;
use shared::limits::{MAX_DECODED_BYTES, MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE_PX};

use crate::error::ReadError;
use crate::picture::OwnedPicture;

/// What the header of a PNG or JPG says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    /// Width in pixels, as the picture is shown.
    pub width_px: u32,
    /// Height in pixels, as the picture is shown.
    pub height_px: u32,
    /// How the stored pixels are to be turned to be shown.
    pub orientation: Orientation,
}

/// Reads the header and holds it against the limits. `format` is PNG or JPG.
pub(crate) fn header(bytes: &[u8], format: BlueprintFormat) -> Result<Header, ReadError> {
    let (header, _) = open(bytes, format)?;
    Ok(header)
}

/// Decodes a PNG or JPG to RGB: turned as its Exif data says (as browsers do), what is transparent shown over white.
pub fn decode(bytes: &[u8], format: BlueprintFormat) -> Result<OwnedPicture, ReadError> {
    let (header, decoder) = open(bytes, format)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| ReadError::damaged(format, &e))?;
    picture.apply_orientation(header.orientation);
    Ok(OwnedPicture::new(over_white(picture)))
}

fn open(bytes: &[u8], format: BlueprintFormat) -> Result<(Header, Box<dyn ImageDecoder + '_>), ReadError> {
    let damaged = |e: image::ImageError| ReadError::damaged(format, &e);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    let mut decoder: Box<dyn ImageDecoder + '_> = match format {
        BlueprintFormat::Png => Box::new(PngDecoder::with_limits(Cursor::new(bytes), limits.clone()).map_err(damaged)?),
        BlueprintFormat::Jpg => Box::new(JpegDecoder::new(Cursor::new(bytes)).map_err(damaged)?),
        BlueprintFormat::Pdf => return Err(ReadError::damaged(format, &"it is no picture")),
    };
    let (width_px, height_px) = decoder.dimensions();
    if width_px == 0 || height_px == 0 {
        return Err(ReadError::damaged(format, &"it has no pixels"));
    }
    let pixels = u64::from(width_px) * u64::from(height_px);
    if pixels > MAX_PICTURE_PIXELS || width_px.max(height_px) > MAX_PICTURE_SIDE_PX {
        return Err(ReadError::TooManyPixels { width_px, height_px });
    }
    if decoder.total_bytes() > MAX_DECODED_BYTES {
        return Err(ReadError::TooManyDecodedBytes { bytes: decoder.total_bytes() });
    }
    decoder.set_limits(limits).map_err(damaged)?;
    // Exif data that cannot be read turns nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let lies_on_its_side = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width_px, height_px) = if lies_on_its_side { (height_px, width_px) } else { (width_px, height_px) };
    Ok((Header { width_px, height_px, orientation }, decoder))
}

fn over_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in rgb.pixels_mut().zip(rgba.pixels()) {
        let [r, g, b, alpha] = from.0.map(u32::from);
        // Rounded; at most 255, as it is a weighted mean of bytes.
        to.0 = [r, g, b].map(|c| ((c * alpha + 255 * (255 - alpha) + 127) / 255) as u8);
    }
    rgb
}
