//! Contours of a mask along the edges of its cells.

use crate::raster::bits::Bits;

/// A corner between cells: `(0, 0)` is the top left corner of the first cell.
pub(crate) type Corner = (i32, i32);

/// One closed contour, corner by corner where it turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contour {
    pub(crate) corners: Vec<Corner>,
    /// Enclosed area in cells; negative for holes.
    pub(crate) area: i64,
}

/// All contours: outer ones clockwise (on a page whose y points down), holes counter-clockwise. Cells that touch at a
/// corner only are apart.
pub(crate) fn contours(mask: &Bits) -> Vec<Contour> {
    let filled = |x: i32, y: i32| mask.holds(x, y);
    // A contour runs along the top side of a cell to the right: every contour has such a step, marked when walked.
    let mut walked = Bits::empty(mask.width, mask.height);
    let mut out = Vec::new();
    for y in 0..mask.height {
        for x in mask.tops(y) {
            if walked.holds(x as i32, y as i32) {
                continue;
            }
            let (x, y) = (x as i32, y as i32);
            let mut corners = Vec::new();
            let (mut at, mut step) = ((x, y), (1, 0));
            let mut twice = 0i64;
            loop {
                if step == (1, 0) {
                    walked.set(at.0 as usize, at.1 as usize);
                }
                let next = (at.0 + step.0, at.1 + step.1);
                twice += i64::from(at.0) * i64::from(next.1) - i64::from(at.1) * i64::from(next.0);
                at = next;
                // Cells ahead on either side; the inside is on the right.
                let (dx, dy) = step;
                let right = filled(at.0 + ahead(dx, -dy), at.1 + ahead(dy, dx));
                let left = filled(at.0 + ahead(dx, dy), at.1 + ahead(dy, -dx));
                let turned = if !right {
                    (-dy, dx)
                } else if left {
                    (dy, -dx)
                } else {
                    step
                };
                if turned != step {
                    corners.push(at);
                    step = turned;
                }
                if at == (x, y) && step == (1, 0) {
                    break;
                }
            }
            out.push(Contour { corners, area: twice / 2 });
        }
    }
    out
}

/// Offset, along one axis, of the cell ahead of a corner when moving by `along` with `side` pointing to it.
fn ahead(along: i32, side: i32) -> i32 {
    if along + side > 0 { 0 } else { -1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> Bits {
        let mut mask = Bits::empty(rows[0].len(), rows.len());
        for (y, row) in rows.iter().enumerate() {
            for (x, _) in row.bytes().enumerate().filter(|&(_, b)| b == b'#') {
                mask.set(x, y);
            }
        }
        mask
    }

    #[test]
    fn a_ring_has_an_outside_and_a_hole() {
        let found = contours(&mask(&["####", "#..#", "####"]));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].area, 12);
        assert_eq!(found[0].corners, vec![(4, 0), (4, 3), (0, 3), (0, 0)]);
        assert_eq!(found[1].area, -2);
    }

    #[test]
    fn cells_that_touch_at_a_corner_are_apart() {
        let found = contours(&mask(&["#.", ".#"]));
        assert_eq!(found.iter().map(|c| c.area).collect::<Vec<_>>(), vec![1, 1]);
    }

    #[test]
    fn areas_add_up_on_any_pattern() {
        let mut state = 7u32;
        for _ in 0..20 {
            let mut mask = Bits::empty(12, 9);
            let mut count = 0;
            for i in 0..12 * 9 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if (state >> 20) & 1 == 1 {
                    mask.set(i % 12, i / 12);
                    count += 1;
                }
            }
            assert_eq!(contours(&mask).iter().map(|c| c.area).sum::<i64>(), count);
        }
    }
}
