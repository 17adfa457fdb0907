//! The ground that a room may lack, and which of it it lacks most.

use super::division::Page;
use super::fitting::{RIGHT, TOO_SMALL};
use crate::labels::{RoomName, RoomType};
use crate::outline::cuts::{Polygon, Spot, are_near};
use crate::outline::join::joined;
use crate::sorting::sort_by;

/// A room is whole with this much of its printed area.
const WHOLE: f64 = 0.85;
/// By how much, as a logarithm, the area must become more right by a piece.
const GAIN_OF_PIECE: f64 = 0.03;
/// How many times a gain in rectangularity counts for a piece.
const PLAINER: f64 = 0.5;
/// A piece touches the room along at least this share of its own width.
pub(super) const CONTACT: f64 = 0.5;
/// By how much a room becomes more rectangular by its first piece where no area is printed in it, ...
const GAIN_OF_SHAPE: f64 = 0.05;
/// ... and by any other, ...
const GAIN_OF_MORE: f64 = 0.03;
/// ... how many times its own width the piece touches the room there, ...
const MORE_CONTACT: f64 = 1.5;
/// ... and how large it is at most, in parts of the room.
pub(super) const LARGEST_PIECE: f64 = 0.6;
/// A piece with more corners than this is none.
pub(super) const MOST_CORNERS: usize = 300;

/// Where a piece of ground comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A region that is part of no room, by its index.
    Region(usize),
    /// A room that may be part of another, by its index.
    Room(usize),
    /// It was cut off a room, by the room's index.
    Cut(usize),
}

/// Ground that a room may lack.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(super) origin: Origin,
    pub(super) ground: Polygon,
    pub(super) area: f64,
    pub(super) bounds: [Spot; 2],
}

impl Piece {
    pub(crate) fn new(origin: Origin, ground: Polygon) -> Self {
        Self { origin, area: ground.area(), bounds: ground.bounds(), ground }
    }
}

/// What a room lacks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lack {
    /// The room's index.
    pub(super) room: usize,
    /// What is printed for it, in square pixels.
    pub(super) area: Option<f64>,
    /// Whether that is the sum of several areas, which no other room is part of.
    pub(super) several: bool,
}

/// The piece that a room lacks most, and the room with it. `nth`: how many it has got.
pub(super) fn next_piece(
    page: &Page<'_>,
    room: &Polygon,
    Lack { area, several, .. }: Lack,
    nth: usize,
    pieces: &[Piece],
    gap: f64,
    tries: &mut usize,
) -> Option<(usize, Polygon)> {
    let (size, bounds) = (room.area(), room.bounds());
    if area.is_some_and(|area| size >= TOO_SMALL * area) || room.outer.len() > MOST_CORNERS {
        return None;
    }
    let lack = area.map_or(0.0, |area| libm::log(area / size.max(1.0)));
    let (most, gain, contact) = match area {
        Some(area) => (RIGHT.end() * area - size, GAIN_OF_PIECE, CONTACT),
        None if nth == 0 => (LARGEST_PIECE * size, PLAINER * GAIN_OF_SHAPE, MORE_CONTACT),
        None => (LARGEST_PIECE * size, PLAINER * GAIN_OF_MORE, MORE_CONTACT),
    };
    let before = room.rectangularity();
    let mut fitting: Vec<(f64, usize)> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        if piece.area > most || !are_near(piece.bounds, bounds, gap) || *tries == 0 {
            continue;
        }
        *tries -= 1;
        // Another room, or what has a name of its own, is taken only where this room is whole with it.
        let share = area.map(|area| (size + piece.area) / area);
        let (is_room, is_whole) = (matches!(piece.origin, Origin::Room(_)), share.is_some_and(|share| share >= WHOLE));
        if is_room && several || !is_whole && (is_room || is_named(page, &piece.ground)) {
            continue;
        }
        let error = share.map_or(0.0, |share| libm::log(share).abs());
        let cost = error - PLAINER * (room.rectangularity_with(&piece.ground) - before);
        if cost <= lack - gain && piece.ground.contact(room, gap) >= contact * libm::sqrt(piece.area) {
            fitting.push((cost, i));
        }
    }
    sort_by(&mut fitting, |a, b| a.0.total_cmp(&b.0));
    fitting.into_iter().find_map(|(_, i)| Some((i, joined(room, &pieces[i].ground, gap)?)))
}

/// Whether a piece carries a number, or the name of something that is no closet.
pub(super) fn is_named(page: &Page<'_>, piece: &Polygon) -> bool {
    let is_own = |name: &&RoomName| !matches!(name.room_type, Some(RoomType::Closet | RoomType::Pantry));
    let names = page.labels.names.iter().filter(is_own).map(|name| &name.label);
    names.chain(page.labels.numbers.iter().map(|number| &number.label)).any(|label| page.stands_in(label, piece))
}
