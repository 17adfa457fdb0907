//! A picture of a page as plain bytes: what line work is traced from.

use crate::limits::{MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE_PX};

/// A borrowed 8-bit picture, row by row from the top left, with 1 (grey), 3 (RGB) or 4 (RGBA) bytes a pixel.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    width_px: u32,
    height_px: u32,
    channels: usize,
    bytes: &'a [u8],
}

/// Why bytes are no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// A side of zero pixels.
    #[error("the picture is empty ({width_px} x {height_px} pixels)")]
    Empty {
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// More pixels than [`MAX_PICTURE_PIXELS`] or a side longer than [`MAX_PICTURE_SIDE_PX`].
    #[error(
        "the picture has {width_px} x {height_px} pixels; at most {MAX_PICTURE_SIDE_PX} a side and {MAX_PICTURE_PIXELS} in all can be read"
    )]
    TooLarge {
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// The number of bytes does not fit the size.
    #[error("{bytes} bytes do not make {width_px} x {height_px} pixels of {channels} bytes")]
    WrongLength {
        /// Bytes given.
        bytes: usize,
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
        /// Bytes a pixel.
        channels: usize,
    },
}

impl<'a> Picture<'a> {
    /// Grey pixels, one byte each: 0 is black.
    pub fn grey(width_px: u32, height_px: u32, bytes: &'a [u8]) -> Result<Self, PictureError> {
        Self::new(width_px, height_px, 1, bytes)
    }

    /// RGB pixels, three bytes each.
    pub fn rgb(width_px: u32, height_px: u32, bytes: &'a [u8]) -> Result<Self, PictureError> {
        Self::new(width_px, height_px, 3, bytes)
    }

    /// RGBA pixels, four bytes each, as a canvas gives them (not premultiplied).
    pub fn rgba(width_px: u32, height_px: u32, bytes: &'a [u8]) -> Result<Self, PictureError> {
        Self::new(width_px, height_px, 4, bytes)
    }

    fn new(width_px: u32, height_px: u32, channels: usize, bytes: &'a [u8]) -> Result<Self, PictureError> {
        if width_px == 0 || height_px == 0 {
            return Err(PictureError::Empty { width_px, height_px });
        }
        let pixels = u64::from(width_px) * u64::from(height_px);
        if pixels > MAX_PICTURE_PIXELS || width_px.max(height_px) > MAX_PICTURE_SIDE_PX {
            return Err(PictureError::TooLarge { width_px, height_px });
        }
        if bytes.len() as u64 != pixels * channels as u64 {
            let bytes = bytes.len();
            return Err(PictureError::WrongLength { bytes, width_px, height_px, channels });
        }
        Ok(Self { width_px, height_px, channels, bytes })
    }

    /// Width in pixels, at least 1.
    #[must_use]
    pub fn width_px(&self) -> u32 {
        self.width_px
    }

    /// Height in pixels, at least 1.
    #[must_use]
    pub fn height_px(&self) -> u32 {
        self.height_px
    }

    /// Bytes a pixel: 1, 3 or 4.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// All bytes, `width_px * height_px * channels`.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
}
