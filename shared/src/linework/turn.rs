//! The picture turned by 45 degrees at half its size, and back: diagonals become rows and columns.

use super::closures::AT_CORNER;
use crate::raster::Grid;
use crate::raster::bits::Bits;

/// How a picture of some size is turned.
///
/// A turned column depends on `x + y` alone and a turned row on `y - x` alone, and the other way round likewise: four
/// tables hold all there is to compute.
pub(super) struct Turn {
    size: (usize, usize),
    side: usize,
}

impl Turn {
    /// Size of the turned picture.
    pub(super) const SCALE: f64 = 0.5;

    pub(super) fn of(width: usize, height: usize) -> Self {
        let diagonal = libm::sqrt((width * width + height * height) as f64);
        Self { size: (width, height), side: (diagonal * Self::SCALE) as usize + 2 }
    }

    /// The turned picture.
    pub(super) fn there(&self, mask: &Bits) -> Bits {
        let k = std::f64::consts::FRAC_1_SQRT_2 / Self::SCALE;
        let place = |middle: usize, along: f64| libm::floor(middle as f64 / 2.0 + k * along + 0.5) as i32;
        let side = self.side as f64;
        // By u - v + side, and by u + v.
        let columns: Vec<i32> = (0..2 * self.side).map(|i| place(self.size.0, i as f64 - side)).collect();
        let rows: Vec<i32> = (0..2 * self.side).map(|i| place(self.size.1, i as f64 - side)).collect();
        let mut out = Bits::empty(self.side, self.side);
        for v in 0..self.side {
            let x = &columns[self.side - v..2 * self.side - v];
            let y = &rows[v..self.side + v];
            for (u, (&x, &y)) in x.iter().zip(y).enumerate() {
                if mask.holds(x, y) {
                    out.set(u, v);
                }
            }
        }
        out
    }

    /// Writes turned lengths of closures, brought back to full size, where none is yet.
    pub(super) fn back(&self, turned: &Grid<u16>, out: &mut Grid<u16>) {
        let (width, height) = self.size;
        let k = Self::SCALE * std::f64::consts::FRAC_1_SQRT_2;
        let half = self.side as f64 / 2.0;
        let place = |along: f64| libm::floor(half + k * along + 0.5) as i64;
        let (middle_x, middle_y) = (width as f64 / 2.0, height as f64 / 2.0);
        // By x + y, and by y - x + width; neither ever falls.
        let across: Vec<i64> = (0..width + height).map(|i| place(i as f64 - middle_x - middle_y)).collect();
        let down: Vec<i64> =
            (0..width + height).map(|i| place(i as f64 - width as f64 + middle_x - middle_y)).collect();
        let range = |table: &[i64], at: usize| {
            table.partition_point(|&p| p < at as i64)..table.partition_point(|&p| p <= at as i64)
        };
        for v in 0..turned.height {
            if turned.row(v).iter().all(|&length| length == 0) {
                continue;
            }
            let differences = range(&down, v);
            for (u, &length) in turned.row(v).iter().enumerate().filter(|(_, length)| **length > 0) {
                let length = (f64::from(length & !AT_CORNER) / Self::SCALE) as u16 | length & AT_CORNER;
                for sum in range(&across, u) {
                    for difference in differences.clone() {
                        // x + y = sum and y - x = difference - width
                        let (twice_y, twice_x) = (sum + difference, sum + width);
                        if twice_y < width || twice_x < difference || (twice_y - width) % 2 == 1 {
                            continue;
                        }
                        let (x, y) = ((twice_x - difference) / 2, (twice_y - width) / 2);
                        if x < width && y < height && out.at(x, y) == 0 {
                            out.set(x, y, length);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_turned_there_and_back_lies_where_it_was() {
        let mut block = Bits::empty(120, 80);
        (20..40).for_each(|y| block.fill(y, 70, 100));
        let turn = Turn::of(120, 80);
        let turned = turn.there(&block).to_mask().map(|m| 7 * u16::from(m));
        let mut back = Grid::filled(120, 80, 0u16);
        turn.back(&turned, &mut back);
        for y in 0..80usize {
            for x in 0..120usize {
                if (24..36).contains(&y) && (74..96).contains(&x) {
                    assert_eq!(back.at(x, y), 14, "{x} {y}");
                } else if !(17..43).contains(&y) || !(67..103).contains(&x) {
                    assert_eq!(back.at(x, y), 0, "{x} {y}");
                }
            }
        }
    }
}
