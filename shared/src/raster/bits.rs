//! A mask of one bit a cell: 64 cells are grown, shrunk and joined at once.

use super::Grid;

/// Bits of `width * height` cells, each row in words of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    pub(crate) width: usize,
    pub(crate) height: usize,
    stride: usize,
    words: Vec<u64>,
}

impl Bits {
    /// No cell is set.
    pub(crate) fn empty(width: usize, height: usize) -> Self {
        let stride = width.div_ceil(64);
        Self { width, height, stride, words: vec![0; stride * height] }
    }

    /// Whether a cell is set; beyond the rim none is.
    pub(crate) fn holds(&self, x: i32, y: i32) -> bool {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return false };
        x < self.width && y < self.height && self.words[y * self.stride + x / 64] >> (x % 64) & 1 == 1
    }

    /// Sets a cell.
    pub(crate) fn set(&mut self, x: usize, y: usize) {
        self.words[y * self.stride + x / 64] |= 1 << (x % 64);
    }

    /// The cells of a grid for which something holds.
    pub(crate) fn of<T: Copy>(grid: &Grid<T>, holds: impl Fn(T) -> bool) -> Self {
        let mut out = Self::empty(grid.width, grid.height);
        for y in 0..grid.height {
            let words = &mut out.words[y * out.stride..(y + 1) * out.stride];
            for (word, cells) in words.iter_mut().zip(grid.row(y).chunks(64)) {
                for (bit, &cell) in cells.iter().enumerate() {
                    *word |= u64::from(holds(cell)) << bit;
                }
            }
        }
        out
    }

    /// Sets the cells `x0..x1` of a row.
    pub(crate) fn fill(&mut self, y: usize, x0: usize, x1: usize) {
        if x0 >= x1 {
            return;
        }
        let row = &mut self.words[y * self.stride..(y + 1) * self.stride];
        let (first, last) = (x0 / 64, (x1 - 1) / 64);
        let head = u64::MAX << (x0 % 64);
        let tail = u64::MAX >> (63 - (x1 - 1) % 64);
        if first == last {
            row[first] |= head & tail;
            return;
        }
        row[first] |= head;
        row[first + 1..last].fill(u64::MAX);
        row[last] |= tail;
    }

    /// The cells that are also set in a part of a larger mask: this one's row `y0`, word `word0` lies on its first.
    pub(crate) fn and_part(&self, larger: &Self, y0: usize, word0: usize, at: (usize, usize)) -> Self {
        let mut out = Self::empty(self.width, self.height);
        let words = (larger.stride - word0).min(self.stride - at.0);
        for y in at.1..self.height.min(at.1 + larger.height - y0) {
            let from = (y - at.1 + y0) * larger.stride + word0;
            let to = y * self.stride + at.0;
            for k in 0..words {
                out.words[to + k] = self.words[to + k] & larger.words[from + k];
            }
        }
        out
    }

    /// Number of set cells of this mask that are not set in another.
    pub(crate) fn count_without(&self, other: &Self) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & !b).count_ones() as usize).sum()
    }

    /// Columns of a row whose cell is set and whose cell above is not, in order.
    pub(crate) fn tops(&self, y: usize) -> Vec<usize> {
        let row = y * self.stride;
        let mut out = Vec::new();
        for w in 0..self.stride {
            let above = if y > 0 { self.words[row - self.stride + w] } else { 0 };
            let mut word = self.words[row + w] & !above;
            while word != 0 {
                out.push(64 * w + word.trailing_zeros() as usize);
                word &= word - 1;
            }
        }
        out.retain(|&x| x < self.width);
        out
    }

    /// Cells set in either.
    pub(crate) fn or(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a | b)
    }

    /// Cells set in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a & b)
    }

    fn combined(&self, other: &Self, f: impl Fn(u64, u64) -> u64) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(&a, &b)| f(a, b)).collect();
        Self { words, ..*self }
    }

    /// Every set cell grown to a square of side `2 * reach + 1`.
    pub(crate) fn dilated(&self, reach: usize) -> Self {
        let mut out = self.clone();
        out.grow_rows(reach);
        out.grow_columns(reach);
        out
    }

    /// Cells whose square of side `2 * reach + 1` is set. The mask must keep `reach` empty cells along its left rim.
    pub(crate) fn eroded(&self, reach: usize) -> Self {
        let mut out = self.inverted();
        out.grow_rows(reach);
        out.grow_columns(reach);
        out.inverted()
    }

    fn inverted(&self) -> Self {
        Self { words: self.words.iter().map(|w| !w).collect(), ..*self }
    }

    fn grow_rows(&mut self, reach: usize) {
        for row in self.words.chunks_exact_mut(self.stride.max(1)) {
            doubling(reach, |step| {
                let (words, bits) = (step / 64, step % 64);
                for i in (words..row.len()).rev() {
                    let low = row[i - words] << bits;
                    let carried = if bits > 0 && i > words { row[i - words - 1] >> (64 - bits) } else { 0 };
                    row[i] |= low | carried;
                }
            });
            doubling(reach, |step| {
                let (words, bits) = (step / 64, step % 64);
                for i in 0..row.len().saturating_sub(words) {
                    let high = row[i + words] >> bits;
                    let carried = if bits > 0 { row.get(i + words + 1).map_or(0, |w| w << (64 - bits)) } else { 0 };
                    row[i] |= high | carried;
                }
            });
        }
    }

    fn grow_columns(&mut self, reach: usize) {
        let (stride, height) = (self.stride, self.height);
        doubling(reach, |step| {
            for y in (step..height).rev() {
                let (above, row) = self.words.split_at_mut(y * stride);
                for (c, &a) in row[..stride].iter_mut().zip(&above[(y - step) * stride..]) {
                    *c |= a;
                }
            }
        });
        doubling(reach, |step| {
            for y in 0..height.saturating_sub(step) {
                let (row, below) = self.words.split_at_mut((y + 1) * stride);
                for (c, &b) in row[y * stride..].iter_mut().zip(&below[(step - 1) * stride..]) {
                    *c |= b;
                }
            }
        });
    }
}

/// Calls `step` with distances that together reach `reach` cells: 1, 2, 4, ..., rest.
fn doubling(reach: usize, mut step: impl FnMut(usize)) {
    let mut done = 0;
    while done < reach {
        let next = (done + 1).min(reach - done);
        step(next);
        done += next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::morphology;

    #[test]
    fn growing_and_shrinking_is_as_with_bytes() {
        let mut state = 1u32;
        for reach in [1, 2, 3, 7, 33, 70] {
            let (width, height) = (301, 190);
            let mut bytes = Grid::filled(width, height, 0u8);
            for y in 80..110 {
                for x in 80..220 {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    bytes.set(x, y, u8::from(state >> 20 & 15 != 0));
                }
            }
            let pack = |grid: &Grid<u8>| Bits::of(grid, |c| c > 0);
            let unpack = |bits: &Bits| {
                let mut grid = Grid::filled(width, height, 0u8);
                for y in 0..height {
                    for x in 0..width {
                        grid.set(x, y, u8::from(bits.holds(x as i32, y as i32)));
                    }
                }
                grid
            };
            let bits = pack(&bytes);
            assert_eq!(unpack(&bits.dilated(reach)), morphology::dilated(&bytes, reach), "{reach}");
            let grown = morphology::dilated(&bytes, 70);
            assert_eq!(unpack(&pack(&grown).eroded(reach)), morphology::eroded(&grown, reach), "{reach}");
        }
    }
}
