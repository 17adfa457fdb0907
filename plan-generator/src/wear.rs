//! What scanners, photographs and web sites do to pictures.

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ImageDecoder, RgbImage};

use crate::dice::Dice;
use crate::style::Wear;

/// The picture after blur, shade, noise and a JPEG in between. Its size stays.
pub(crate) fn wear(picture: RgbImage, wear: &Wear, dice: &mut Dice) -> RgbImage {
    let mut picture = picture;
    if wear.blur_px > 0.0 {
        picture = image::imageops::blur(&picture, wear.blur_px as f32);
    }
    if wear.shade_levels > 0.0 || wear.noise_levels > 0.0 {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let shade = wear.shade_levels * (f64::from(x) / width + f64::from(y) / height) / 2.0;
            let noise = wear.noise_levels * (dice.share() + dice.share() - 1.0);
            pixel.0 = pixel.0.map(|level| (f64::from(level) - shade + noise).clamp(0.0, 255.0) as u8);
        }
    }
    match wear.jpeg_quality {
        Some(quality) => through_jpeg(&picture, quality).unwrap_or(picture),
        None => picture,
    }
}

fn through_jpeg(picture: &RgbImage, quality: u8) -> Option<RgbImage> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).ok()?;
    let decoder = JpegDecoder::new(std::io::Cursor::new(bytes)).ok()?;
    debug_assert_eq!(decoder.dimensions(), picture.dimensions());
    Some(DynamicImage::from_decoder(decoder).ok()?.into_rgb8())
}
