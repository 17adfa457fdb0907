//! Two polygons with a drawn line between them, made one.

use super::contour::contours;
use super::cuts::{Polygon, Spot};
use super::simplify::simplified;
use crate::raster::bits::Bits;
use crate::sorting::sort_by;

/// Cells along the longer side of the box around both.
const CELLS: f64 = 600.0;
/// Holes of fewer cells are closed.
const SMALLEST_HOLE: i64 = 200;

/// Both and what lies between them where they are no farther apart than `gap` pixels; `None` where they do not meet.
pub(crate) fn joined(a: &Polygon, b: &Polygon, gap: f64) -> Option<Polygon> {
    let (of_a, of_b) = (a.bounds(), b.bounds());
    let low = [0, 1].map(|axis| of_a[0][axis].min(of_b[0][axis]) - gap);
    let high = [0, 1].map(|axis| of_a[1][axis].max(of_b[1][axis]) + gap);
    let cell = f64::max(high[0] - low[0], high[1] - low[1]) / CELLS;
    if !(cell > 0.0 && cell.is_finite()) {
        return None;
    }
    let [width, height] = [0, 1].map(|axis| (libm::ceil((high[axis] - low[axis]) / cell) as usize).max(1));
    let [a, b] = [a, b].map(|polygon| {
        let mut cells = Bits::empty(width, height);
        fill(&mut cells, polygon, low, cell);
        cells
    });
    let reach = (libm::ceil(gap / cell / 2.0) as usize).max(1);
    let both = a.or(&b);
    let between = both.closed(reach).and(&a.dilated(2 * reach)).and(&b.dilated(2 * reach));
    let found = contours(&both.or(&between));
    let ring = |corners: &[(i32, i32)]| -> Vec<Spot> {
        simplified(corners).into_iter().map(|(x, y)| [low[0] + x * cell, low[1] + y * cell]).collect()
    };
    let outer = found.iter().max_by_key(|contour| contour.area)?;
    // What stays apart is not joined.
    let apart = found.iter().filter(|c| c.area > SMALLEST_HOLE).count() != 1;
    let holes = found.iter().filter(|c| c.area < -SMALLEST_HOLE).map(|c| ring(&c.corners)).collect();
    (!apart).then(|| Polygon { outer: ring(&outer.corners), holes })
}

/// Sets the cells whose centre lies inside a polygon.
fn fill(cells: &mut Bits, polygon: &Polygon, origin: Spot, cell: f64) {
    for y in 0..cells.height {
        let at = origin[1] + (y as f64 + 0.5) * cell;
        let mut places = polygon.crossings(at);
        sort_by(&mut places, f64::total_cmp);
        let column = |x: f64| libm::ceil((x - origin[0]) / cell - 0.5).clamp(0.0, cells.width as f64) as usize;
        let spans: Vec<(usize, usize)> = places.chunks_exact(2).map(|p| (column(p[0]), column(p[1]))).collect();
        spans.into_iter().for_each(|(x0, x1)| cells.fill(y, x0, x1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Polygon {
        let outer = vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
        Polygon { outer, holes: Vec::new() }
    }

    #[test]
    fn a_line_between_two_is_part_of_both() {
        let (room, tub) = (rectangle(100.0, 100.0, 300.0, 200.0), rectangle(404.0, 100.0, 80.0, 200.0));
        let joined = joined(&room, &tub, 8.0).expect("one polygon");
        assert_eq!(joined.outer.len(), 4, "{joined:?}");
        assert!((joined.area() - 384.0 * 200.0).abs() < 800.0, "{}", joined.area());
    }

    #[test]
    fn what_is_far_apart_is_not_joined() {
        let (room, other) = (rectangle(100.0, 100.0, 300.0, 200.0), rectangle(440.0, 100.0, 80.0, 200.0));
        assert_eq!(joined(&room, &other, 8.0), None);
        assert_eq!(joined(&Polygon::default(), &Polygon::default(), 8.0), None);
    }

    #[test]
    fn a_column_in_the_room_stays_a_hole_and_a_corner_stays_a_corner() {
        let column = rectangle(200.0, 150.0, 60.0, 60.0).outer;
        let room = Polygon { holes: vec![column], ..rectangle(100.0, 100.0, 300.0, 200.0) };
        let joined = joined(&room, &rectangle(100.0, 304.0, 100.0, 100.0), 6.0).expect("one polygon");
        assert_eq!((joined.outer.len(), joined.holes.len()), (6, 1), "{joined:?}");
        assert!((joined.area() - (300.0 * 200.0 - 3600.0 + 104.0 * 100.0)).abs() < 1000.0, "{}", joined.area());
    }
}
