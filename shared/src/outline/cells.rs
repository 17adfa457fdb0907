//! Which cells a room covers: its regions, the symbols and thin lines in it, and its notches; never another's ground.

use super::contour::{Contour, contours};
use super::simplify::simplified;
use crate::linework::walls::Walls;
use crate::raster::Grid;
use crate::raster::bits::Bits;

/// Notches in an outline narrower than this share of the building are filled.
const NOTCH: f64 = 0.05;
/// Holes smaller than this share of the building's square are drawn things, not cut out.
const HOLE: f64 = 0.0015;

/// Ranks of the fine regions in tree order, cell by cell: a node of the tree covers a range of ranks.
pub(crate) struct Ground<'a> {
    /// Rank of the region of every cell; `u32::MAX` on barriers.
    pub(crate) region: &'a Grid<u32>,
    /// Rank of the region nearest to every cell.
    pub(crate) near: &'a Grid<u32>,
    /// The walls.
    pub(crate) walls: &'a Walls,
    /// The building's longer side in cells.
    pub(crate) building: f64,
}

/// Cells `x0..x1`, `y0..y1`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellBox {
    pub(crate) x0: usize,
    pub(crate) y0: usize,
    pub(crate) x1: usize,
    pub(crate) y1: usize,
}

impl CellBox {
    /// The box around two.
    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// Outline and holes, in cells of the working picture, of the regions of ranks `low..high`, all within `bounds`.
pub(crate) fn outline(ground: &Ground<'_>, low: u32, high: u32, bounds: CellBox) -> Vec<Vec<(f64, f64)>> {
    let pad = (NOTCH * ground.building / 2.0) as usize + 3;
    let mask = covered(ground, low, high, bounds, pad);
    let found = contours(&mask);
    let Some(outer) = found.iter().max_by_key(|c| c.area).filter(|c| c.area > 0) else { return Vec::new() };
    let smallest_hole = (HOLE * ground.building * ground.building) as i64;
    let within = |c: &Contour| -c.area >= smallest_hole && c.corners.first().is_some_and(|&p| holds(outer, p));
    let shift = |ring: Vec<(f64, f64)>| -> Vec<(f64, f64)> {
        let (dx, dy) = (bounds.x0 as f64 - pad as f64, bounds.y0 as f64 - pad as f64);
        ring.into_iter().map(|(x, y)| (x + dx, y + dy)).collect()
    };
    std::iter::once(outer)
        .chain(found.iter().filter(|c| within(c)))
        .map(|c| shift(simplified(&c.corners)))
        .filter(|ring| ring.len() > 2)
        .collect()
}

/// The covered cells, in `bounds` widened by `pad` on every side.
fn covered(ground: &Ground<'_>, low: u32, high: u32, b: CellBox, pad: usize) -> Bits {
    let (width, height) = (b.x1 - b.x0, b.y1 - b.y0);
    let mut inside = Bits::empty(width + 2 * pad, height + 2 * pad);
    let mut own = inside.clone();
    let mine = |rank: u32| rank.wrapping_sub(low) < high - low;
    for y in 0..height {
        let start = (y + b.y0) * ground.near.width + b.x0;
        let cells = start..start + width;
        own.write_row(y + pad, pad, ground.near.cells[cells.clone()].iter().map(|&rank| mine(rank)));
        let soft = ground.walls.wall.cells[cells.clone()].iter().zip(&ground.walls.closure.cells[cells.clone()]);
        let near = &ground.near.cells[cells.clone()];
        let region = ground.region.cells[cells].iter().zip(near).zip(soft);
        inside.write_row(
            y + pad,
            pad,
            region
                .map(|((&region, &near), (&wall, &closure))| mine(region) || (wall == 0 && closure == 0 && mine(near))),
        );
    }
    let notch = (NOTCH * ground.building / 2.0) as usize;
    let filled = inside.dilated(notch).eroded(notch).and(&own).or(&inside);
    // Spurs go, and so does the soft rim of the walls (one cell).
    filled.eroded(2).dilated(1)
}

fn holds(outer: &Contour, (x, y): (i32, i32)) -> bool {
    // Contours of one mask do not cross: a corner of the hole, moved off the lattice, tells.
    let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
    let mut inside = false;
    let mut previous = outer.corners[outer.corners.len() - 1];
    for &corner in &outer.corners {
        let ((ax, ay), (bx, by)) =
            ((f64::from(previous.0), f64::from(previous.1)), (f64::from(corner.0), f64::from(corner.1)));
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
        previous = corner;
    }
    inside
}
