//! A small picture of a plan for lists.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use crate::state::document::Document;

/// Pixels of the longer side: shown at half of that, so that it is crisp on fine screens.
const SIDE_PX: f64 = 160.0;
const MEDIA_TYPE: &str = "image/jpeg";
const QUALITY: f64 = 0.8;

/// Makes one when the picture of a plan is known first. Runs until the plan is closed.
pub fn watch(document: Document) {
    Effect::new(move |_| {
        if document.thumbnail.read_untracked().is_some() {
            return;
        }
        if let Some(address) = document.picture.get().and_then(|picture| made(&picture)) {
            document.thumbnail.set(Some(address));
        }
    });
}

/// As a `data:` address; `None` where the browser hands out no canvas.
fn made(picture: &ImageBitmap) -> Option<String> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (SIDE_PX / width.max(height).max(1.0)).min(1.0);
    let (width, height) = ((width * scale).max(1.0).round(), (height * scale).max(1.0).round());
    let canvas: HtmlCanvasElement = leptos::prelude::document().create_element("canvas").ok()?.dyn_into().ok()?;
    // at most the side above
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_image_bitmap_and_dw_and_dh(picture, 0.0, 0.0, width, height).ok()?;
    canvas.to_data_url_with_type_and_encoder_options(MEDIA_TYPE, &QUALITY.into()).ok()
}
