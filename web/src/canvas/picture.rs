//! The plan with its rooms as one picture, to be taken away.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::room_layer::{self, Drawing, Widths};
use crate::state::document::Document;
use crate::state::viewport::Viewport;
use crate::state::workspace::Workspace;

/// Pixels of the longer side that labels are drawn for: they keep their size next to the plan.
const REFERENCE_PX: f64 = 1400.0;

/// The page that is seen, at the size of its picture. `None` where the browser gives no canvas of that size.
#[must_use]
pub fn annotated(document: Document, workspace: Workspace) -> Option<HtmlCanvasElement> {
    let plan = untrack(|| document.page_px());
    let canvas: HtmlCanvasElement = leptos::prelude::document().create_element("canvas").ok()?.dyn_into().ok()?;
    // a picture has at most 20,000 pixels a side
    canvas.set_width(plan.0.round() as u32);
    canvas.set_height(plan.1.round() as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, plan.0, plan.1);
    if let Some(picture) = document.picture.get_untracked() {
        context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, plan.0, plan.1).ok()?;
    }
    let scale = (plan.0.max(plan.1) / REFERENCE_PX).max(0.5);
    context.scale(scale, scale).ok()?;
    let rooms = document.rooms.get_untracked();
    room_layer::draw(
        &context,
        &Drawing {
            rooms: &rooms,
            view: Viewport { scale: 1.0 / scale, x: 0.0, y: 0.0 },
            stage: (plan.0 / scale, plan.1 / scale),
            widths: &Widths::default(),
            look: workspace.look.get_untracked(),
            units: workspace.units.get_untracked(),
            selected: None,
            hovered: None,
            accent: "",
        },
    );
    Some(canvas)
}
