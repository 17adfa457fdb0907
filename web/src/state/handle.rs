//! What of an outline can be taken hold of: its corners, and the sides between them.

use super::geometry::{Outline, Point};

/// A corner, or the side from a corner to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handle {
    /// The corner of this index.
    Corner(usize),
    /// The side that begins at the corner of this index.
    Side(usize),
}

impl Handle {
    /// The handle after this one, or before it: corners and sides in turn.
    #[must_use]
    pub fn next(current: Option<Self>, corners: usize, forward: bool) -> Option<Self> {
        if corners == 0 {
            return None;
        }
        let place = match current {
            None => return Some(Self::Corner(0)),
            Some(Self::Corner(index)) => 2 * index,
            Some(Self::Side(index)) => 2 * index + 1,
        };
        let count = 2 * corners;
        let place = (place + if forward { 1 } else { count - 1 }) % count;
        Some(if place.is_multiple_of(2) { Self::Corner(place / 2) } else { Self::Side(place / 2) })
    }

    /// For people: `corner 2 of 6`.
    #[must_use]
    pub fn in_words(self, corners: usize) -> String {
        match self {
            Self::Corner(index) => format!("Corner {} of {corners}", index + 1),
            Self::Side(index) => format!("Side {} of {corners}", index + 1),
        }
    }

    /// The corners that move with it.
    #[must_use]
    pub fn corners(self, count: usize) -> Vec<usize> {
        match self {
            Self::Corner(index) => vec![index],
            Self::Side(index) => vec![index, (index + 1) % count.max(1)],
        }
    }

    /// The outline with this handle moved; a side keeps its direction and moves across it.
    #[must_use]
    pub fn moved(self, outline: &[Point], [dx, dy]: [f64; 2]) -> Outline {
        let mut moved = outline.to_vec();
        let (dx, dy) = match self {
            Self::Corner(_) => (dx, dy),
            Self::Side(index) => across(outline, index, [dx, dy]),
        };
        for corner in self.corners(outline.len()) {
            if let Some(point) = moved.get_mut(corner) {
                *point = [point[0] + dx, point[1] + dy];
            }
        }
        moved
    }

    /// The outline with this handle where a place is.
    #[must_use]
    pub fn moved_to(self, outline: &[Point], [x, y]: Point) -> Outline {
        let (Self::Corner(index) | Self::Side(index)) = self;
        match outline.get(index) {
            Some(&[from_x, from_y]) => self.moved(outline, [x - from_x, y - from_y]),
            None => outline.to_vec(),
        }
    }

    /// The outline with a corner more: in the middle of the side, or of the side after the corner.
    #[must_use]
    pub fn with_corner(self, outline: &[Point]) -> (Outline, Self) {
        let (Self::Corner(index) | Self::Side(index)) = self;
        let mut outline = outline.to_vec();
        let count = outline.len();
        if let (Some(&a), Some(&b)) = (outline.get(index), outline.get((index + 1) % count.max(1))) {
            outline.insert(index + 1, [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0]);
        }
        (outline, Self::Corner(index + 1))
    }

    /// The outline without the corner; `None` where three would not be left, or for a side.
    #[must_use]
    pub fn without_corner(self, outline: &[Point]) -> Option<Outline> {
        let Self::Corner(index) = self else { return None };
        (outline.len() > 3 && index < outline.len()).then(|| {
            let mut outline = outline.to_vec();
            outline.remove(index);
            outline
        })
    }
}

/// The part of a movement that leads across a side.
fn across(outline: &[Point], index: usize, [dx, dy]: [f64; 2]) -> (f64, f64) {
    let (Some(a), Some(b)) = (outline.get(index), outline.get((index + 1) % outline.len().max(1))) else {
        return (dx, dy);
    };
    let (nx, ny) = (b[1] - a[1], a[0] - b[0]);
    let length = nx * nx + ny * ny;
    if length <= f64::EPSILON {
        return (dx, dy);
    }
    let share = (dx * nx + dy * ny) / length;
    (nx * share, ny * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [Point; 4] = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];

    #[test]
    fn corners_and_sides_come_in_turn() {
        let mut handle = None;
        let mut met = Vec::new();
        for _ in 0..9 {
            handle = Handle::next(handle, 4, true);
            met.push(handle.unwrap());
        }
        assert_eq!(&met[..3], &[Handle::Corner(0), Handle::Side(0), Handle::Corner(1)]);
        assert_eq!(met[8], Handle::Corner(0));
        assert_eq!(Handle::next(Some(Handle::Corner(0)), 4, false), Some(Handle::Side(3)));
    }

    #[test]
    fn a_side_moves_across_itself_alone() {
        let moved = Handle::Side(1).moved(&SQUARE, [5.0, 3.0]);
        assert_eq!(moved, [[0.0, 0.0], [15.0, 0.0], [15.0, 10.0], [0.0, 10.0]]);
        assert_eq!(Handle::Side(1).moved_to(&SQUARE, [20.0, 4.0])[1], [20.0, 0.0]);
    }

    #[test]
    fn corners_come_and_go() {
        let (more, added) = Handle::Side(0).with_corner(&SQUARE);
        assert_eq!((more.len(), more[1], added), (5, [5.0, 0.0], Handle::Corner(1)));
        assert_eq!(added.without_corner(&more).unwrap(), SQUARE);
        let triangle = &SQUARE[..3];
        assert_eq!(Handle::Corner(0).without_corner(triangle), None);
    }
}
