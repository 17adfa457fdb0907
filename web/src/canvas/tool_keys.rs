//! What keys do with a tool on the stage: everything that a pointer can do.

use leptos::prelude::*;

use super::tools::{SAME_PX, onto_wall, placing, settle, snap, snap_within};
use crate::state::document::{Document, Draft};
use crate::state::editing::Editing;
use crate::state::handle::Handle;
use crate::state::placing::Place;
use crate::state::shown::ShownRoom;
use crate::state::tool::{Points, Tool};
use crate::state::viewport::{to_page, to_px};

/// CSS pixels that an arrow key moves the cross by.
const CROSS_STEP_PX: f64 = 8.0;
/// CSS pixels that an arrow key moves a corner or a side by.
const HANDLE_STEP_PX: f64 = 1.0;
/// CSS pixels within which a wall is looked for when a key asks for it.
const WALL_REACH_PX: f64 = 48.0;
/// What is said where none is.
const NO_WALL: &str = "No wall is near";
/// How much farther with the shift key.
const SHIFT: f64 = 8.0;

/// A key is pressed on the stage, or its button elsewhere; whether the tool takes it.
pub fn key(editing: Editing, key: &str, shift: bool) -> bool {
    let tool = editing.workspace.tool.get_untracked();
    if key == "Escape" && tool != Tool::Select {
        escape(editing);
        return true;
    }
    match (&tool, tool.points()) {
        (Tool::Select, _) => false,
        (Tool::Merge(first), _) => merge_key(editing, first, key),
        (Tool::Corners, _) => corner_key(editing, key, shift),
        (_, points) => point_key(editing, &tool, points, key, shift),
    }
}

/// First the half-done work goes, then the tool.
fn escape(editing: Editing) {
    let document = editing.document;
    let is_busy = document.draft.read_untracked().is_some() || document.handle.read_untracked().is_some();
    if is_busy {
        document.draft.set(None);
        document.handle.set(None);
    } else {
        editing.take(Tool::Select);
    }
}

/// `1, 0` for the right arrow.
fn direction(key: &str) -> Option<(f64, f64)> {
    match key {
        "ArrowLeft" => Some((-1.0, 0.0)),
        "ArrowRight" => Some((1.0, 0.0)),
        "ArrowUp" => Some((0.0, -1.0)),
        "ArrowDown" => Some((0.0, 1.0)),
        _ => None,
    }
}

fn point_key(editing: Editing, tool: &Tool, points: Points, key: &str, shift: bool) -> bool {
    let document = editing.document;
    let (Some(view), stage) = (document.viewport.get_untracked(), document.stage_px.get_untracked()) else {
        return false;
    };
    // a line that splits a room begins in it
    let room = editing.chosen().filter(|_| *tool == Tool::Split).map(|room| room.bounding_box);
    let middle = || match room {
        Some([x0, y0, x1, y1]) => to_px([(x0 + x1) / 2.0, (y0 + y1) / 2.0], untrack(|| document.page_px())),
        None => view.to_plan((stage.0 / 2.0, stage.1 / 2.0)),
    };
    let reach = SAME_PX / view.scale;
    if let Some((dx, dy)) = direction(key) {
        let step = CROSS_STEP_PX * if shift { SHIFT } else { 1.0 } / view.scale;
        let plan = untrack(|| document.page_px());
        let cross = document.cross.get_untracked().map_or_else(middle, |(x, y)| (x + dx * step, y + dy * step));
        put_cross(document, (cross.0.clamp(0.0, plan.0), cross.1.clamp(0.0, plan.1)));
        return true;
    }
    match key {
        "w" | "W" => {
            let cross = document.cross.get_untracked().unwrap_or_else(middle);
            match snap_within(document, cross, view, WALL_REACH_PX) {
                Some(cross) => {
                    put_cross(document, cross);
                    editing.workspace.tell("On the wall");
                }
                None => editing.workspace.tell(NO_WALL),
            }
        }
        "Enter" | " " => {
            let cross = document.cross.get_untracked().unwrap_or_else(middle);
            document.cross.set(Some(cross));
            let mut placing = placing(document);
            let outcome = placing.set(points, snap(document, cross, view), reach);
            let set = placing.points.len();
            settle(editing, tool, placing, outcome);
            if document.draft.read_untracked().is_some() {
                editing.workspace.say.set(format!("Point {set} set"));
            }
        }
        "Backspace" if points == Points::Many => {
            let mut placing = placing(document);
            placing.points.pop();
            document.draft.set((!placing.points.is_empty()).then_some(Draft::Placing(placing)));
        }
        "f" | "F" if points == Points::Many => {
            let mut placing = placing(document);
            let outcome = placing.finish(points);
            if outcome == crate::state::placing::Outcome::More {
                editing.workspace.tell("An outline needs three corners");
            }
            settle(editing, tool, placing, outcome);
        }
        _ => return false,
    }
    true
}

/// Moves the cross, and with it the point that is being placed.
fn put_cross(document: Document, cross: Place) {
    document.cross.set(Some(cross));
    document.show_area([cross.0, cross.1, cross.0, cross.1]);
    if let Some(Draft::Placing(mut placing)) = document.draft.get_untracked() {
        placing.at = cross;
        document.draft.set(Some(Draft::Placing(placing)));
    }
}

fn corner_key(editing: Editing, key: &str, shift: bool) -> bool {
    let document = editing.document;
    let Some(room) = editing.chosen() else { return false };
    let Some(view) = document.viewport.get_untracked() else { return false };
    let count = room.polygon.len();
    let handle = document.handle.get_untracked();
    let plan = untrack(|| document.page_px());
    match (key, handle) {
        ("[" | "]", _) => {
            let next = Handle::next(handle, count, key == "]");
            document.handle.set(next);
            if let Some(next) = next {
                editing.workspace.say.set(next.in_words(count));
            }
        }
        ("w" | "W" | "i" | "I", None) => editing.workspace.tell("Choose a corner or a side first"),
        ("i" | "I", Some(handle)) => {
            let (outline, added) = handle.with_corner(&room.polygon);
            editing.reshape(&room, outline);
            document.handle.set(Some(added));
            editing.workspace.say.set(added.in_words(count + 1));
        }
        ("Delete" | "Backspace", Some(handle)) => match handle.without_corner(&room.polygon) {
            Some(outline) => {
                editing.reshape(&room, outline);
                document.handle.set(None);
            }
            None => editing.workspace.tell("A side is removed with its corners, and three corners stay"),
        },
        ("w" | "W", Some(handle)) => match onto_wall(document, view, handle, &room.polygon, WALL_REACH_PX) {
            Some(outline) => {
                if outline != room.polygon {
                    editing.reshape(&room, outline);
                    document.handle.set(Some(handle));
                }
                editing.workspace.tell(format!("{} is on the wall", handle.in_words(count)));
            }
            None => editing.workspace.tell(NO_WALL),
        },
        (arrow, Some(handle)) => {
            let Some((dx, dy)) = direction(arrow) else { return false };
            // at least a hundredth of the page's thousand, which is what an outline is kept in
            let step = HANDLE_STEP_PX * if shift { SHIFT } else { 1.0 } / view.scale;
            let step = step.max(plan.0.max(plan.1) / 50_000.0);
            let (Handle::Corner(index) | Handle::Side(index)) = handle;
            let Some(corner) = room.polygon.get(index) else { return false };
            let (x, y) = to_px(*corner, plan);
            let to = to_page((x + dx * step, y + dy * step), plan);
            editing.reshape(&room, handle.moved_to(&room.polygon, to));
            document.handle.set(Some(handle));
        }
        _ => return false,
    }
    true
}

/// N and P walk over the rooms that could be merged with; Enter merges.
fn merge_key(editing: Editing, first: &str, key: &str) -> bool {
    let document = editing.document;
    match key {
        "n" | "N" | "p" | "P" => {
            let rooms = document.rooms.get_untracked();
            let others: Vec<&ShownRoom> = rooms.iter().filter(|shown| shown.room.id != first).collect();
            if others.is_empty() {
                return true;
            }
            let hovered = document.hovered.get_untracked();
            let at = others.iter().position(|shown| Some(&shown.room.id) == hovered.as_ref());
            let forward = key.eq_ignore_ascii_case("n");
            let next = match at {
                Some(at) => (at + if forward { 1 } else { others.len() - 1 }) % others.len(),
                None => 0,
            };
            document.hovered.set(Some(others[next].room.id.clone()));
            document.show_area(others[next].box_px);
            editing.workspace.tell(format!("Merge with {}? Enter does it.", others[next].name));
        }
        "Enter" => {
            if let Some(id) = document.hovered.get_untracked() {
                editing.choose(Some(id));
            }
        }
        _ => return false,
    }
    true
}
