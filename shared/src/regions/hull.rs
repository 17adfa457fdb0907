//! Convex hulls of cells.

use crate::sorting::sort_by_key;

/// A cell, or a corner of a hull.
pub(crate) type Point = (i32, i32);

/// Corners of the convex hull, in order (Andrew's monotone chain).
pub(crate) fn convex_hull(mut points: Vec<Point>) -> Vec<Point> {
    sort_by_key(&mut points, |&point| point);
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut hull: Vec<Point> = Vec::with_capacity(16);
    for pass in 0..2 {
        let base = hull.len();
        let mut add = |p: Point| {
            while hull.len() >= base + 2 && turn(hull[hull.len() - 2], hull[hull.len() - 1], p) <= 0 {
                hull.pop();
            }
            hull.push(p);
        };
        if pass == 0 {
            points.iter().copied().for_each(&mut add);
        } else {
            points.iter().rev().copied().for_each(&mut add);
        }
        hull.pop();
    }
    hull
}

fn turn(a: Point, b: Point, c: Point) -> i64 {
    let (ux, uy) = (i64::from(b.0 - a.0), i64::from(b.1 - a.1));
    let (vx, vy) = (i64::from(c.0 - a.0), i64::from(c.1 - a.1));
    ux * vy - uy * vx
}

/// Area of a hull in cells, at least 1.
pub(crate) fn hull_area(hull: &[Point]) -> f64 {
    let mut twice = 0i64;
    for (i, p) in hull.iter().enumerate() {
        let q = hull[(i + 1) % hull.len()];
        twice += i64::from(p.0) * i64::from(q.1) - i64::from(p.1) * i64::from(q.0);
    }
    (twice.abs() as f64 / 2.0).max(1.0)
}

/// Length and width, in this order, of the smallest turned box around a hull, at least 1 each.
pub(crate) fn smallest_box(hull: &[Point]) -> (f64, f64) {
    let mut best = (f64::MAX, (1.0, 1.0));
    for (i, &a) in hull.iter().enumerate() {
        let b = hull[(i + 1) % hull.len()];
        let (dx, dy) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
        let length = libm::sqrt(dx * dx + dy * dy);
        if length == 0.0 {
            continue;
        }
        let (dx, dy) = (dx / length, dy / length);
        let (mut along, mut across) = ((f64::MAX, f64::MIN), (f64::MAX, f64::MIN));
        for &(x, y) in hull {
            let (x, y) = (f64::from(x), f64::from(y));
            let (s, t) = (x * dx + y * dy, y * dx - x * dy);
            along = (along.0.min(s), along.1.max(s));
            across = (across.0.min(t), across.1.max(t));
        }
        let (s, t) = (along.1 - along.0, across.1 - across.0);
        if s * t < best.0 {
            best = (s * t, (s.max(t).max(1.0), s.min(t).max(1.0)));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hull_of_a_turned_rectangle_knows_its_shape() {
        let points = (0..=40).flat_map(|i| (0..=10).map(move |k| (2 * i - k, i + 2 * k))).collect();
        let hull = convex_hull(points);
        assert_eq!(hull.len(), 4);
        assert_eq!(hull_area(&hull), 40.0 * 10.0 * 5.0);
        let (length, width) = smallest_box(&hull);
        assert!((width / length - 0.25).abs() < 1e-9);
    }
}
