//! One plan laid by hand: a flat with two bedrooms, the plan that people can try things on.

use crate::dice::Dice;
use crate::fixture::{Fixture, Frame};
use crate::generate::draw_layouts;
use crate::geometry::{Point, Rect};
use crate::layout::{Filling, Opening, Part, RoomKind, lay_by_hand};
use crate::plan::Plan;
use crate::style::{RoomSize, Style, Units, Walls};

/// The sample. Always the same.
#[must_use]
pub fn sample() -> Plan {
    let style = Style {
        walls: Walls::Filled([58, 63, 71]),
        room_size: RoomSize::Area(Units::Metres),
        dimension_chains: Some(Units::Metres),
        has_floor_colors: true,
        px_per_m: 100.0,
        ..Style::default()
    };
    let layouts: Vec<_> = lay_by_hand(rooms(), openings(), furniture()).into_iter().collect();
    draw_layouts(&mut Dice::new(0), &style, &layouts)
}

fn rooms() -> Vec<Vec<Part>> {
    let part = |kind, name: &str, [x0, y0, x1, y1]: [f64; 4]| {
        let name = (!name.is_empty()).then(|| name.to_owned());
        Part { kind, name, rect: Rect::new(x0, y0, x1, y1) }
    };
    // The first rectangle of a room holds its name, clear of furniture.
    vec![
        vec![
            part(RoomKind::Bedroom, "BEDROOM", [2.1, 0.0, 3.8, 2.4]),
            part(RoomKind::Bedroom, "", [0.0, 0.0, 2.1, 3.4]),
            part(RoomKind::Bedroom, "", [2.1, 2.4, 3.8, 3.4]),
        ],
        vec![part(RoomKind::Bath, "BATH", [4.6, 0.0, 5.5, 1.6]), part(RoomKind::Bath, "", [3.8, 0.0, 6.2, 2.3])],
        vec![
            part(RoomKind::Kitchen, "KITCHEN", [10.2, 0.4, 11.8, 2.4]),
            part(RoomKind::Kitchen, "", [8.6, 0.0, 12.4, 3.6]),
        ],
        vec![
            part(RoomKind::Hall, "HALL", [3.8, 2.3, 8.6, 3.6]),
            part(RoomKind::Hall, "", [6.2, 0.0, 8.6, 2.3]),
            part(RoomKind::Hall, "", [3.8, 3.6, 6.4, 5.0]),
        ],
        vec![
            part(RoomKind::Living, "LIVING ROOM", [8.0, 6.8, 10.4, 8.4]),
            part(RoomKind::Living, "", [6.4, 3.6, 12.4, 8.8]),
        ],
        vec![part(RoomKind::Closet, "W.I.C.", [0.4, 3.4, 1.5, 5.0]), part(RoomKind::Closet, "", [0.0, 3.4, 0.4, 5.0])],
        vec![part(RoomKind::Bath, "ENSUITE", [1.5, 4.1, 2.9, 5.0]), part(RoomKind::Bath, "", [1.5, 3.4, 3.8, 5.0])],
        vec![
            part(RoomKind::Bedroom, "MASTER BEDROOM", [2.2, 6.1, 4.1, 8.1]),
            part(RoomKind::Bedroom, "", [0.0, 5.0, 4.8, 8.8]),
        ],
        vec![
            part(RoomKind::Utility, "LAUNDRY", [4.8, 5.0, 6.4, 6.3]),
            part(RoomKind::Utility, "", [4.8, 6.3, 6.4, 6.9]),
        ],
        vec![part(RoomKind::Store, "STORE", [5.2, 6.9, 6.4, 8.8]), part(RoomKind::Store, "", [4.8, 6.9, 5.2, 8.8])],
    ]
}

fn openings() -> Vec<Opening> {
    let up = [0.0, -1.0];
    let down = [0.0, 1.0];
    let left = [-1.0, 0.0];
    let right = [1.0, 0.0];
    let inner = |filling, from: Point, to: Point, inward: Point| Opening { from, to, inward, is_outer: false, filling };
    let outer = |filling, from: Point, to: Point, inward: Point| Opening { from, to, inward, is_outer: true, filling };
    vec![
        outer(Filling::Arc, [6.95, 0.0], [7.9, 0.0], down),
        inner(Filling::Arc, [3.8, 2.45], [3.8, 3.25], left),
        inner(Filling::Arc, [5.7, 2.3], [4.9, 2.3], up),
        inner(Filling::Arc, [8.6, 3.4], [8.6, 2.55], right),
        inner(Filling::Arc, [8.2, 3.6], [7.25, 3.6], down),
        inner(Filling::Sliding, [9.9, 3.6], [11.5, 3.6], down),
        inner(Filling::Arc, [3.95, 5.0], [4.7, 5.0], down),
        inner(Filling::Arc, [5.2, 5.0], [6.0, 5.0], up),
        inner(Filling::Sliding, [0.3, 5.0], [1.2, 5.0], down),
        inner(Filling::Arc, [3.25, 5.0], [2.5, 5.0], down),
        inner(Filling::Arc, [6.4, 8.4], [6.4, 7.6], right),
        outer(Filling::Window, [1.0, 0.0], [2.8, 0.0], down),
        outer(Filling::Window, [4.7, 0.0], [5.3, 0.0], down),
        outer(Filling::Window, [9.6, 0.0], [11.4, 0.0], down),
        outer(Filling::Window, [12.4, 5.0], [12.4, 7.2], left),
        outer(Filling::Window, [7.6, 8.8], [10.8, 8.8], up),
        outer(Filling::Window, [1.3, 8.8], [3.5, 8.8], up),
    ]
}

/// The wall that a piece stands at.
#[derive(Clone, Copy)]
enum At {
    Top,
    Right,
    Bottom,
    Left,
}

/// Pieces with the corner where each begins, clockwise along its wall.
fn furniture() -> Vec<(Fixture, Frame)> {
    let place = |fixture, at, origin| {
        let (x, y) = match at {
            At::Top => ([1.0, 0.0], [0.0, 1.0]),
            At::Right => ([0.0, 1.0], [-1.0, 0.0]),
            At::Bottom => ([-1.0, 0.0], [0.0, -1.0]),
            At::Left => ([0.0, -1.0], [1.0, 0.0]),
        };
        (fixture, Frame { origin, x, y })
    };
    vec![
        place(Fixture::DoubleBed, At::Left, [0.08, 2.5]),
        place(Fixture::Wardrobe, At::Bottom, [2.6, 3.32]),
        place(Fixture::Bathtub, At::Left, [3.88, 1.9]),
        place(Fixture::Basin, At::Right, [6.12, 0.15]),
        place(Fixture::Toilet, At::Right, [6.12, 0.95]),
        place(Fixture::Fridge, At::Right, [12.32, 0.08]),
        place(Fixture::Counter, At::Right, [12.32, 0.75]),
        place(Fixture::RoundTable, At::Top, [8.75, 0.5]),
        place(Fixture::Wardrobe, At::Right, [8.52, 0.2]),
        place(Fixture::Sofa, At::Left, [6.48, 7.1]),
        place(Fixture::CoffeeTable, At::Top, [7.75, 5.5]),
        place(Fixture::Armchair, At::Top, [8.5, 3.68]),
        place(Fixture::Table, At::Top, [10.1, 5.2]),
        place(Fixture::Sideboard, At::Right, [12.32, 7.25]),
        place(Fixture::Shelf, At::Left, [0.08, 4.85]),
        place(Fixture::Toilet, At::Top, [1.75, 3.48]),
        place(Fixture::Basin, At::Top, [2.2, 3.48]),
        place(Fixture::Shower, At::Right, [3.72, 3.48]),
        place(Fixture::DoubleBed, At::Left, [0.08, 8.1]),
        place(Fixture::Wardrobe, At::Right, [4.72, 6.6]),
        place(Fixture::WashingMachine, At::Bottom, [6.3, 6.82]),
        place(Fixture::WashingMachine, At::Bottom, [5.65, 6.82]),
        place(Fixture::Shelf, At::Left, [4.88, 8.5]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flat_has_ten_named_rooms() {
        let plan = sample();
        assert_eq!(plan.rooms.len(), 10);
        assert!(plan.rooms.iter().all(|room| room.name().is_some()), "{:?}", plan.rooms);
    }
}
