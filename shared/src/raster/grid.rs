//! A rectangle of cells, row by row from the top left.

/// Cells of one kind, `width * height` of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid<T> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) cells: Vec<T>,
}

/// A grid of 0 and 1.
pub(crate) type Mask = Grid<u8>;

impl<T: Copy> Grid<T> {
    /// A grid with the same value everywhere.
    pub(crate) fn filled(width: usize, height: usize, value: T) -> Self {
        Self { width, height, cells: vec![value; width * height] }
    }

    /// One row.
    pub(crate) fn row(&self, y: usize) -> &[T] {
        &self.cells[y * self.width..(y + 1) * self.width]
    }

    /// One row, to change.
    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [T] {
        &mut self.cells[y * self.width..(y + 1) * self.width]
    }

    /// The cell at column `x` of row `y`.
    pub(crate) fn at(&self, x: usize, y: usize) -> T {
        self.cells[y * self.width + x]
    }

    /// Writes the cell at column `x` of row `y`.
    pub(crate) fn set(&mut self, x: usize, y: usize, value: T) {
        self.cells[y * self.width + x] = value;
    }

    /// A grid of the same size, cell by cell.
    pub(crate) fn map<U: Copy>(&self, f: impl Fn(T) -> U) -> Grid<U> {
        Grid { width: self.width, height: self.height, cells: self.cells.iter().map(|&c| f(c)).collect() }
    }

    /// A grid of the same size made of two, cell by cell.
    pub(crate) fn zip<U: Copy, V: Copy>(&self, other: &Grid<U>, f: impl Fn(T, U) -> V) -> Grid<V> {
        debug_assert_eq!((self.width, self.height), (other.width, other.height));
        let cells = self.cells.iter().zip(&other.cells).map(|(&a, &b)| f(a, b)).collect();
        Grid { width: self.width, height: self.height, cells }
    }

    /// Rows become columns.
    pub(crate) fn transposed(&self) -> Self {
        const BLOCK: usize = 32;
        let mut out = Self { width: self.height, height: self.width, cells: self.cells.clone() };
        for y0 in (0..self.height).step_by(BLOCK) {
            for x0 in (0..self.width).step_by(BLOCK) {
                for y in y0..(y0 + BLOCK).min(self.height) {
                    for x in x0..(x0 + BLOCK).min(self.width) {
                        out.cells[x * self.height + y] = self.cells[y * self.width + x];
                    }
                }
            }
        }
        out
    }

    /// The part from `(x0, y0)` up to, and without, `(x1, y1)`.
    pub(crate) fn cropped(&self, x0: usize, y0: usize, x1: usize, y1: usize) -> Self {
        let mut cells = Vec::with_capacity((x1 - x0) * (y1 - y0));
        for y in y0..y1 {
            cells.extend_from_slice(&self.row(y)[x0..x1]);
        }
        Self { width: x1 - x0, height: y1 - y0, cells }
    }

    /// The grid with a margin of one value all around.
    pub(crate) fn padded(&self, margin: usize, value: T) -> Self {
        let mut out = Self::filled(self.width + 2 * margin, self.height + 2 * margin, value);
        for y in 0..self.height {
            out.row_mut(y + margin)[margin..margin + self.width].copy_from_slice(self.row(y));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transposing_twice_changes_nothing() {
        let grid = Grid { width: 3, height: 2, cells: vec![1, 2, 3, 4, 5, 6] };
        assert_eq!(grid.transposed().cells, vec![1, 4, 2, 5, 3, 6]);
        assert_eq!(grid.transposed().transposed(), grid);
    }

    #[test]
    fn padding_and_cropping_are_inverse() {
        let grid = Grid { width: 2, height: 2, cells: vec![1, 2, 3, 4] };
        assert_eq!(grid.padded(3, 0).cropped(3, 3, 5, 5), grid);
    }
}
