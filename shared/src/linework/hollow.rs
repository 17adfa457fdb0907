//! Hollow walls, hatched walls and double-line windows: white between two lines that is filled.

use crate::raster::Grid;
use crate::raster::bits::Bits;
use crate::raster::components::{Components, Extent, Touching};
use crate::raster::distance::squared_up_to;
use crate::raster::stroke::{opened_by_disc, width_levels};
use crate::sorting::sort_by;

/// Widest hollow wall, as a share of the building.
const WIDEST: f64 = 0.011;
/// A gap width counts as a hollow wall when its slits are together this long, in buildings.
const FREQUENT: f64 = 2.0;
/// Widths of white told apart, in working pixels.
const GAPS: [f32; 8] = [1.0, 3.0, 5.0, 8.0, 11.0, 14.0, 18.0, 22.0];
/// A slit is this many times longer than wide, and this share of the building long.
const SLENDER: f64 = 4.0;
const LONG: f64 = 0.03;
/// Slits no wider than this share of the building are walls wherever they are.
const NARROW: f64 = 0.003;
/// Enclosed white no wider than this share of the building is always filled (hatching).
const HAIR: f64 = 0.006;
/// Filled slits thicker than this many widest hollow walls are shelves or stairs.
const BLOCK: f64 = 1.6;

/// Longest door, as a share of the building.
const LONGEST_DOOR: f64 = 0.09;

/// The white that belongs to walls; and which of it is doors and short windows: slits between two ends of walls.
pub(crate) fn hollow_walls(ink: &Bits, building: f64) -> (Bits, Bits) {
    let free = ink.inverted();
    let widest = WIDEST * building;
    let mut levels: Vec<f32> = GAPS.into_iter().filter(|&g| f64::from(g) < widest).collect();
    levels.push(widest as f32);
    let slit_levels = levels.len() as u8;
    levels.push(1.25 * widest as f32);
    let width = width_levels(&free, &levels);
    let slits = Components::of_bits(&Bits::of(&width, |w| w > 0 && w <= slit_levels), Touching::Sides);
    let means: Vec<f64> = slits
        .sums(&width, |w| f64::from(levels[usize::from(w) - 1]))
        .iter()
        .zip(&slits.extents)
        .map(|(sum, e)| sum / e.area as f64)
        .collect();
    let lengths: Vec<f64> = slits.extents.iter().zip(&means).map(|(e, m)| e.area as f64 / m.max(1.0)).collect();
    let long: Vec<bool> = lengths.iter().zip(&means).map(|(l, m)| *l >= (SLENDER * m).max(LONG * building)).collect();
    let frequent = frequent_widths(&means, &lengths, &long, FREQUENT * building);
    let in_line = between_wall_ends(&slits, &long, ink, &means);
    let fill = slits.kept_bits(|i, _| long[i] && (frequent[i] || means[i] <= NARROW * building || in_line[i]));
    let doors = slits.kept_bits(|i, _| long[i] && in_line[i] && lengths[i] <= LONGEST_DOOR * building);
    let block = opened_by_disc(&ink.or(&fill), (BLOCK * widest) as f32);
    let enclosed = Components::of_bits(&free, Touching::Sides);
    let widest_within = enclosed.folded(&width, 0u8, u8::max);
    let hair = (HAIR * building).max(3.0);
    let hatching = enclosed.kept_bits(|i, _| f64::from(levels[usize::from(widest_within[i]).max(1) - 1]) <= hair);
    (fill.without(&block).or(&hatching), doors.without(&block))
}

/// Slits whose width, give or take a third, is shared by slits of enough length together.
fn frequent_widths(means: &[f64], lengths: &[f64], long: &[bool], enough: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..means.len()).filter(|&i| long[i]).collect();
    sort_by(&mut order, |&a, &b| means[a].total_cmp(&means[b]).then(a.cmp(&b)));
    let mut sums = vec![0.0];
    for &i in &order {
        sums.push(sums[sums.len() - 1] + lengths[i]);
    }
    let mut out = vec![false; means.len()];
    for &i in &order {
        let from = order.partition_point(|&k| means[k] < 0.75 * means[i]);
        let to = order.partition_point(|&k| means[k] <= 1.33 * means[i]);
        out[i] = sums[to] - sums[from] >= enough;
    }
    out
}

/// How far from a slit its rim reaches, in working pixels.
const RIM: usize = 4;

/// Slits (windows, short hollow walls) between two wall ends about as thick as they are wide, not running along a wall.
fn between_wall_ends(slits: &Components, long: &[bool], ink: &Bits, means: &[f64]) -> Vec<bool> {
    struct Rim {
        cells: u32,
        thick: u32,
        low: (u32, u32),
        high: (u32, u32),
    }
    let mut rims: Vec<Rim> =
        means.iter().map(|_| Rim { cells: 0, thick: 0, low: (u32::MAX, u32::MAX), high: (0, 0) }).collect();
    let limit = |i: usize| (0.6 * means[i]).max(4.0) / 2.0;
    let deepest = (0..means.len()).filter(|&i| long[i]).map(limit).fold(0.0, f64::max);
    let (beside, rim_cells) = beside(slits, long, ink);
    let depth = squared_up_to(ink, &rim_cells, deepest as i32 + 2);
    for y in 0..ink.height {
        for (x0, x1) in rim_cells.runs(y) {
            for x in x0..x1 {
                let near = y.saturating_sub(RIM)..(y + RIM + 1).min(ink.height);
                let slit = near.map(|v| beside.at(x, v)).max().unwrap_or(0) as usize - 1;
                let rim = &mut rims[slit];
                rim.cells += 1;
                if f64::from(depth.at(x, y)) > limit(slit) * limit(slit) {
                    rim.thick += 1;
                    rim.low = (rim.low.0.min(x as u32), rim.low.1.min(y as u32));
                    rim.high = (rim.high.0.max(x as u32), rim.high.1.max(y as u32));
                }
            }
        }
    }
    let ends = |(rim, e): (&Rim, &Extent)| {
        let span = (rim.high.0.saturating_sub(rim.low.0)).max(rim.high.1.saturating_sub(rim.low.1));
        rim.thick > 0 && 4 * rim.thick < rim.cells && f64::from(span) >= 0.9 * e.longer() as f64
    };
    rims.iter().zip(&slits.extents).map(ends).collect()
}

/// The rims of the long slits: for every cell the largest number (from 1) of a slit at most [`RIM`] to its left or
/// right, and the cells of ink that are as near to a slit in both directions.
fn beside(slits: &Components, long: &[bool], ink: &Bits) -> (Grid<u32>, Bits) {
    let mut beside = Grid::filled(ink.width, ink.height, 0u32);
    let mut touched = Bits::empty(ink.width, ink.height);
    for run in slits.runs.iter().filter(|run| long[run.component as usize]) {
        let (y, x0) = (run.y as usize, (run.x0 as usize).saturating_sub(RIM));
        let x1 = (run.x1 as usize + RIM).min(ink.width);
        beside.row_mut(y)[x0..x1].iter_mut().for_each(|cell| *cell = (*cell).max(run.component + 1));
        touched.fill(y, x0, x1);
    }
    let rims = touched.dilated_along_columns(RIM).and(ink);
    (beside, rims)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_line_is_filled_and_a_room_is_not() {
        let mut ink = Grid::filled(400, 400, 0u8);
        // Two frames, five pixels apart: a hollow wall all around.
        for (low, high) in [(20, 380), (27, 373)] {
            for i in low..high {
                for k in 0..2 {
                    for (x, y) in [(i, low + k), (i, high - 1 - k), (low + k, i), (high - 1 - k, i)] {
                        ink.set(x, y, 1);
                    }
                }
            }
        }
        let fill = hollow_walls(&Bits::of_mask(&ink), 600.0).0.to_mask();
        assert_eq!(fill.at(24, 200), 1);
        assert_eq!(fill.at(200, 200), 0);
        assert_eq!(fill.at(5, 5), 0);
    }

    #[test]
    fn two_lines_between_wall_ends_are_a_door_as_long_as_a_door_is() {
        let doors_in = |opening: usize| {
            let mut ink = Bits::empty(700, 200);
            for y in 100..112 {
                let is_line = !(102..110).contains(&y);
                ink.fill(y, 20, 200);
                ink.fill(y, 200 + opening, 680);
                if is_line {
                    ink.fill(y, 200, 200 + opening);
                }
            }
            let (fill, doors) = hollow_walls(&ink, 1000.0);
            assert!(fill.holds(220, 106));
            doors
        };
        let doors = doors_in(60);
        assert!(doors.holds(220, 106) && !doors.holds(100, 106) && !doors.holds(220, 150));
        assert!(doors_in(150).is_empty());
    }
}
