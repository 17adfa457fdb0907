//! Corrections as a person makes them: each is one step of the history, and is said aloud.

use leptos::prelude::*;
use shared::labels::RoomType;
use shared::room::Room;
use wasm_bindgen::JsCast;

use super::corrections::Corrections;
use super::document::Document;
use super::geometry::{Outline, Point, area, bounds};
use super::placing::Place;
use super::tool::Tool;
use super::viewport::to_page;
use super::workspace::Workspace;
use crate::later;

/// The page with one of its plans.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The page.
    pub workspace: Workspace,
    /// The plan.
    pub document: Document,
}

impl Editing {
    /// The chosen room.
    #[must_use]
    pub fn chosen(&self) -> Option<Room> {
        let id = self.document.selected.get_untracked()?;
        self.room(&id)
    }

    /// A room of the seen page.
    #[must_use]
    pub fn room(&self, id: &str) -> Option<Room> {
        let rooms = self.document.rooms.read_untracked();
        rooms.iter().find(|shown| shown.room.id == id).map(|shown| shown.room.clone())
    }

    /// Does something with the chosen room, where one is chosen.
    pub fn with_chosen(&self, act: impl FnOnce(&Self, &Room)) {
        if let Some(room) = self.chosen() {
            act(self, &room);
        }
    }

    /// Names a room.
    pub fn rename(&self, room: &Room, name: &str) {
        if room.name_hint.as_deref().unwrap_or_default() != name.trim() {
            self.step("rename", self.corrections().renamed(room, name), "renamed");
        }
    }

    /// Says what kind of room it is.
    pub fn set_kind(&self, room: &Room, kind: Option<RoomType>) {
        if room.room_type.as_deref() != kind.map(RoomType::as_str) {
            self.step("change the type", self.corrections().of_kind(room, kind), "type changed");
        }
    }

    /// Numbers a room.
    pub fn set_number(&self, room: &Room, number: &str) {
        if room.number.as_deref().unwrap_or_default() != number.trim() {
            self.step("number", self.corrections().numbered(room, number), "numbered");
        }
    }

    /// Accepts a room as it is.
    pub fn accept(&self, room: &Room) {
        self.step("accept", self.corrections().accepted(room), "accepted");
    }

    /// Removes a room.
    pub fn remove(&self, room: &Room) {
        let next = self.corrections().without(room);
        // so that the next key finds something to do, the room after it is chosen
        let after = {
            let rooms = self.document.rooms.read_untracked();
            let place = rooms.iter().position(|shown| shown.room.id == room.id);
            let neighbour = place.and_then(|place| rooms.get(place + 1).or_else(|| rooms.get(place.checked_sub(1)?)));
            neighbour.map(|shown| shown.room.id.clone())
        };
        self.document.history.update(|history| history.step("delete", next));
        self.document.handle.set(None);
        if after.is_none() {
            focus_stage();
        }
        self.document.selected.set(after);
        let name = room.name_hint.as_deref().unwrap_or("Room");
        self.tell(&format!("{name} deleted. Undo with Ctrl Z."));
    }

    /// Adds a room with this outline.
    pub fn draw(&self, outline: Outline) {
        let page = self.document.page.get_untracked();
        self.step("draw", self.corrections().with_room(page, outline), "added");
    }

    /// Adds a room that the worker found at a place.
    pub fn add_found(self, room: &Room) {
        self.step("add", self.corrections().with_found(room), "added");
        let kept = self.chosen();
        self.tell(&match kept.as_ref().and_then(|room| room.name_hint.as_deref()) {
            Some(name) => format!("{name} added"),
            None => "Room added".to_owned(),
        });
    }

    /// Gives a room another outline.
    pub fn reshape(&self, room: &Room, outline: Outline) {
        self.step("reshape", self.corrections().reshaped(room, outline), "reshaped");
    }

    /// Merges two rooms.
    pub fn merge(&self, a: &Room, b: &Room) {
        match self.corrections().merged(a, b) {
            Some(merged) => self.step("merge", merged, "merged"),
            None => self.tell("These rooms lie too far apart to be merged"),
        }
    }

    /// Splits a room along the line through two points of the page's 0–1000.
    pub fn split(&self, room: &Room, from: Point, to: Point) {
        match self.corrections().split(room, from, to) {
            Some(split) => self.step("split", split, "split"),
            None => self.tell("The line does not cross the room"),
        }
    }

    /// Splits a room in its middle.
    pub fn halve(&self, room: &Room, upright: bool) {
        let [x0, y0, x1, y1] = room.bounding_box;
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        if upright { self.split(room, [x, y0], [x, y1]) } else { self.split(room, [x0, y], [x1, y]) }
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        match self.document.history.try_update(super::history::History::undo).flatten() {
            Some(what) => self.tell(&format!("Undone: {what}")),
            None => self.tell("Nothing to undo"),
        }
    }

    /// Does the step again that was taken back.
    pub fn redo(&self) {
        match self.document.history.try_update(super::history::History::redo).flatten() {
            Some(what) => self.tell(&format!("Done again: {what}")),
            None => self.tell("Nothing to do again"),
        }
    }

    /// Chooses a room; with the tool for merging, merges with it.
    pub fn choose(&self, id: Option<String>) {
        if let (Tool::Merge(first), Some(id)) = (self.workspace.tool.get_untracked(), &id) {
            // the tool came with them
            if let Some(parts) = later::now() {
                (parts.correcting.merge_with)(*self, &first, id);
            }
            return;
        }
        self.document.handle.set(None);
        self.document.selected.set(id);
    }

    /// Merges the room that the tool is about with another one.
    pub fn merge_with(self, first: &str, id: &str) {
        self.workspace.tool.set(Tool::Select);
        if let (Some(a), Some(b)) = (self.room(first), self.room(id)) {
            self.merge(&a, &b);
        }
    }

    /// Takes a tool in hand, or puts it away for choosing. The keys of a tool are the stage's: it gets the focus.
    pub fn take(&self, tool: Tool) {
        let editing = *self;
        later::call_or_say(self.workspace, move |parts| (parts.correcting.take)(editing, tool));
    }

    /// The same, where the tools are there.
    pub fn take_here(self, tool: Tool) {
        if tool.needs_room() && self.chosen().is_none() {
            self.tell("Choose a room first");
            return;
        }
        self.document.put_down();
        if tool != Tool::Measure {
            self.document.measured.set(None);
        }
        let words = match tool.hint() {
            Some((pointer, keys)) => format!("{}. {pointer} {keys} Escape stops.", tool.name()),
            None => "Done".to_owned(),
        };
        self.workspace.tool.set(tool);
        self.workspace.say.set(words);
        focus_stage();
    }

    /// What a tool does with its points, in plan pixels.
    pub fn finish(&self, tool: &Tool, points: &[Place]) {
        let plan = untrack(|| self.document.page_px());
        let outline: Outline = points.iter().map(|&point| to_page(point, plan)).collect();
        match (tool, outline.as_slice()) {
            (Tool::Draw, &[a, b]) => {
                let [x0, y0, x1, y1] = bounds(&[a, b]);
                if x0 >= x1 || y0 >= y1 {
                    self.tell("This box encloses nothing");
                    return;
                }
                self.draw(vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]);
                self.take_quietly(Tool::Corners);
            }
            (Tool::Outline, [_, _, _, ..]) => {
                if area(&outline) > 0.0 {
                    self.draw(outline);
                    self.take_quietly(Tool::Select);
                } else {
                    self.tell("This outline encloses nothing");
                }
            }
            (Tool::Split, &[a, b]) => {
                if let Some(room) = self.chosen() {
                    self.split(&room, a, b);
                }
                self.take_quietly(Tool::Select);
            }
            (Tool::Fill, &[at]) => self.workspace.ask_room_at(self.document, at),
            (Tool::Measure, _) => {
                if let &[from, to] = points {
                    self.document.measured.set(Some((from, to)));
                    self.tell("Measured. Type the printed length beside the plan.");
                }
            }
            _ => {}
        }
    }

    fn take_quietly(&self, tool: Tool) {
        self.document.put_down();
        self.workspace.tool.set(tool);
    }

    fn corrections(&self) -> Corrections {
        self.document.history.with_untracked(|history| history.now().clone())
    }

    fn step(&self, what: &'static str, (next, id): (Corrections, String), said: &str) {
        self.document.history.update(|history| history.step(what, next));
        self.document.selected.set(Some(id));
        self.workspace.say.set(format!("Room {said}"));
    }

    fn tell(&self, words: &str) {
        self.workspace.tell(words);
    }
}

/// The button that opens a plan where there is none yet.
pub const BROWSE_ID: &str = "browse";
/// The element that takes the keys of tools.
pub const STAGE_ID: &str = "stage";

/// Gives the stage the focus; on a page without a plan, its first button.
pub fn focus_stage() {
    let page = leptos::prelude::document();
    let stage = page.get_element_by_id(STAGE_ID).or_else(|| page.get_element_by_id(BROWSE_ID));
    if let Some(stage) = stage.and_then(|stage| stage.dyn_into::<web_sys::HtmlElement>().ok()) {
        // focus on an element that is on the page does not fail
        let _ = stage.focus();
    }
}
