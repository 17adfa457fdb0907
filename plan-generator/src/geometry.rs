//! Points, rings and boxes. The y axis points down, as in pictures.

/// A point or a vector.
pub type Point = [f64; 2];

/// A closed outline; its first point is not repeated.
pub type Ring = Vec<Point>;

/// An axis-parallel rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left.
    pub x0: f64,
    /// Top.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Bottom.
    pub y1: f64,
}

impl Rect {
    /// From its edges.
    #[must_use]
    pub const fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// The smallest one around points; everything at 0 for none.
    #[must_use]
    pub fn around(points: &[Point]) -> Self {
        let Some(&[x, y]) = points.first() else { return Self::new(0.0, 0.0, 0.0, 0.0) };
        points.iter().fold(Self::new(x, y, x, y), |r, p| {
            Self::new(r.x0.min(p[0]), r.y0.min(p[1]), r.x1.max(p[0]), r.y1.max(p[1]))
        })
    }

    /// Width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Width times height.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.width() * self.height()
    }

    /// The middle.
    #[must_use]
    pub fn center(&self) -> Point {
        [(self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0]
    }

    /// Smaller by `d` on every side.
    #[must_use]
    pub fn inset(&self, d: f64) -> Self {
        Self::new(self.x0 + d, self.y0 + d, self.x1 - d, self.y1 - d)
    }

    /// Whether the two have more than an edge in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Whether a point lies in it.
    #[must_use]
    pub fn contains(&self, p: Point) -> bool {
        (self.x0..=self.x1).contains(&p[0]) && (self.y0..=self.y1).contains(&p[1])
    }

    /// Its corners, clockwise from the top left.
    #[must_use]
    pub fn ring(&self) -> Ring {
        vec![[self.x0, self.y0], [self.x1, self.y0], [self.x1, self.y1], [self.x0, self.y1]]
    }
}

/// `a + b * t`.
pub(crate) fn along(a: Point, b: Point, t: f64) -> Point {
    [a[0] + b[0] * t, a[1] + b[1] * t]
}

/// From `a` to `b`.
pub(crate) fn vector(a: Point, b: Point) -> Point {
    [b[0] - a[0], b[1] - a[1]]
}

pub(crate) fn length(v: Point) -> f64 {
    (v[0] * v[0] + v[1] * v[1]).sqrt()
}

/// The vector with length 1; a vector without length stays as it is.
pub(crate) fn unit(v: Point) -> Point {
    let length = length(v);
    if length > 0.0 { [v[0] / length, v[1] / length] } else { v }
}

/// The vector turned by 90 degrees clockwise as seen on the page.
pub(crate) fn clockwise(v: Point) -> Point {
    [-v[1], v[0]]
}

/// Area inside a ring, above 0 where it runs clockwise as seen on the page.
#[must_use]
pub fn signed_area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
}

/// Whether a point lies inside a ring (even-odd rule).
#[must_use]
pub fn contains(ring: &[Point], p: Point) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crossings = ring
        .iter()
        .zip(next)
        .filter(|(a, b)| (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
    crossings.count() % 2 == 1
}

/// The ring moved inwards by `distance` (outwards below 0), with mitred corners. The ring runs clockwise.
#[must_use]
pub fn inset(ring: &[Point], distance: f64) -> Ring {
    let n = ring.len();
    (0..n)
        .map(|i| {
            let (before, here, after) = (ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n]);
            let (arriving, leaving) = (unit(vector(before, here)), unit(vector(here, after)));
            // The mitre's point lies on both edges moved inwards.
            let turn = 1.0 + arriving[0] * leaving[0] + arriving[1] * leaving[1];
            let inward = along(clockwise(arriving), clockwise(leaving), 1.0);
            along(here, inward, distance / turn.max(0.05))
        })
        .collect()
}

/// Without points that lie on the line between their neighbours.
pub(crate) fn without_straight_points(ring: &[Point]) -> Ring {
    let n = ring.len();
    (0..n)
        .filter(|&i| {
            let (a, b) = (vector(ring[(i + n - 1) % n], ring[i]), vector(ring[i], ring[(i + 1) % n]));
            (a[0] * b[1] - a[1] * b[0]).abs() > 1e-9
        })
        .map(|i| ring[i])
        .collect()
}

/// Points of an arc about a centre, from one angle to another (degrees, clockwise on the page from the right).
pub(crate) fn arc(center: Point, radius: f64, from_degrees: f64, to_degrees: f64) -> Vec<Point> {
    const STEPS: usize = 20;
    (0..=STEPS)
        .map(|i| {
            let angle = (from_degrees + (to_degrees - from_degrees) * i as f64 / STEPS as f64).to_radians();
            [center[0] + radius * libm::cos(angle), center[1] + radius * libm::sin(angle)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inset_square_is_smaller_and_outset_larger() {
        let square = Rect::new(0.0, 0.0, 10.0, 10.0).ring();
        assert!(signed_area(&square) > 0.0);
        assert!((signed_area(&inset(&square, 1.0)) - 64.0).abs() < 1e-9);
        assert!((signed_area(&inset(&square, -1.0)) - 144.0).abs() < 1e-9);
    }

    #[test]
    fn a_reflex_corner_moves_the_other_way() {
        let l = [[0.0, 0.0], [10.0, 0.0], [10.0, 4.0], [4.0, 4.0], [4.0, 10.0], [0.0, 10.0]];
        assert_eq!(inset(&l, 1.0)[3], [3.0, 3.0]);
        assert!(contains(&l, [2.0, 8.0]) && !contains(&l, [8.0, 8.0]));
    }
}
