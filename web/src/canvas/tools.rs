//! What pointers do with a tool on the stage. What keys do is [`super::tool_keys`]'s, what is drawn [`super::tool_layer`]'s.

use leptos::prelude::*;

use crate::state::document::{Document, Draft};
use crate::state::editing::Editing;
use crate::state::geometry::Point;
use crate::state::handle::Handle;
use crate::state::placing::{Outcome, Place, Placing};
use crate::state::snap::{Segment, segments_of, snapped};
use crate::state::tool::{Points, Tool};
use crate::state::viewport::{Size, Viewport, to_page, to_px};

/// CSS pixels around a corner or a side that take hold of it.
const GRIP_PX: f64 = 12.0;
/// CSS pixels within which a point jumps to a wall.
const SNAP_PX: f64 = 7.0;
/// CSS pixels within which two points are the same.
pub(super) const SAME_PX: f64 = 6.0;

/// The pointer goes down at a place of the stage; whether the tool takes it.
pub(super) fn press(editing: Editing, at: (f64, f64)) -> bool {
    let document = editing.document;
    let Some(view) = document.viewport.get_untracked() else { return false };
    let tool = editing.workspace.tool.get_untracked();
    document.cross.set(None);
    match (tool.points(), &tool) {
        (Points::None, Tool::Corners) => press_handle(editing, view, at),
        (Points::None, _) => false,
        (kind, _) => {
            let mut placing = placing(document);
            placing.press(kind, snap(document, view.to_plan(at), view), SAME_PX / view.scale);
            document.draft.set(Some(Draft::Placing(placing)));
            true
        }
    }
}

/// Takes hold of a corner or a side; without one near, moves the chosen one here.
fn press_handle(editing: Editing, view: Viewport, at: (f64, f64)) -> bool {
    let document = editing.document;
    let Some(room) = editing.chosen() else { return false };
    let plan = untrack(|| document.page_px());
    let corners: Vec<(f64, f64)> = room.polygon.iter().map(|corner| view.to_stage(to_px(*corner, plan))).collect();
    let from = to_page(view.to_plan(at), plan);
    if let Some(handle) = handle_at(&corners, at) {
        document.handle.set(Some(handle));
        let before = room.polygon;
        document.draft.set(Some(Draft::Moving { from, now: before.clone(), before }));
        return true;
    }
    if let Some(handle) = document.handle.get_untracked() {
        let to = to_page(snap(document, view.to_plan(at), view), plan);
        editing.reshape(&room, handle.moved_to(&room.polygon, to));
        document.handle.set(Some(handle));
        return true;
    }
    false
}

/// The corner or, where none is near, the side at a place of the stage.
fn handle_at(corners: &[(f64, f64)], at: (f64, f64)) -> Option<Handle> {
    let away = |(x, y): (f64, f64)| ((x - at.0).powi(2) + (y - at.1).powi(2)).sqrt();
    let nearest = |distances: Vec<f64>| {
        let best = (0..distances.len()).min_by(|&a, &b| distances[a].total_cmp(&distances[b]))?;
        (distances[best] <= GRIP_PX).then_some(best)
    };
    let to_side = |index: usize| {
        let (a, b) = (corners[index], corners[(index + 1) % corners.len()]);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let share = if length > 0.0 { ((at.0 - a.0) * dx + (at.1 - a.1) * dy) / length } else { 0.0 };
        let share = share.clamp(0.0, 1.0);
        away((a.0 + dx * share, a.1 + dy * share))
    };
    nearest(corners.iter().map(|&corner| away(corner)).collect())
        .map(Handle::Corner)
        .or_else(|| nearest((0..corners.len()).map(to_side).collect()).map(Handle::Side))
}

/// The pointer moves; whether the tool takes it.
pub(super) fn shift(editing: Editing, at: (f64, f64)) -> bool {
    let document = editing.document;
    let Some(view) = document.viewport.get_untracked() else { return false };
    let place = view.to_plan(at);
    match document.draft.get_untracked() {
        Some(Draft::Placing(mut placing)) => {
            placing.at = snap(document, place, view);
            document.draft.set(Some(Draft::Placing(placing)));
        }
        Some(Draft::Moving { from, before, .. }) => {
            let Some(handle) = document.handle.get_untracked() else { return false };
            let plan = untrack(|| document.page_px());
            let now = dragged(document, view, plan, handle, (from, &before), place);
            document.draft.set(Some(Draft::Moving { from, before, now }));
        }
        None => return false,
    }
    true
}

/// The outline with a handle dragged from a point of the page to a place; corners jump to walls.
fn dragged(
    document: Document,
    view: Viewport,
    plan: Size,
    handle: Handle,
    (from, before): (Point, &[Point]),
    to: Place,
) -> Vec<Point> {
    let (from_x, from_y) = to_px(from, plan);
    let (Handle::Corner(index) | Handle::Side(index)) = handle;
    let Some(corner) = before.get(index).map(|corner| to_px(*corner, plan)) else { return before.to_vec() };
    let wanted = (corner.0 + to.0 - from_x, corner.1 + to.1 - from_y);
    handle.moved_to(before, to_page(snap(document, wanted, view), plan))
}

/// The pointer goes up; whether the tool takes it.
pub(super) fn release(editing: Editing, at: (f64, f64)) -> bool {
    let document = editing.document;
    let (Some(draft), Some(view)) = (document.draft.get_untracked(), document.viewport.get_untracked()) else {
        return false;
    };
    match draft {
        Draft::Moving { before, now, .. } => {
            document.draft.set(None);
            if let Some(room) = editing.chosen().filter(|_| before != now) {
                let handle = document.handle.get_untracked();
                editing.reshape(&room, now);
                document.handle.set(handle);
            }
        }
        Draft::Placing(mut placing) => {
            let tool = editing.workspace.tool.get_untracked();
            let place = snap(document, view.to_plan(at), view);
            let outcome = placing.release(tool.points(), place, SAME_PX / view.scale);
            settle(editing, &tool, placing, outcome);
        }
    }
    true
}

/// Goes on with the points, or hands them over.
pub(super) fn settle(editing: Editing, tool: &Tool, placing: Placing, outcome: Outcome) {
    match outcome {
        Outcome::More => editing.document.draft.set(Some(Draft::Placing(placing))),
        Outcome::Done(points) => {
            editing.document.draft.set(None);
            editing.finish(tool, &points);
        }
    }
}

/// The points so far.
pub(super) fn placing(document: Document) -> Placing {
    match document.draft.get_untracked() {
        Some(Draft::Placing(placing)) => placing,
        _ => Placing::default(),
    }
}

/// A place moved onto walls and other rooms that are near, and kept on the page.
pub(super) fn snap(document: Document, place: Place, view: Viewport) -> Place {
    let plan = untrack(|| document.page_px());
    let place = (place.0.clamp(0.0, plan.0), place.1.clamp(0.0, plan.1));
    snapped(place, &segments(document, view), SNAP_PX / view.scale)
}

/// The sides of the other rooms that are on the stage.
fn segments(document: Document, view: Viewport) -> Vec<Segment> {
    let rooms = document.rooms.read_untracked();
    let chosen = document.selected.get_untracked();
    let stage = document.stage_px.get_untracked();
    let is_seen = |[left, top, right, bottom]: [f64; 4]| {
        let ((x0, y0), (x1, y1)) = (view.to_stage((left, top)), view.to_stage((right, bottom)));
        x1 >= 0.0 && y1 >= 0.0 && x0 <= stage.0 && y0 <= stage.1
    };
    rooms
        .iter()
        .filter(|shown| Some(&shown.room.id) != chosen.as_ref() && is_seen(shown.box_px))
        .flat_map(|shown| segments_of(shown.outlines_px.iter().map(Vec::as_slice)))
        .collect()
}
