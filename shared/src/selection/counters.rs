//! The counters along a kitchen's walls, which thick lines divide from it.

use super::division::Page;
use super::pieces::{MOST_CORNERS, Origin, Piece, is_named};
use crate::outline::cuts::{Polygon, are_near};
use crate::outline::join::joined;
use crate::room::Room;

/// A counter along the wall of a kitchen is so deep, in parts of the building, ...
const COUNTERS: std::ops::RangeInclusive<f64> = 0.02..=0.08;
/// ... fills at least this share of its box, ...
const STRAIGHT_COUNTER: f64 = 0.5;
/// ... touches the kitchen along this share of its length, ...
const ALONG_COUNTER: f64 = 0.7;
/// ... across a line, no wall: this share of what may lie between the parts of a room, ...
const EDGE_OF_COUNTER: f64 = 0.5;
/// ... and makes it less rectangular by no more than this.
const LESS_PLAIN: f64 = 0.2;

/// The largest counter along a kitchen's walls that no room has, and the kitchen with it. `most`: its largest area.
pub(super) fn next_counter(
    page: &Page<'_>,
    kitchen: &Polygon,
    most: f64,
    pieces: &[Piece],
    gap: f64,
    tries: &mut usize,
) -> Option<(usize, Polygon)> {
    if kitchen.outer.len() > MOST_CORNERS {
        return None;
    }
    let (bounds, before) = (kitchen.bounds(), kitchen.rectangularity());
    let mut largest: Option<usize> = None;
    for (i, piece) in pieces.iter().enumerate() {
        let [width, height] = [0, 1].map(|axis| piece.bounds[1][axis] - piece.bounds[0][axis]);
        if piece.area > most
            || !COUNTERS.contains(&(width.min(height) / page.building))
            || largest.is_some_and(|other| pieces[other].area >= piece.area)
            || !matches!(piece.origin, Origin::Region(_))
            || !are_near(piece.bounds, bounds, gap)
            || *tries == 0
        {
            continue;
        }
        *tries -= 1;
        let ground = &piece.ground;
        if ground.rectangularity() >= STRAIGHT_COUNTER
            && kitchen.rectangularity_with(ground) >= before - LESS_PLAIN
            && ground.contact(kitchen, EDGE_OF_COUNTER * gap) >= ALONG_COUNTER * width.max(height)
            && !is_named(page, ground)
        {
            largest = Some(i);
        }
    }
    let piece = largest?;
    Some((piece, joined(kitchen, &pieces[piece].ground, gap)?))
}

/// Whether a room is a kitchen and nothing else.
pub(super) fn is_kitchen(room: &Room) -> bool {
    room.names.len() == 1 && room.room_type.as_deref() == Some("kitchen")
}
