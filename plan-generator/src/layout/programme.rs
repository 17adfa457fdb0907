//! Which room is what: by size, by shape, and by what a building needs.

use crate::dice::Dice;
use crate::geometry::Rect;
use crate::style::{Building, Style};

use super::subdivision::Cut;
use super::{Part, RoomKind};

/// Rooms with their kinds and names. Parts of a room stand largest first.
pub(super) fn assign(dice: &mut Dice, style: &Style, cut: Cut) -> Vec<Vec<Part>> {
    let area = |rects: &[Rect]| rects.iter().map(Rect::area).sum::<f64>();
    let mut order: Vec<usize> =
        (0..cut.rooms.len()).filter(|&i| Some(i) != cut.corridor && Some(i) != cut.open_plan).collect();
    order.sort_by(|&a, &b| area(&cut.rooms[b]).total_cmp(&area(&cut.rooms[a])));
    let mut kinds = vec![RoomKind::Hall; cut.rooms.len()];
    // What a building needs, largest first; the smallest room of several gets the bath.
    let mut needs = match style.building {
        Building::Restaurant => vec![RoomKind::Dining, RoomKind::Kitchen, RoomKind::Store, RoomKind::Office],
        Building::House if cut.open_plan.is_some() => vec![RoomKind::Bedroom, RoomKind::Bedroom],
        Building::House => vec![RoomKind::Living, RoomKind::Bedroom, RoomKind::Kitchen, RoomKind::Bedroom],
    };
    let extra = match style.building {
        Building::Restaurant => [RoomKind::Store, RoomKind::Toilet, RoomKind::Toilet],
        Building::House => [RoomKind::Bedroom, RoomKind::Office, RoomKind::Dining],
    };
    while needs.len() + 1 < order.len() {
        needs.push(*dice.pick(&extra));
    }
    needs.truncate(order.len().saturating_sub(1));
    needs.push(if style.building == Building::House { RoomKind::Bath } else { RoomKind::Toilet });
    for (&room, &kind) in order.iter().zip(&needs) {
        kinds[room] = kind;
    }

    let mut used = Vec::new();
    let mut rooms = Vec::new();
    for (i, mut rects) in cut.rooms.into_iter().enumerate() {
        rects.sort_by(|a, b| b.area().total_cmp(&a.area()));
        let is_open_plan = Some(i) == cut.open_plan;
        let open_plan = [RoomKind::Living, RoomKind::Kitchen, RoomKind::Dining];
        let is_named = dice.chance(style.named_share);
        let part = |(j, rect): (usize, Rect)| {
            let kind = if is_open_plan { open_plan[j.min(2)] } else { kinds[i] };
            let name = (is_named && (is_open_plan || j == 0)).then(|| fresh_name(dice, style, kind, &mut used));
            Part { kind, name, rect }
        };
        rooms.push(rects.into_iter().enumerate().map(part).collect());
    }
    for rect in cut.carved {
        let kind = *dice.pick(&[RoomKind::Toilet, RoomKind::Closet, RoomKind::Store, RoomKind::Utility]);
        let name = dice.chance(style.named_share).then(|| fresh_name(dice, style, kind, &mut used));
        rooms.push(vec![Part { kind, name, rect }]);
    }
    rooms
}

/// A name of the kind, if possible one that no other room has.
fn fresh_name(dice: &mut Dice, style: &Style, kind: RoomKind, used: &mut Vec<String>) -> String {
    let names = style.language.names(kind);
    let mut name = *dice.pick(names);
    for other in names {
        if used.iter().any(|used| used == name) {
            name = other;
        }
    }
    used.push(name.to_owned());
    name.to_owned()
}
