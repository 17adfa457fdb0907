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
    let column = column_distances(mask);
    let mut out = Grid::filled(mask.width, mask.height, 0i32);
    let mut envelope = Envelope::default();
    for y in 0..mask.height {
        envelope.row(column.row(y), mask.row(y), out.row_mut(y), None);
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
    let empty = values.map(|v| u8::from(v == 0));
    let column = column_distances(&empty);
    // Whether the nearest one in the column lies above or below.
    let (width, height) = (values.width, values.height);
    let mut out = values.clone();
    let mut envelope = Envelope::default();
    let mut squared = vec![0i32; width];
    let mut from = vec![0u32; width];
    for y in 0..height {
        from.fill(u32::MAX);
        envelope.row(column.row(y), empty.row(y), &mut squared, Some(&mut from));
        for (x, &source) in from.iter().enumerate() {
            if empty.at(x, y) == 0 || source == u32::MAX {
                continue;
            }
            let source = source as usize;
            let d = usize::from(column.at(source, y));
            if d >= usize::from(FAR_COLUMN) {
                continue;
            }
            let up = if y >= d { values.at(source, y - d) } else { 0 };
            let value = if up != 0 { up } else { values.at(source, (y + d).min(height - 1)) };
            out.set(x, y, value);
        }
    }
    out
}

fn column_distances(mask: &Mask) -> Grid<u16> {
    let (width, height) = (mask.width, mask.height);
    let mut out = Grid::filled(width, height, 0u16);
    let mut last = vec![FAR_COLUMN; width];
    for y in 0..height {
        for ((d, l), &m) in out.row_mut(y).iter_mut().zip(&mut last).zip(mask.row(y)) {
            *l = if m == 0 { 0 } else { (*l + 1).min(FAR_COLUMN) };
            *d = *l;
        }
    }
    last.fill(FAR_COLUMN);
    for y in (0..height).rev() {
        for ((d, l), &m) in out.row_mut(y).iter_mut().zip(&mut last).zip(mask.row(y)) {
            *l = if m == 0 { 0 } else { (*l + 1).min(FAR_COLUMN) };
            *d = (*d).min(*l);
        }
    }
    out
}

/// Working memory of the pass along a row.
#[derive(Default)]
struct Envelope {
    /// Columns whose parabola is lowest somewhere, and from which column on.
    sites: Vec<(i32, i32)>,
}

impl Envelope {
    /// Squared distances of one row; `from`, where given, receives the column that the nearest cell lies in.
    fn row(&mut self, column: &[u16], mask: &[u8], out: &mut [i32], mut from: Option<&mut [u32]>) {
        let mut x = 0;
        while x < mask.len() {
            if mask[x] == 0 {
                out[x] = 0;
                x += 1;
                continue;
            }
            let end = x + mask[x..].iter().position(|&m| m == 0).unwrap_or(mask.len() - x);
            // The cells beside the run are 0 themselves: nothing beyond them is nearer.
            let (a, b) = (x.saturating_sub(1), (end + 1).min(mask.len()));
            self.build(&column[a..b]);
            let mut k = 0;
            for i in x..end {
                let at = (i - a) as i32;
                while k + 1 < self.sites.len() && self.sites[k + 1].1 <= at {
                    k += 1;
                }
                let Some(&(site, _)) = self.sites.get(k) else {
                    out[i] = FAR;
                    continue;
                };
                let g = i32::from(column[a + site as usize]);
                out[i] = ((at - site) * (at - site) + g * g).min(FAR);
                if let Some(from) = from.as_deref_mut() {
                    from[i] = (a + site as usize) as u32;
                }
            }
            x = end;
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
