//! How much darker a pixel is than the paper around it.

use super::Grid;
use super::resize::{interpolated, resized};

/// Size of the coarse picture that the paper's brightness is taken from, in cells along the longer side.
const COARSE: usize = 200;
/// Paper is looked for this many coarse cells around.
const REACH: usize = 12;
/// Smoothing of the paper's brightness, in coarse cells (standard deviation).
const SIGMA: f64 = 6.0;

/// Darkness against the local background: 0 where a pixel is as bright as the brightest nearby.
pub(crate) fn darkness(grey: &Grid<u8>) -> Grid<u8> {
    let longer = grey.width.max(grey.height);
    let size = |side: usize| if longer > COARSE { (side * COARSE / longer).max(1) } else { side };
    let coarse = brightest_around(&resized(grey, size(grey.width), size(grey.height)));
    let smooth = blurred(&coarse.map(f32::from));
    let paper = interpolated(&smooth, grey.width, grey.height);
    paper.zip(grey, u8::saturating_sub)
}

/// The largest value within [`REACH`] rows and columns.
fn brightest_around(grid: &Grid<u8>) -> Grid<u8> {
    brightest_in_columns(&brightest_in_columns(grid).transposed()).transposed()
}

fn brightest_in_columns(grid: &Grid<u8>) -> Grid<u8> {
    let mut out = grid.clone();
    for y in 0..grid.height {
        for v in y.saturating_sub(REACH)..(y + REACH + 1).min(grid.height) {
            for (cell, &near) in out.row_mut(y).iter_mut().zip(grid.row(v)) {
                *cell = (*cell).max(near);
            }
        }
    }
    out
}

fn blurred(grid: &Grid<f32>) -> Grid<f32> {
    blurred_rows(&blurred_rows(grid).transposed()).transposed()
}

fn blurred_rows(grid: &Grid<f32>) -> Grid<f32> {
    let reach = (3.0 * SIGMA) as i64;
    let weights: Vec<f32> =
        (-reach..=reach).map(|i| libm::exp(-((i * i) as f64) / (2.0 * SIGMA * SIGMA)) as f32).collect();
    let sum: f32 = weights.iter().sum();
    let mut out = grid.clone();
    let last = grid.width as i64 - 1;
    for y in 0..grid.height {
        let row = grid.row(y);
        for (x, cell) in out.row_mut(y).iter_mut().enumerate() {
            let mut value = 0.0;
            for (k, w) in weights.iter().enumerate() {
                value += w * row[(x as i64 + k as i64 - reach).clamp(0, last) as usize];
            }
            *cell = value / sum;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_paper_is_not_dark_but_a_line_on_it_is() {
        let mut grey = Grid::filled(400, 300, 190u8);
        for y in 100..104 {
            grey.row_mut(y)[50..350].fill(60);
        }
        let dark = darkness(&grey);
        assert!(dark.at(200, 102) > 110);
        assert!(dark.at(200, 200) < 10);
    }
}
