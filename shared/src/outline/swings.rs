//! Outlines with the ground that doors sweep and fixtures stand on.
//!
//! The swing of a door is drawn as a quarter of a circle, which keeps ground from the room that the door opens into: in a
//! corner, or along a wall. So does the tank of a toilet. Where nothing else has that ground, it is the room's.

use super::cuts::{Polygon, Spot, cross, length, minus};
use super::recesses::{DOORS, MOST, MOST_CORNERS, ON_SIDE_PX, WALL, depth};

/// The ground fills this share of the box that the door's width and its swing make, ...
const FILLS: std::ops::RangeInclusive<f64> = 0.5..=0.9;
/// ... whose sides differ by no more than this factor.
const SQUARE: f64 = 0.7;
/// Walls that meet squarely have no more than this (a cosine) between them, ...
const SQUARELY: f64 = 0.2;
/// ... those beside a door at least this.
const STRAIGHT: f64 = 0.97;
/// A fixture along a wall is no wider, and reaches no further from it, than these shares of the building.
const FIXTURE: [f64; 2] = [0.08, 0.04];
/// A swing has no more corners than this.
const MOST_OF_SWING: usize = 12;

impl Polygon {
    /// The polygon with what doors sweep, and with fixtures along its walls where `fixtures` says that it has some.
    /// `building`: its longer side, in pixels; `is_free`: whether nothing else has some ground.
    pub(crate) fn with_swings(&self, building: f64, fixtures: bool, is_free: &dyn Fn(&[Spot]) -> bool) -> Option<Self> {
        if self.outer.len() > MOST_CORNERS {
            return None;
        }
        let mut whole: Option<Self> = None;
        for _ in 0..MOST {
            let Some(outer) = with_swing(&whole.as_ref().unwrap_or(self).outer, building, fixtures, is_free) else {
                break;
            };
            whole = Some(Self { outer, holes: self.holes.clone() });
        }
        whole.map(|whole| whole.reduced(ON_SIDE_PX))
    }
}

/// A ring with the first swing or fixture that it lacks.
fn with_swing(ring: &[Spot], building: f64, fixtures: bool, is_free: &dyn Fn(&[Spot]) -> bool) -> Option<Vec<Spot>> {
    let n = ring.len();
    let at = |i: usize| ring[i % n];
    for i in 0..n {
        for span in 2..n.saturating_sub(2).min(MOST_OF_SWING) {
            // Walls run up to `p` and on from `q`.
            let (p, q) = (at(i), at(i + span));
            let (before, after) = (minus(p, at(i + n - 1)), minus(at(i + span + 1), q));
            let mut swing: Vec<Spot> = (0..=span).map(|k| at(i + k)).collect();
            let Some([width, reach]) = sides(&mut swing, before, after) else { continue };
            let area = Polygon::of_ring(&swing).area();
            let is_swing = DOORS.contains(&(width / building))
                && DOORS.contains(&(reach / building))
                && width.min(reach) >= SQUARE * width.max(reach)
                && FILLS.contains(&(area / (width * reach)));
            // Along a wall no corner was added to it.
            let is_fixture =
                fixtures && swing.len() == span + 1 && width < FIXTURE[0] * building && reach < FIXTURE[1] * building;
            let has_walls = length(before).min(length(after)) >= WALL * width;
            if !(has_walls && (is_swing || is_fixture) && is_free(&swing)) {
                continue;
            }
            // From `q` around to `p`, and over the corner where there is one.
            let mut whole: Vec<Spot> = (span..=n).map(|k| at(i + k)).collect();
            whole.extend(&swing[span + 1..]);
            let gained = Polygon::of_ring(&whole).area() - Polygon::of_ring(ring).area();
            if (gained - area).abs() < 0.05 * area {
                return Some(whole);
            }
        }
    }
    None
}

/// Width and depth of what lies between the end of one wall and the start of the next, which the ring does not reach; the
/// corner where both walls meet is added to it.
fn sides(swing: &mut Vec<Spot>, before: [f64; 2], after: [f64; 2]) -> Option<[f64; 2]> {
    let (p, q) = (swing[0], swing[swing.len() - 1]);
    let mouth = minus(q, p);
    let cosine = |a: [f64; 2], b: [f64; 2]| (a[0] * b[0] + a[1] * b[1]) / (length(a) * length(b));
    if cosine(before, after) > STRAIGHT && cosine(mouth, before) > STRAIGHT {
        return Some([length(mouth), depth(swing, length(mouth))]);
    }
    let way = cross(mouth, after) / cross(before, after);
    let corner = [p[0] + way * before[0], p[1] + way * before[1]];
    let rest = minus(q, corner);
    let meet = cosine(before, after).abs() < SQUARELY && way > 0.0 && cosine(rest, after) > STRAIGHT;
    swing.push(corner);
    meet.then(|| [way * length(before), length(rest)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quarter of a circle around a place, from one direction to the next, in six corners.
    fn quarter(x: f64, y: f64, radius: f64, from: f64) -> Vec<Spot> {
        let angle = |i: i32| (from + 18.0 * f64::from(i)).to_radians();
        (0..=5).map(|i| [x + radius * angle(i).cos(), y + radius * angle(i).sin()]).collect()
    }

    /// A room of 100 by 80 in a building of 500, without what its door sweeps.
    fn without(corners: &[Spot]) -> Polygon {
        Polygon::of_ring(&[&[[0.0, 0.0]], corners, &[[0.0, 80.0]]].concat())
    }

    #[test]
    fn the_swing_of_a_door_in_the_corner_comes_back() {
        let mut corner = quarter(100.0, 0.0, 30.0, 90.0);
        corner.reverse();
        let room = without(&[corner, vec![[100.0, 80.0]]].concat());
        let whole = room.with_swings(500.0, false, &|_| true).expect("a swing");
        assert!((whole.area() - 8_000.0).abs() < 1.0 && whole.outer.len() == 4, "{whole:?}");
        assert_eq!(room.with_swings(500.0, false, &|_| false), None);
        // nor does a corner come back that is no door's
        assert_eq!(room.with_swings(2_000.0, false, &|_| true), None);
        let notch = [[70.0, 0.0], [70.0, 30.0], [100.0, 30.0], [100.0, 80.0]];
        assert_eq!(without(&notch).with_swings(500.0, false, &|_| true), None);
    }

    #[test]
    fn the_swing_of_a_door_along_a_wall_comes_back() {
        let mut swing = quarter(60.0, 0.0, 30.0, 90.0);
        swing.push([60.0, 0.0]);
        swing.rotate_right(1);
        swing.reverse();
        let room = without(&[swing, vec![[100.0, 0.0], [100.0, 80.0]]].concat());
        let whole = room.with_swings(500.0, false, &|_| true).expect("a swing");
        assert!((whole.area() - 8_000.0).abs() < 1.0, "{whole:?}");
    }

    #[test]
    fn the_tank_of_a_toilet_stands_in_its_room() {
        let tank = [[40.0, 0.0], [41.0, 14.0], [62.0, 14.0], [62.0, 0.5]];
        let room = without(&[&tank[..], &[[100.0, 0.5], [100.0, 80.0]]].concat());
        let whole = room.with_swings(500.0, true, &|_| true).expect("a fixture");
        assert!((whole.area() - 7_990.0).abs() < 20.0, "{whole:?}");
        assert_eq!(room.with_swings(500.0, true, &|_| false), None);
        // no fixture in a bedroom; a pillar of wall that reaches further
        assert_eq!(room.with_swings(500.0, false, &|_| true), None);
        assert_eq!(room.with_swings(300.0, true, &|_| true), None);
    }

    #[test]
    fn broken_rings_do_no_harm() {
        for ring in [vec![], vec![[1.0, 1.0]; 9], vec![[0.0, 0.0], [9.0, 0.0], [0.0, 0.0], [9.0, 0.0]]] {
            assert_eq!(Polygon::of_ring(&ring).with_swings(10.0, true, &|_| true), None);
        }
    }
}
