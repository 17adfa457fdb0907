//! Rooms made of rectangles on the grid that all their edges span: outlines and walls between neighbours.

use crate::geometry::{Point, Rect, Ring, without_straight_points};

use super::Part;

/// A stretch of wall between two rooms, or between a room and the outside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wall {
    /// The room that `inward` points to.
    pub(super) room: usize,
    /// The room on the other side; none where that is outside.
    pub(super) other: Option<usize>,
    pub(super) from: Point,
    pub(super) to: Point,
    /// Direction of length 1 from the wall into `room`.
    pub(super) inward: Point,
}

impl Wall {
    pub(super) fn length(&self) -> f64 {
        crate::geometry::length(crate::geometry::vector(self.from, self.to))
    }
}

/// Which room each cell belongs to.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) rooms: Vec<Vec<Part>>,
    pub(super) xs: Vec<f64>,
    pub(super) ys: Vec<f64>,
    /// Row by row; none is outside.
    cells: Vec<Option<usize>>,
}

impl Grid {
    /// Rooms as lists of rectangles that do not overlap.
    pub(super) fn of(rooms: Vec<Vec<Part>>) -> Self {
        let rects: Vec<Rect> = rooms.iter().flatten().map(|part| part.rect).collect();
        let xs = sorted(rects.iter().flat_map(|r| [r.x0, r.x1]).collect());
        let ys = sorted(rects.iter().flat_map(|r| [r.y0, r.y1]).collect());
        let columns = xs.len() - 1;
        let mut cells = vec![None; columns * (ys.len() - 1)];
        for (row, y) in ys.windows(2).enumerate() {
            for (column, x) in xs.windows(2).enumerate() {
                let center = [(x[0] + x[1]) / 2.0, (y[0] + y[1]) / 2.0];
                cells[row * columns + column] =
                    rooms.iter().position(|parts| parts.iter().any(|part| part.rect.contains(center)));
            }
        }
        Self { rooms, xs, ys, cells }
    }

    /// The room of a cell; cells beyond the grid are outside. Columns and rows count from 1.
    fn cell(&self, column: usize, row: usize) -> Option<usize> {
        let columns = self.xs.len() - 1;
        let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
        if column < columns { self.cells.get(row * columns + column).copied().flatten() } else { None }
    }

    /// The outline of a room, clockwise; none where it is not one ring.
    pub(super) fn outline(&self, room: usize) -> Option<Ring> {
        self.ring_of(|cell| cell == Some(room))
    }

    /// The outline of all rooms together.
    pub(super) fn footprint(&self) -> Option<Ring> {
        self.ring_of(|cell| cell.is_some())
    }

    fn ring_of(&self, is_inside: impl Fn(Option<usize>) -> bool) -> Option<Ring> {
        let inside = |column, row| is_inside(self.cell(column, row));
        // Edges run clockwise: what is inside lies to their right. Vertices are numbered like cells, from 1.
        let mut edges = Vec::new();
        for row in 1..self.ys.len() {
            for column in 1..self.xs.len() {
                if !inside(column, row) {
                    continue;
                }
                if !inside(column, row - 1) {
                    edges.push([(column, row), (column + 1, row)]);
                }
                if !inside(column + 1, row) {
                    edges.push([(column + 1, row), (column + 1, row + 1)]);
                }
                if !inside(column, row + 1) {
                    edges.push([(column + 1, row + 1), (column, row + 1)]);
                }
                if !inside(column - 1, row) {
                    edges.push([(column, row + 1), (column, row)]);
                }
            }
        }
        let first = *edges.first()?;
        let mut ring = vec![first[0]];
        let mut here = first[1];
        while here != first[0] {
            ring.push(here);
            let mut leaving = edges.iter().filter(|edge| edge[0] == here);
            let next = leaving.next()?;
            if leaving.next().is_some() {
                // Two cells that touch at a corner only.
                return None;
            }
            here = next[1];
        }
        // Edges beyond the ring belong to a hole or to another piece.
        (ring.len() == edges.len()).then(|| {
            let points: Ring = ring.iter().map(|&(column, row)| [self.xs[column - 1], self.ys[row - 1]]).collect();
            without_straight_points(&points)
        })
    }

    /// Every stretch of wall, each once.
    pub(super) fn walls(&self) -> Vec<Wall> {
        let mut walls: Vec<Wall> = Vec::new();
        for row in 1..self.ys.len() {
            for column in 1..=self.xs.len() {
                let x = self.xs[column - 1];
                let ends = [[x, self.ys[row - 1]], [x, self.ys[row]]];
                add(&mut walls, self.cell(column - 1, row), self.cell(column, row), ends, [1.0, 0.0]);
            }
        }
        for row in 1..=self.ys.len() {
            for column in 1..self.xs.len() {
                let y = self.ys[row - 1];
                let ends = [[self.xs[column - 1], y], [self.xs[column], y]];
                add(&mut walls, self.cell(column, row - 1), self.cell(column, row), ends, [0.0, 1.0]);
            }
        }
        walls
    }
}

/// Adds the stretch between two cells to the stretch that it continues, or on its own.
fn add(walls: &mut Vec<Wall>, before: Option<usize>, after: Option<usize>, [from, to]: [Point; 2], across: Point) {
    if before == after {
        return;
    }
    let (room, other, inward) = match (before, after) {
        (before, Some(room)) => (room, before, across),
        (Some(room), None) => (room, None, [-across[0], -across[1]]),
        (None, None) => return,
    };
    let longer = walls.iter_mut().find(|w| (w.room, w.other, w.inward, w.to) == (room, other, inward, from));
    match longer {
        Some(wall) => wall.to = to,
        None => walls.push(Wall { room, other, from, to, inward }),
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
    values
}
