//! Scaling of brightness.

use super::Grid;

/// Brings a grid to a new size: smaller by the mean of the area that a cell covers, larger by cubic interpolation.
pub(crate) fn resized(grey: &Grid<u8>, width: usize, height: usize) -> Grid<u8> {
    if (width, height) == (grey.width, grey.height) {
        return grey.clone();
    }
    let columns = taps(grey.width, width);
    let rows = taps(grey.height, height);
    // Every source row is narrowed (or widened) once, then rows are mixed.
    let narrow: Vec<f32> = (0..grey.height)
        .flat_map(|y| {
            let row = grey.row(y);
            columns.iter().map(move |tap| mix(tap, |i| f32::from(row[i])))
        })
        .collect();
    let mut out = Grid::filled(width, height, 0u8);
    let mut sums = vec![0f32; width];
    for (y, tap) in rows.iter().enumerate() {
        sums.fill(0.5);
        for (k, &weight) in tap.weights.iter().enumerate() {
            let source = &narrow[(tap.first + k) * width..(tap.first + k + 1) * width];
            for (sum, &value) in sums.iter_mut().zip(source) {
                *sum += weight * value;
            }
        }
        for (cell, &sum) in out.row_mut(y).iter_mut().zip(&sums) {
            *cell = sum.clamp(0.0, 255.0) as u8;
        }
    }
    out
}

/// Which source cells one target cell is mixed of.
struct Tap {
    first: usize,
    weights: Vec<f32>,
}

fn mix(tap: &Tap, value: impl Fn(usize) -> f32) -> f32 {
    tap.weights.iter().enumerate().map(|(k, w)| w * value(tap.first + k)).sum()
}

fn taps(from: usize, to: usize) -> Vec<Tap> {
    let scale = from as f64 / to as f64;
    (0..to).map(|i| if scale > 1.0 { area_tap(i, scale, from) } else { cubic_tap(i, scale, from) }).collect()
}

fn area_tap(i: usize, scale: f64, from: usize) -> Tap {
    let (start, end) = (i as f64 * scale, ((i + 1) as f64 * scale).min(from as f64));
    let first = (start as usize).min(from - 1);
    let last = (libm::ceil(end) as usize).clamp(first + 1, from);
    let covered = |k: usize| (end.min((k + 1) as f64) - start.max(k as f64)).max(0.0);
    let sum: f64 = (first..last).map(covered).sum();
    Tap { first, weights: (first..last).map(|k| (covered(k) / sum) as f32).collect() }
}

/// Keys' cubic convolution with a = -0.75, as image libraries usually have it.
fn cubic_tap(i: usize, scale: f64, from: usize) -> Tap {
    const A: f64 = -0.75;
    let centre = (i as f64 + 0.5) * scale - 0.5;
    let base = libm::floor(centre);
    let t = centre - base;
    let near = |d: f64| ((A + 2.0) * d - (A + 3.0)) * d * d + 1.0;
    let far = |d: f64| ((A * d - 5.0 * A) * d + 8.0 * A) * d - 4.0 * A;
    let weights = [far(1.0 + t), near(t), near(1.0 - t), far(2.0 - t)];
    // Weights of cells beyond the rim go to the rim.
    let clamp = |k: usize| (base as i64 - 1 + k as i64).clamp(0, from as i64 - 1) as usize;
    let (first, last) = (clamp(0), clamp(3));
    let mut clamped = vec![0f32; last - first + 1];
    for (k, w) in weights.into_iter().enumerate() {
        clamped[clamp(k) - first] += w as f32;
    }
    Tap { first, weights: clamped }
}

/// The smallest value of every `factor` x `factor` block, sampled onto a smaller grid: where the darkest stroke passes.
pub(crate) fn darkest(grey: &Grid<u8>, width: usize, height: usize) -> Grid<u8> {
    let mut rows = Grid::filled(width, grey.height, 255u8);
    let span = |i: usize, from: usize, to: usize| (i * from / to, ((i + 1) * from).div_ceil(to).min(from));
    for y in 0..grey.height {
        let source = grey.row(y);
        for (x, cell) in rows.row_mut(y).iter_mut().enumerate() {
            let (a, b) = span(x, grey.width, width);
            *cell = source[a..b].iter().copied().min().unwrap_or(255);
        }
    }
    let mut out = Grid::filled(width, height, 255u8);
    for y in 0..height {
        let (a, b) = span(y, grey.height, height);
        for source in a..b {
            for (cell, &value) in out.row_mut(y).iter_mut().zip(rows.row(source)) {
                *cell = (*cell).min(value);
            }
        }
    }
    out
}

/// Values between the cells of a coarse grid, straight from cell centre to cell centre.
pub(crate) fn interpolated(coarse: &Grid<f32>, width: usize, height: usize) -> Grid<u8> {
    let place = |i: usize, from: usize, to: usize| {
        let p = ((i as f32 + 0.5) * from as f32 / to as f32 - 0.5).clamp(0.0, (from - 1) as f32);
        let a = p as usize;
        (a, (a + 1).min(from - 1), p - a as f32)
    };
    let columns: Vec<_> = (0..width).map(|x| place(x, coarse.width, width)).collect();
    let shares: Vec<f32> = columns.iter().map(|&(_, _, t)| t).collect();
    // Stretches of cells between the same two coarse ones.
    let stretches: Vec<&[(usize, usize, f32)]> = columns.chunk_by(|p, q| p.0 == q.0).collect();
    let mut out = Grid::filled(width, height, 0u8);
    let mut mixed = vec![0f32; coarse.width];
    for y in 0..height {
        let (a, b, t) = place(y, coarse.height, height);
        for (m, (&p, &q)) in mixed.iter_mut().zip(coarse.row(a).iter().zip(coarse.row(b))) {
            *m = p + t * (q - p);
        }
        let (mut cells, mut shares) = (out.row_mut(y), shares.as_slice());
        for stretch in &stretches {
            let (low, rise) = (mixed[stretch[0].0], mixed[stretch[0].1] - mixed[stretch[0].0]);
            let (here, rest) = cells.split_at_mut(stretch.len());
            for (cell, &t) in here.iter_mut().zip(shares) {
                *cell = (low + t * rise + 0.5) as u8;
            }
            (cells, shares) = (rest, &shares[stretch.len()..]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_picture_stays_flat_at_every_size() {
        let grey = Grid::filled(37, 23, 201u8);
        for (w, h) in [(12, 7), (36, 22), (37, 23), (50, 31), (1, 1)] {
            assert!(resized(&grey, w, h).cells.iter().all(|&c| c == 201), "{w} x {h}");
        }
    }

    #[test]
    fn halving_takes_the_mean_and_the_darkest() {
        let grey = Grid { width: 4, height: 2, cells: vec![0, 100, 200, 200, 100, 200, 200, 200] };
        assert_eq!(resized(&grey, 2, 1).cells, vec![100, 200]);
        assert_eq!(darkest(&grey, 2, 1).cells, vec![0, 200]);
    }
}
