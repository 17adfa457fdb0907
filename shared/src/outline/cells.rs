//! Which cells a room covers: its regions, the symbols and thin lines in it, and its notches; never another's ground.

use super::contour::{Contour, contours};
use super::simplify::simplified;
use crate::linework::walls::Walls;
use crate::raster::Grid;
use crate::raster::bits::Bits;

/// Notches in an outline narrower than this share of the building are filled.
const NOTCH: f64 = 0.05;
/// Spurs up to twice as thick as this many cells go.
const SPUR: usize = 2;
/// Holes smaller than this share of the building's square are drawn things, not cut out.
const HOLE: f64 = 0.0015;

/// The picture as outlines are made of it. Fine regions have ranks in tree order, so that a node of the tree covers a
/// range of ranks.
pub(crate) struct Ground {
    /// Row by row the runs of cells nearest to one region: end column and the region's rank.
    runs: Vec<Vec<(u32, u32)>>,
    /// Cells of regions, symbols and thin lines: neither wall, nor a block of it, nor closure.
    open: Bits,
    /// The building's side in cells.
    building: f64,
}

impl Ground {
    /// `near`: rank of the region nearest to every cell.
    pub(crate) fn new(near: &Grid<u32>, walls: &Walls, building: f64) -> Self {
        let runs = (0..near.height)
            .map(|y| {
                let row = near.row(y);
                let mut out = Vec::new();
                for (x, &rank) in row.iter().enumerate() {
                    if row.get(x + 1) != Some(&rank) {
                        out.push((x as u32 + 1, rank));
                    }
                }
                out
            })
            .collect();
        let closed = Bits::of_mask(&walls.block).or(&Bits::of(&walls.closure, |length| length > 0));
        let open = Bits::of_mask(&walls.wall).or(&closed).inverted();
        Self { runs, open, building }
    }
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
pub(crate) fn outline(ground: &Ground, low: u32, high: u32, bounds: CellBox) -> Vec<Vec<(f64, f64)>> {
    let (mask, shift) = covered(ground, low, high, bounds);
    let found = contours(&mask);
    let Some(outer) = found.iter().max_by_key(|c| c.area).filter(|c| c.area > 0) else { return Vec::new() };
    let smallest_hole = (HOLE * ground.building * ground.building) as i64;
    let within = |c: &Contour| -c.area >= smallest_hole && c.corners.first().is_some_and(|&p| holds(outer, p));
    let place = |ring: Vec<(f64, f64)>| -> Vec<(f64, f64)> {
        ring.into_iter().map(|(x, y)| (x + shift.0, y + shift.1)).collect()
    };
    std::iter::once(outer)
        .chain(found.iter().filter(|c| within(c)))
        .map(|c| place(simplified(&c.corners)))
        .filter(|ring| ring.len() > 2)
        .collect()
}

/// The covered cells, and where the mask's corner lies in the picture. Words of the mask lie on words of the picture.
fn covered(ground: &Ground, low: u32, high: u32, b: CellBox) -> (Bits, (f64, f64)) {
    let notch = (NOTCH * ground.building / 2.0) as usize;
    let pad = notch + 3;
    let pad_words = pad.div_ceil(64);
    let word0 = b.x0 / 64;
    let left = 64 * word0;
    let mut own = Bits::empty(b.x1 - left + 64 * pad_words + pad, b.y1 - b.y0 + 2 * pad);
    for y in b.y0..b.y1 {
        let runs = &ground.runs[y];
        let first = runs.partition_point(|&(end, _)| end as usize <= b.x0);
        let mut x = b.x0;
        for &(end, rank) in &runs[first..] {
            let end = (end as usize).min(b.x1);
            if rank.wrapping_sub(low) < high - low {
                own.fill(y - b.y0 + pad, x - left + 64 * pad_words, end - left + 64 * pad_words);
            }
            x = end;
            if x == b.x1 {
                break;
            }
        }
    }
    let inside = own.and_part(&ground.open, b.y0, word0, (pad_words, pad));
    let filled = inside.dilated(notch).eroded(notch).and(&own).or(&inside);
    // Spurs go.
    let mask = filled.eroded(SPUR).dilated(SPUR);
    (mask, (left as f64 - (64 * pad_words) as f64, b.y0 as f64 - pad as f64))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::cuts::Polygon;

    #[test]
    fn a_room_does_not_reach_into_a_block_of_wall() {
        let (mut near, nothing) = (Grid::filled(128, 128, u32::MAX), Grid::filled(128, 128, 0u8));
        for y in 20..100 {
            near.row_mut(y)[20..100].fill(0);
        }
        let area = |block: Grid<u8>| {
            let walls = Walls {
                wall: nothing.clone(),
                block,
                closure: Grid::filled(128, 128, 0),
                region: Grid::filled(128, 128, 1),
                regions: 2,
                hardness: Grid::filled(128, 128, 0),
            };
            let ground = Ground::new(&near, &walls, 200.0);
            let rings = outline(&ground, 0, 1, CellBox { x0: 20, y0: 20, x1: 100, y1: 100 });
            Polygon::of_ring(&rings[0].iter().map(|&(x, y)| [x, y]).collect::<Vec<_>>()).area()
        };
        let mut block = nothing.clone();
        for y in 20..50 {
            block.row_mut(y)[80..100].fill(1);
        }
        assert!((area(nothing.clone()) - 6_400.0).abs() < 20.0);
        assert!((area(block) - 5_800.0).abs() < 20.0);
    }
}
