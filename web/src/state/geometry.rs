//! Outlines cut, joined and compared, in the page's 0–1000.

use std::collections::BTreeMap;

/// A corner.
pub type Point = [f64; 2];
/// A closed outline, its first corner not repeated.
pub type Outline = Vec<Point>;

/// Lines along which overlaps are measured.
const LINES: usize = 96;
/// Cells a side in which outlines are joined.
const CELLS: usize = 320;
/// Cells that the gap between two outlines may have: the wall between two rooms.
const MAX_GAP_CELLS: usize = 40;

/// The area inside.
#[must_use]
pub fn area(outline: &[Point]) -> f64 {
    let doubled: f64 = sides(outline).map(|([ax, ay], [bx, by])| ax * by - bx * ay).sum();
    (doubled / 2.0).abs()
}

/// `x_min, y_min, x_max, y_max`.
#[must_use]
pub fn bounds(outline: &[Point]) -> [f64; 4] {
    let empty = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    outline.iter().fold(empty, |[x0, y0, x1, y1], &[x, y]| [x0.min(x), y0.min(y), x1.max(x), y1.max(y)])
}

/// The outline, turned round where it does not run clockwise (y downwards).
#[must_use]
pub fn clockwise(mut outline: Outline) -> Outline {
    let doubled: f64 = sides(&outline).map(|([ax, ay], [bx, by])| ax * by - bx * ay).sum();
    if doubled < 0.0 {
        outline.reverse();
    }
    outline
}

/// Where rings cross a horizontal line, from left to right; between the first and the second lies the inside.
#[must_use]
pub fn crossings<'a>(rings: impl IntoIterator<Item = &'a [Point]>, y: f64) -> Vec<f64> {
    let mut crossings: Vec<f64> = rings
        .into_iter()
        .flat_map(sides)
        .filter(|([_, ay], [_, by])| (*ay <= y) != (*by <= y))
        .map(|([ax, ay], [bx, by])| ax + (y - ay) / (by - ay) * (bx - ax))
        .collect();
    crossings.sort_by(f64::total_cmp);
    crossings
}

/// The area that two outlines share, measured along lines (within about a hundredth).
#[must_use]
pub fn shared_area(a: &[Point], b: &[Point]) -> f64 {
    let ([_, a0, _, a1], [_, b0, _, b1]) = (bounds(a), bounds(b));
    let (top, bottom) = (a0.max(b0), a1.min(b1));
    if bottom <= top {
        return 0.0;
    }
    let step = (bottom - top) / LINES as f64;
    let along = |line: usize| {
        let y = top + (line as f64 + 0.5) * step;
        let (of_a, of_b) = (crossings([a], y), crossings([b], y));
        let mut length = 0.0;
        for in_a in of_a.chunks_exact(2) {
            for in_b in of_b.chunks_exact(2) {
                length += (in_a[1].min(in_b[1]) - in_a[0].max(in_b[0])).max(0.0);
            }
        }
        length
    };
    (0..LINES).map(along).sum::<f64>() * step
}

/// Shared area over the area of both together.
#[must_use]
pub fn overlap(a: &[Point], b: &[Point]) -> f64 {
    let shared = shared_area(a, b);
    let together = area(a) + area(b) - shared;
    if together > 0.0 { shared / together } else { 0.0 }
}

/// How much of two boxes together (`x0, y0, x1, y1`) lies in both.
#[must_use]
pub fn box_overlap(a: [f64; 4], b: [f64; 4]) -> f64 {
    let area = |[x0, y0, x1, y1]: [f64; 4]| (x1 - x0).max(0.0) * (y1 - y0).max(0.0);
    let both = area([a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]);
    let together = area(a) + area(b) - both;
    if together > 0.0 { both / together } else { 0.0 }
}

/// The two parts of an outline on either side of the line through two points; `None` where one of them would be empty.
#[must_use]
pub fn cut(outline: &[Point], from: Point, to: Point) -> Option<(Outline, Outline)> {
    let side = |[x, y]: Point| (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
    let half = |sign: f64| {
        let mut part = Outline::new();
        for (a, b) in sides(outline) {
            let (at_a, at_b) = (side(a) * sign, side(b) * sign);
            if at_a >= 0.0 {
                part.push(a);
            }
            if (at_a > 0.0 && at_b < 0.0) || (at_a < 0.0 && at_b > 0.0) {
                let share = at_a / (at_a - at_b);
                part.push([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]);
            }
        }
        part
    };
    let (one, other) = (half(1.0), half(-1.0));
    let least = area(outline) / 1000.0;
    (area(&one) > least && area(&other) > least).then_some((one, other))
}

/// One outline around two; the gap of a wall between them is closed. `None` where they lie too far apart.
#[must_use]
pub fn joined(a: &[Point], b: &[Point]) -> Option<Outline> {
    let ([ax0, ay0, ax1, ay1], [bx0, by0, bx1, by1]) = (bounds(a), bounds(b));
    let (x0, y0) = (ax0.min(bx0), ay0.min(by0));
    let size = (ax1.max(bx1) - x0).max(ay1.max(by1) - y0).max(f64::MIN_POSITIVE);
    let cell = size / CELLS as f64;
    let side = CELLS + 2 * MAX_GAP_CELLS;
    let mut both = vec![false; side * side];
    let centre = |index: usize, low: f64| low + (index as f64 - MAX_GAP_CELLS as f64 + 0.5) * cell;
    for row in 0..side {
        for outline in [a, b] {
            for inside in crossings([outline], centre(row, y0)).chunks_exact(2) {
                for column in 0..side {
                    both[row * side + column] |= (inside[0]..=inside[1]).contains(&centre(column, x0));
                }
            }
        }
    }
    let cells =
        (0..=MAX_GAP_CELLS / 2).map(|reach| closed(&both, side, reach)).find(|cells| parts(cells, side) == 1)?;
    let to_page = |(column, row): (usize, usize)| {
        [x0 + (column as f64 - MAX_GAP_CELLS as f64) * cell, y0 + (row as f64 - MAX_GAP_CELLS as f64) * cell]
    };
    let traced: Outline = rim(&cells, side)?.into_iter().map(to_page).collect();
    let mut outline = simplified(&traced, 1.5 * cell);
    for corner in &mut outline {
        let distance = |p: &Point| (p[0] - corner[0]).abs().max((p[1] - corner[1]).abs());
        let nearest = a.iter().chain(b).min_by(|p, q| distance(p).total_cmp(&distance(q)));
        if let Some(nearest) = nearest.filter(|p| distance(p) < 3.0 * cell) {
            *corner = *nearest;
        }
    }
    outline.dedup();
    Some(outline)
}

fn sides(outline: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    outline.iter().copied().zip(outline.iter().copied().cycle().skip(1))
}

/// Cells grown by `reach` and shrunk again: gaps up to twice as wide are filled.
fn closed(cells: &[bool], side: usize, reach: usize) -> Vec<bool> {
    let spread = |cells: &[bool], value: bool, step: usize| -> Vec<bool> {
        let near = |index: usize| {
            let position = if step == 1 { index % side } else { index / side };
            let low = position.saturating_sub(reach);
            let high = (position + reach).min(side - 1);
            (low..=high).any(|other| cells[index + other * step - position * step] == value)
        };
        (0..cells.len()).map(|index| if near(index) { value } else { !value }).collect()
    };
    if reach == 0 {
        return cells.to_vec();
    }
    let grown = spread(&spread(cells, true, 1), true, side);
    spread(&spread(&grown, false, 1), false, side)
}

/// Number of parts that hang together.
fn parts(cells: &[bool], side: usize) -> usize {
    let mut seen = vec![false; cells.len()];
    let mut count = 0;
    for start in 0..cells.len() {
        if !cells[start] || seen[start] {
            continue;
        }
        count += 1;
        let mut open = vec![start];
        while let Some(index) = open.pop() {
            if !std::mem::replace(&mut seen[index], true) {
                let (column, row) = (index % side, index / side);
                let neighbours = [
                    (column > 0).then(|| index - 1),
                    (column + 1 < side).then(|| index + 1),
                    (row > 0).then(|| index - side),
                    (row + 1 < side).then(|| index + side),
                ];
                open.extend(neighbours.into_iter().flatten().filter(|&next| cells[next] && !seen[next]));
            }
        }
    }
    count
}

/// The outer rim of the cells, corner by corner, clockwise.
fn rim(cells: &[bool], side: usize) -> Option<Vec<(usize, usize)>> {
    let inside = |column: isize, row: isize| {
        let within = |v: isize| usize::try_from(v).ok().filter(|&v| v < side);
        within(column).zip(within(row)).is_some_and(|(column, row)| cells[row * side + column])
    };
    // the sides of cells with nothing beyond them, each from corner to corner, the inside on its right
    let mut next: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for row in 0..side {
        for column in 0..side {
            if !cells[row * side + column] {
                continue;
            }
            let (c, r) = (column as isize, row as isize);
            for (open, from, to) in [
                (!inside(c, r - 1), (column, row), (column + 1, row)),
                (!inside(c + 1, r), (column + 1, row), (column + 1, row + 1)),
                (!inside(c, r + 1), (column + 1, row + 1), (column, row + 1)),
                (!inside(c - 1, r), (column, row + 1), (column, row)),
            ] {
                if open {
                    next.entry(from).or_default().push(to);
                }
            }
        }
    }
    // the first corner in reading order lies on the outer rim
    let start = *next.iter().min_by_key(|((column, row), _)| (*row, *column))?.0;
    let mut rim = vec![start];
    let mut at = start;
    while let Some(to) = next.get_mut(&at).and_then(Vec::pop) {
        if to == start {
            return Some(rim);
        }
        rim.push(to);
        at = to;
    }
    None
}

/// The outline with corners left out that lie within `tolerance` of the line between their neighbours (Douglas and Peucker).
#[must_use]
pub fn simplified(outline: &[Point], tolerance: f64) -> Outline {
    if outline.len() < 4 {
        return outline.to_vec();
    }
    let distance = |a: &Point, b: &Point| (a[0] - b[0]).abs() + (a[1] - b[1]).abs();
    let first = outline[0];
    let far = (1..outline.len())
        .max_by(|&a, &b| distance(&outline[a], &first).total_cmp(&distance(&outline[b], &first)))
        .unwrap_or(outline.len() / 2);
    let mut closed = outline.to_vec();
    closed.push(first);
    let mut kept = simplified_line(&closed[..=far], tolerance);
    kept.pop();
    kept.extend(simplified_line(&closed[far..], tolerance));
    kept.pop();
    kept
}

fn simplified_line(line: &[Point], tolerance: f64) -> Outline {
    let (Some(&from), Some(&to)) = (line.first(), line.last()) else { return Outline::new() };
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = (dx * dx + dy * dy).sqrt().max(f64::MIN_POSITIVE);
    let off = |p: &Point| ((p[0] - from[0]) * dy - (p[1] - from[1]) * dx).abs() / length;
    let farthest = (1..line.len().saturating_sub(1)).max_by(|&a, &b| off(&line[a]).total_cmp(&off(&line[b])));
    match farthest {
        Some(index) if off(&line[index]) > tolerance => {
            let mut kept = simplified_line(&line[..=index], tolerance);
            kept.pop();
            kept.extend(simplified_line(&line[index..], tolerance));
            kept
        }
        _ => vec![from, to],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(x0: f64, y0: f64, x1: f64, y1: f64) -> Outline {
        vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    }

    #[test]
    fn boxes_overlap_by_what_they_share() {
        let (a, b) = ([0.0, 0.0, 10.0, 10.0], [5.0, 0.0, 15.0, 10.0]);
        assert!((box_overlap(a, b) - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(box_overlap(a, [20.0, 20.0, 30.0, 30.0]), 0.0);
        assert_eq!(box_overlap(a, a), 1.0);
    }

    #[test]
    fn two_halves_overlap_by_a_third() {
        let (a, b) = (rectangle(0.0, 0.0, 100.0, 100.0), rectangle(50.0, 0.0, 150.0, 100.0));
        assert!((overlap(&a, &b) - 1.0 / 3.0).abs() < 0.01);
        assert_eq!(overlap(&a, &rectangle(200.0, 0.0, 300.0, 10.0)), 0.0);
    }

    #[test]
    fn a_cut_loses_nothing() {
        let l = vec![[0.0, 0.0], [100.0, 0.0], [100.0, 40.0], [40.0, 40.0], [40.0, 100.0], [0.0, 100.0]];
        let (one, other) = cut(&l, [0.0, 40.0], [100.0, 40.0]).unwrap();
        assert!((area(&one) + area(&other) - area(&l)).abs() < 1e-9);
        assert!(cut(&l, [0.0, 200.0], [100.0, 200.0]).is_none(), "a line beside the room cuts nothing");
    }

    #[test]
    fn rooms_beside_a_wall_become_one() {
        let (a, b) = (rectangle(0.0, 0.0, 100.0, 100.0), rectangle(108.0, 0.0, 200.0, 100.0));
        let one = joined(&a, &b).unwrap();
        assert!((area(&one) - 20_000.0).abs() < 200.0, "{}", area(&one));
        assert_eq!(one.len(), 4, "{one:?}");
    }

    #[test]
    fn rooms_far_apart_stay_two() {
        assert!(joined(&rectangle(0.0, 0.0, 10.0, 10.0), &rectangle(500.0, 500.0, 510.0, 510.0)).is_none());
    }

    #[test]
    fn needless_corners_go() {
        let outline = vec![[0.0, 0.0], [50.0, 0.1], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0], [0.1, 50.0]];
        assert_eq!(simplified(&outline, 1.0).len(), 4);
    }
}
