//! Connected parts of a mask, found run by run.

use super::bits::Bits;
use super::{Grid, Mask};

/// Whether cells that touch at a corner only belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touching {
    /// Sides only.
    Sides,
    /// Sides and corners.
    Corners,
}

/// Box and size of one component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) x0: usize,
    pub(crate) y0: usize,
    /// One beyond the last column.
    pub(crate) x1: usize,
    /// One beyond the last row.
    pub(crate) y1: usize,
    /// Cells.
    pub(crate) area: usize,
}

impl Extent {
    pub(crate) fn width(&self) -> usize {
        self.x1 - self.x0
    }

    pub(crate) fn height(&self) -> usize {
        self.y1 - self.y0
    }

    /// The longer side of the box.
    pub(crate) fn longer(&self) -> usize {
        self.width().max(self.height())
    }

    /// The shorter side of the box.
    pub(crate) fn shorter(&self) -> usize {
        self.width().min(self.height())
    }
}

/// Cells `x0..x1` of row `y`, all of one component.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) y: u32,
    pub(crate) x0: u32,
    pub(crate) x1: u32,
    /// Index into [`Components::extents`].
    pub(crate) component: u32,
}

/// The components of a mask, numbered in reading order of their first cell.
#[derive(Debug, Clone)]
pub(crate) struct Components {
    width: usize,
    height: usize,
    pub(crate) runs: Vec<Run>,
    pub(crate) extents: Vec<Extent>,
}

impl Components {
    /// Finds the components of the cells that are not 0.
    pub(crate) fn of(mask: &Mask, touching: Touching) -> Self {
        Self::of_bits(&Bits::of_mask(mask), touching)
    }

    /// Finds the components of the cells that are set.
    pub(crate) fn of_bits(mask: &Bits, touching: Touching) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        let mut leader: Vec<u32> = Vec::new();
        let corner = u32::from(touching == Touching::Corners);
        let mut above = 0..0;
        for y in 0..mask.height {
            let start = runs.len();
            let mut upper = above.start;
            for (x0, x1) in mask.runs(y) {
                let (x0, x1) = (x0 as u32, x1 as u32);
                let index = runs.len() as u32;
                leader.push(index);
                while upper < above.end && runs[upper].x1 + corner <= x0 {
                    upper += 1;
                }
                let mut k = upper;
                while k < above.end && runs[k].x0 < x1 + corner {
                    join(&mut leader, index, k as u32);
                    k += 1;
                }
                runs.push(Run { y: y as u32, x0, x1, component: 0 });
            }
            above = start..runs.len();
        }
        let mut extents: Vec<Extent> = Vec::new();
        let mut number = vec![u32::MAX; runs.len()];
        for (i, run) in runs.iter_mut().enumerate() {
            let root = find(&mut leader, i as u32) as usize;
            if number[root] == u32::MAX {
                number[root] = extents.len() as u32;
                extents.push(Extent { x0: usize::MAX, y0: usize::MAX, x1: 0, y1: 0, area: 0 });
            }
            run.component = number[root];
            let extent = &mut extents[run.component as usize];
            extent.x0 = extent.x0.min(run.x0 as usize);
            extent.x1 = extent.x1.max(run.x1 as usize);
            extent.y0 = extent.y0.min(run.y as usize);
            extent.y1 = extent.y1.max(run.y as usize + 1);
            extent.area += (run.x1 - run.x0) as usize;
        }
        Self { width: mask.width, height: mask.height, runs, extents }
    }

    /// The cells of the components that are to be kept.
    pub(crate) fn kept(&self, keep: impl Fn(usize, &Extent) -> bool) -> Mask {
        self.kept_bits(keep).to_mask()
    }

    /// As [`Self::kept`], in bits.
    pub(crate) fn kept_bits(&self, keep: impl Fn(usize, &Extent) -> bool) -> Bits {
        self.chosen_bits(&keep)
    }

    /// One body for every choice: code is fetched before the first rooms.
    fn chosen_bits(&self, keep: &dyn Fn(usize, &Extent) -> bool) -> Bits {
        let chosen: Vec<bool> = self.extents.iter().enumerate().map(|(i, e)| keep(i, e)).collect();
        let mut out = Bits::empty(self.width, self.height);
        for run in self.runs.iter().filter(|r| chosen[r.component as usize]) {
            out.fill(run.y as usize, run.x0 as usize, run.x1 as usize);
        }
        out
    }

    /// For every component the sum of a value over its cells.
    pub(crate) fn sums<T: Copy>(&self, values: &Grid<T>, value: impl Fn(T) -> f64) -> Vec<f64> {
        self.folded(values, 0.0, |sum, cell| sum + value(cell))
    }

    /// For every component its cells' values folded in reading order.
    pub(crate) fn folded<T: Copy, A: Copy>(&self, values: &Grid<T>, start: A, fold: impl Fn(A, T) -> A) -> Vec<A> {
        let mut out = vec![start; self.extents.len()];
        for run in &self.runs {
            let cells = &values.row(run.y as usize)[run.x0 as usize..run.x1 as usize];
            let slot = &mut out[run.component as usize];
            *slot = cells.iter().fold(*slot, |a, &c| fold(a, c));
        }
        out
    }
}

fn find(leader: &mut [u32], mut i: u32) -> u32 {
    while leader[i as usize] != i {
        leader[i as usize] = leader[leader[i as usize] as usize];
        i = leader[i as usize];
    }
    i
}

fn join(leader: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(leader, a), find(leader, b));
    // The earlier run leads, so that numbers follow reading order.
    leader[a.max(b) as usize] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> Mask {
        let cells = rows.iter().flat_map(|r| r.bytes().map(|b| u8::from(b == b'#'))).collect();
        Grid { width: rows[0].len(), height: rows.len(), cells }
    }

    #[test]
    fn corners_join_only_where_they_may() {
        let grid = mask(&["#..#", ".##.", "...."]);
        assert_eq!(Components::of(&grid, Touching::Sides).extents.len(), 3);
        let all = Components::of(&grid, Touching::Corners);
        assert_eq!(all.extents, vec![Extent { x0: 0, y0: 0, x1: 4, y1: 2, area: 4 }]);
    }

    #[test]
    fn a_spiral_is_one_component() {
        let grid = mask(&["#####", "....#", "###.#", "#...#", "#####"]);
        let parts = Components::of(&grid, Touching::Sides);
        assert_eq!(parts.extents.len(), 1);
        assert_eq!(parts.kept(|_, _| true), grid);
        assert_eq!(parts.kept_bits(|_, _| true).to_mask(), grid);
    }
}
