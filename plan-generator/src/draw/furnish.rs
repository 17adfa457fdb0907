//! Which furniture a room gets, and where there is place for it.

use crate::dice::Dice;
use crate::fixture::{Fixture, Frame};
use crate::geometry::{Point, Rect, Ring, along, contains, length, unit, vector};
use crate::layout::{LaidRoom, Part, RoomKind};
use crate::style::Building;
use crate::words::EQUIPMENT;

use super::Pencil;
use super::fixtures::draw;

/// Furnishes a room; what is placed joins what must be kept free.
pub(super) fn furnish(
    dice: &mut Dice,
    pencil: &mut Pencil<'_>,
    room: &LaidRoom,
    face: &Ring,
    kept_free: &mut Vec<Rect>,
) {
    for part in &room.parts {
        for fixture in wishes(dice, pencil.style.building, part) {
            let frames =
                if stands_free(fixture) { free_frames(dice, part, fixture) } else { wall_frames(dice, face, fixture) };
            let place = frames.into_iter().find_map(|frame| {
                let rect = footprint(&frame, fixture);
                let fits = part.rect.contains(rect.center())
                    && is_inside(face, &frame, fixture)
                    && !kept_free.iter().any(|kept| kept.overlaps(&rect));
                fits.then_some((frame, rect))
            });
            if let Some((frame, rect)) = place {
                kept_free.push(rect);
                draw(pencil, fixture, frame);
            }
        }
    }
}

fn stands_free(fixture: Fixture) -> bool {
    matches!(fixture, Fixture::Table | Fixture::RoundTable)
}

/// What a part of a room should have, the important first.
fn wishes(dice: &mut Dice, building: Building, part: &Part) -> Vec<Fixture> {
    let area = part.rect.area();
    if building == Building::Restaurant {
        return restaurant_wishes(dice, part, area);
    }
    match part.kind {
        RoomKind::Living => vec![Fixture::Sofa, Fixture::Sideboard, Fixture::Armchair, Fixture::Armchair],
        RoomKind::Dining => vec![Fixture::Table, Fixture::Sideboard],
        RoomKind::Kitchen if area > 11.0 => vec![Fixture::Counter, Fixture::Fridge, Fixture::Table],
        RoomKind::Kitchen => vec![Fixture::Counter, Fixture::Fridge],
        RoomKind::Bedroom if area > 11.0 => vec![Fixture::DoubleBed, Fixture::Wardrobe],
        RoomKind::Bedroom => vec![Fixture::SingleBed, Fixture::Wardrobe, Fixture::Desk],
        RoomKind::Bath if dice.chance(0.5) => vec![Fixture::Bathtub, Fixture::Toilet, Fixture::Basin],
        RoomKind::Bath => vec![Fixture::Shower, Fixture::Toilet, Fixture::Basin, Fixture::WashingMachine],
        RoomKind::Toilet => vec![Fixture::Toilet, Fixture::Basin],
        RoomKind::Utility => vec![Fixture::WashingMachine, Fixture::WashingMachine, Fixture::Basin],
        RoomKind::Store => vec![Fixture::Shelf, Fixture::Shelf],
        RoomKind::Closet => vec![Fixture::Shelf],
        RoomKind::Office => vec![Fixture::Desk, Fixture::Shelf, Fixture::Armchair],
        RoomKind::Hall if area > 8.0 && dice.chance(0.4) => vec![Fixture::Stairs],
        RoomKind::Hall => Vec::new(),
    }
}

fn restaurant_wishes(dice: &mut Dice, part: &Part, area: f64) -> Vec<Fixture> {
    let equipment = |dice: &mut Dice, count: usize| -> Vec<Fixture> {
        (0..count).map(|_| Fixture::Equipment(EQUIPMENT[dice.whole(0, EQUIPMENT.len() - 1)])).collect()
    };
    match part.kind {
        RoomKind::Dining | RoomKind::Living => {
            let mut wishes = equipment(dice, 3);
            for i in 0..(area / 4.0) as usize {
                wishes.push(if i % 2 == 0 { Fixture::Table } else { Fixture::RoundTable });
            }
            wishes
        }
        RoomKind::Kitchen => equipment(dice, (area / 2.0) as usize),
        RoomKind::Toilet => vec![Fixture::Toilet, Fixture::Basin, Fixture::Toilet],
        RoomKind::Office => vec![Fixture::Desk, Fixture::Shelf],
        _ => equipment(dice, (area / 4.0) as usize),
    }
}

/// Places along the walls of a room: at either end of each wall, in its middle and between.
fn wall_frames(dice: &mut Dice, face: &Ring, fixture: Fixture) -> Vec<Frame> {
    let [width, _] = fixture.size_m();
    let mut frames = Vec::new();
    for (a, b) in face.iter().zip(face.iter().cycle().skip(1)) {
        let (wall, x) = (length(vector(*a, *b)), unit(vector(*a, *b)));
        let is_straight = x[0].abs() < 1e-6 || x[1].abs() < 1e-6;
        if wall < width + 0.04 || !is_straight {
            continue;
        }
        // The ring runs clockwise: what is inside lies to the right.
        let y = [-x[1], x[0]];
        for share in [0.0, 0.5, 1.0, 0.25, 0.75] {
            let offset = 0.02 + (wall - width - 0.04) * share;
            frames.push(Frame { origin: along(along(*a, x, offset), y, 0.02), x, y });
        }
    }
    dice.shuffle(&mut frames);
    frames
}

/// Places on a loose grid over the part.
fn free_frames(dice: &mut Dice, part: &Part, fixture: Fixture) -> Vec<Frame> {
    let [width, depth] = fixture.size_m();
    let room = part.rect.inset(0.5);
    let mut frames = Vec::new();
    let mut y = room.y0;
    while y + depth < room.y1 {
        let mut x = room.x0;
        while x + width < room.x1 {
            frames.push(Frame { origin: [x, y], x: [1.0, 0.0], y: [0.0, 1.0] });
            x += width * 0.5 + 0.2;
        }
        y += depth * 0.5 + 0.2;
    }
    dice.shuffle(&mut frames);
    frames
}

/// The rectangle that a piece takes up.
fn footprint(frame: &Frame, fixture: Fixture) -> Rect {
    let [width, depth] = fixture.size_m();
    Rect::around(&frame.ring(Rect::new(0.0, 0.0, width, depth)))
}

fn is_inside(face: &Ring, frame: &Frame, fixture: Fixture) -> bool {
    let [width, depth] = fixture.size_m();
    let probe = |x: f64, y: f64| -> Point { frame.at(x * width, y * depth) };
    [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.5, 0.5), (0.5, 1.0), (0.5, 0.0)]
        .into_iter()
        .all(|(x, y)| contains(face, probe(x, y)))
}
