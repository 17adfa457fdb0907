//! A building cut into rectangles: bands along a corridor, or halves of halves.

use crate::dice::Dice;
use crate::geometry::Rect;
use crate::style::{Building, Style};

use super::grid::Grid;
use super::programme;

/// No side of an ordinary room is shorter, in metres.
const SHORTEST_SIDE_M: f64 = 2.3;

/// What became of the building: whole rooms, the corridor and what was carved out of corners.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// Rooms as rectangles; those carved have two.
    pub(super) rooms: Vec<Vec<Rect>>,
    /// Index of the corridor.
    pub(super) corridor: Option<usize>,
    /// Small rooms from corners of others.
    pub(super) carved: Vec<Rect>,
    /// Index of the room that living, kitchen and dining share, each with a rectangle.
    pub(super) open_plan: Option<usize>,
}

/// A subdivided building, its rooms named and numbered.
pub(super) fn subdivide(dice: &mut Dice, style: &Style) -> Grid {
    let (width, height, largest) = match style.building {
        Building::House => (dice.between(8.5, 13.0), dice.between(7.5, 10.5), 20.0),
        Building::Restaurant => (dice.between(15.0, 20.0), dice.between(10.0, 13.0), 26.0),
    };
    let (width, height) = (tenth(width), tenth(height));
    let mut cut = if dice.chance(0.6) { bands(dice, width, height) } else { halves(dice, width, height, largest) };
    if style.is_l_shaped {
        drop_corner(&mut cut, width, height);
    }
    if style.building == Building::Restaurant {
        merge_largest(dice, &mut cut, 2);
    } else if style.is_open_plan {
        cut.open_plan = merge_largest(dice, &mut cut, 3);
    }
    for _ in 0..dice.whole(1, 3) {
        carve(dice, &mut cut);
    }
    let (is_turned, mirror) = (dice.chance(0.5), dice.chance(0.5));
    let place = |r: Rect| {
        let r = if mirror { Rect::new(tenth(width - r.x1), r.y0, tenth(width - r.x0), r.y1) } else { r };
        if is_turned { Rect::new(r.y0, r.x0, r.y1, r.x1) } else { r }
    };
    for rect in cut.rooms.iter_mut().flatten().chain(&mut cut.carved) {
        *rect = place(*rect);
    }
    Grid::of(programme::assign(dice, style, cut))
}

/// Two bands of rooms with a corridor between them.
fn bands(dice: &mut Dice, width: f64, height: f64) -> Cut {
    let corridor = tenth(dice.between(1.1, 1.5));
    let upper = tenth(((height - corridor) * dice.between(0.4, 0.6)).max(2.6));
    let mut cut = Cut::default();
    for (y0, y1) in [(0.0, upper), (tenth(upper + corridor), height)] {
        let rooms = ((width / dice.between(2.9, 4.4)) as usize).max(2);
        let mut x0 = 0.0;
        for i in 0..rooms {
            let rest = width - x0;
            let even = rest / (rooms - i) as f64;
            let wide = if i + 1 == rooms { rest } else { tenth((even * dice.between(0.7, 1.3)).max(SHORTEST_SIDE_M)) };
            cut.rooms.push(vec![Rect::new(x0, y0, tenth(x0 + wide), y1)]);
            x0 = tenth(x0 + wide);
            if width - x0 < SHORTEST_SIDE_M {
                break;
            }
        }
        if let Some(last) = cut.rooms.last_mut() {
            last[0].x1 = width;
        }
    }
    cut.corridor = Some(cut.rooms.len());
    cut.rooms.push(vec![Rect::new(0.0, upper, width, tenth(upper + corridor))]);
    cut
}

/// Halves of halves until no room is too large.
fn halves(dice: &mut Dice, width: f64, height: f64, largest_m2: f64) -> Cut {
    let mut waiting = vec![Rect::new(0.0, 0.0, width, height)];
    let mut rooms = Vec::new();
    while let Some(rect) = waiting.pop() {
        let is_wide = rect.width() >= rect.height();
        let side = if is_wide { rect.width() } else { rect.height() };
        let keeps = rect.area() < largest_m2 * dice.between(0.5, 1.1);
        if keeps && side < 6.0 || side < 2.0 * SHORTEST_SIDE_M + 0.2 {
            rooms.push(vec![rect]);
            continue;
        }
        let at = tenth((side * dice.between(0.33, 0.67)).clamp(SHORTEST_SIDE_M, side - SHORTEST_SIDE_M));
        if is_wide {
            waiting.push(Rect { x1: tenth(rect.x0 + at), ..rect });
            waiting.push(Rect { x0: tenth(rect.x0 + at), ..rect });
        } else {
            waiting.push(Rect { y1: tenth(rect.y0 + at), ..rect });
            waiting.push(Rect { y0: tenth(rect.y0 + at), ..rect });
        }
    }
    Cut { rooms, ..Cut::default() }
}

/// Takes a room at a corner of the building away.
fn drop_corner(cut: &mut Cut, width: f64, height: f64) {
    let is_corner = |r: &Rect| (r.x0 == 0.0 || r.x1 == width) && (r.y0 == 0.0 || r.y1 == height);
    let total: f64 = cut.rooms.iter().flatten().map(Rect::area).sum();
    let room = (0..cut.rooms.len()).rev().find(|&i| {
        let rect = cut.rooms[i][0];
        Some(i) != cut.corridor && is_corner(&rect) && rect.area() < 0.3 * total && cut.rooms.len() > 4
    });
    if let Some(room) = room {
        cut.rooms.remove(room);
        cut.corridor = cut.corridor.map(|corridor| corridor - usize::from(room < corridor));
    }
}

/// Makes the largest room and neighbours of it one, up to `rectangles` in all; gives its index.
fn merge_largest(dice: &mut Dice, cut: &mut Cut, rectangles: usize) -> Option<usize> {
    let is_ordinary = |cut: &Cut, i: usize| Some(i) != cut.corridor;
    let area = |cut: &Cut, i: usize| cut.rooms[i].iter().map(Rect::area).sum::<f64>();
    let mut room =
        (0..cut.rooms.len()).filter(|&i| is_ordinary(cut, i)).max_by(|&a, &b| area(cut, a).total_cmp(&area(cut, b)))?;
    while cut.rooms[room].len() < rectangles {
        let mut neighbours: Vec<usize> = (0..cut.rooms.len())
            .filter(|&i| i != room && is_ordinary(cut, i) && cut.rooms.len() > 4)
            .filter(|&i| cut.rooms[room].iter().any(|a| common_edge(a, &cut.rooms[i][0]) > 1.8))
            .collect();
        dice.shuffle(&mut neighbours);
        let Some(&neighbour) = neighbours.first() else { break };
        let parts = cut.rooms.remove(neighbour);
        room -= usize::from(neighbour < room);
        cut.corridor = cut.corridor.map(|corridor| corridor - usize::from(neighbour < corridor));
        cut.rooms[room].extend(parts);
    }
    Some(room)
}

/// Length of the edge that two rectangles share.
fn common_edge(a: &Rect, b: &Rect) -> f64 {
    let common = |a0: f64, a1: f64, b0: f64, b1: f64| (a1.min(b1) - a0.max(b0)).max(0.0);
    if a.x1 == b.x0 || b.x1 == a.x0 {
        common(a.y0, a.y1, b.y0, b.y1)
    } else if a.y1 == b.y0 || b.y1 == a.y0 {
        common(a.x0, a.x1, b.x0, b.x1)
    } else {
        0.0
    }
}

/// Makes a small room of a corner of an ordinary one, which becomes L-shaped.
fn carve(dice: &mut Dice, cut: &mut Cut) {
    let (wide, high) = (tenth(dice.between(1.1, 1.9)), tenth(dice.between(1.3, 2.2)));
    let hosts: Vec<usize> = (0..cut.rooms.len())
        .filter(|&i| Some(i) != cut.corridor && cut.rooms[i].len() == 1)
        .filter(|&i| cut.rooms[i][0].width() > wide + 1.6 && cut.rooms[i][0].height() > high + 1.4)
        .collect();
    if hosts.is_empty() {
        return;
    }
    let host = *dice.pick(&hosts);
    let r = cut.rooms[host][0];
    let (is_left, is_top) = (dice.chance(0.5), dice.chance(0.5));
    let x = tenth(if is_left { r.x0 + wide } else { r.x1 - wide });
    let y = tenth(if is_top { r.y0 + high } else { r.y1 - high });
    let (carved_x, rest_x) = if is_left { ((r.x0, x), (x, r.x1)) } else { ((x, r.x1), (r.x0, x)) };
    let (carved_y, other_y) = if is_top { ((r.y0, y), (y, r.y1)) } else { ((y, r.y1), (r.y0, y)) };
    cut.carved.push(Rect::new(carved_x.0, carved_y.0, carved_x.1, carved_y.1));
    cut.rooms[host] =
        vec![Rect::new(rest_x.0, r.y0, rest_x.1, r.y1), Rect::new(carved_x.0, other_y.0, carved_x.1, other_y.1)];
}

/// Lengths are whole decimetres, so that walls of several rooms lie on one line.
fn tenth(metres: f64) -> f64 {
    (metres * 10.0).round() / 10.0
}
