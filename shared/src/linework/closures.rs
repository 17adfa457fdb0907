//! Doors, windows and wide openings: where a wall ends and goes on further along, the gap is closed.

use super::turn::Turn;
use crate::raster::bits::Bits;
use crate::raster::{Grid, Mask};

/// Longest closure from one wall end to any wall, and between two ends that face each other; shares of the building.
const GAP: f64 = 0.11;
const GAP_BETWEEN_ENDS: f64 = 0.22;
/// An end is at most this thick (share of the building), ...
const THICKEST_END: f64 = 0.05;
/// ... at least this much of it is flat, ...
const FLAT: f64 = 0.6;
/// Free distance around a closure's middle, as a share of its length: it must not run beside a wall.
const CLEAR: f64 = 0.2;
/// A closure is at least this many wall thicknesses wide.
const STRIP: f64 = 0.6;
/// A wall that is this much thinner behind its end ends at the side of a wall across: at a corner.
const THINNER: f64 = 0.9;
/// Added to the length of closures that leave a corner: where a hall turns or a room has a bay rather than a door.
pub(super) const AT_CORNER: u16 = 1 << 15;

/// How slender a wall end must be to send out a closure.
struct Slenderness {
    /// Length of the wall behind the end, over its thickness.
    aspect: f64,
    /// Length of the wall behind the end, as a share of the building.
    length: f64,
}

/// For every cell the length of the closure that passes it (0 without), in cells, with [`AT_CORNER`]; walls run straight or
/// at 45 degrees.
pub(crate) fn closures(wall: &Mask, building: f64, threshold: f64) -> Grid<u16> {
    let wall = Bits::of_mask(wall);
    let straight = Slenderness { aspect: 0.5, length: 0.015 };
    let mut out = both_ways(&wall, building, threshold, &straight);
    let turn = Turn::of(wall.width, wall.height);
    let slender = Slenderness { aspect: 1.3, length: 0.04 };
    let turned = both_ways(&turn.there(&wall), building * Turn::SCALE, threshold * Turn::SCALE, &slender);
    turn.back(&turned, &mut out);
    out
}

fn both_ways(wall: &Bits, building: f64, threshold: f64, slender: &Slenderness) -> Grid<u16> {
    let columns = wall.transposed();
    let mut out = Grid::filled(wall.width, wall.height, 0u16);
    let mut write = |x: usize, y: usize, length: u16| {
        let before = out.at(x, y);
        if before == 0 || length & !AT_CORNER < before & !AT_CORNER {
            out.set(x, y, length);
        }
    };
    for gap in row_closures(wall, &columns, building, threshold, slender) {
        (gap.x0..gap.x1).for_each(|x| write(x, gap.y, gap.length));
    }
    for gap in row_closures(&columns, wall, building, threshold, slender) {
        (gap.x0..gap.x1).for_each(|y| write(gap.y, y, gap.length));
    }
    out
}

/// Cells `x0..x1` of a row that a closure passes.
struct Gap {
    y: usize,
    x0: usize,
    x1: usize,
    /// Length of the whole closure, with [`AT_CORNER`].
    length: u16,
}

/// Closes gaps along rows: a ray leaves a flat, slender wall end and must meet a wall. `columns` is `wall` transposed.
fn row_closures(wall: &Bits, columns: &Bits, building: f64, threshold: f64, slender: &Slenderness) -> Vec<Gap> {
    let (gap, gap_between_ends) = ((GAP * building) as usize, (GAP_BETWEEN_ENDS * building) as usize);
    let thickest = (THICKEST_END * building) as usize;
    let longest = (slender.length * building) as usize;
    // Where a wall ends, the cell beyond, and how long it runs there.
    let is_end = |(x, y, free, long): (usize, usize, usize, usize)| {
        if long < longest {
            return false;
        }
        let (column, beside) = (columns.row(x), columns.row(free));
        let thick = run_length(y, |i| column[i], column.len());
        // How far the wall's rim runs straight up and down.
        let flat = run_length(y, |i| column[i] & !beside[i], column.len());
        thick <= thickest && long as f64 >= slender.aspect * thick as f64 && flat as f64 >= FLAT * thick as f64
    };
    let is_corner = |(x, y, free, long): (usize, usize, usize, usize)| {
        let column = columns.row(x);
        let thick = run_length(y, |i| column[i], column.len());
        let back = thick.min(long - 1);
        let behind = columns.row(if free > x { x - back } else { x + back });
        (run_length(y, |i| behind[i], behind.len()) as f64) < THINNER * thick as f64
    };
    let clear = |x: usize, y: usize, radius: f64| {
        let reach = radius as usize;
        (y.saturating_sub(reach)..=(y + reach).min(wall.height - 1)).all(|v| {
            let dy = v.abs_diff(y) as f64;
            let half = libm::sqrt((radius * radius - dy * dy).max(0.0)) as usize;
            !wall.any_in(v, x.saturating_sub(half), (x + half + 1).min(wall.width))
        })
    };
    let mut found: Vec<Gap> = Vec::new();
    let mut closed = Bits::empty(wall.width, wall.height);
    for y in 0..wall.height {
        let mut before: Option<(usize, usize)> = None;
        for (x0, x1) in wall.runs(y) {
            if let Some((start, end)) = before.replace((x0, x1))
                && x0 - end < gap_between_ends
            {
                let length = x0 - end;
                let (to_left, to_right) = ((end - 1, y, end, end - start), (x0, y, x0 - 1, x1 - x0));
                let (left, right) = (is_end(to_left), is_end(to_right));
                if ((left && right) || ((left || right) && length <= gap))
                    && clear(usize::midpoint(end - 1, x0), y, CLEAR * length as f64)
                {
                    closed.fill(y, end, x0);
                    let at_corner = (left && is_corner(to_left)) || (right && is_corner(to_right));
                    let length = length as u16 + if at_corner { AT_CORNER } else { 0 };
                    found.push(Gap { y, x0: end, x1: x0, length });
                }
            }
        }
    }
    // Only closures side by side over most of a wall's thickness count.
    let strip = closed.without_short_columns(libm::ceil(STRIP * threshold) as usize);
    found
        .iter()
        .flat_map(|gap| {
            let inside = move |&(x0, x1): &(usize, usize)| x0 < gap.x1 && x1 > gap.x0;
            let part = move |(x0, x1): (usize, usize)| Gap { x0: x0.max(gap.x0), x1: x1.min(gap.x1), ..*gap };
            strip.runs(gap.y).filter(inside).map(part)
        })
        .collect()
}

/// Length of the run of set bits around a place; 0 where it is not set itself.
fn run_length(place: usize, word: impl Fn(usize) -> u64, words: usize) -> usize {
    let (at, bit) = (place / 64, place % 64);
    let mut after = (word(at) >> bit).trailing_ones() as usize;
    let mut i = at;
    while i + 1 < words && after + bit == 64 * (i + 1 - at) {
        i += 1;
        after += word(i).trailing_ones() as usize;
    }
    let mut before = (word(at) << (63 - bit)).leading_ones() as usize;
    let mut i = at;
    while i > 0 && before == bit + 1 + 64 * (at - i) {
        i -= 1;
        before += word(i).leading_ones() as usize;
    }
    // The place itself was counted twice.
    (after + before).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_between_two_wall_ends_is_closed_along_the_wall() {
        let mut wall = Grid::filled(400, 200, 0u8);
        for y in 100..108 {
            wall.row_mut(y)[20..180].fill(1);
            wall.row_mut(y)[220..380].fill(1);
        }
        let found = closures(&wall, 400.0, 5.0);
        assert_eq!(found.at(200, 104), 40);
        assert_eq!(found.at(200, 90), 0);
        assert_eq!(found.cells.iter().filter(|&&c| c > 0).count(), 40 * 8);
    }

    #[test]
    fn where_a_hall_turns_the_closure_leaves_a_corner() {
        // A wall along the top; below it a wall that ends, or that turns down shortly before a door.
        let hall = |turns: bool| {
            let mut wall = Grid::filled(400, 300, 0u8);
            for y in 20..28 {
                wall.row_mut(y)[20..380].fill(1);
            }
            for x in 372..380 {
                (20..280).for_each(|y| wall.set(x, y, 1));
            }
            for y in 100..108 {
                wall.row_mut(y)[20..340].fill(1);
            }
            for x in 332..340 {
                (100..if turns { 118 } else { 108 }).for_each(|y| wall.set(x, y, 1));
            }
            closures(&wall, 400.0, 5.0).at(356, 104)
        };
        assert_eq!(hall(false), 32);
        assert_eq!(hall(true), 32 + AT_CORNER);
    }

    #[test]
    fn runs_are_as_long_across_words_as_within() {
        let mut bits = Bits::empty(300, 1);
        bits.fill(0, 60, 200);
        bits.fill(0, 256, 300);
        let length = |place| run_length(place, |i| bits.row(0)[i], 5);
        assert_eq!([60, 63, 64, 150, 199].map(length), [140; 5]);
        assert_eq!([59, 200, 255, 256, 299].map(length), [0, 0, 0, 44, 44]);
    }

    #[test]
    fn too_wide_a_gap_stays_open() {
        let mut wall = Grid::filled(400, 200, 0u8);
        for y in 100..108 {
            wall.row_mut(y)[20..100].fill(1);
            wall.row_mut(y)[220..380].fill(1);
        }
        assert!(closures(&wall, 400.0, 5.0).cells.iter().all(|&c| c == 0));
    }
}
