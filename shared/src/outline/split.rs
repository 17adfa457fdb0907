//! A room with several names, divided between them: every spot goes to the name that is nearest to walk to.

use std::collections::VecDeque;

use super::contour::contours;
use super::simplify::simplified;
use crate::linework::Ring;
use crate::raster::bits::Bits;

/// Cells along each side of the page in which the room is divided.
const CELLS: usize = 400;
/// Parts smaller than this many cells are not worth a room.
const SMALLEST_PART: i64 = 9;

/// For every starting point the outline and holes of its part, in the page's 0–1000; empty where nothing is left for it.
pub(crate) fn split(outline: &[Ring], starts: &[[f64; 2]]) -> Vec<Vec<Vec<[f64; 2]>>> {
    let owners = owners(outline, starts);
    let size = 1000.0 / CELLS as f64;
    (0..starts.len())
        .map(|name| {
            let mut part = Bits::empty(CELLS, CELLS);
            for (i, _) in owners.iter().enumerate().filter(|&(_, &o)| o == Some(name)) {
                part.set(i % CELLS, i / CELLS);
            }
            let found = contours(&part);
            let Some(outer) = found.iter().max_by_key(|c| c.area).filter(|c| c.area >= SMALLEST_PART) else {
                return Vec::new();
            };
            let holes = found.iter().filter(|c| -c.area >= SMALLEST_PART);
            std::iter::once(outer)
                .chain(holes)
                .map(|c| simplified(&c.corners).into_iter().map(|(x, y)| [x * size, y * size]).collect::<Vec<_>>())
                .filter(|ring| ring.len() > 2)
                .collect()
        })
        .collect()
}

/// The start that each cell of the page belongs to; `None` outside of the room.
fn owners(outline: &[Ring], starts: &[[f64; 2]]) -> Vec<Option<usize>> {
    let size = 1000.0 / CELLS as f64;
    let inside = |x: usize, y: usize| {
        let (x, y) = ((x as f64 + 0.5) * size, (y as f64 + 0.5) * size);
        let mut rings = outline.iter();
        rings.next().is_some_and(|outer| outer.holds(x, y)) && !rings.any(|hole| hole.holds(x, y))
    };
    let mut owners = vec![None; CELLS * CELLS];
    let mut queue = VecDeque::new();
    for (name, [x, y]) in starts.iter().enumerate() {
        let cell = |v: f64| ((v / size) as usize).min(CELLS - 1);
        let (x, y) = (cell(x.max(0.0)), cell(y.max(0.0)));
        if owners[y * CELLS + x].is_none() && inside(x, y) {
            owners[y * CELLS + x] = Some(name);
            queue.push_back((x, y));
        }
    }
    while let Some((x, y)) = queue.pop_front() {
        let owner = owners[y * CELLS + x];
        let around = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        for (u, v) in around.into_iter().filter(|&(u, v)| u < CELLS && v < CELLS) {
            if owners[v * CELLS + u].is_none() && inside(u, v) {
                owners[v * CELLS + u] = owner;
                queue.push_back((u, v));
            }
        }
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_room_with_two_names_is_halved() {
        let room = Ring::of_page([(100.0, 100.0), (500.0, 100.0), (500.0, 200.0), (100.0, 200.0)]);
        let parts = split(&[room], &[[200.0, 150.0], [400.0, 150.0]]);
        assert_eq!(parts.len(), 2);
        let right_of = |ring: &[[f64; 2]]| ring.iter().map(|p| p[0]).fold(0.0, f64::max);
        assert!((right_of(&parts[0][0]) - 300.0).abs() <= 5.0, "{parts:?}");
        assert!((right_of(&parts[1][0]) - 500.0).abs() <= 5.0, "{parts:?}");
    }
}
