//! What a tool is about, drawn over the rooms.

use leptos::prelude::*;
use web_sys::CanvasRenderingContext2d;

use crate::state::document::Draft;
use crate::state::editing::Editing;
use crate::state::geometry::Point;
use crate::state::handle::Handle;
use crate::state::placing::Place;
use crate::state::tool::{Points, Tool};
use crate::state::viewport::{Size, Viewport, to_px};

/// CSS pixels of an arm of the cross.
const CROSS_PX: f64 = 14.0;

/// Draws what the tool is about.
pub(crate) fn draw(context: &CanvasRenderingContext2d, editing: Editing, view: Viewport, accent: &str) {
    let document = editing.document;
    let plan = untrack(|| document.page_px());
    let tool = editing.workspace.tool.get_untracked();
    let draft = document.draft.get_untracked();
    context.set_stroke_style_str(accent);
    context.set_line_width(2.0);
    match &draft {
        Some(Draft::Placing(placing)) => {
            let mut points = placing.points.clone();
            points.push(placing.at);
            match (&tool, points.as_slice()) {
                (Tool::Draw, &[from, to]) => rectangle(context, view, from, to),
                _ => path(context, view, &points),
            }
            if tool.points() != Points::One {
                placing.points.iter().for_each(|&point| grip(context, view, point, 4.0, "#fff"));
            }
        }
        Some(Draft::Moving { now, .. }) => ring(context, view, now, plan),
        None => {}
    }
    if let (Tool::Measure, None, Some((from, to))) = (&tool, &draft, document.measured.get_untracked()) {
        path(context, view, &[from, to]);
        [from, to].into_iter().for_each(|point| grip(context, view, point, 4.0, "#fff"));
    }
    if tool == Tool::Corners {
        let outline = match draft {
            Some(Draft::Moving { now, .. }) => now,
            _ => editing.chosen().map(|room| room.polygon).unwrap_or_default(),
        };
        handles(context, view, &outline, plan, document.handle.get_untracked(), accent);
    }
    if let Some(cross) = document.cross.get_untracked().filter(|_| tool.points() != Points::None) {
        let (x, y) = view.to_stage(cross);
        for (colour, width) in [("#fff", 4.0), (accent, 1.5)] {
            context.set_stroke_style_str(colour);
            context.set_line_width(width);
            context.begin_path();
            context.move_to(x - CROSS_PX, y);
            context.line_to(x + CROSS_PX, y);
            context.move_to(x, y - CROSS_PX);
            context.line_to(x, y + CROSS_PX);
            context.stroke();
        }
    }
}

fn handles(
    context: &CanvasRenderingContext2d,
    view: Viewport,
    outline: &[Point],
    plan: Size,
    chosen: Option<Handle>,
    accent: &str,
) {
    let places: Vec<Place> = outline.iter().map(|corner| to_px(*corner, plan)).collect();
    for (index, &(ax, ay)) in places.iter().enumerate() {
        let (bx, by) = places[(index + 1) % places.len()];
        if chosen == Some(Handle::Side(index)) {
            context.set_line_width(5.0);
            path(context, view, &[(ax, ay), (bx, by)]);
            context.set_line_width(2.0);
        }
        let (x, y) = view.to_stage(((ax + bx) / 2.0, (ay + by) / 2.0));
        context.begin_path();
        // an arc that the browser refuses gives no mark
        let _ = context.arc(x, y, 3.5, 0.0, std::f64::consts::TAU);
        context.set_fill_style_str(if chosen == Some(Handle::Side(index)) { accent } else { "#fff" });
        context.fill();
        context.stroke();
    }
    for (index, &place) in places.iter().enumerate() {
        let is_chosen = chosen == Some(Handle::Corner(index));
        grip(context, view, place, if is_chosen { 6.0 } else { 4.5 }, if is_chosen { accent } else { "#fff" });
    }
}

fn grip(context: &CanvasRenderingContext2d, view: Viewport, place: Place, half: f64, fill: &str) {
    let (x, y) = view.to_stage(place);
    context.set_fill_style_str(fill);
    context.fill_rect(x - half, y - half, 2.0 * half, 2.0 * half);
    context.stroke_rect(x - half, y - half, 2.0 * half, 2.0 * half);
}

fn rectangle(context: &CanvasRenderingContext2d, view: Viewport, from: Place, to: Place) {
    let ((x0, y0), (x1, y1)) = (view.to_stage(from), view.to_stage(to));
    context.stroke_rect(x0.min(x1), y0.min(y1), (x1 - x0).abs(), (y1 - y0).abs());
}

fn path(context: &CanvasRenderingContext2d, view: Viewport, points: &[Place]) {
    context.begin_path();
    for (index, &point) in points.iter().enumerate() {
        let (x, y) = view.to_stage(point);
        if index == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
    }
    context.stroke();
}

fn ring(context: &CanvasRenderingContext2d, view: Viewport, outline: &[Point], plan: Size) {
    let mut points: Vec<Place> = outline.iter().map(|corner| to_px(*corner, plan)).collect();
    points.extend(points.first().copied());
    path(context, view, &points);
}
