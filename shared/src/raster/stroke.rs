//! How wide the stroke is that a cell belongs to: the largest disc inside the mask that covers the cell.

use super::distance::squared_to_zero;
use super::{Grid, Mask};

/// For every cell of the mask, how many of the (ascending) `levels` of width the largest disc covering it reaches;
/// at least 1. Cells outside of the mask are 0.
///
/// Discs are drawn only from the ridge of the distance transform, where no neighbour's disc holds them already.
pub(crate) fn width_levels(mask: &Mask, levels: &[f32]) -> Grid<u8> {
    let distance = squared_to_zero(mask);
    let (width, height) = (mask.width, mask.height);
    // A disc of squared radius d has level i when its diameter is at least levels[i - 1].
    let limits: Vec<i32> = levels.iter().map(|k| libm::ceilf(k * k / 4.0) as i32).collect();
    let level_of = |d: i32| limits.iter().take_while(|&&l| d >= l).count().max(1) as u8;
    let widest = limits.last().copied().unwrap_or(1);
    let lowest = level_of(1);
    let mut out = mask.map(|m| m * lowest);
    for y in 0..height {
        for x in 0..width {
            let d = distance.at(x, y);
            let level = if d < 2 { lowest } else { level_of(d) };
            if level == lowest {
                continue;
            }
            if d >= widest {
                // Everything reaches the widest level here; only the rim of this part has something to cover.
                let inner = x > 0
                    && y > 0
                    && x + 1 < width
                    && y + 1 < height
                    && [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
                        .iter()
                        .all(|&(u, v)| distance.at(u, v) >= widest);
                if inner {
                    out.set(x, y, level);
                } else {
                    draw_disc(&mut out, mask, x, y, widest, level);
                }
            } else if on_ridge(&distance, x, y, d) {
                draw_disc(&mut out, mask, x, y, d, level);
            }
        }
    }
    out
}

/// Whether no neighbour's disc holds this cell's disc.
fn on_ridge(distance: &Grid<i32>, x: usize, y: usize, d: i32) -> bool {
    let straight = {
        let r = libm::sqrtf(d as f32) + 1.0;
        (r * r - 0.01) as i32
    };
    let diagonal = {
        let r = libm::sqrtf(d as f32) + std::f32::consts::SQRT_2;
        (r * r - 0.01) as i32
    };
    let (x0, x1) = (x.saturating_sub(1), (x + 1).min(distance.width - 1));
    let (y0, y1) = (y.saturating_sub(1), (y + 1).min(distance.height - 1));
    for v in y0..=y1 {
        for u in x0..=x1 {
            let limit = if u == x || v == y { straight } else { diagonal };
            if distance.at(u, v) > limit {
                return false;
            }
        }
    }
    true
}

fn draw_disc(out: &mut Grid<u8>, mask: &Mask, x: usize, y: usize, squared_radius: i32, level: u8) {
    let reach = libm::sqrtf((squared_radius - 1) as f32) as usize;
    let (y0, y1) = (y.saturating_sub(reach), (y + reach).min(out.height - 1));
    for v in y0..=y1 {
        let dy = v.abs_diff(y) as i32;
        let half = libm::sqrtf((squared_radius - 1 - dy * dy) as f32) as usize;
        let (x0, x1) = (x.saturating_sub(half), (x + half).min(out.width - 1));
        let inside = &mask.row(v)[x0..=x1];
        for (cell, &m) in out.row_mut(v)[x0..=x1].iter_mut().zip(inside) {
            *cell = (*cell).max(level * m);
        }
    }
}

/// The part of the mask that discs of this diameter inside it cover.
pub(crate) fn opened_by_disc(mask: &Mask, diameter: f32) -> Mask {
    width_levels(mask, &[1.0, diameter]).map(|level| u8::from(level >= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thick_bar_with_a_thin_one_has_two_widths() {
        let mut mask = Grid::filled(60, 30, 0u8);
        for y in 5..15 {
            mask.row_mut(y)[5..30].fill(1);
        }
        for y in 9..11 {
            mask.row_mut(y)[30..55].fill(1);
        }
        let levels = width_levels(&mask, &[1.0, 2.0, 5.0, 9.0, 13.0]);
        assert_eq!(levels.at(15, 10), 4);
        assert_eq!(levels.at(45, 10), 2);
        assert_eq!(levels.at(0, 0), 0);
    }

    #[test]
    fn a_full_picture_is_as_wide_as_can_be() {
        let levels = width_levels(&Grid::filled(40, 40, 1u8), &[1.0, 4.0, 8.0]);
        assert!(levels.cells.iter().all(|&l| l == 3));
    }
}
