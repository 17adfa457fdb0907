//! Corners cut by oblique walls, and round bays.

use crate::dice::Dice;
use crate::geometry::{Point, Ring, along, arc, length, unit, vector};

use super::grid::Wall;

/// Wall that stays free of openings beside a new corner, in metres.
const MARGIN_M: f64 = 0.25;

/// Cuts up to `most` corners: of the building, and of rooms that lie in the bend of another.
pub(super) fn cut_corners(dice: &mut Dice, rings: &mut [Ring], walls: &mut [Wall], most: usize) {
    let mut corners: Vec<Point> = rings.iter().flatten().copied().collect();
    corners.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    corners.dedup();
    // A corner can be cut where exactly two rings have it: a room and the building, or two rooms.
    corners.retain(|corner| rings.iter().filter(|ring| ring.contains(corner)).count() == 2);
    corners.retain(|corner| walls.iter().filter(|w| w.from == *corner || w.to == *corner).count() == 2);
    dice.shuffle(&mut corners);
    let mut cuts = 0;
    for corner in corners {
        let size = (dice.between(0.8, 1.5) * 10.0).round() / 10.0;
        let is_roomy = rings.iter().filter(|ring| ring.contains(&corner)).all(|ring| {
            let at = ring.iter().position(|p| *p == corner).unwrap_or(0);
            let n = ring.len();
            let sides = [ring[(at + n - 1) % n], ring[(at + 1) % n]];
            sides.iter().all(|side| length(vector(corner, *side)) > size + 1.1)
        });
        if !is_roomy || cuts == most {
            continue;
        }
        cuts += 1;
        for ring in rings.iter_mut() {
            let Some(at) = ring.iter().position(|p| *p == corner) else { continue };
            let n = ring.len();
            let towards = |side: Point| along(corner, unit(vector(corner, side)), size);
            let points = [towards(ring[(at + n - 1) % n]), towards(ring[(at + 1) % n])];
            ring.splice(at..=at, points);
        }
        for wall in walls.iter_mut() {
            let direction = unit(vector(wall.from, wall.to));
            if wall.from == corner {
                wall.from = along(corner, direction, size + MARGIN_M);
            } else if wall.to == corner {
                wall.to = along(corner, direction, -size - MARGIN_M);
            }
        }
    }
}

/// Gives an outer wall a round bay; the wall then has no length left for openings.
pub(super) fn add_bay(dice: &mut Dice, rings: &mut [Ring], wall: &mut Wall) {
    let chord = dice.between(2.4, 3.0);
    let middle = along(wall.from, vector(wall.from, wall.to), 0.5);
    let direction = unit(vector(wall.from, wall.to));
    let [one, other] = [along(middle, direction, -chord / 2.0), along(middle, direction, chord / 2.0)];
    // An arc through both ends that rises by `rise` above the wall.
    let rise = dice.between(0.7, 1.1);
    let radius = (chord * chord / 4.0 + rise * rise) / (2.0 * rise);
    let center = along(middle, wall.inward, radius - rise);
    let angle = |p: Point| libm::atan2(p[1] - center[1], p[0] - center[0]).to_degrees();
    let (from, mut to) = (angle(one), angle(other));
    while to - from > 180.0 {
        to -= 360.0;
    }
    while to - from < -180.0 {
        to += 360.0;
    }
    let mut points = arc(center, radius, from, to);
    // The ends are taken from the wall, so that they lie on it to the last digit.
    if let [first, .., last] = points.as_mut_slice() {
        (*first, *last) = (one, other);
    }
    for ring in rings {
        splice(ring, &points);
    }
    wall.to = wall.from;
}

/// Puts points between the two ends of the edge that holds the first and the last of them, if the ring has such an edge.
fn splice(ring: &mut Ring, points: &[Point]) {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return };
    let n = ring.len();
    for i in 0..n {
        let (a, b) = (ring[i], ring[(i + 1) % n]);
        if !(is_between(a, b, first) && is_between(a, b, last)) {
            continue;
        }
        let is_forward = length(vector(a, first)) < length(vector(a, last));
        let ordered: Vec<Point> = if is_forward { points.to_vec() } else { points.iter().rev().copied().collect() };
        ring.splice(i + 1..i + 1, ordered);
        return;
    }
}

fn is_between(a: Point, b: Point, p: Point) -> bool {
    (length(vector(a, p)) + length(vector(p, b)) - length(vector(a, b))).abs() < 1e-9
}
