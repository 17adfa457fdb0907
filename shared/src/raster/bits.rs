//! A mask of one bit a cell: 64 cells are joined, counted and searched at once.

use super::{Grid, Mask};

/// Bits of `width * height` cells, each row in words of its own. Bits beyond a row's last cell are never set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(super) stride: usize,
    pub(super) words: Vec<u64>,
}

impl Bits {
    /// No cell is set.
    #[inline(never)] // copies of the loop for every use are downloaded
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
        let mut bytes = [0u8; 64];
        for y in 0..grid.height {
            let words = &mut out.words[y * out.stride..(y + 1) * out.stride];
            for (word, cells) in words.iter_mut().zip(grid.row(y).chunks(64)) {
                bytes[cells.len()..].fill(0);
                for (byte, &cell) in bytes.iter_mut().zip(cells) {
                    *byte = u8::from(holds(cell));
                }
                for (eight, shift) in bytes.as_chunks::<8>().0.iter().zip((0..64).step_by(8)) {
                    *word |= packed(*eight) << shift;
                }
            }
        }
        out
    }

    /// The cells that are above a level.
    #[inline(never)]
    pub(crate) fn above(grid: &Grid<u8>, level: u8) -> Self {
        Self::of(grid, |cell| cell > level)
    }

    /// The cells of a mask that are 1.
    pub(crate) fn of_mask(mask: &Mask) -> Self {
        Self::above(mask, 0)
    }

    /// 1 where a cell is set, else 0.
    pub(crate) fn to_mask(&self) -> Mask {
        let mut out = Grid::filled(self.width, self.height, 0u8);
        for y in 0..self.height {
            for (&word, cells) in self.row(y).iter().zip(out.row_mut(y).chunks_mut(64)) {
                if word == 0 {
                    continue;
                }
                for (k, cells) in cells.chunks_mut(8).enumerate() {
                    cells.copy_from_slice(&unpacked((word >> (8 * k)) as u8)[..cells.len()]);
                }
            }
        }
        out
    }

    /// The words of a row, the first cell in the lowest bit of the first one.
    pub(crate) fn row(&self, y: usize) -> &[u64] {
        &self.words[y * self.stride..(y + 1) * self.stride]
    }

    /// Whether no cell is set.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|&w| w == 0)
    }

    /// Runs of set cells of a row, as `x0..x1`, in order.
    pub(crate) fn runs(&self, y: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let row = self.row(y);
        let (mut at, mut word) = (0, row.first().copied().unwrap_or(0));
        std::iter::from_fn(move || {
            while word == 0 {
                at += 1;
                word = *row.get(at)?;
            }
            let first = word.trailing_zeros() as usize;
            let start = 64 * at + first;
            let mut end = first + (word >> first).trailing_ones() as usize;
            while end == 64 {
                at += 1;
                let Some(&next) = row.get(at) else {
                    word = 0;
                    return Some((start, 64 * at));
                };
                word = next;
                end = word.trailing_ones() as usize;
            }
            word &= u64::MAX << end;
            Some((start, 64 * at + end))
        })
    }

    /// Whether any of the cells `x0..x1` of a row is set.
    pub(crate) fn any_in(&self, y: usize, x0: usize, x1: usize) -> bool {
        let row = self.row(y);
        let (first, last) = (x0 / 64, (x1 - 1) / 64);
        let (head, tail) = (u64::MAX << (x0 % 64), u64::MAX >> (63 - (x1 - 1) % 64));
        if first == last {
            return row[first] & head & tail != 0;
        }
        row[first] & head != 0 || row[last] & tail != 0 || row[first + 1..last].iter().any(|&w| w != 0)
    }

    /// Rows become columns.
    pub(crate) fn transposed(&self) -> Self {
        let mut out = Self::empty(self.height, self.width);
        for y0 in (0..self.height).step_by(64) {
            for w in 0..self.stride {
                let mut block = [0u64; 64];
                let rows = 64.min(self.height - y0);
                for (k, word) in block.iter_mut().enumerate().take(rows) {
                    *word = self.words[(y0 + k) * self.stride + w];
                }
                if block == [0; 64] {
                    continue;
                }
                transpose_block(&mut block);
                for (k, &word) in block.iter().enumerate().take(self.width - 64 * w) {
                    out.words[(64 * w + k) * out.stride + y0 / 64] = word;
                }
            }
        }
        out
    }

    /// Sets the cells `x0..x1` of a row.
    #[inline(never)] // copies of the loop for every use are downloaded
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

    /// Number of set cells.
    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
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

    /// Cells set here but not there.
    #[inline(never)] // copies of the loop for every use are downloaded
    pub(crate) fn without(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a & !b)
    }

    /// Cells that are not set.
    pub(crate) fn inverted(&self) -> Self {
        let mut out = Self { words: self.words.iter().map(|w| !w).collect(), ..*self };
        if !self.width.is_multiple_of(64) {
            for last in out.words.iter_mut().skip(self.stride - 1).step_by(self.stride) {
                *last &= u64::MAX >> (64 - self.width % 64);
            }
        }
        out
    }

    /// Cells set in both.
    #[inline(never)] // copies of the loop for every use are downloaded
    pub(crate) fn and(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a & b)
    }

    fn combined(&self, other: &Self, f: impl Fn(u64, u64) -> u64) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(&a, &b)| f(a, b)).collect();
        Self { words, ..*self }
    }
}

/// Eight cells of 0 or 1 in the low bits, the first one lowest.
fn packed(cells: [u8; 8]) -> u64 {
    // Every cell's bit is multiplied to its place in the top byte; no two products meet, so nothing carries.
    u64::from_le_bytes(cells).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Eight bits as cells of 0 or 1, the lowest one first.
fn unpacked(bits: u8) -> [u8; 8] {
    let spread = (u64::from(bits) * 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
    (((spread + 0x7f7f_7f7f_7f7f_7f7f) >> 7) & 0x0101_0101_0101_0101).to_le_bytes()
}

/// Rows of 64 x 64 bits become columns, by swapping ever smaller quarters.
fn transpose_block(block: &mut [u64; 64]) {
    let (mut size, mut low) = (32, u64::MAX >> 32);
    while size > 0 {
        for k in (0..64).filter(|k| k & size == 0) {
            let swapped = (block[k] >> size ^ block[k + size]) & low;
            block[k] ^= swapped << size;
            block[k + size] ^= swapped;
        }
        size /= 2;
        low ^= low << size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(width: usize, height: usize) -> Mask {
        let mut state = 1u32;
        let cells = (0..width * height)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                u8::from(state >> 20 & 7 > 1)
            })
            .collect();
        Grid { width, height, cells }
    }

    #[test]
    fn bytes_to_bits_and_back() {
        for (width, height) in [(1, 1), (64, 3), (65, 70), (130, 129), (301, 19)] {
            let mask = pattern(width, height);
            let bits = Bits::of_mask(&mask);
            assert_eq!(bits.count(), mask.cells.iter().filter(|&&c| c > 0).count());
            assert_eq!(bits.to_mask(), mask);
            assert_eq!(bits.transposed().to_mask(), mask.transposed());
            assert_eq!(bits.inverted().to_mask(), mask.map(|c| 1 - c));
        }
    }

    #[test]
    fn runs_end_where_cells_do() {
        let mut bits = Bits::empty(200, 1);
        for (x0, x1) in [(0, 3), (60, 130), (199, 200)] {
            bits.fill(0, x0, x1);
        }
        assert_eq!(bits.runs(0).collect::<Vec<_>>(), vec![(0, 3), (60, 130), (199, 200)]);
        let full = Bits::empty(128, 1).inverted();
        assert_eq!(full.runs(0).collect::<Vec<_>>(), vec![(0, 128)]);
        assert!(bits.any_in(0, 2, 60) && !bits.any_in(0, 3, 60) && bits.any_in(0, 3, 200) && !bits.any_in(0, 130, 199));
    }
}
