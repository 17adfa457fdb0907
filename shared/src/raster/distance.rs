//! Exact Euclidean distances to the nearest cell of a kind.
//!
//! Columns first, then the lower envelope of parabolas along each row (Meijster, Roerdink and Hesselink, "A general
//! algorithm for computing distance transforms in linear time", 2000). Rows are done run by run, so the cost follows
//! the cells asked about.

use super::bits::Bits;
use super::{Grid, Mask};

/// Squared distances are never larger than this; with no 0 in the mask all are.
pub(crate) const FAR: i32 = 1 << 28;

/// Distance within a column beyond any picture's height, whose square still fits.
const FAR_COLUMN: u16 = 1 << 14;

/// For every cell that is not 0, the squared distance to the nearest cell that is 0; for cells that are 0, 0.
pub(crate) fn squared_to_zero(mask: &Mask) -> Grid<i32> {
    let column = column_distances(mask, |m| m == 0);
    let asked = Bits::of_mask(mask);
    let mut out = Grid::filled(mask.width, mask.height, 0i32);
    let mut envelope = Envelope::default();
    for y in 0..mask.height {
        let row = out.row_mut(y);
        for run in asked.runs(y) {
            envelope.run(column.row(y), run, |x, nearest| {
                row[x] = nearest.map_or(FAR, |(_, squared)| squared);
            });
        }
    }
    out
}

/// As [`squared_to_zero`], but only for the cells of `asked` (0 elsewhere), and right only below `reach * reach`: where
/// the truth is farther, some value of at least that.
pub(crate) fn squared_up_to(mask: &Bits, asked: &Bits, reach: i32) -> Grid<i32> {
    let mut out = Grid::filled(mask.width, mask.height, 0i32);
    let column = column_distances_up_to(mask, reach as u8);
    for y in 0..mask.height {
        let column = column.row(y);
        let row = out.row_mut(y);
        for (x0, x1) in asked.runs(y) {
            for (cell, x) in row[x0..x1].iter_mut().zip(x0..) {
                let square = |at: usize| i32::from(column[at]) * i32::from(column[at]);
                let mut best = square(x);
                for k in 1..reach {
                    if k * k >= best {
                        break;
                    }
                    let step = k as usize;
                    if x >= step {
                        best = best.min(k * k + square(x - step));
                    }
                    if x + step < column.len() {
                        best = best.min(k * k + square(x + step));
                    }
                }
                *cell = best;
            }
        }
    }
    out
}

/// Distances within columns, none larger than `most`.
fn column_distances_up_to(mask: &Bits, most: u8) -> Grid<u8> {
    let (width, height) = (mask.width, mask.height);
    let mut out = mask.to_mask();
    let mut last = vec![most; width];
    for y in 0..height {
        for (d, l) in out.row_mut(y).iter_mut().zip(&mut last) {
            *l = (*l + 1).min(most) * *d;
            *d = *l;
        }
    }
    last.fill(most);
    for y in (0..height).rev() {
        for (d, l) in out.row_mut(y).iter_mut().zip(&mut last) {
            *l = (*l + 1).min(*d);
            *d = *l;
        }
    }
    out
}

/// For every cell the value of the nearest cell whose value is not 0 (0 where there is none at all).
pub(crate) fn nearest(values: &Grid<u32>) -> Grid<u32> {
    let column = column_distances(values, |v| v != 0);
    let asked = Bits::of(values, |v| v == 0);
    let mut out = values.clone();
    let mut envelope = Envelope::default();
    for y in 0..values.height {
        let (distances, row) = (column.row(y), out.row_mut(y));
        for run in asked.runs(y) {
            envelope.run(distances, run, |x, nearest| {
                let Some((site, _)) = nearest else { return };
                let d = usize::from(distances[site]);
                // Whether it lies above or below.
                let up = if y >= d { values.at(site, y - d) } else { 0 };
                row[x] = if up != 0 { up } else { values.at(site, (y + d).min(values.height - 1)) };
            });
        }
    }
    out
}

/// Distance to the nearest cell above or below that is looked for; [`FAR_COLUMN`] where the column has none.
fn column_distances<T: Copy>(grid: &Grid<T>, looked_for: impl Fn(T) -> bool) -> Grid<u16> {
    let mut out = Grid::filled(grid.width, grid.height, 0u16);
    let mut last = vec![FAR_COLUMN; grid.width];
    for y in 0..grid.height {
        for ((d, l), &cell) in out.row_mut(y).iter_mut().zip(&mut last).zip(grid.row(y)) {
            *l = if looked_for(cell) { 0 } else { (*l + 1).min(FAR_COLUMN) };
            *d = *l;
        }
    }
    last.fill(FAR_COLUMN);
    for y in (0..grid.height).rev() {
        for (d, l) in out.row_mut(y).iter_mut().zip(&mut last) {
            *l = (*l + 1).min(*d);
            *d = *l;
        }
    }
    out
}

/// Runs no longer than this, or nowhere farther than this from what is looked for, are searched cell by cell.
const SHORT: usize = 32;

/// Working memory of the pass along a row.
#[derive(Default)]
struct Envelope {
    /// Columns whose parabola is lowest somewhere, and from which column on.
    sites: Vec<(i32, i32)>,
}

impl Envelope {
    /// For every cell of a run that is not looked for, the column of the nearest cell that is (of several the leftmost)
    /// and its squared distance; `None` where there is none. The cells beside the run are looked for, or beyond the rim.
    fn run(&mut self, column: &[u16], (x0, x1): (usize, usize), mut found: impl FnMut(usize, Option<(usize, i32)>)) {
        // Nothing beyond the cells beside the run is nearer than these.
        let a = x0.saturating_sub(1);
        let column = &column[a..(x1 + 1).min(column.len())];
        if x1 - x0 <= SHORT || column.iter().all(|&d| usize::from(d) <= SHORT) {
            for x in x0..x1 {
                found(x, leftmost(column, x - a).map(|(site, squared)| (a + site, squared)));
            }
            return;
        }
        self.build(column);
        let mut k = 0;
        for x in x0..x1 {
            let at = (x - a) as i32;
            while k + 1 < self.sites.len() && self.sites[k + 1].1 <= at {
                k += 1;
            }
            found(
                x,
                self.sites.get(k).map(|&(site, _)| {
                    let g = i32::from(column[site as usize]);
                    (a + site as usize, ((at - site) * (at - site) + g * g).min(FAR))
                }),
            );
        }
    }

    fn build(&mut self, column: &[u16]) {
        self.sites.clear();
        let length = column.len() as i32;
        for (u, &g) in column.iter().enumerate() {
            if g >= FAR_COLUMN {
                continue;
            }
            let (u, g) = (u as i32, i32::from(g));
            let square = |i: i32| i32::from(column[i as usize]) * i32::from(column[i as usize]);
            let height = |x: i32, i: i32| (x - i) * (x - i) + square(i);
            while let Some(&(site, start)) = self.sites.last() {
                if height(start, site) > height(start, u) {
                    self.sites.pop();
                } else {
                    break;
                }
            }
            if let Some(&(site, _)) = self.sites.last() {
                // First column at which the new parabola is lower.
                let start = 1 + (u * u - site * site + g * g - square(site)).div_euclid(2 * (u - site));
                if start < length {
                    self.sites.push((u, start));
                }
            } else {
                self.sites.push((u, 0));
            }
        }
    }
}

/// The nearest column to a place and its squared distance, looking to both sides until nothing nearer can come.
fn leftmost(column: &[u16], place: usize) -> Option<(usize, i32)> {
    let square = |at: usize| i32::from(column[at]) * i32::from(column[at]);
    let (mut site, mut best) = (place, square(place));
    for k in 1..column.len() {
        let far = (k * k) as i32;
        if far > best {
            break;
        }
        if place >= k && far + square(place - k) <= best {
            (site, best) = (place - k, far + square(place - k));
        }
        if place + k < column.len() && far + square(place + k) < best {
            (site, best) = (place + k, far + square(place + k));
        }
    }
    (best < FAR).then_some((site, best))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(seed: u32, width: usize, height: usize, zeros: u32) -> Mask {
        let mut state = seed;
        let cells = (0..width * height)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                u8::from(!(state >> 16).is_multiple_of(zeros))
            })
            .collect();
        Grid { width, height, cells }
    }

    #[test]
    fn distances_equal_those_of_trying_every_cell() {
        for seed in 0..8 {
            let mask = pattern(seed, 23, 17, 40);
            let distances = squared_to_zero(&mask);
            for y in 0..17i32 {
                for x in 0..23i32 {
                    let truth = (0..17i32)
                        .flat_map(|v| (0..23i32).map(move |u| (u, v)))
                        .filter(|&(u, v)| mask.at(u as usize, v as usize) == 0)
                        .map(|(u, v)| (u - x) * (u - x) + (v - y) * (v - y))
                        .min()
                        .unwrap_or(FAR);
                    assert_eq!(distances.at(x as usize, y as usize), truth);
                }
            }
        }
    }

    #[test]
    fn distances_up_to_a_reach_are_the_same_below_it() {
        for seed in 0..4 {
            let mask = pattern(seed, 70, 30, 90);
            let bits = Bits::of_mask(&mask);
            let (all, near) = (squared_to_zero(&mask), squared_up_to(&bits, &bits, 5));
            for (a, n) in all.cells.iter().zip(&near.cells) {
                assert!(a == n || (*a >= 25 && *n >= 25), "{a} {n}");
            }
        }
    }

    #[test]
    fn the_nearest_value_is_at_the_nearest_distance() {
        let mask = pattern(3, 31, 19, 60);
        let mut next = 0;
        let values = mask.map(|m| u32::from(m == 0));
        let values = Grid {
            cells: values
                .cells
                .iter()
                .map(|&v| {
                    if v == 0 {
                        0
                    } else {
                        next += 1;
                        next
                    }
                })
                .collect(),
            ..values
        };
        let (found, distances) = (nearest(&values), squared_to_zero(&mask));
        for y in 0..19 {
            for x in 0..31 {
                let at = values.cells.iter().position(|&v| v == found.at(x, y)).unwrap();
                let (dx, dy) = ((at % 31) as i32 - x as i32, (at / 31) as i32 - y as i32);
                assert_eq!(dx * dx + dy * dy, distances.at(x, y));
            }
        }
    }

    #[test]
    fn without_any_zero_all_is_far() {
        assert!(squared_to_zero(&Grid::filled(4, 3, 1u8)).cells.iter().all(|&d| d == FAR));
        assert!(nearest(&Grid::filled(4, 3, 0u32)).cells.iter().all(|&v| v == 0));
    }
}
