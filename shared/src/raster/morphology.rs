//! The largest and the smallest value around a cell.

use super::Grid;

/// The largest value within a square of side `2 * reach + 1`.
pub(crate) fn dilated<T: Copy + Ord>(grid: &Grid<T>, reach: usize) -> Grid<T> {
    extreme(grid, reach, T::max)
}

/// The smallest value within a square of side `2 * reach + 1`; beyond the rim is nothing that counts.
pub(crate) fn eroded<T: Copy + Ord>(grid: &Grid<T>, reach: usize) -> Grid<T> {
    extreme(grid, reach, T::min)
}

fn extreme<T: Copy>(grid: &Grid<T>, reach: usize, pick: impl Fn(T, T) -> T + Copy) -> Grid<T> {
    if reach == 0 {
        return grid.clone();
    }
    columns(&rows(grid, reach, pick), reach, pick)
}

/// Doubling: after each step a cell holds the extreme of about twice as many neighbours.
fn rows<T: Copy>(grid: &Grid<T>, reach: usize, pick: impl Fn(T, T) -> T) -> Grid<T> {
    let mut out = grid.clone();
    let width = grid.width;
    let mut before = Vec::with_capacity(width);
    for y in 0..grid.height {
        let row = out.row_mut(y);
        grow(reach, |step| {
            before.clear();
            before.extend_from_slice(row);
            for (c, &b) in row.iter_mut().skip(step).zip(&before) {
                *c = pick(*c, b);
            }
        });
        grow(reach, |step| {
            before.clear();
            before.extend_from_slice(row);
            for (c, &b) in row.iter_mut().zip(before.iter().skip(step)) {
                *c = pick(*c, b);
            }
        });
    }
    out
}

fn columns<T: Copy>(grid: &Grid<T>, reach: usize, pick: impl Fn(T, T) -> T) -> Grid<T> {
    let mut out = grid.clone();
    let (width, height) = (grid.width, grid.height);
    grow(reach, |step| {
        for y in (step..height).rev() {
            let (above, row) = out.cells.split_at_mut(y * width);
            let above = &above[(y - step) * width..(y - step + 1) * width];
            for (c, &a) in row[..width].iter_mut().zip(above) {
                *c = pick(*c, a);
            }
        }
    });
    grow(reach, |step| {
        for y in 0..height.saturating_sub(step) {
            let (row, below) = out.cells.split_at_mut((y + 1) * width);
            let below = &below[(step - 1) * width..step * width];
            for (c, &b) in row[y * width..].iter_mut().zip(below) {
                *c = pick(*c, b);
            }
        }
    });
    out
}

/// Calls `step` with distances that together reach `reach` cells: 1, 2, 4, ..., rest.
fn grow(reach: usize, mut step: impl FnMut(usize)) {
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

    #[test]
    fn one_cell_grows_to_a_square_and_back() {
        let mut grid = Grid::filled(11, 9, 0u8);
        grid.set(5, 4, 1);
        let grown = dilated(&grid, 3);
        assert_eq!(grown.cells.iter().filter(|&&c| c > 0).count(), 49);
        assert_eq!(eroded(&grown, 3), grid);
    }
}
