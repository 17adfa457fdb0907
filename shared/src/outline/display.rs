//! Walls and openings as a page shows them.

use super::contour::contours;
use super::simplify::simplified;
use crate::linework::Ring;
use crate::linework::frame::Frame;
use crate::linework::walls::Walls;
use crate::raster::Grid;
use crate::raster::bits::Bits;
use crate::raster::components::{Components, Touching};
use crate::sorting::sort_by_key;

/// Pieces of wall smaller than this many cells are not shown.
const SMALLEST_PIECE: i64 = 40;
/// At most so many rings and openings are kept, the largest.
const MOST_SHOWN: usize = 600;

/// Outlines of the walls, largest first; holes are rings of their own.
pub(crate) fn wall_rings(walls: &Walls, frame: Frame) -> Vec<Ring> {
    let mut found = contours(&Bits::of_mask(&walls.wall));
    found.retain(|c| c.area.abs() >= SMALLEST_PIECE);
    sort_by_key(&mut found, |c| (std::cmp::Reverse(c.area.abs()), c.corners[0]));
    found.truncate(MOST_SHOWN);
    let to_page = |ring: Vec<(f64, f64)>| Ring::of_page(ring.into_iter().map(|(x, y)| frame.to_page(x, y)));
    found.iter().map(|c| to_page(simplified(&c.corners))).filter(|ring| ring.0.len() > 2).collect()
}

/// The closed openings as segments from wall to wall, `[x0, y0, x1, y1]` in ring units.
pub(crate) fn openings(walls: &Walls, frame: Frame) -> Vec<[i32; 4]> {
    let closed: Grid<u8> = walls.closure.map(|c| u8::from(c > 0));
    let parts = Components::of(&closed, Touching::Corners);
    let mut order: Vec<usize> = (0..parts.extents.len()).collect();
    sort_by_key(&mut order, |&i| (std::cmp::Reverse(parts.extents[i].area), i));
    let segment = |i: usize| {
        let e = &parts.extents[i];
        let (x0, y0, x1, y1) = (e.x0 as f64, e.y0 as f64, e.x1 as f64, e.y1 as f64);
        let (a, b) = if e.width() >= e.height() {
            let y = f64::midpoint(y0, y1);
            ((x0, y), (x1, y))
        } else {
            let x = f64::midpoint(x0, x1);
            ((x, y0), (x, y1))
        };
        let ring = Ring::of_page([frame.to_page(a.0, a.1), frame.to_page(b.0, b.1)]).0;
        [ring[0][0], ring[0][1], ring[1][0], ring[1][1]]
    };
    order.into_iter().take(MOST_SHOWN).map(segment).collect()
}
