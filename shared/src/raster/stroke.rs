//! How wide the stroke is that a cell belongs to: the largest disc inside the mask that covers the cell.

use super::Grid;
use super::bits::Bits;
use super::distance::squared_up_to;
use super::growth::disc_rows;

/// For every cell of the mask, how many of the (ascending) `levels` of width the largest disc covering it reaches;
/// at least 1. Cells outside of the mask are 0.
pub(crate) fn width_levels(mask: &Bits, levels: &[f32]) -> Grid<u8> {
    levels_of(&covered(mask, levels))
}

/// Turns what [`covered`] gives into the number of levels of every cell.
pub(crate) fn levels_of(covered: &[Bits]) -> Grid<u8> {
    let Some(first) = covered.first() else { return Grid::filled(0, 0, 0) };
    let mut out = first.to_mask();
    for (level, bits) in (1..).zip(covered).skip(1) {
        for y in 0..out.height {
            let row = out.row_mut(y);
            bits.runs(y).for_each(|(x0, x1)| row[x0..x1].fill(level));
        }
    }
    out
}

/// For every level the cells that discs of at least this width cover; the first ones, which a single cell reaches, are
/// the mask itself.
///
/// Where the widest level's disc fits, distances are not needed: growing and shrinking of bits tells. Narrower discs
/// are drawn only from the ridge of the distances, where no neighbour's disc holds them already, and only where they
/// reach cells that the widest disc does not.
pub(crate) fn covered(mask: &Bits, levels: &[f32]) -> Vec<Bits> {
    // A disc of squared radius d has level i when its diameter is at least levels[i - 1].
    let limits: Vec<i32> = levels.iter().map(|k| libm::ceilf(k * k / 4.0) as i32).collect();
    let level_of = |d: i32| limits.iter().take_while(|&&l| d >= l).count().max(1);
    let widest = limits.last().copied().unwrap_or(1);
    let lowest = level_of(1);
    let mut out = vec![mask.clone(); lowest];
    if lowest >= limits.len() {
        return out;
    }
    let room = mask.eroded_by_disc(widest);
    let wide = room.dilated_by_disc(widest);
    out.resize(limits.len(), wide.clone());
    if lowest + 1 < limits.len() {
        let reach = libm::sqrtf(widest as f32) as usize + 1;
        let narrow = mask.without(&wide);
        let centres = narrow.dilated(reach).and(mask).without(&room);
        let ridge = Ridge::up_to(widest);
        // A neighbour may lie nearly one and a half cells deeper.
        let distance = squared_up_to(mask, &centres.dilated(1), (reach + 2) as i32);
        for y in 0..mask.height {
            for (x0, x1) in centres.runs(y) {
                for x in x0..x1 {
                    let d = distance.at(x, y);
                    let level = level_of(d);
                    if level > lowest && ridge.holds(&distance, x, y, d) {
                        draw_disc(&mut out[level - 1], x, y, &ridge.rows[d as usize]);
                    }
                }
            }
        }
    }
    // A wide disc's cells are of all lower levels, too.
    for level in (lowest..limits.len() - 1).rev() {
        out[level] = out[level].or(&out[level + 1]);
    }
    out
}

/// What tells cells of the ridge, and the rows of their discs, by squared distance.
struct Ridge {
    /// Largest squared distance of a neighbour beside, and of one across the corner, that does not hold this disc.
    limits: Vec<(i32, i32)>,
    /// Half the length of every row of the disc, from the middle row on.
    rows: Vec<Vec<usize>>,
}

impl Ridge {
    fn up_to(widest: i32) -> Self {
        let limit = |d: i32, step: f32| {
            let r = libm::sqrtf(d as f32) + step;
            (r * r - 0.01) as i32
        };
        let limits = (0..widest).map(|d| (limit(d, 1.0), limit(d, std::f32::consts::SQRT_2))).collect();
        Self { limits, rows: (0..widest).map(disc_rows).collect() }
    }

    /// Whether no neighbour's disc holds this cell's disc.
    fn holds(&self, distance: &Grid<i32>, x: usize, y: usize, d: i32) -> bool {
        let (straight, diagonal) = self.limits[d as usize];
        let (x0, x1) = (x.saturating_sub(1), (x + 1).min(distance.width - 1));
        let (y0, y1) = (y.saturating_sub(1), (y + 1).min(distance.height - 1));
        (y0..=y1).all(|v| {
            let row = distance.row(v);
            (x0..=x1).all(|u| row[u] <= if u == x || v == y { straight } else { diagonal })
        })
    }
}

fn draw_disc(out: &mut Bits, x: usize, y: usize, rows: &[usize]) {
    for v in y.saturating_sub(rows.len() - 1)..(y + rows.len()).min(out.height) {
        let half = rows[v.abs_diff(y)];
        out.fill(v, x.saturating_sub(half), (x + half + 1).min(out.width));
    }
}

/// The part of the mask that discs of this diameter inside it cover.
pub(crate) fn opened_by_disc(mask: &Bits, diameter: f32) -> Bits {
    let squared_radius = (libm::ceilf(diameter * diameter / 4.0) as i32).max(1);
    mask.eroded_by_disc(squared_radius).dilated_by_disc(squared_radius)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::Mask;

    #[test]
    fn a_thick_bar_with_a_thin_one_has_two_widths() {
        let mut mask: Mask = Grid::filled(60, 30, 0u8);
        for y in 5..15 {
            mask.row_mut(y)[5..30].fill(1);
        }
        for y in 9..11 {
            mask.row_mut(y)[30..55].fill(1);
        }
        let levels = width_levels(&Bits::of_mask(&mask), &[1.0, 2.0, 5.0, 9.0, 13.0]);
        assert_eq!(levels.at(15, 10), 4);
        assert_eq!(levels.at(45, 10), 2);
        assert_eq!(levels.at(0, 0), 0);
    }

    #[test]
    fn levels_are_those_of_discs_drawn_one_by_one() {
        let mut state = 5u32;
        let mut mask: Mask = Grid::filled(90, 70, 1u8);
        for _ in 0..40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            mask.set((state >> 8) as usize % 90, (state >> 18) as usize % 70, 0);
        }
        let levels = [1.0, 2.0, 5.0, 9.0, 13.0];
        let found = width_levels(&Bits::of_mask(&mask), &levels);
        let distance = crate::raster::distance::squared_to_zero(&mask);
        let mut truth = mask.clone();
        for y in 0..70usize {
            for x in 0..90usize {
                let d = distance.at(x, y).min(43);
                let level = levels.iter().take_while(|&&k| d as f32 >= k * k / 4.0).count().max(1) as u8;
                for v in 0..70usize {
                    for u in 0..90usize {
                        let (dx, dy) = (x.abs_diff(u) as i32, y.abs_diff(v) as i32);
                        if dx * dx + dy * dy < d {
                            truth.set(u, v, truth.at(u, v).max(level));
                        }
                    }
                }
            }
        }
        let other = found.cells.iter().zip(&truth.cells).filter(|(a, b)| a != b).count();
        // A disc that a neighbour's holds but for a corner cell is not drawn.
        assert!(other * 200 < found.cells.len(), "{other}");
    }

    #[test]
    fn a_full_picture_is_as_wide_as_can_be() {
        let levels = width_levels(&Bits::empty(40, 40).inverted(), &[1.0, 4.0, 8.0]);
        assert!(levels.cells.iter().all(|&l| l == 3));
    }
}
