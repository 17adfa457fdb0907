//! What pointers do with a tool on the stage. What keys do is [`super::tool_keys`]'s, what is drawn [`super::tool_layer`]'s.

use leptos::prelude::*;

use crate::state::document::{Document, Draft};
use crate::state::editing::Editing;
use crate::state::geometry::Point;
use crate::state::handle::Handle;
use crate::state::placing::{Outcome, Place, Placing};
use crate::state::snap::{Lines, Segment, segments_of};
use crate::state::tool::{Points, Tool};
use crate::state::viewport::{Size, Viewport, to_page, to_px};

/// CSS pixels around a corner or a side that take hold of it.
const GRIP_PX: f64 = 12.0;
/// CSS pixels within which a point jumps to a wall.
const SNAP_PX: f64 = 7.0;
/// The page's 0–1000 in hundredths for one of its sides.
const PAGE_HUNDREDTHS: f64 = 100_000.0;
/// CSS pixels within which two points are the same.
pub(super) const SAME_PX: f64 = 6.0;

/// The pointer goes down at a place of the stage; whether the tool takes it.
pub(crate) fn press(editing: Editing, at: (f64, f64)) -> bool {
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
        editing.reshape(&room, put(document, view, handle, &room.polygon, view.to_plan(at)));
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
pub(crate) fn shift(editing: Editing, at: (f64, f64)) -> bool {
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

/// The outline with a handle dragged from a point of the page to a place; corners and sides jump to walls.
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
    put(document, view, handle, before, wanted)
}

/// The outline with a handle near a place: there, or on what is near.
fn put(document: Document, view: Viewport, handle: Handle, outline: &[Point], wanted: Place) -> Vec<Point> {
    let plan = untrack(|| document.page_px());
    let moved = handle.moved_to(outline, to_page(wanted, plan));
    onto_wall(document, view, handle, &moved, SNAP_PX).unwrap_or(moved)
}

/// The outline with a handle moved onto the wall, or onto the side of another room, that is nearest within these CSS
/// pixels; `None` where nothing is.
pub(super) fn onto_wall(
    document: Document,
    view: Viewport,
    handle: Handle,
    outline: &[Point],
    reach_px: f64,
) -> Option<Vec<Point>> {
    let plan = untrack(|| document.page_px());
    let reach = reach_px / view.scale;
    let corner = |index: usize| outline.get(index % outline.len().max(1)).map(|corner| to_px(*corner, plan));
    let chosen = document.selected.get_untracked();
    let chosen = chosen.as_deref();
    let to = match handle {
        Handle::Corner(index) => {
            let place = corner(index)?;
            lines(document, around(&[place], reach), chosen).snapped(place, reach)?
        }
        Handle::Side(index) => {
            let side = (corner(index)?, corner(index + 1)?);
            lines(document, around(&[side.0, side.1], reach), chosen).side_snapped(side, reach)?.0
        }
    };
    Some(handle.moved_to(outline, to_page(to, plan)))
}

/// The pointer goes up; whether the tool takes it.
pub(crate) fn release(editing: Editing, at: (f64, f64)) -> bool {
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
    snap_within(document, place, view, SNAP_PX).unwrap_or_else(|| on_page(place, untrack(|| document.page_px())))
}

/// The same within other CSS pixels; `None` where nothing is near.
pub(super) fn snap_within(document: Document, place: Place, view: Viewport, reach_px: f64) -> Option<Place> {
    let plan = untrack(|| document.page_px());
    let (place, reach) = (on_page(place, plan), reach_px / view.scale);
    lines(document, around(&[place], reach), None).snapped(place, reach).map(|place| on_page(place, plan))
}

fn on_page(place: Place, plan: Size) -> Place {
    (place.0.clamp(0.0, plan.0), place.1.clamp(0.0, plan.1))
}

/// The box around places, with a margin.
fn around(places: &[Place], margin: f64) -> [f64; 4] {
    places.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[x0, y0, x1, y1], &(x, y)| {
        [x0.min(x - margin), y0.min(y - margin), x1.max(x + margin), y1.max(y + margin)]
    })
}

/// The walls, and the sides of all rooms but one, that reach into a box of the plan.
fn lines(document: Document, area: [f64; 4], but: Option<&str>) -> Lines {
    let reaches = |&(a, b): &Segment| {
        let [x0, y0, x1, y1] = area;
        a.0.min(b.0) <= x1 && a.0.max(b.0) >= x0 && a.1.min(b.1) <= y1 && a.1.max(b.1) >= y0
    };
    let rooms = document.rooms.read_untracked();
    let others = rooms.iter().filter(|shown| Some(shown.room.id.as_str()) != but);
    let rooms = segments_of(others.flat_map(|shown| &shown.outlines_px).map(Vec::as_slice)).filter(reaches).collect();
    let plan = untrack(|| document.page_px());
    let walls = document.seen.with_untracked(|seen| {
        let rings = seen.iter().flat_map(|seen| &seen.walls).map(|ring| {
            let to_px =
                |&[x, y]: &[i32; 2]| (f64::from(x) / PAGE_HUNDREDTHS * plan.0, f64::from(y) / PAGE_HUNDREDTHS * plan.1);
            ring.0.iter().map(to_px).collect::<Vec<Place>>()
        });
        rings.flat_map(|ring| segments_of([ring.as_slice()]).filter(reaches).collect::<Vec<_>>()).collect()
    });
    Lines { rooms, walls }
}
