//! Outlines without the recesses of doors and windows.
//!
//! A region reaches into the wall where a door or a window stands back in it, and beyond it where an open door is drawn with
//! its swing; people measure and draw a room along the wall's face, straight on.

use std::ops::RangeInclusive;

use super::cuts::{Cut, Polygon, Spot, cross, edges, length, minus};

/// A recess is no deeper than this share of the building, about as much as the thickest walls, ...
const DEEPEST: f64 = 0.02;
/// ... no wider than this share of the side of a square as large as the room, ...
const WIDEST: f64 = 0.9;
/// ... and no larger than this share of the room.
const LARGEST: f64 = 0.2;
/// But what lies behind a mouth as wide as a door, in parts of the building, ...
pub(super) const DOORS: RangeInclusive<f64> = 0.03..=0.1;
/// ... so deep, in parts of the mouth, with the wall's thickness, ...
const SWING_DEPTHS: RangeInclusive<f64> = 0.25..=1.5;
/// ... and fills its box as a quarter of a circle does is where the door swings, ...
const SWING_FILLS: RangeInclusive<f64> = 0.45..=0.9;
/// ... or, where it is no deeper than this, as what a door sweeps that is drawn half open: no more of its box, ...
const HALF_OPEN: f64 = 0.8;
const HALF_OPEN_FILLS: f64 = 0.75;
/// ... up to this share of the room.
const LARGEST_SWING: f64 = 0.45;
/// So much of the room's outline, in such sides, runs as the recess's mouth does, ...
const PARALLEL: f64 = 0.8;
/// ... with no more than this (a sine) between them.
const SLANT: f64 = 0.03;
/// The wall goes on as the recess's mouth runs: the cosine of what it turns by at most, ...
const STRAIGHT: f64 = 0.95;
/// ... but for jogs of this share of the building.
const JOG: f64 = 0.002;
/// ... The wall beside it is at least this share as long as the recess is wide.
pub(super) const WALL: f64 = 0.05;
/// Corners that are left this near to a side are none.
pub(super) const ON_SIDE_PX: f64 = 0.3;
/// More than these no room has, ...
pub(super) const MOST: usize = 12;
/// ... and outlines with more corners than this are no walls' faces.
pub(super) const MOST_CORNERS: usize = 80;

impl Polygon {
    /// The polygon along the faces of its walls, where it has recesses. `building`: its longer side, in pixels.
    pub(crate) fn without_recesses(&self, building: f64) -> Option<Self> {
        if self.outer.len() > MOST_CORNERS {
            return None;
        }
        let mut along_walls = None;
        for _ in 0..MOST {
            let Some(kept) = along_walls.as_ref().unwrap_or(self).without_recess(building) else { break };
            along_walls = Some(kept);
        }
        along_walls.map(|outline| outline.reduced(ON_SIDE_PX))
    }

    /// The polygon without its largest recess.
    fn without_recess(&self, building: f64) -> Option<Self> {
        let area = self.area();
        let (mut largest, mut without) = (0.0, None);
        for Cut { length, parts: [a, b] } in self.cuts(false) {
            let (recess, kept) = if a.area() < b.area() { (a, b) } else { (b, a) };
            let (size, depth) = (recess.area(), depth(&recess.outer, length));
            let fill = size / (length * depth);
            let stands_back = size <= LARGEST * area && depth <= DEEPEST * building;
            let is_swing = size <= LARGEST_SWING * area
                && DOORS.contains(&(length / building))
                && SWING_DEPTHS.contains(&(depth / length))
                && SWING_FILLS.contains(&fill)
                && (depth > HALF_OPEN * length || fill <= HALF_OPEN_FILLS);
            if size > largest
                && (stands_back || is_swing)
                && length <= WIDEST * libm::sqrt(area)
                && parallel(&self.outer, &kept.outer) >= PARALLEL * libm::sqrt(area)
                && goes_on(&kept.outer, JOG * building)
            {
                (largest, without) = (size, Some(kept));
            }
        }
        without
    }
}

/// Whether a ring that begins and ends at a cut goes on from both its ends as the cut runs.
fn goes_on(ring: &[Spot], jog: f64) -> bool {
    let n = ring.len();
    let cut = minus(ring[0], ring[n - 1]);
    let wall = f64::max(jog, WALL * length(cut));
    let straight_on = |from: Spot, next: &dyn Fn(usize) -> Spot| {
        for i in 1..n {
            let side = minus(next(i), from);
            if length(side) > wall {
                return (side[0] * cut[0] + side[1] * cut[1]) / (length(side) * length(cut));
            }
        }
        0.0
    };
    straight_on(ring[0], &|i| ring[i]) > STRAIGHT && straight_on(ring[n - 1], &|i| ring[n - 1 - i]) < -STRAIGHT
}

/// How much of a ring runs as the cut does that the kept part begins and ends at.
fn parallel(ring: &[Spot], kept: &[Spot]) -> f64 {
    let cut = minus(kept[0], kept[kept.len() - 1]);
    let mut out = 0.0;
    for (a, b) in edges(ring) {
        let side = minus(b, a);
        if cross(side, cut).abs() < SLANT * length(side) * length(cut) {
            out += length(side);
        }
    }
    out
}

/// How far a part reaches from the cut of this length that its ring begins and ends at.
pub(super) fn depth(ring: &[Spot], length: f64) -> f64 {
    let cut = minus(ring[0], ring[ring.len() - 1]);
    ring.iter().fold(0.0, |deepest, &spot| f64::max(deepest, cross(cut, minus(spot, ring[0])).abs() / length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A room of 100 by 80 whose upper side stands back by `depth` between two places.
    fn with_recess(from: f64, to: f64, depth: f64) -> Polygon {
        let outer = vec![
            [0.0, 0.0],
            [from, 0.0],
            [from, -depth],
            [to, -depth],
            [to, 0.5],
            [100.0, 0.5],
            [100.0, 80.0],
            [0.0, 80.0],
        ];
        Polygon { outer, holes: Vec::new() }
    }

    #[test]
    fn a_window_that_stands_back_in_its_wall_is_left_out() {
        let along_walls = with_recess(30.0, 60.0, 8.0).without_recesses(500.0).expect("a recess");
        assert!((along_walls.area() - 8_000.0).abs() < 60.0, "{}", along_walls.area());
        assert!(along_walls.outer.len() <= 6, "{:?}", along_walls.outer);
        assert_eq!(along_walls.without_recesses(500.0), None);
    }

    #[test]
    fn what_a_door_sweeps_outside_its_wall_is_left_out() {
        let room = |beyond: &[Spot]| {
            let mut outer = vec![[0.0, 0.0], [30.0, 0.0]];
            outer.extend(beyond);
            outer.extend([[55.0, 0.0], [100.0, 0.0], [100.0, 80.0], [0.0, 80.0]]);
            Polygon { outer, holes: Vec::new() }
        };
        let swing = [[30.0, -4.0], [33.0, -17.0], [41.0, -25.0], [55.0, -29.0]];
        let along_walls = room(&swing).without_recesses(500.0).expect("a swing");
        assert!((along_walls.area() - 8_000.0).abs() < 60.0, "{}", along_walls.area());
        // a door drawn half open
        let ajar = room(&[[40.0, -15.0], [47.0, -12.0]]).without_recesses(500.0).expect("a swing");
        assert!((ajar.area() - 8_000.0).abs() < 60.0, "{}", ajar.area());
        // alcoves of that size stay
        assert_eq!(room(&[[31.0, -15.0], [54.0, -15.0]]).without_recesses(500.0), None);
        assert_eq!(room(&[[30.0, -28.0], [55.0, -28.0]]).without_recesses(500.0), None);
    }

    #[test]
    fn a_bay_an_alcove_beside_a_chimney_and_a_long_side_stay() {
        assert_eq!(with_recess(30.0, 60.0, 20.0).without_recesses(500.0), None);
        assert_eq!(with_recess(70.0, 100.0, 8.0).without_recesses(500.0), None);
        assert_eq!(with_recess(5.0, 95.0, 8.0).without_recesses(500.0), None);
        assert_eq!(Polygon::default().without_recesses(500.0), None);
    }
}
