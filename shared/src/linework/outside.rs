//! Regions between barriers, and where the outside ends.

use crate::raster::Grid;
use crate::raster::bits::Bits;
use crate::raster::components::{Components, Touching};
use crate::sorting::sort_by_key;

/// The outside does not pass openings narrower than twice this share of the building.
pub(crate) const LEAK: f64 = 0.06;
/// The disc that rolls in from outside is followed at this fraction of the size.
const COARSER: usize = 4;

/// Numbers the regions between barriers from 1, 0 on barriers. A region open to the rim is outside only where a disc
/// can roll in; what leaks beyond is cut off as regions of its own, behind a cut of one cell.
///
/// Of more than `most` regions the smallest become barrier. Returns the largest number plus one, too.
pub(crate) fn cut_off(barrier: &Bits, building: f64, most: usize) -> (Grid<u32>, usize) {
    let (width, height) = (barrier.width, barrier.height);
    let free = barrier.inverted();
    let parts = Components::of_bits(&free, Touching::Sides);
    let open: Vec<bool> =
        parts.extents.iter().map(|e| e.x0 == 0 || e.y0 == 0 || e.x1 == width || e.y1 == height).collect();
    let open_free = parts.kept_bits(|i, _| open[i]);
    let reached = rolled_in(barrier, LEAK * building).and(&open_free);
    // Cells beside the reached part are the cut.
    let leaked = open_free.without(&reached.dilated(1));
    let inside = free.without(&open_free);
    // The reached part, the leaked part and the enclosed part never touch: a cut or a barrier lies between.
    let all = Components::of_bits(&reached.or(&leaked).or(&inside), Touching::Sides);
    let largest = largest_of(&all, most);
    let mut region = Grid::filled(width, height, 0u32);
    for run in &all.runs {
        let number = largest[run.component as usize];
        region.row_mut(run.y as usize)[run.x0 as usize..run.x1 as usize].fill(number);
    }
    let count = largest.iter().copied().max().unwrap_or(0) as usize + 1;
    (region, count)
}

/// New numbers from 1 in the old order; 0 for those beyond the `most` largest.
fn largest_of(parts: &Components, most: usize) -> Vec<u32> {
    let mut order: Vec<usize> = (0..parts.extents.len()).collect();
    sort_by_key(&mut order, |&i| (std::cmp::Reverse(parts.extents[i].area), i));
    let mut kept = vec![false; order.len()];
    for &i in order.iter().take(most) {
        kept[i] = true;
    }
    let mut next = 0;
    kept.iter()
        .map(|&k| {
            if k {
                next += 1;
                next
            } else {
                0
            }
        })
        .collect()
}

/// Where a disc of this radius can roll in from beyond the rim.
pub(crate) fn rolled_in(barrier: &Bits, radius: f64) -> Bits {
    let small_radius = radius / COARSER as f64;
    let margin = small_radius as usize + 3;
    let (width, height) = (barrier.width.div_ceil(COARSER), barrier.height.div_ceil(COARSER));
    let mut coarse = Bits::empty(width + 2 * margin, height + 2 * margin);
    for y in 0..barrier.height {
        for (x0, x1) in barrier.runs(y) {
            coarse.fill(y / COARSER + margin, x0 / COARSER + margin, (x1 - 1) / COARSER + 1 + margin);
        }
    }
    // Squared distances are whole numbers: above the radius' square is at least this.
    let beyond = (small_radius * small_radius) as i32 + 1;
    let centres = coarse.inverted().eroded_by_disc(beyond);
    let parts = Components::of_bits(&centres, Touching::Corners);
    let outer = parts.runs.first().filter(|r| r.y == 0 && r.x0 == 0).map(|r| r.component as usize);
    let reached = parts.kept_bits(|i, _| Some(i) == outer).dilated_by_disc(beyond);
    let mut out = Bits::empty(barrier.width, barrier.height);
    for y in 0..barrier.height {
        for (x0, x1) in reached.runs(y / COARSER + margin) {
            let (x0, x1) = (x0.max(margin) - margin, x1.max(margin) - margin);
            out.fill(y, COARSER * x0, (COARSER * x1).min(barrier.width));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_with_an_open_door_is_cut_off_from_outside() {
        let mut barrier = Grid::filled(400, 400, 0u8);
        for i in 100..300 {
            for k in 0..6 {
                barrier.set(i, 100 + k, 1);
                barrier.set(i, 294 + k, 1);
                barrier.set(100 + k, i, 1);
                barrier.set(294 + k, i, 1);
            }
        }
        for y in 180..200 {
            barrier.row_mut(y)[100..106].fill(0);
        }
        let (region, count) = cut_off(&Bits::of_mask(&barrier), 400.0, 100);
        assert_eq!(region.at(2, 2), 1);
        assert_ne!(region.at(200, 200), region.at(2, 2));
        assert!(region.at(200, 200) > 0 && count >= 3);
    }

    #[test]
    fn of_too_many_regions_the_largest_stay() {
        let cells = (0..100 * 100).map(|i| u8::from((i % 100) % 3 == 0 || (i / 100) % 3 == 0)).collect();
        let barrier = Grid { width: 100, height: 100, cells };
        let (region, count) = cut_off(&Bits::of_mask(&barrier), 100.0, 7);
        assert_eq!(count, 8);
        assert!(region.cells.iter().all(|&r| r < 8));
    }
}
