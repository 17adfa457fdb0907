//! Straight cuts through a polygon: from every corner that sticks into it, both sides are continued to the side across.

use super::simplify::reduced;
use crate::regions::hull::{convex_hull, hull_area, smallest_box};

/// A place, in pixels.
pub(crate) type Spot = [f64; 2];

/// Steps to the pixel where whole numbers are needed.
const STEPS: f64 = 8.0;
/// The farthest that a corner may be, in steps.
const FARTHEST: f64 = 1e7;
/// Corners that turn by less than this (its sine) neither stick out nor are bends.
const TURN: f64 = 0.42;
/// Polygons with more corners are not cut: nobody draws such rooms.
const MOST_CORNERS: usize = 300;
/// A side is looked at in no more pieces than this.
const MOST_PIECES: f64 = 30.0;

/// A polygon with holes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Polygon {
    pub(crate) outer: Vec<Spot>,
    pub(crate) holes: Vec<Vec<Spot>>,
}

/// A polygon in two parts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cut {
    /// Length of the line between them, in pixels.
    pub(crate) length: f64,
    pub(crate) parts: [Polygon; 2],
}

impl Polygon {
    /// A ring without holes.
    pub(crate) fn of_ring(outer: &[Spot]) -> Self {
        Self { outer: outer.to_vec(), holes: Vec::new() }
    }

    /// The polygon without corners nearer than `tolerance` pixels to the line between their neighbours.
    pub(crate) fn reduced(&self, tolerance: f64) -> Self {
        let ring = |ring: &Vec<Spot>| -> Vec<Spot> {
            reduced(&in_steps(ring), STEPS * tolerance)
                .into_iter()
                .map(|(x, y)| [f64::from(x) / STEPS, f64::from(y) / STEPS])
                .collect()
        };
        Self { outer: ring(&self.outer), holes: self.holes.iter().map(ring).collect() }
    }

    /// Area in square pixels.
    pub(crate) fn area(&self) -> f64 {
        let holes: f64 = self.holes.iter().map(|hole| signed_area(hole).abs()).sum();
        (signed_area(&self.outer).abs() - holes).max(0.0)
    }

    /// Whether a place lies inside.
    pub(crate) fn holds(&self, spot: Spot) -> bool {
        winds_around(&self.outer, spot) && !self.holes.iter().any(|hole| winds_around(hole, spot))
    }

    /// Its share of the smallest turned box around it.
    pub(crate) fn rectangularity(&self) -> f64 {
        self.rectangularity_with(&Self::default())
    }

    /// The share of both in the smallest turned box around them; they do not overlap.
    pub(crate) fn rectangularity_with(&self, other: &Self) -> f64 {
        let hull = convex_hull([in_steps(&self.outer), in_steps(&other.outer)].concat());
        let (length, width) = smallest_box(&hull);
        ((self.area() + other.area()) * STEPS * STEPS / (length * width).max(hull_area(&hull))).min(1.0)
    }

    /// Where the level line at `y` meets its sides, in no order.
    pub(crate) fn crossings(&self, y: f64) -> Vec<f64> {
        std::iter::once(&self.outer)
            .chain(&self.holes)
            .flat_map(|ring| edges(ring))
            .filter_map(|(a, b)| meets(a, b, y))
            .collect()
    }

    /// The lowest and the highest x and y of its corners.
    pub(crate) fn bounds(&self) -> [[f64; 2]; 2] {
        self.outer.iter().fold([[f64::MAX; 2], [f64::MIN; 2]], |[low, high], corner| {
            [[0, 1].map(|axis| low[axis].min(corner[axis])), [0, 1].map(|axis| high[axis].max(corner[axis]))]
        })
    }

    /// Length of the outer ring that lies within `reach` pixels of another polygon's sides.
    pub(crate) fn contact(&self, other: &Self, reach: f64) -> f64 {
        let sides: Vec<(Spot, Spot)> =
            std::iter::once(&other.outer).chain(&other.holes).flat_map(|ring| edges(ring)).collect();
        let near = |spot: Spot| sides.iter().any(|&(a, b)| squared_distance(spot, a, b) <= reach * reach);
        let mut touching = 0.0;
        for (a, b) in edges(&self.outer) {
            let side = minus(b, a);
            let length = length(side);
            let pieces = libm::ceil(length / reach.max(1.0)).clamp(1.0, MOST_PIECES);
            for i in 0..pieces as usize {
                let part = (i as f64 + 0.5) / pieces;
                if near([a[0] + part * side[0], a[1] + part * side[1]]) {
                    touching += length / pieces;
                }
            }
        }
        touching
    }

    /// Every cut from a corner that sticks into the polygon along one of its two sides; with `bends` also from where its
    /// outline bends away, square to one of them.
    pub(crate) fn cuts(&self, bends: bool) -> Vec<Cut> {
        let n = self.outer.len();
        if !(4..=MOST_CORNERS).contains(&n) {
            return Vec::new();
        }
        let orientation = signed_area(&self.outer).signum();
        let mut out = Vec::new();
        for i in 0..n {
            let (before, corner, after) = (self.outer[(i + n - 1) % n], self.outer[i], self.outer[(i + 1) % n]);
            let (u, v) = (minus(corner, before), minus(after, corner));
            let (turn, along) = (orientation * cross(u, v), u[0] * v[0] + u[1] * v[1]);
            if turn < 0.0 && (along < 0.0 || turn < -TURN * length(u) * length(v)) {
                out.extend([u, [-v[0], -v[1]]].into_iter().filter_map(|direction| self.cut(i, direction)));
            } else if bends && along > 0.0 && turn > TURN * length(u) * length(v) {
                let inward = |side: [f64; 2]| [-orientation * side[1], orientation * side[0]];
                out.extend([inward(u), inward(v)].into_iter().filter_map(|direction| self.cut(i, direction)));
            }
        }
        out
    }

    /// The cut from a corner on in a direction.
    fn cut(&self, from: usize, direction: [f64; 2]) -> Option<Cut> {
        let n = self.outer.len();
        let start = self.outer[from];
        let sides = (0..n).filter(|&j| j != from && (j + 1) % n != from);
        let (way, side) = sides
            .filter_map(|j| Some((way_to(start, direction, self.outer[j], self.outer[(j + 1) % n])?, j)))
            .min_by(|a, b| a.0.total_cmp(&b.0))?;
        let meets_hole =
            |hole: &Vec<Spot>| edges(hole).any(|(a, b)| way_to(start, direction, a, b).is_some_and(|w| w < way));
        if self.holes.iter().any(meets_hole) {
            return None;
        }
        let end = [start[0] + way * direction[0], start[1] + way * direction[1]];
        // The corners of the ring after `first`, up to and with `last`.
        let stretch = |first: usize, last: usize| {
            let count = (last + n - first) % n;
            (1..=count).map(move |k| self.outer[(first + k) % n])
        };
        let one = std::iter::once(start).chain(stretch(from, side)).chain([end]);
        let other = std::iter::once(end).chain(stretch(side, from));
        let mut parts = [one.collect(), other.collect()].map(|outer| Polygon { outer, holes: Vec::new() });
        for hole in &self.holes {
            let part = usize::from(!hole.first().is_some_and(|&spot| winds_around(&parts[0].outer, spot)));
            parts[part].holes.push(hole.clone());
        }
        Some(Cut { length: way * length(direction), parts })
    }
}

/// How many times `direction` it is from a place to a side; `None` where it is not met.
fn way_to(start: Spot, direction: [f64; 2], a: Spot, b: Spot) -> Option<f64> {
    let (side, towards) = (minus(b, a), minus(a, start));
    let determinant = cross(direction, side);
    if determinant == 0.0 {
        return None;
    }
    let (way, place) = (cross(towards, side) / determinant, cross(towards, direction) / determinant);
    (way > 1e-9 && (0.0..=1.0).contains(&place)).then_some(way)
}

pub(super) fn minus(a: Spot, b: Spot) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

pub(super) fn cross(u: [f64; 2], v: [f64; 2]) -> f64 {
    u[0] * v[1] - u[1] * v[0]
}

pub(super) fn length(u: [f64; 2]) -> f64 {
    libm::sqrt(u[0] * u[0] + u[1] * u[1])
}

/// Whether two boxes are no more than `reach` pixels apart.
pub(crate) fn are_near(a: [Spot; 2], b: [Spot; 2], reach: f64) -> bool {
    (0..2).all(|axis| a[0][axis] <= b[1][axis] + reach && b[0][axis] <= a[1][axis] + reach)
}

pub(super) fn edges(ring: &[Spot]) -> impl Iterator<Item = (Spot, Spot)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn signed_area(ring: &[Spot]) -> f64 {
    edges(ring).map(|(a, b)| cross(a, b)).sum::<f64>() / 2.0
}

/// Where a side meets the level line at `y`.
fn meets(a: Spot, b: Spot, y: f64) -> Option<f64> {
    ((a[1] > y) != (b[1] > y)).then(|| (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
}

fn winds_around(ring: &[Spot], [x, y]: Spot) -> bool {
    edges(ring).filter(|&(a, b)| meets(a, b, y).is_some_and(|at| x < at)).count() % 2 == 1
}

/// The squared distance of a place from a side.
fn squared_distance(spot: Spot, a: Spot, b: Spot) -> f64 {
    let (side, from) = (minus(b, a), minus(spot, a));
    let squared = side[0] * side[0] + side[1] * side[1];
    let part = if squared > 0.0 { ((from[0] * side[0] + from[1] * side[1]) / squared).clamp(0.0, 1.0) } else { 0.0 };
    let away = [from[0] - part * side[0], from[1] - part * side[1]];
    away[0] * away[0] + away[1] * away[1]
}

/// A ring in whole steps; a page is never as large as to be cut off here, and what is calculated of them never overflows.
fn in_steps(ring: &[Spot]) -> Vec<(i32, i32)> {
    let whole = |v: f64| libm::round((v * STEPS).clamp(-FARTHEST, FARTHEST)) as i32;
    ring.iter().map(|&[x, y]| (whole(x), whole(y))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A room of 60 by 40 with an alcove of 20 by 30 in its upper right.
    fn with_alcove() -> Polygon {
        let outer = [[0.0, 30.0], [40.0, 30.0], [40.0, 0.0], [60.0, 0.0], [60.0, 70.0], [0.0, 70.0]];
        Polygon { outer: outer.to_vec(), holes: Vec::new() }
    }

    #[test]
    fn both_sides_of_a_corner_that_sticks_in_are_continued() {
        let room = with_alcove();
        let cuts = room.cuts(false);
        let mut found: Vec<(f64, f64, f64)> =
            cuts.iter().map(|c| (c.length, c.parts[0].area(), c.parts[1].area())).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(found, [(20.0, 600.0, 2400.0), (40.0, 1400.0, 1600.0)]);
        assert!(cuts.iter().flat_map(|c| &c.parts).all(|part| (part.rectangularity() - 1.0).abs() < 1e-9));
        assert!((room.rectangularity() - 3000.0 / 4200.0).abs() < 1e-9);
    }

    #[test]
    fn bends_are_cut_at_where_that_is_asked_for() {
        // 40 by 20 with a slanting end of 20 more.
        let outer = vec![[0.0, 0.0], [60.0, 0.0], [60.0, 5.0], [40.0, 20.0], [0.0, 20.0]];
        let room = Polygon { outer, holes: Vec::new() };
        assert_eq!(room.cuts(false), []);
        let cuts = room.cuts(true);
        let straight = cuts.iter().find(|cut| (cut.length - 20.0).abs() < 1e-9).expect("square to the long side");
        let mut areas = straight.parts.each_ref().map(Polygon::area);
        areas.sort_by(f64::total_cmp);
        assert_eq!(areas, [250.0, 800.0]);
    }

    #[test]
    fn a_cut_stops_at_no_hole_and_leaves_holes_in_their_part() {
        let ring = |x: f64, y: f64| vec![[x, y], [x, y + 5.0], [x + 5.0, y + 5.0], [x + 5.0, y]];
        let beside = Polygon { holes: vec![ring(10.0, 50.0)], ..with_alcove() };
        let cut = beside.cuts(false).into_iter().find(|c| c.length < 30.0).expect("the alcove's");
        assert_eq!(cut.parts.each_ref().map(|part| part.holes.len()), [0, 1]);
        let across = Polygon { holes: vec![ring(48.0, 28.0)], ..with_alcove() };
        assert!(across.cuts(false).iter().all(|c| c.length > 30.0));
    }

    #[test]
    fn broken_rings_do_no_harm() {
        for outer in [vec![], vec![[1.0, 1.0]; 5], vec![[0.0, 0.0], [9.0, 0.0], [0.0, 0.0], [9.0, 0.0]]] {
            let polygon = Polygon { outer, holes: vec![vec![]] };
            assert!(polygon.cuts(true).is_empty() && polygon.area() == 0.0 && polygon.reduced(2.0).area() == 0.0);
            assert!(polygon.rectangularity() <= 1.0);
        }
        let far = Polygon { outer: vec![[-1e300, 0.0], [1e300, 1e300], [0.0, -1e300], [7.0, 1e12]], holes: vec![] };
        let _ = far.reduced(2.0).cuts(true);
        assert!(far.rectangularity() <= 1.0);
    }
}
