//! Decoding a picture with the browser's own decoders.

use js_sys::{Promise, Reflect};
use shared::limits::{MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE_PX};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ColorSpaceConversion, DedicatedWorkerGlobalScope, ImageBitmap, ImageBitmapOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d, PremultiplyAlpha,
};

/// Why a file gives no picture.
#[derive(Debug, thiserror::Error)]
pub(super) enum PictureFault {
    /// The browser cannot decode it.
    #[error("This picture cannot be read; it may be damaged. Save it again as PNG or JPG, and drop the new file.")]
    Undecodable,
    /// Over the limit of pixels.
    #[error(
        "This picture has {width_px} × {height_px} pixels; at most {MAX_PICTURE_SIDE_PX} a side and {MAX_PICTURE_PIXELS} in all can be read. Save it smaller and try again."
    )]
    TooLarge {
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// The browser gives no pixels back.
    #[error("This browser does not hand out the pixels of pictures. Try a current Chrome, Edge, Firefox or Safari.")]
    NoPixels,
}

/// Decodes a file.
pub(super) async fn decode(scope: &DedicatedWorkerGlobalScope, file: &Blob) -> Result<ImageBitmap, PictureFault> {
    let options = ImageBitmapOptions::new();
    // the bytes of the file, not what a screen would make of them: the service reads the same bytes
    options.set_color_space_conversion(ColorSpaceConversion::None);
    options.set_premultiply_alpha(PremultiplyAlpha::None);
    let promise: Promise = scope
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)
        .map_err(|_| PictureFault::Undecodable)?
        .unchecked_into();
    let bitmap: ImageBitmap = JsFuture::from(promise).await.map_err(|_| PictureFault::Undecodable)?.unchecked_into();
    let (width_px, height_px) = (bitmap.width(), bitmap.height());
    let pixels = u64::from(width_px) * u64::from(height_px);
    if pixels > MAX_PICTURE_PIXELS || width_px.max(height_px) > MAX_PICTURE_SIDE_PX {
        return Err(PictureFault::TooLarge { width_px, height_px });
    }
    Ok(bitmap)
}

/// The pixels of a decoded picture, RGBA row by row.
pub(super) fn pixels(bitmap: &ImageBitmap) -> Result<Vec<u8>, PictureFault> {
    read_pixels(bitmap).map_err(|_| PictureFault::NoPixels)
}

fn read_pixels(bitmap: &ImageBitmap) -> Result<Vec<u8>, JsValue> {
    let (width_px, height_px) = (bitmap.width(), bitmap.height());
    let canvas = OffscreenCanvas::new(width_px, height_px)?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
    let context: OffscreenCanvasRenderingContext2d =
        canvas.get_context_with_context_options("2d", &options)?.ok_or(JsValue::NULL)?.unchecked_into();
    context.draw_image_with_image_bitmap(bitmap, 0.0, 0.0)?;
    Ok(context.get_image_data(0.0, 0.0, f64::from(width_px), f64::from(height_px))?.data().0)
}
