//! What the detector saw: walls, openings, words, names without a room.

use shared::preview::UnmatchedLabel;
use shared::seen::Seen;
use web_sys::CanvasRenderingContext2d;

use crate::state::look::Look;
use crate::state::viewport::{Size, Viewport};

const WALLS: &str = "rgb(124 45 200 / 0.5)";
const OPENINGS: &str = "rgb(0 122 110)";
const OPENING_FILL: &str = "rgb(0 160 140 / 0.25)";
const WORDS: &str = "rgb(176 84 0)";
const WORD_FILL: &str = "rgb(255 170 40 / 0.18)";
const LOST_NAMES: &str = "rgb(190 18 60)";
const LOST_NAME_FILL: &str = "rgb(225 29 72 / 0.14)";

/// The page's 0–1000 in hundredths for one of its sides.
const PAGE_HUNDREDTHS: f64 = 100_000.0;
const PAGE: f64 = 1000.0;
/// CSS pixels between a word and its frame.
const MARGIN_PX: f64 = 2.0;

/// Draws what the look asks for; the context's transform is CSS pixels.
pub(super) fn draw(
    context: &CanvasRenderingContext2d,
    look: Look,
    view: Viewport,
    plan: Size,
    seen: Option<&Seen>,
    lost_names: &[&UnmatchedLabel],
) {
    let on_stage = |x: f64, y: f64, page: f64| view.to_stage((x / page * plan.0, y / page * plan.1));
    context.set_line_width(1.5);
    if let Some(seen) = seen {
        if look.walls {
            context.begin_path();
            for ring in &seen.walls {
                trace(context, ring.0.iter().map(|&[x, y]| on_stage(f64::from(x), f64::from(y), PAGE_HUNDREDTHS)));
            }
            context.set_fill_style_str(WALLS);
            context.fill_with_canvas_winding_rule(web_sys::CanvasWindingRule::Evenodd);
        }
        if look.openings {
            context.set_stroke_style_str(OPENINGS);
            context.set_fill_style_str(OPENING_FILL);
            for &opening in &seen.openings {
                let [x0, y0, x1, y1] = opening.map(f64::from);
                frame(context, on_stage(x0, y0, PAGE_HUNDREDTHS), on_stage(x1, y1, PAGE_HUNDREDTHS), 0.0);
            }
        }
        if look.words {
            context.set_stroke_style_str(WORDS);
            context.set_fill_style_str(WORD_FILL);
            context.begin_path();
            for word in &seen.words {
                trace(context, word.iter().map(|&[x, y]| on_stage(x, y, PAGE)));
            }
            context.fill();
            context.stroke();
        }
    }
    if look.lost_names {
        context.set_stroke_style_str(LOST_NAMES);
        context.set_fill_style_str(LOST_NAME_FILL);
        for name in lost_names {
            let [x0, y0, x1, y1] = name.bounding_box;
            frame(context, on_stage(x0, y0, PAGE), on_stage(x1, y1, PAGE), MARGIN_PX);
        }
    }
}

fn trace(context: &CanvasRenderingContext2d, corners: impl Iterator<Item = (f64, f64)>) {
    for (index, (x, y)) in corners.enumerate() {
        if index == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
    }
    context.close_path();
}

fn frame(context: &CanvasRenderingContext2d, (x0, y0): (f64, f64), (x1, y1): (f64, f64), margin: f64) {
    let (left, top) = (x0.min(x1) - margin, y0.min(y1) - margin);
    let (width, height) = ((x1 - x0).abs() + 2.0 * margin, (y1 - y0).abs() + 2.0 * margin);
    context.fill_rect(left, top, width, height);
    context.stroke_rect(left, top, width, height);
}
