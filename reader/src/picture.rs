//! A picture that owns its pixels.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{self, FilterType as Resampling};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use shared::picture::{Picture, PictureError};

/// RGB pixels, 8 bits a channel, row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnedPicture {
    pixels: RgbImage,
}

impl std::fmt::Debug for OwnedPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnedPicture({} x {} px)", self.width_px(), self.height_px())
    }
}

impl OwnedPicture {
    pub(crate) fn new(pixels: RgbImage) -> Self {
        Self { pixels }
    }

    /// Width in pixels, at least 1.
    #[must_use]
    pub fn width_px(&self) -> u32 {
        self.pixels.width()
    }

    /// Height in pixels, at least 1.
    #[must_use]
    pub fn height_px(&self) -> u32 {
        self.pixels.height()
    }

    /// The bytes, `width_px * height_px * 3`.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        self.pixels.as_raw()
    }

    pub(crate) fn longer_side_px(&self) -> u32 {
        self.width_px().max(self.height_px())
    }

    pub(crate) fn pixels(&self) -> &RgbImage {
        &self.pixels
    }

    /// The picture as line work is traced from it.
    pub fn borrow(&self) -> Result<Picture<'_>, PictureError> {
        Picture::rgb(self.width_px(), self.height_px(), self.rgb())
    }

    /// The picture scaled down so that no side is longer than `max_side_px` (at least 1), or as it is.
    #[must_use]
    pub fn shrunk_to(&self, max_side_px: u32) -> Self {
        if self.longer_side_px() <= max_side_px {
            return self.clone();
        }
        let (width_px, height_px) = scaled_to(self.width_px(), self.height_px(), max_side_px);
        Self::new(imageops::resize(&self.pixels, width_px, height_px, Resampling::Triangle))
    }

    /// A part of the picture (left, top, right, bottom as shares of it), scaled to this size.
    pub(crate) fn part(&self, area: [f64; 4], width_px: u32, height_px: u32) -> Self {
        let cell = |share: f64, side_px: u32| (share.clamp(0.0, 1.0) * f64::from(side_px)) as u32;
        let (left, top) = (cell(area[0], self.width_px()), cell(area[1], self.height_px()));
        let (right, bottom) = (cell(area[2], self.width_px()), cell(area[3], self.height_px()));
        let (width, height) = (right.saturating_sub(left).max(1), bottom.saturating_sub(top).max(1));
        let part = imageops::crop_imm(&self.pixels, left, top, width, height).to_image();
        Self::new(imageops::resize(&part, width_px, height_px, Resampling::Triangle))
    }

    /// The picture as a PNG file.
    #[must_use]
    pub fn to_png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let written = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Adaptive).write_image(
            self.rgb(),
            self.width_px(),
            self.height_px(),
            ExtendedColorType::Rgb8,
        );
        debug_assert!(written.is_ok(), "writing into memory does not fail, and the buffer fits the size");
        file
    }
}

/// The size that `width_px` x `height_px` has when its longer side is brought to `longer_side_px`; never 0.
pub(crate) fn scaled_to(width_px: u32, height_px: u32, longer_side_px: u32) -> (u32, u32) {
    let (longer, wanted) = (u64::from(width_px.max(height_px)).max(1), u64::from(longer_side_px.max(1)));
    // Rounded; at most `wanted`, which came from a u32.
    let side = |px: u32| ((u64::from(px) * wanted + longer / 2) / longer).max(1) as u32;
    (side(width_px), side(height_px))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_their_shape_and_never_vanish() {
        assert_eq!(scaled_to(4000, 2000, 1000), (1000, 500));
        assert_eq!(scaled_to(20_000, 1, 100), (100, 1));
        assert_eq!(scaled_to(10, 20, 100), (50, 100));
        assert_eq!(scaled_to(10, 20, 0), (1, 1));
    }

    #[test]
    fn a_png_gives_the_same_pixels_back() {
        let picture = OwnedPicture::new(RgbImage::from_fn(7, 5, |x, y| image::Rgb([x as u8 * 30, y as u8 * 40, 9])));
        let again = image::load_from_memory(&picture.to_png()).unwrap().to_rgb8();
        assert_eq!(again.as_raw(), picture.rgb());
    }
}
