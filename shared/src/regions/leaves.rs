//! The fine regions of one hypothesis and what can be measured of each.

use super::hull::{Point, convex_hull};
use crate::linework::strokes::Strokes;
use crate::linework::walls::Walls;
use crate::raster::Grid;
use crate::raster::distance::{nearest, squared_to_zero};

/// Inscribed discs are measured at this fraction of the size.
const COARSER: usize = 2;

/// Measurements of one fine region.
#[derive(Debug, Clone, Default)]
pub(crate) struct Leaf {
    /// Cells between barriers.
    pub(crate) pixels: u32,
    /// Cells nearest to this region that are not wall.
    pub(crate) area: u32,
    /// Sum of the brightness of these.
    pub(crate) brightness: u64,
    /// Squared radius of the largest disc inside.
    pub(crate) squared_radius: i32,
    /// Whether it touches the rim of the picture.
    pub(crate) outside: bool,
    /// Corners of its hull.
    pub(crate) hull: Vec<Point>,
}

/// Region of every cell (barriers go to the nearest one) and the measurements; index 0 stands for no region.
pub(crate) fn leaves(strokes: &Strokes, walls: &Walls) -> (Grid<u32>, Vec<Leaf>) {
    let region = &walls.region;
    let (width, height) = (region.width, region.height);
    let near = nearest(region);
    let mut leaves = vec![Leaf::default(); walls.regions];
    for (number, radius) in radii(region, walls.regions).into_iter().enumerate() {
        leaves[number].squared_radius = radius;
    }
    let mut edges: Vec<Vec<Point>> = vec![Vec::new(); walls.regions];
    for y in 0..height {
        let (row, near_row) = (region.row(y), near.row(y));
        for x in 0..width {
            let i = y * width + x;
            let leaf = &mut leaves[near_row[x] as usize];
            if walls.wall.cells[i] == 0 {
                leaf.area += 1;
                leaf.brightness += u64::from(strokes.grey.cells[i]);
            }
            let r = row[x];
            if r == 0 {
                continue;
            }
            leaf.pixels += 1;
            // The hull is that of the first and last cells of rows.
            if x == 0 || x + 1 == width || row[x - 1] != r || row[x + 1] != r {
                edges[r as usize].push((x as i32, y as i32));
            }
            if x == 0 || y == 0 || x + 1 == width || y + 1 == height {
                leaf.outside = true;
            }
        }
    }
    for (leaf, points) in leaves.iter_mut().zip(edges) {
        leaf.hull = convex_hull(points);
    }
    (near, leaves)
}

/// Squared radius, in cells, of the largest disc inside every region.
fn radii(region: &Grid<u32>, count: usize) -> Vec<i32> {
    let (width, height) = (region.width / COARSER, region.height / COARSER);
    // A coarse cell belongs to a region where all of its cells do.
    let mut coarse = Grid::filled(width, height, 0u32);
    for y in 0..height {
        for x in 0..width {
            let first = region.at(COARSER * x, COARSER * y);
            let whole = (0..COARSER).all(|v| {
                let row = &region.row(COARSER * y + v)[COARSER * x..COARSER * (x + 1)];
                row.iter().all(|&r| r == first)
            });
            coarse.set(x, y, if whole { first } else { 0 });
        }
    }
    let depth = squared_to_zero(&coarse.map(|r| u8::from(r > 0)));
    let mut out = vec![1; count];
    for (&number, &d) in coarse.cells.iter().zip(&depth.cells) {
        let slot = &mut out[number as usize];
        *slot = (*slot).max(d.saturating_mul((COARSER * COARSER) as i32));
    }
    out
}
