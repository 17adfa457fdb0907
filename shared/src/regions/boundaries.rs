//! What lies between two neighbouring regions.

use crate::linework::strokes::{MIDDLES, Strokes};
use crate::linework::walls::{Barrier, Walls};
use crate::raster::Grid;

/// The shared boundary of two regions: sums over its cells, so that boundaries add up when regions merge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Boundary {
    /// Cells.
    pub(crate) length: u64,
    /// Hardness in thousandths.
    pub(crate) hardness: u64,
    /// Cells that are wall.
    pub(crate) wall: u64,
    /// Width of the stroke over the cells that are wall, in hundredths of a working pixel.
    pub(crate) wall_stroke: u64,
    /// Cells where nothing is drawn.
    pub(crate) opening: u64,
    /// Cells of wall that are doors or short windows drawn as two lines.
    pub(crate) door: u64,
    /// Cells of closures that leave a corner of wall.
    pub(crate) corner: u64,
}

impl Boundary {
    /// Sums of two boundaries.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            length: self.length + other.length,
            hardness: self.hardness + other.hardness,
            wall: self.wall + other.wall,
            wall_stroke: self.wall_stroke + other.wall_stroke,
            opening: self.opening + other.opening,
            door: self.door + other.door,
            corner: self.corner + other.corner,
        }
    }

    /// What is left of this boundary without a part of it, taken twice (once from either side).
    pub(crate) fn without_both_sides(self, part: Self) -> Self {
        Self {
            length: self.length - 2 * part.length,
            hardness: self.hardness - 2 * part.hardness,
            wall: self.wall - 2 * part.wall,
            wall_stroke: self.wall_stroke - 2 * part.wall_stroke,
            opening: self.opening - 2 * part.opening,
            door: self.door - 2 * part.door,
            corner: self.corner - 2 * part.corner,
        }
    }

    /// Mean hardness, 0 to 1.
    pub(crate) fn mean_hardness(self) -> f64 {
        self.hardness as f64 / (1000.0 * self.length.max(1) as f64)
    }
}

/// The boundaries of one region, by neighbour, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Neighbours(Vec<(usize, Boundary)>);

impl Neighbours {
    fn place(&self, neighbour: usize) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(&neighbour))
    }

    /// The boundary to a neighbour.
    pub(crate) fn get(&self, neighbour: usize) -> Option<Boundary> {
        self.place(neighbour).ok().map(|i| self.0[i].1)
    }

    /// Adds to the boundary to a neighbour.
    pub(crate) fn add(&mut self, neighbour: usize, boundary: Boundary) {
        match self.place(neighbour) {
            Ok(i) => self.0[i].1 = self.0[i].1.plus(boundary),
            Err(i) => self.0.insert(i, (neighbour, boundary)),
        }
    }

    /// Forgets a neighbour.
    pub(crate) fn remove(&mut self, neighbour: usize) {
        if let Ok(i) = self.place(neighbour) {
            self.0.remove(i);
        }
    }

    /// The neighbours of two regions that become one.
    pub(crate) fn joined(self, other: Self, pair: [usize; 2]) -> Self {
        let (mut a, mut b) = (self.0.into_iter().peekable(), other.0.into_iter().peekable());
        let mut out: Vec<(usize, Boundary)> = Vec::new();
        loop {
            let first = match (a.peek(), b.peek()) {
                (Some(x), Some(y)) => x.0 <= y.0,
                (x, _) => x.is_some(),
            };
            let Some((neighbour, boundary)) = (if first { a.next() } else { b.next() }) else { return Self(out) };
            match out.last_mut() {
                _ if pair.contains(&neighbour) => {}
                Some((last, sum)) if *last == neighbour => *sum = sum.plus(boundary),
                _ => out.push((neighbour, boundary)),
            }
        }
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, Boundary)> + '_ {
        self.0.iter().copied()
    }
}

/// For every region its boundaries to neighbours of a higher number. `near`: the region nearest to every cell.
pub(crate) fn boundaries(strokes: &Strokes, walls: &Walls, near: &Grid<u32>) -> Vec<Neighbours> {
    let width = near.width;
    let is_door = |i: usize| strokes.doors.holds((i % width) as i32, (i / width) as i32);
    let mut out: Vec<Neighbours> = Vec::new();
    let mut add = |i: usize, k: usize| {
        let (a, b) = (near.cells[i], near.cells[k]);
        if a == 0 || b == 0 {
            return;
        }
        let wall = walls.barrier(strokes, i).min(walls.barrier(strokes, k));
        let level = strokes.level.cells[i].max(strokes.level.cells[k]);
        let is_wall = u64::from(wall == Barrier::Wall);
        let stroke = if level == 0 { 0.0 } else { 100.0 * MIDDLES[usize::from(level) - 1] };
        let boundary = Boundary {
            length: 1,
            hardness: u64::from(walls.hardness.cells[i].max(walls.hardness.cells[k])),
            wall: is_wall,
            wall_stroke: is_wall * stroke as u64,
            opening: u64::from(wall == Barrier::Opening),
            door: u64::from(is_door(i) || is_door(k)),
            corner: u64::from(walls.leaves_corner(i) || walls.leaves_corner(k)),
        };
        let (a, b) = (a.min(b) as usize, a.max(b) as usize);
        if out.len() <= a {
            out.resize(a + 1, Neighbours::default());
        }
        out[a].add(b, boundary);
    };
    for y in 0..near.height {
        let (start, row) = (y * width, near.row(y));
        differing(row, &row[1..], |x| add(start + x, start + x + 1));
        if y + 1 < near.height {
            differing(row, near.row(y + 1), |x| add(start + x, start + x + width));
        }
    }
    out
}

/// Calls `at` for every place at which two rows differ; long equal stretches are passed quickly.
fn differing(a: &[u32], b: &[u32], mut at: impl FnMut(usize)) {
    const STRETCH: usize = 16;
    for ((a, b), start) in a.chunks(STRETCH).zip(b.chunks(STRETCH)).zip((0..).step_by(STRETCH)) {
        if a.len() == b.len() && a == b {
            continue;
        }
        for (i, _) in a.iter().zip(b).enumerate().filter(|(_, (a, b))| a != b) {
            at(start + i);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_that_become_one_keep_their_neighbours_in_order_and_not_each_other() {
        let of_length = |length: u64| Boundary { length, ..Boundary::default() };
        let neighbours = |list: &[(usize, u64)]| {
            let mut out = Neighbours::default();
            list.iter().for_each(|&(neighbour, length)| out.add(neighbour, of_length(length)));
            out
        };
        let (of_three, of_five) =
            (neighbours(&[(5, 1), (1, 2), (9, 4), (1, 8)]), neighbours(&[(9, 16), (3, 1), (7, 32)]));
        assert_eq!(of_three.get(1), Some(of_length(10)));
        let mut both = of_three.joined(of_five, [3, 5]);
        let lengths = |all: &Neighbours| all.iter().map(|(neighbour, b)| (neighbour, b.length)).collect::<Vec<_>>();
        assert_eq!(lengths(&both), [(1, 10), (7, 32), (9, 20)]);
        both.remove(7);
        both.remove(8);
        assert_eq!((lengths(&both), both.get(7)), (vec![(1, 10), (9, 20)], None));
    }
}
