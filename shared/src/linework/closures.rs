//! Doors, windows and wide openings: where a wall ends and goes on further along, the gap is closed.

use crate::raster::components::runs_of;
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
/// Size of the turned picture that diagonal walls are looked at in.
const TURNED_SCALE: f64 = 0.5;

/// How slender a wall end must be to send out a closure.
struct Slenderness {
    /// Length of the wall behind the end, over its thickness.
    aspect: f64,
    /// Length of the wall behind the end, as a share of the building.
    length: f64,
}

/// For every cell the length of the closure that passes it (0 without), in cells; walls run straight or at 45 degrees.
pub(crate) fn closures(wall: &Mask, building: f64, threshold: f64) -> Grid<u16> {
    let straight = Slenderness { aspect: 0.5, length: 0.015 };
    let mut out = both_ways(wall, building, threshold, &straight);
    let turn = Turn::of(wall.width, wall.height);
    let slender = Slenderness { aspect: 1.3, length: 0.04 };
    let turned = both_ways(&turn.there(wall), building * TURNED_SCALE, threshold * TURNED_SCALE, &slender);
    if turned.cells.iter().any(|&c| c > 0) {
        turn.back(&turned, &mut out);
    }
    out
}

fn both_ways(wall: &Mask, building: f64, threshold: f64, slender: &Slenderness) -> Grid<u16> {
    let columns = wall.transposed();
    let (down, along) = (column_runs(wall), column_runs(&columns));
    let a = row_closures(wall, &down, &along.transposed(), building, threshold, slender);
    let b = row_closures(&columns, &along, &down.transposed(), building, threshold, slender).transposed();
    a.zip(&b, |a, b| if a == 0 || (b != 0 && b < a) { b } else { a })
}

/// For every wall cell the length of the run of wall cells in its column.
fn column_runs(mask: &Mask) -> Grid<u16> {
    let mut out = mask.map(u16::from);
    let width = mask.width;
    for y in 1..mask.height {
        let (above, row) = out.cells.split_at_mut(y * width);
        for (c, &a) in row[..width].iter_mut().zip(&above[(y - 1) * width..]) {
            *c = if *c > 0 { a + 1 } else { 0 };
        }
    }
    for y in (1..mask.height).rev() {
        let (above, row) = out.cells.split_at_mut(y * width);
        for (a, &c) in above[(y - 1) * width..].iter_mut().zip(&row[..width]) {
            *a = if *a > 0 && c > 0 { c } else { *a };
        }
    }
    out
}

/// Closes gaps along rows: a ray leaves a flat, slender wall end and must meet a wall.
fn row_closures(
    wall: &Mask,
    down: &Grid<u16>,
    along: &Grid<u16>,
    building: f64,
    threshold: f64,
    slender: &Slenderness,
) -> Grid<u16> {
    let (gap, gap_between_ends) = ((GAP * building) as usize, (GAP_BETWEEN_ENDS * building) as usize);
    let thickest = (THICKEST_END * building) as u16;
    let longest = (slender.length * building) as u16;
    // How far the wall's rim runs straight up and down at an end whose free side is at `x + side`.
    let flat = |x: usize, y: usize, free: usize| {
        let rim = |v: usize| wall.at(x, v) > 0 && wall.at(free, v) == 0;
        let up = (0..y).rev().take_while(|&v| rim(v)).count();
        let below = (y..wall.height).take_while(|&v| rim(v)).count();
        up + below
    };
    let is_end = |x: usize, y: usize, free: usize| {
        let (thick, long) = (down.at(x, y), along.at(x, y));
        thick <= thickest
            && long >= longest
            && f64::from(long) >= slender.aspect * f64::from(thick)
            && flat(x, y, free) as f64 >= FLAT * f64::from(thick)
    };
    let clear = |x: usize, y: usize, radius: f64| {
        let reach = radius as usize;
        (y.saturating_sub(reach)..=(y + reach).min(wall.height - 1)).all(|v| {
            let dy = v.abs_diff(y) as f64;
            let half = libm::sqrt((radius * radius - dy * dy).max(0.0)) as usize;
            let (a, b) = (x.saturating_sub(half), (x + half).min(wall.width - 1));
            wall.row(v)[a..=b].iter().all(|&c| c == 0)
        })
    };
    let mut out = Grid::filled(wall.width, wall.height, 0u16);
    for y in 0..wall.height {
        let mut left: Option<usize> = None;
        for (x0, x1) in runs_of(wall.row(y)) {
            let right = x0 as usize;
            if let Some(left) = left.replace(x1 as usize - 1)
                && right - left <= gap_between_ends
            {
                let length = right - left - 1;
                let (a, b) = (is_end(left, y, left + 1), is_end(right, y, right - 1));
                if ((a && b) || ((a || b) && length <= gap))
                    && clear(usize::midpoint(left, right), y, CLEAR * length as f64)
                {
                    out.row_mut(y)[left + 1..right].fill(length as u16);
                }
            }
        }
    }
    let strip = (STRIP * threshold) as u16;
    let wide = column_runs(&out.map(|c| u8::from(c > 0)));
    out.zip(&wide, |c, w| if w > strip || f64::from(w) >= STRIP * threshold { c } else { 0 })
}

/// The picture turned by 45 degrees at half its size, and back.
struct Turn {
    size: (usize, usize),
    side: usize,
}

impl Turn {
    fn of(width: usize, height: usize) -> Self {
        let diagonal = libm::sqrt((width * width + height * height) as f64);
        Self { size: (width, height), side: (diagonal * TURNED_SCALE) as usize + 2 }
    }

    /// Coordinates in the turned picture of a cell of the straight one.
    fn turned(&self, x: f64, y: f64) -> (f64, f64) {
        let (dx, dy) = (x - self.size.0 as f64 / 2.0, y - self.size.1 as f64 / 2.0);
        let k = TURNED_SCALE * std::f64::consts::FRAC_1_SQRT_2;
        let half = self.side as f64 / 2.0;
        (half + k * (dx + dy), half + k * (dy - dx))
    }

    fn there(&self, mask: &Mask) -> Mask {
        let mut out = Grid::filled(self.side, self.side, 0u8);
        let k = std::f64::consts::FRAC_1_SQRT_2 / TURNED_SCALE;
        let half = self.side as f64 / 2.0;
        for v in 0..self.side {
            for u in 0..self.side {
                let (du, dv) = (u as f64 - half, v as f64 - half);
                let x = libm::floor(self.size.0 as f64 / 2.0 + k * (du - dv) + 0.5);
                let y = libm::floor(self.size.1 as f64 / 2.0 + k * (du + dv) + 0.5);
                if x >= 0.0 && y >= 0.0 && (x as usize) < mask.width && (y as usize) < mask.height {
                    out.set(u, v, mask.at(x as usize, y as usize));
                }
            }
        }
        out
    }

    /// Writes turned closures where none is yet; lengths are brought back to full size.
    fn back(&self, turned: &Grid<u16>, out: &mut Grid<u16>) {
        for y in 0..out.height {
            for x in 0..out.width {
                let (u, v) = self.turned(x as f64, y as f64);
                let (u, v) = (libm::floor(u + 0.5), libm::floor(v + 0.5));
                if out.at(x, y) == 0
                    && u >= 0.0
                    && v >= 0.0
                    && (u as usize) < turned.width
                    && (v as usize) < turned.height
                {
                    let length = f64::from(turned.at(u as usize, v as usize)) / TURNED_SCALE;
                    out.set(x, y, length as u16);
                }
            }
        }
    }
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
    fn too_wide_a_gap_stays_open() {
        let mut wall = Grid::filled(400, 200, 0u8);
        for y in 100..108 {
            wall.row_mut(y)[20..100].fill(1);
            wall.row_mut(y)[220..380].fill(1);
        }
        assert!(closures(&wall, 400.0, 5.0).cells.iter().all(|&c| c == 0));
    }
}
