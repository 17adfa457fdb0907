//! Doors, so that every room can be entered, and windows.

use crate::dice::Dice;
use crate::geometry::{Ring, along, unit, vector};
use crate::style::{Building, Doors, Style};

use super::grid::{Grid, Wall};
use super::{Filling, LaidRoom, Layout, Opening, RoomKind, corners};

/// Wall beside a door, in metres.
const JAMB_M: f64 = 0.2;

/// The layout of a grid, and how many rooms cannot be entered. None where a room is not one piece.
pub(super) fn open_up(dice: &mut Dice, style: &Style, grid: &Grid) -> Option<(Layout, usize)> {
    let mut rings: Vec<Ring> = (0..grid.rooms.len()).map(|room| grid.outline(room)).collect::<Option<_>>()?;
    rings.push(grid.footprint()?);
    let mut walls = grid.walls();
    let kind = |room: usize| grid.rooms[room][0].kind;
    if style.has_diagonals {
        corners::cut_corners(dice, &mut rings, &mut walls, 3);
    }
    if style.has_bay {
        let bay = walls.iter_mut().filter(|w| w.other.is_none() && w.length() > 3.4).max_by(|a, b| {
            let is_living = |w: &Wall| kind(w.room) == RoomKind::Living;
            is_living(a).cmp(&is_living(b)).then(a.length().total_cmp(&b.length()))
        });
        if let Some(wall) = bay {
            corners::add_bay(dice, &mut rings, wall);
        }
    }
    let mut openings = Vec::new();
    let mut is_used = vec![false; walls.len()];
    let closed_rooms = add_doors(dice, style, grid, &walls, &mut is_used, &mut openings);
    add_entrance(dice, style, grid, &walls, &mut is_used, &mut openings);
    add_windows(dice, grid, &walls, &is_used, &mut openings);

    let footprint = rings.pop()?;
    let stations = stations(grid, &walls);
    let rooms =
        rings.into_iter().zip(&grid.rooms).map(|(ring, parts)| LaidRoom { ring, parts: parts.clone() }).collect();
    Some((Layout { rooms, footprint, openings, stations, furniture: Vec::new() }, closed_rooms))
}

/// Coordinates at which walls meet the building's upper and left sides.
pub(super) fn stations(grid: &Grid, walls: &[Wall]) -> [Vec<f64>; 2] {
    [0, 1].map(|axis| {
        let mut values: Vec<f64> = walls
            .iter()
            .filter(|wall| wall.other.is_none() && wall.inward[1 - axis] > 0.0)
            .flat_map(|wall| [wall.from[axis], wall.to[axis]])
            .filter(|value| if axis == 0 { &grid.xs } else { &grid.ys }.contains(value))
            .collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    })
}

/// Doors that connect all rooms, from the hall on; gives how many rooms stay unconnected.
fn add_doors(
    dice: &mut Dice,
    style: &Style,
    grid: &Grid,
    walls: &[Wall],
    is_used: &mut [bool],
    openings: &mut Vec<Opening>,
) -> usize {
    let mut group: Vec<usize> = (0..grid.rooms.len()).collect();
    let kind = |room: usize| grid.rooms[room][0].kind;
    let mut candidates: Vec<usize> =
        (0..walls.len()).filter(|&i| walls[i].other.is_some() && walls[i].length() > 1.1).collect();
    dice.shuffle(&mut candidates);
    // Doors to the hall come first, those between two small rooms last.
    let rank = |wall: &Wall| {
        let kinds = [Some(wall.room), wall.other].map(|room| room.map(kind));
        let small = [RoomKind::Closet, RoomKind::Toilet, RoomKind::Bath, RoomKind::Store];
        let is_small = kinds.iter().flatten().filter(|kind| small.contains(kind)).count();
        if kinds.contains(&Some(RoomKind::Hall)) { 0 } else { 1 + is_small }
    };
    candidates.sort_by_key(|&i| rank(&walls[i]));
    for i in candidates {
        let wall = &walls[i];
        let Some(other) = wall.other else { continue };
        let (a, b) = (group[wall.room], group[other]);
        let is_extra = a == b && dice.chance(0.06) && rank(wall) < 2;
        if a == b && !is_extra {
            continue;
        }
        for its in &mut group {
            if *its == b {
                *its = a;
            }
        }
        is_used[i] = true;
        let smallest = [wall.room, other].map(|room| grid.rooms[room].iter().map(|part| part.rect.area()).sum::<f64>());
        let is_closet = smallest[0].min(smallest[1]) < 3.0;
        let filling = filling(dice, style, is_closet);
        let is_wide = filling == Filling::Gap && wall.length() > 2.4 && dice.chance(0.3);
        let width = if is_closet {
            0.7
        } else if is_wide {
            1.3
        } else {
            dice.between(0.8, 0.95)
        };
        openings.push(door(dice, wall, width, filling));
    }
    let mut groups = group;
    groups.sort_unstable();
    groups.dedup();
    groups.len() - 1
}

fn filling(dice: &mut Dice, style: &Style, is_closet: bool) -> Filling {
    match style.doors {
        Doors::Arc if style.building == Building::Restaurant => {
            if dice.chance(0.25) {
                Filling::Gap
            } else {
                Filling::Arc
            }
        }
        Doors::Arc if is_closet && dice.chance(0.3) => Filling::Sliding,
        Doors::Arc => Filling::Arc,
        Doors::Gap => Filling::Gap,
        Doors::Sliding => Filling::Sliding,
        Doors::Mixed => *dice.pick(&[Filling::Arc, Filling::Arc, Filling::Gap, Filling::Sliding]),
    }
}

/// A door somewhere in a wall, hung at either end, swinging to either side; outer ones swing inwards.
fn door(dice: &mut Dice, wall: &Wall, width: f64, filling: Filling) -> Opening {
    let direction = unit(vector(wall.from, wall.to));
    let free = (wall.length() - width - 2.0 * JAMB_M).max(0.0);
    let offset =
        JAMB_M + if dice.chance(0.6) { free * f64::from(u8::from(dice.chance(0.5))) } else { dice.between(0.0, free) };
    let (a, b) = (along(wall.from, direction, offset), along(wall.from, direction, offset + width));
    let (from, to) = if dice.chance(0.5) { (a, b) } else { (b, a) };
    let is_outer = wall.other.is_none();
    let side = if is_outer || dice.chance(0.5) { 1.0 } else { -1.0 };
    Opening { from, to, inward: wall.inward.map(|part| part * side), is_outer, filling }
}

fn add_entrance(
    dice: &mut Dice,
    style: &Style,
    grid: &Grid,
    walls: &[Wall],
    is_used: &mut [bool],
    openings: &mut Vec<Opening>,
) {
    let suits = |i: usize, kind: RoomKind| {
        walls[i].other.is_none() && walls[i].length() > 1.35 && grid.rooms[walls[i].room][0].kind == kind
    };
    let kinds = [RoomKind::Hall, RoomKind::Dining, RoomKind::Living, RoomKind::Kitchen];
    let wall = kinds.iter().find_map(|&kind| (0..walls.len()).find(|&i| suits(i, kind)));
    if let Some(i) = wall {
        is_used[i] = true;
        let filling = if style.doors == Doors::Gap { Filling::Gap } else { Filling::Arc };
        openings.push(door(dice, &walls[i], 0.95, filling));
    }
}

fn add_windows(dice: &mut Dice, grid: &Grid, walls: &[Wall], is_used: &[bool], openings: &mut Vec<Opening>) {
    for (i, wall) in walls.iter().enumerate() {
        let kind = grid.rooms[wall.room][0].kind;
        let is_dark = matches!(kind, RoomKind::Hall | RoomKind::Closet | RoomKind::Store);
        if wall.other.is_some() || is_used[i] || is_dark || wall.length() < 1.4 || dice.chance(0.15) {
            continue;
        }
        let is_small = matches!(kind, RoomKind::Toilet | RoomKind::Bath | RoomKind::Utility);
        let share = dice.between(0.35, 0.6);
        let width = if is_small { 0.6 } else { (wall.length() * share).clamp(0.8, 2.4) };
        let direction = unit(vector(wall.from, wall.to));
        let offset = (wall.length() - width) / 2.0;
        let (from, to) = (along(wall.from, direction, offset), along(wall.from, direction, offset + width));
        openings.push(Opening { from, to, inward: wall.inward, is_outer: true, filling: Filling::Window });
    }
}
