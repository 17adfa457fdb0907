//! Corrections as a person makes them: each is one step of the history, and is said aloud.

use leptos::prelude::*;
use shared::room::Room;

use super::corrections::Corrections;
use super::document::Document;
use super::geometry::{Outline, Point};
use super::tool::Tool;
use super::workspace::Workspace;

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

    /// Names a room.
    pub fn rename(&self, room: &Room, name: &str) {
        if room.name_hint.as_deref().unwrap_or_default() != name.trim() {
            self.step("rename", self.corrections().renamed(room, name), "renamed");
        }
    }

    /// Accepts a room as it is.
    pub fn accept(&self, room: &Room) {
        self.step("accept", self.corrections().accepted(room), "accepted");
    }

    /// Removes a room.
    pub fn remove(&self, room: &Room) {
        let next = self.corrections().without(room);
        self.document.history.update(|history| history.step("delete", next));
        self.document.selected.set(None);
        self.say("Room deleted");
    }

    /// Adds a room with this outline.
    pub fn draw(&self, outline: Outline) {
        let page = self.document.page.get_untracked();
        self.step("draw", self.corrections().with_room(page, outline), "added");
    }

    /// Gives a room another outline.
    pub fn reshape(&self, room: &Room, outline: Outline) {
        self.step("reshape", self.corrections().reshaped(room, outline), "reshaped");
    }

    /// Merges two rooms.
    pub fn merge(&self, a: &Room, b: &Room) {
        match self.corrections().merged(a, b) {
            Some(merged) => self.step("merge", merged, "merged"),
            None => self.say("These rooms lie too far apart to be merged"),
        }
    }

    /// Splits a room along the line through two points of the page's 0–1000.
    pub fn split(&self, room: &Room, from: Point, to: Point) {
        match self.corrections().split(room, from, to) {
            Some(split) => self.step("split", split, "split"),
            None => self.say("The line does not cross the room"),
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
            Some(what) => self.say(&format!("Undone: {what}")),
            None => self.say("Nothing to undo"),
        }
    }

    /// Does the step again that was taken back.
    pub fn redo(&self) {
        match self.document.history.try_update(super::history::History::redo).flatten() {
            Some(what) => self.say(&format!("Done again: {what}")),
            None => self.say("Nothing to do again"),
        }
    }

    /// Chooses a room; with the tool for merging, merges with it.
    pub fn choose(&self, id: Option<String>) {
        if let (Tool::Merge(first), Some(id)) = (self.workspace.tool.get_untracked(), &id) {
            self.workspace.tool.set(Tool::Select);
            if let (Some(a), Some(b)) = (self.room(&first), self.room(id)) {
                self.merge(&a, &b);
            }
            return;
        }
        self.document.corner.set(None);
        self.document.selected.set(id);
    }

    fn corrections(&self) -> Corrections {
        self.document.history.with_untracked(|history| history.now().clone())
    }

    fn step(&self, what: &'static str, (next, id): (Corrections, String), said: &str) {
        self.document.history.update(|history| history.step(what, next));
        self.document.selected.set(Some(id));
        self.say(&format!("Room {said}"));
    }

    fn say(&self, words: &str) {
        self.workspace.say.set(words.to_owned());
    }
}
