//! The plan itself, from a picture that is not much larger than what is seen.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, ImageBitmap, ImageBitmapOptions, ResizeQuality};

use crate::state::sheets::Detail;
use crate::state::viewport::{Size, Viewport};

/// Pictures with a longer side below this are not halved any further.
const SMALLEST_LEVEL_PX: u32 = 1024;

/// A picture at full size and, for speed, halved again and again.
#[derive(Clone)]
pub(super) struct PlanPicture {
    /// Largest first; each half as wide as the one before.
    levels: Rc<RefCell<Vec<ImageBitmap>>>,
}

impl PlanPicture {
    /// Takes a picture; smaller ones are made in the background, each followed by `on_level`.
    pub(super) fn new(picture: ImageBitmap, on_level: impl Fn() + 'static) -> Self {
        let levels = Rc::new(RefCell::new(vec![picture.clone()]));
        let made = levels.clone();
        spawn_local(async move {
            let mut last = picture;
            while last.width().max(last.height()) >= 2 * SMALLEST_LEVEL_PX {
                let Ok(half) = halved(&last).await else { return };
                made.borrow_mut().push(half.clone());
                last = half;
                on_level();
            }
        });
        Self { levels }
    }

    /// Draws the plan, of that many plan pixels: those of its picture may be more or fewer. The context's transform is CSS
    /// pixels.
    pub(super) fn draw(&self, context: &CanvasRenderingContext2d, view: Viewport, plan: Size, device_pixel_ratio: f64) {
        let levels = self.levels.borrow();
        let Some(full) = levels.first() else { return };
        let (width, height) = (plan.0 * view.scale, plan.1 * view.scale);
        let wanted_px = width * device_pixel_ratio;
        // the smallest that still has a pixel for each pixel of the screen
        let level = levels.iter().rev().find(|level| f64::from(level.width()) >= wanted_px).unwrap_or(full);
        // single pixels are shown as such when the plan is enlarged a lot
        context.set_image_smoothing_enabled(view.scale * device_pixel_ratio < 4.0);
        // a picture that was closed is not drawn; there is nothing else to do about it
        let _ = context.draw_image_with_image_bitmap_and_dw_and_dh(level, view.x, view.y, width, height);
    }
}

/// Draws a part of the page that is finer than its picture.
pub(super) fn draw_detail(context: &CanvasRenderingContext2d, detail: &Detail, view: Viewport, plan: Size) {
    let [left, top, right, bottom] = detail.area;
    let (x0, y0) = view.to_stage((left * plan.0, top * plan.1));
    let (x1, y1) = view.to_stage((right * plan.0, bottom * plan.1));
    context.set_image_smoothing_enabled(true);
    // a picture that was closed is not drawn; there is nothing else to do about it
    let _ = context.draw_image_with_image_bitmap_and_dw_and_dh(&detail.picture, x0, y0, x1 - x0, y1 - y0);
}

async fn halved(picture: &ImageBitmap) -> Result<ImageBitmap, JsValue> {
    let options = ImageBitmapOptions::new();
    options.set_resize_width((picture.width() / 2).max(1));
    options.set_resize_height((picture.height() / 2).max(1));
    options.set_resize_quality(ResizeQuality::High);
    let promise =
        leptos::prelude::window().create_image_bitmap_with_image_bitmap_and_image_bitmap_options(picture, &options)?;
    JsFuture::from(js_sys::Promise::from(JsValue::from(promise))).await?.dyn_into()
}
