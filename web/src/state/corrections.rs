//! What a person corrected, kept apart from what is detected, so that detecting again loses nothing.
//!
//! ```text
//! detected rooms ─┬─ those that a kept room stands for, or that were removed: left out
//!                 └─ the others ──┬─> rooms as they should be
//! kept rooms ─────────────────────┘
//! ```

use serde::{Deserialize, Serialize};
use shared::labels::RoomType;
use shared::room::{Evidence, EvidencePart, Room};

use super::geometry::{Outline, Point, area, bounds, clockwise, cut, joined, overlap, shared_area};
use super::ground::Ground;

/// Share of a detected room under a kept one from which on the kept one stands for it.
const COVERED: f64 = 0.5;
/// Overlap from which on a detected room is the one that was removed.
const SAME: f64 = 0.5;
/// Rooms that can be corrected in one plan.
const MAX_CORRECTED: usize = 20_000;
/// Corners of one outline.
const MAX_CORNERS: usize = 20_000;
/// Bytes of a name, a number or a kind.
const MAX_NAME_BYTES: usize = 2_000;
/// What the ids of corrected rooms begin with.
const OWN: &str = "own_";
/// The name of the evidence that a person gives.
const PERSON: &str = "person";

/// A room as a person wants it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The room; ids begin with `own_`.
    pub room: Room,
    /// The page and the outlines of the detected rooms that it stands for.
    pub stands_for: Vec<Outline>,
}

/// A detected room that is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Removed {
    /// Its page.
    pub page: u32,
    /// Its outline.
    pub outline: Outline,
}

/// Everything that a person corrected.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Corrections {
    /// Rooms as a person wants them.
    pub kept: Vec<Kept>,
    /// Rooms that are none.
    pub removed: Vec<Removed>,
    next: u32,
}

impl Corrections {
    /// Itself, where every number in it can be one of this page's; else what cannot.
    pub fn checked(mut self) -> Result<Self, String> {
        if self.kept.len() + self.removed.len() > MAX_CORRECTED {
            return Err(format!("more than {MAX_CORRECTED} rooms"));
        }
        for kept in &mut self.kept {
            let room = &mut kept.room;
            page_checked(room.page)?;
            let mut rings = std::iter::once(&room.polygon).chain(&room.holes).chain(&kept.stands_for);
            rings.try_for_each(|ring| outline_checked(ring))?;
            let mut texts = room.name_hint.iter().chain(&room.number).chain(&room.room_type);
            if room.names.len() > MAX_CORNERS || texts.any(|text| text.len() > MAX_NAME_BYTES) {
                return Err("a name that is too long".to_owned());
            }
            room.bounding_box = bounds(&room.polygon);
            room.confidence = 1.0;
        }
        for removed in &self.removed {
            page_checked(removed.page)?;
            outline_checked(&removed.outline)?;
        }
        // a number that was given out stays given out, and the next ones must fit
        let used = self.kept.iter().filter_map(|kept| kept.room.id.strip_prefix(OWN)?.parse().ok());
        self.next = used.max().unwrap_or(0).max(self.next).min(u32::MAX / 2);
        Ok(self)
    }

    /// Whether anything was corrected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.removed.is_empty()
    }

    /// The rooms as they should be, page by page, from top to bottom. `ground` tells how rooms that a person has a hand
    /// in are measured.
    #[must_use]
    pub fn applied_to(&self, detected: &[Room], ground: &Ground) -> Vec<Room> {
        if self.is_empty() {
            return detected.to_vec();
        }
        let mut rooms: Vec<Room> = detected.iter().filter(|room| !self.replaces(room)).cloned().collect();
        rooms.extend(self.kept.iter().map(|kept| ground.measured(&kept.room)));
        rooms.sort_by(|a, b| {
            let place = |room: &Room| (room.page, room.bounding_box[1], room.bounding_box[0]);
            place(a).partial_cmp(&place(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
        rooms
    }

    /// Whether a kept or removed room stands for a detected one.
    fn replaces(&self, room: &Room) -> bool {
        if room.evidence.fallback && !self.kept.is_empty() {
            return true;
        }
        let on_page = || self.kept.iter().filter(|kept| kept.room.page == room.page);
        let covered: f64 = on_page().map(|kept| shared_area(&kept.room.polygon, &room.polygon)).sum();
        covered >= COVERED * area(&room.polygon)
            || on_page().flat_map(|kept| &kept.stands_for).any(|outline| overlap(outline, &room.polygon) >= SAME)
            || self
                .removed
                .iter()
                .any(|removed| removed.page == room.page && overlap(&removed.outline, &room.polygon) >= SAME)
    }

    /// Gives a room a name; an empty one takes its name away.
    #[must_use]
    pub fn renamed(mut self, room: &Room, name: &str) -> (Self, String) {
        let name = name.trim();
        let kept = self.keep(room);
        kept.room.name_hint = (!name.is_empty()).then(|| name.to_owned());
        kept.room.names = kept.room.name_hint.iter().cloned().collect();
        let id = kept.room.id.clone();
        (self, id)
    }

    /// Says what kind of room it is.
    #[must_use]
    pub fn of_kind(mut self, room: &Room, kind: Option<RoomType>) -> (Self, String) {
        let kept = self.keep(room);
        kept.room.room_type = kind.map(|kind| kind.as_str().to_owned());
        let id = kept.room.id.clone();
        (self, id)
    }

    /// Gives a room a number; an empty one takes its number away.
    #[must_use]
    pub fn numbered(mut self, room: &Room, number: &str) -> (Self, String) {
        let number = number.trim();
        let kept = self.keep(room);
        kept.room.number = (!number.is_empty()).then(|| number.to_owned());
        let id = kept.room.id.clone();
        (self, id)
    }

    /// Accepts a room as it is.
    #[must_use]
    pub fn accepted(mut self, room: &Room) -> (Self, String) {
        let id = self.keep(room).room.id.clone();
        (self, id)
    }

    /// Removes a room.
    #[must_use]
    pub fn without(mut self, room: &Room) -> Self {
        if let Some(position) = self.kept.iter().position(|kept| kept.room.id == room.id) {
            let kept = self.kept.remove(position);
            let page = kept.room.page;
            self.removed.extend(kept.stands_for.into_iter().map(|outline| Removed { page, outline }));
        }
        self.removed.push(Removed { page: room.page, outline: room.polygon.clone() });
        self
    }

    /// Adds a room that was found at a place which a person pointed at; its id comes back.
    #[must_use]
    pub fn with_found(mut self, room: &Room) -> (Self, String) {
        let kept = self.keep(room);
        let id = kept.room.id.clone();
        // what was removed here before is wanted after all
        self.removed.retain(|removed| removed.page != room.page || overlap(&removed.outline, &room.polygon) < SAME);
        (self, id)
    }

    /// Adds a room; its id comes back.
    #[must_use]
    pub fn with_room(mut self, page: u32, outline: Outline) -> (Self, String) {
        let outline = on_page(outline);
        let room = Room {
            id: String::new(),
            page,
            bounding_box: bounds(&outline),
            polygon: clockwise(outline),
            confidence: 1.0,
            ..Room::default()
        };
        let kept = self.keep(&room);
        kept.stands_for.clear();
        let id = kept.room.id.clone();
        (self, id)
    }

    /// Gives a room another outline.
    #[must_use]
    pub fn reshaped(mut self, room: &Room, outline: Outline) -> (Self, String) {
        let outline = on_page(outline);
        let kept = self.keep(room);
        kept.room.bounding_box = bounds(&outline);
        kept.room.polygon = clockwise(outline);
        // what was printed or measured holds for the outline before
        kept.room.area = None;
        kept.room.perimeter = None;
        let [x0, y0, x1, y1] = kept.room.bounding_box;
        let inside = |hole: &Outline| hole.iter().all(|[x, y]| (x0..=x1).contains(x) && (y0..=y1).contains(y));
        kept.room.holes.retain(inside);
        let id = kept.room.id.clone();
        (self, id)
    }

    /// Makes one room of two; `None` where they lie too far apart or on different pages.
    #[must_use]
    pub fn merged(self, a: &Room, b: &Room) -> Option<(Self, String)> {
        if a.page != b.page || a.id == b.id {
            return None;
        }
        let outline = joined(&a.polygon, &b.polygon)?;
        let (mut merged, id) = self.reshaped(a, outline);
        let of_b = match merged.kept.iter().position(|kept| kept.room.id == b.id) {
            Some(position) => merged.kept.remove(position).stands_for,
            None => vec![b.polygon.clone()],
        };
        if let Some(kept) = merged.kept.iter_mut().find(|kept| kept.room.id == id) {
            kept.stands_for.extend(of_b);
            kept.room.holes.extend(b.holes.iter().cloned());
            for name in b.names.iter().chain(b.name_hint.iter()) {
                if !kept.room.names.contains(name) {
                    kept.room.names.push(name.clone());
                }
            }
            kept.room.name_hint = (!kept.room.names.is_empty()).then(|| kept.room.names.join(" / "));
        }
        Some((merged, id))
    }

    /// Makes two rooms of one along a line; `None` where the line does not cross it.
    #[must_use]
    pub fn split(self, room: &Room, from: Point, to: Point) -> Option<(Self, String)> {
        let (one, other) = cut(&room.polygon, from, to)?;
        let (larger, smaller) = if area(&one) >= area(&other) { (one, other) } else { (other, one) };
        let (split, id) = self.reshaped(room, larger);
        let (split, _) = split.with_room(room.page, smaller);
        Some((split, id))
    }

    /// The kept room for a shown one; it is taken over when a person touches it first.
    fn keep(&mut self, room: &Room) -> &mut Kept {
        let position = self.kept.iter().position(|kept| kept.room.id == room.id).unwrap_or_else(|| {
            self.next += 1;
            let stands_for = vec![room.polygon.clone()];
            let mut room = room.clone();
            room.id = format!("{OWN}{:03}", self.next);
            room.confidence = 1.0;
            room.evidence = Evidence {
                fallback: false,
                parts: vec![EvidencePart { name: PERSON.to_owned(), value: 1.0, points: 0.0 }],
            };
            self.kept.push(Kept { room, stands_for });
            self.kept.len() - 1
        });
        &mut self.kept[position]
    }
}

/// The outline with every corner on its page: what is dragged may lead beyond it.
fn on_page(mut outline: Outline) -> Outline {
    outline.iter_mut().flatten().for_each(|value| *value = value.clamp(0.0, 1000.0));
    outline
}

/// Whether a person has a hand in a room.
#[must_use]
pub fn is_corrected(room: &Room) -> bool {
    room.id.starts_with(OWN)
}

fn page_checked(page: u32) -> Result<(), String> {
    if (1..=shared::limits::MAX_PAGES).contains(&page) { Ok(()) } else { Err(format!("page {page}")) }
}

fn outline_checked(outline: &[Point]) -> Result<(), String> {
    let within = |value: &f64| (0.0..=1000.0).contains(value);
    if !(3..=MAX_CORNERS).contains(&outline.len()) {
        return Err(format!("an outline of {} corners", outline.len()));
    }
    if outline.iter().flatten().all(within) { Ok(()) } else { Err("an outline beyond the page".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(id: &str, x0: f64, x1: f64) -> Room {
        let (corrections, own) =
            Corrections::default().with_room(1, vec![[x0, 0.0], [x1, 0.0], [x1, 100.0], [x0, 100.0]]);
        let mut room = corrections.kept.into_iter().find(|kept| kept.room.id == own).unwrap().room;
        room.id = id.to_owned();
        room.confidence = 0.7;
        room
    }

    fn names(rooms: &[Room]) -> Vec<&str> {
        rooms.iter().filter_map(|room| room.name_hint.as_deref()).collect()
    }

    #[test]
    fn a_name_survives_detecting_again() {
        let detected = [room("room_001", 0.0, 100.0), room("room_002", 110.0, 200.0)];
        let (corrections, id) = Corrections::default().renamed(&detected[0], " Study ");
        let shown = corrections.applied_to(&detected, &Ground::default());
        assert_eq!(names(&shown), ["Study"]);
        assert_eq!(shown.len(), 2);
        assert!(is_corrected(&shown[0]) && shown[0].id == id);
        // other settings give other ids and slightly other outlines
        let again = [room("room_001", 110.0, 200.0), room("room_002", 3.0, 97.0)];
        assert_eq!(names(&corrections.applied_to(&again, &Ground::default())), ["Study"]);
        assert_eq!(corrections.applied_to(&again, &Ground::default()).len(), 2);
    }

    #[test]
    fn kind_and_number_are_given_and_taken_away() {
        let detected = [room("room_001", 0.0, 100.0)];
        let (corrections, id) = Corrections::default().of_kind(&detected[0], Some(RoomType::Kitchen));
        let shown = corrections.applied_to(&detected, &Ground::default());
        let (corrections, same) = corrections.numbered(&shown[0], " 1.04 ");
        assert_eq!(id, same);
        let shown = corrections.applied_to(&detected, &Ground::default());
        assert_eq!((shown[0].room_type.as_deref(), shown[0].number.as_deref()), (Some("kitchen"), Some("1.04")));
        let (corrections, _) = corrections.numbered(&shown[0], " ").0.of_kind(&shown[0], None);
        let shown = corrections.applied_to(&detected, &Ground::default());
        assert_eq!((shown[0].room_type.as_deref(), shown[0].number.as_deref()), (None, None));
        let mut hostile = corrections;
        hostile.kept[0].room.number = Some("x".repeat(MAX_NAME_BYTES + 1));
        assert!(hostile.checked().is_err());
    }

    #[test]
    fn what_was_removed_stays_away() {
        let detected = [room("room_001", 0.0, 100.0), room("room_002", 110.0, 200.0)];
        let corrections = Corrections::default().without(&detected[1]);
        assert_eq!(corrections.applied_to(&detected, &Ground::default()).len(), 1);
        let (renamed, id) = corrections.renamed(&detected[0], "Hall");
        let own = renamed.applied_to(&detected, &Ground::default()).into_iter().find(|room| room.id == id).unwrap();
        assert!(renamed.without(&own).applied_to(&detected, &Ground::default()).is_empty());
    }

    #[test]
    fn merged_and_split_again() {
        let detected = [room("room_001", 0.0, 100.0), room("room_002", 110.0, 200.0)];
        let (merged, id) = Corrections::default().merged(&detected[0], &detected[1]).unwrap();
        let shown = merged.applied_to(&detected, &Ground::default());
        assert_eq!(shown.len(), 1);
        let (split, _) = merged.split(&shown[0], [150.0, 0.0], [150.0, 100.0]).unwrap();
        let shown = split.applied_to(&detected, &Ground::default());
        assert_eq!(shown.len(), 2);
        assert!(shown.iter().any(|room| room.id == id && (room.bounding_box[2] - 150.0).abs() < 1.0));
    }

    #[test]
    fn a_room_made_smaller_does_not_bring_the_old_one_back() {
        let detected = [room("room_001", 0.0, 100.0)];
        let outline = vec![[0.0, 0.0], [20.0, 0.0], [20.0, 100.0], [0.0, 100.0]];
        let (corrections, _) = Corrections::default().reshaped(&detected[0], outline);
        let shown = corrections.applied_to(&detected, &Ground::default());
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].bounding_box, [0.0, 0.0, 20.0, 100.0]);
    }

    #[test]
    fn nothing_corrected_is_what_was_detected() {
        let detected = [room("room_002", 110.0, 200.0), room("room_001", 0.0, 100.0)];
        assert_eq!(Corrections::default().applied_to(&detected, &Ground::default()), detected);
    }
}
