//! Drawing, splitting, measuring and moving corners on the stage.

use leptos::prelude::*;
use web_sys::CanvasRenderingContext2d;

use crate::state::document::{Document, Draft};
use crate::state::editing::Editing;
use crate::state::geometry::Point;
use crate::state::tool::Tool;
use crate::state::viewport::{Size, Viewport};

/// CSS pixels around a corner that take hold of it.
const GRIP_PX: f64 = 12.0;
/// CSS pixels within which a corner snaps to the walls of other rooms.
const SNAP_PX: f64 = 6.0;
/// CSS pixels that a line or a side of a box must have.
const LEAST_PX: f64 = 6.0;
/// Plan pixels that an arrow key moves a corner by; with the shift key ten times as many.
const KEY_STEP_PX: f64 = 1.0;

/// The pointer goes down at a place of the stage; whether the tool takes it.
pub(super) fn press(editing: Editing, at: (f64, f64)) -> bool {
    let document = editing.document;
    let Some(view) = document.viewport.get_untracked() else { return false };
    match editing.workspace.tool.get_untracked() {
        Tool::Draw | Tool::Split | Tool::Measure => {
            let point = view.to_plan(at);
            document.draft.set(Some(Draft::Line { from: point, to: point }));
            true
        }
        Tool::Corners => {
            let Some(room) = editing.chosen() else { return false };
            let plan = untrack(|| document.page_px());
            let grip = |corner: &Point| {
                let (x, y) = view.to_stage(to_px(*corner, plan));
                (x - at.0).abs().max((y - at.1).abs())
            };
            let nearest = (0..room.polygon.len())
                .min_by(|&a, &b| grip(&room.polygon[a]).total_cmp(&grip(&room.polygon[b])))
                .filter(|&index| grip(&room.polygon[index]) <= GRIP_PX);
            document.corner.set(nearest);
            if let Some(index) = nearest {
                document.draft.set(Some(Draft::Corner { index, outline: room.polygon }));
            }
            nearest.is_some()
        }
        Tool::Select | Tool::Merge(_) => false,
    }
}

/// The pointer moves; whether the tool takes it.
pub(super) fn shift(editing: Editing, at: (f64, f64)) -> bool {
    let document = editing.document;
    let (Some(draft), Some(view)) = (document.draft.get_untracked(), document.viewport.get_untracked()) else {
        return false;
    };
    let point = view.to_plan(at);
    let draft = match draft {
        Draft::Line { from, .. } => Draft::Line { from, to: point },
        Draft::Corner { index, mut outline } => {
            let plan = untrack(|| document.page_px());
            let snapped = snapped(document, point, SNAP_PX / view.scale, plan);
            outline[index] = to_page(snapped, plan);
            Draft::Corner { index, outline }
        }
    };
    document.draft.set(Some(draft));
    true
}

/// The pointer goes up; whether the tool takes it.
pub(super) fn release(editing: Editing) -> bool {
    let document = editing.document;
    let (Some(draft), Some(view)) = (document.draft.get_untracked(), document.viewport.get_untracked()) else {
        return false;
    };
    document.draft.set(None);
    let plan = untrack(|| document.page_px());
    match (draft, editing.workspace.tool.get_untracked()) {
        (Draft::Corner { outline, .. }, _) => {
            if let Some(room) = editing.chosen() {
                editing.reshape(&room, outline);
            }
        }
        (Draft::Line { from, to }, tool) => {
            let (wide, high) = ((to.0 - from.0).abs() * view.scale, (to.1 - from.1).abs() * view.scale);
            match tool {
                Tool::Draw if wide >= LEAST_PX && high >= LEAST_PX => {
                    draw_box(editing, from, to, plan);
                    editing.workspace.tool.set(Tool::Corners);
                }
                Tool::Split if wide.max(high) >= LEAST_PX => {
                    if let Some(room) = editing.chosen() {
                        editing.split(&room, to_page(from, plan), to_page(to, plan));
                    }
                    editing.workspace.tool.set(Tool::Select);
                }
                Tool::Measure if wide.max(high) >= LEAST_PX => document.measured.set(Some((from, to))),
                _ => {}
            }
        }
    }
    true
}

/// A key is pressed on the stage; whether the tool takes it.
pub(super) fn key(editing: Editing, key: &str, shift: bool) -> bool {
    let document = editing.document;
    let tool = editing.workspace.tool.get_untracked();
    let plan = untrack(|| document.page_px());
    match (&tool, key) {
        (Tool::Select, _) => return false,
        (_, "Escape") => {
            document.draft.set(None);
            document.corner.set(None);
            editing.workspace.tool.set(Tool::Select);
        }
        (Tool::Draw, "Enter") => {
            let (Some(view), stage) = (document.viewport.get_untracked(), document.stage_px.get_untracked()) else {
                return false;
            };
            let at = |share: f64| view.to_plan((stage.0 * share, stage.1 * share));
            draw_box(editing, at(0.4), at(0.6), plan);
            document.corner.set(Some(0));
            editing.workspace.tool.set(Tool::Corners);
        }
        (Tool::Corners, "[" | "]") => {
            let Some(room) = editing.chosen() else { return false };
            let count = room.polygon.len();
            let next = match document.corner.get_untracked() {
                None => 0,
                Some(index) if key == "]" => (index + 1) % count,
                Some(index) => (index + count - 1) % count,
            };
            document.corner.set(Some(next));
            editing.workspace.say.set(format!("Corner {} of {count}", next + 1));
        }
        (Tool::Corners, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown") => {
            let (Some(room), Some(index)) = (editing.chosen(), document.corner.get_untracked()) else { return false };
            let mut outline = room.polygon.clone();
            let Some(corner) = outline.get_mut(index) else { return false };
            let step = if shift { 10.0 * KEY_STEP_PX } else { KEY_STEP_PX };
            let (dx, dy) = match key {
                "ArrowLeft" => (-step, 0.0),
                "ArrowRight" => (step, 0.0),
                "ArrowUp" => (0.0, -step),
                _ => (0.0, step),
            };
            let (x, y) = to_px(*corner, plan);
            *corner = to_page((x + dx, y + dy), plan);
            editing.reshape(&room, outline);
            document.corner.set(Some(index));
        }
        _ => return false,
    }
    true
}

fn draw_box(editing: Editing, from: (f64, f64), to: (f64, f64), plan: Size) {
    let (a, b) = (to_page(from, plan), to_page(to, plan));
    let (x0, x1, y0, y1) = (a[0].min(b[0]), a[0].max(b[0]), a[1].min(b[1]), a[1].max(b[1]));
    editing.draw(vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]);
}

/// A point moved onto the walls of other rooms, where some are near.
fn snapped(document: Document, (x, y): (f64, f64), reach_px: f64, plan: Size) -> (f64, f64) {
    let rooms = document.rooms.read_untracked();
    let chosen = document.selected.get_untracked();
    let corners = || {
        rooms
            .iter()
            .filter(|shown| Some(&shown.room.id) != chosen.as_ref())
            .flat_map(|shown| shown.outlines_px.iter().flatten())
    };
    let nearest = |at: f64, of: fn(&(f64, f64)) -> f64| {
        corners()
            .map(of)
            .min_by(|a, b| (a - at).abs().total_cmp(&(b - at).abs()))
            .filter(|other| (other - at).abs() <= reach_px)
            .unwrap_or(at)
    };
    (nearest(x, |p| p.0).clamp(0.0, plan.0), nearest(y, |p| p.1).clamp(0.0, plan.1))
}

fn to_page((x, y): (f64, f64), plan: Size) -> Point {
    let thousandth = |value: f64, size: f64| (value / size * 100_000.0).round().clamp(0.0, 100_000.0) / 100.0;
    [thousandth(x, plan.0), thousandth(y, plan.1)]
}

fn to_px([x, y]: Point, plan: Size) -> (f64, f64) {
    (x * plan.0 / 1000.0, y * plan.1 / 1000.0)
}

/// Draws what the tool is about.
pub(super) fn draw(context: &CanvasRenderingContext2d, editing: Editing, view: Viewport, accent: &str) {
    let document = editing.document;
    let plan = untrack(|| document.page_px());
    let tool = editing.workspace.tool.get_untracked();
    let draft = document.draft.get_untracked();
    context.set_stroke_style_str(accent);
    context.set_line_width(2.0);
    match &draft {
        Some(Draft::Line { from, to }) => line_or_box(context, view, *from, *to, tool == Tool::Draw),
        Some(Draft::Corner { outline, .. }) => {
            context.begin_path();
            for (index, corner) in outline.iter().enumerate() {
                let (x, y) = view.to_stage(to_px(*corner, plan));
                if index == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
            }
            context.close_path();
            context.stroke();
        }
        None => {}
    }
    if let (Tool::Measure, None, Some((from, to))) = (&tool, &draft, document.measured.get_untracked()) {
        line_or_box(context, view, from, to, false);
    }
    if tool == Tool::Corners {
        let outline = match draft {
            Some(Draft::Corner { outline, .. }) => outline,
            _ => editing.chosen().map(|room| room.polygon).unwrap_or_default(),
        };
        for (index, corner) in outline.iter().enumerate() {
            let (x, y) = view.to_stage(to_px(*corner, plan));
            let chosen = document.corner.get_untracked() == Some(index);
            let half = if chosen { 6.0 } else { 4.5 };
            context.set_fill_style_str(if chosen { accent } else { "#fff" });
            context.fill_rect(x - half, y - half, 2.0 * half, 2.0 * half);
            context.stroke_rect(x - half, y - half, 2.0 * half, 2.0 * half);
        }
    }
}

fn line_or_box(context: &CanvasRenderingContext2d, view: Viewport, from: (f64, f64), to: (f64, f64), is_box: bool) {
    let ((x0, y0), (x1, y1)) = (view.to_stage(from), view.to_stage(to));
    if is_box {
        context.stroke_rect(x0.min(x1), y0.min(y1), (x1 - x0).abs(), (y1 - y0).abs());
        return;
    }
    context.begin_path();
    context.move_to(x0, y0);
    context.line_to(x1, y1);
    context.stroke();
    for (x, y) in [(x0, y0), (x1, y1)] {
        context.set_fill_style_str("#fff");
        context.fill_rect(x - 4.0, y - 4.0, 8.0, 8.0);
        context.stroke_rect(x - 4.0, y - 4.0, 8.0, 8.0);
    }
}
