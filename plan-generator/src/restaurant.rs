//! One fit-out laid by hand: a restaurant full of equipment with tags, without one room name.
//!
//! What makes such sheets hard: partitions of two thin lines with nothing between them, a bar, a cooking line and tables whose
//! lines are as strong as the walls', and texts in every room that name no room.

use crate::dice::Dice;
use crate::fixture::{Fixture, Frame};
use crate::generate::draw_layouts;
use crate::geometry::{Point, Rect};
use crate::layout::{Filling, Opening, Part, RoomKind, lay_by_hand};
use crate::plan::Plan;
use crate::style::{Building, Style, Units, Walls, Wear};

/// The restaurant, worn as asked. Always the same.
#[must_use]
pub fn restaurant(wear: Wear) -> Plan {
    let style = Style {
        building: Building::Restaurant,
        walls: Walls::Hollow,
        outer_wall_m: 0.24,
        partition_m: 0.13,
        named_share: 0.0,
        has_title_block: true,
        dimension_chains: Some(Units::FeetInches),
        px_per_m: 80.0,
        wear,
        ..Style::default()
    };
    let layouts: Vec<_> = lay_by_hand(rooms(), openings(), furniture()).into_iter().collect();
    draw_layouts(&mut Dice::new(0), &style, &layouts)
}

fn rooms() -> Vec<Vec<Part>> {
    let part = |kind, [x0, y0, x1, y1]: [f64; 4]| Part { kind, name: None, rect: Rect::new(x0, y0, x1, y1) };
    vec![
        vec![part(RoomKind::Hall, [0.0, 5.0, 1.8, 7.2])],
        vec![
            part(RoomKind::Dining, [1.8, 0.0, 11.4, 8.0]),
            part(RoomKind::Dining, [0.0, 0.0, 1.8, 5.0]),
            part(RoomKind::Dining, [0.0, 7.2, 1.8, 8.0]),
        ],
        vec![part(RoomKind::Kitchen, [11.4, 0.0, 18.0, 6.2])],
        vec![part(RoomKind::Utility, [11.4, 6.2, 14.6, 9.2])],
        vec![part(RoomKind::Store, [14.6, 6.2, 18.0, 8.4])],
        vec![part(RoomKind::Store, [14.6, 8.4, 18.0, 12.0])],
        vec![part(RoomKind::Office, [0.0, 8.0, 3.2, 12.0])],
        vec![part(RoomKind::Hall, [3.2, 8.0, 11.4, 9.2])],
        vec![part(RoomKind::Toilet, [3.2, 9.2, 6.2, 12.0])],
        vec![part(RoomKind::Toilet, [6.2, 9.2, 9.2, 12.0])],
        vec![part(RoomKind::Closet, [9.2, 9.2, 10.6, 12.0])],
        vec![part(RoomKind::Office, [10.6, 9.2, 14.6, 12.0])],
    ]
}

fn openings() -> Vec<Opening> {
    let (up, down, left, right) = ([0.0, -1.0], [0.0, 1.0], [-1.0, 0.0], [1.0, 0.0]);
    let inner = |filling, from: Point, to: Point, inward: Point| Opening { from, to, inward, is_outer: false, filling };
    let outer = |filling, from: Point, to: Point, inward: Point| Opening { from, to, inward, is_outer: true, filling };
    vec![
        outer(Filling::Arc, [0.0, 6.6], [0.0, 5.6], right),
        inner(Filling::Arc, [1.8, 6.6], [1.8, 5.6], right),
        inner(Filling::Gap, [5.2, 8.0], [6.4, 8.0], down),
        inner(Filling::Arc, [11.4, 1.0], [11.4, 1.95], right),
        inner(Filling::Gap, [12.2, 6.2], [13.3, 6.2], down),
        inner(Filling::Arc, [11.4, 9.05], [11.4, 8.2], left),
        inner(Filling::Arc, [15.4, 6.2], [16.3, 6.2], down),
        inner(Filling::Arc, [16.8, 8.4], [15.8, 8.4], down),
        inner(Filling::Arc, [3.2, 8.95], [3.2, 8.15], left),
        inner(Filling::Arc, [3.4, 9.2], [4.25, 9.2], down),
        inner(Filling::Arc, [9.0, 9.2], [8.15, 9.2], down),
        inner(Filling::Arc, [9.4, 9.2], [10.2, 9.2], up),
        inner(Filling::Arc, [10.7, 9.2], [11.3, 9.2], down),
        outer(Filling::Window, [0.9, 0.0], [4.4, 0.0], down),
        outer(Filling::Window, [5.6, 0.0], [9.6, 0.0], down),
        outer(Filling::Window, [0.0, 1.0], [0.0, 4.2], right),
        outer(Filling::Window, [0.0, 9.4], [0.0, 11.2], right),
        outer(Filling::Window, [11.8, 12.0], [13.6, 12.0], up),
    ]
}

/// Along the upper, right, lower and left wall of a room.
const TOP: (Point, Point) = ([1.0, 0.0], [0.0, 1.0]);
const RIGHT: (Point, Point) = ([0.0, 1.0], [-1.0, 0.0]);
const BOTTOM: (Point, Point) = ([-1.0, 0.0], [0.0, -1.0]);
const LEFT: (Point, Point) = ([0.0, -1.0], [1.0, 0.0]);

/// Pieces with the corner where each begins, clockwise along its wall.
fn furniture() -> Vec<(Fixture, Frame)> {
    let mut pieces = Vec::new();
    let mut place = |fixture, (x, y): (Point, Point), origin| pieces.push((fixture, Frame { origin, x, y }));
    // The bar with what stands behind it, then tables.
    place(Fixture::Bar, BOTTOM, [10.6, 7.9]);
    for (i, tag) in ["E-31", "E-32", "ICE", "BEV"].into_iter().enumerate() {
        place(Fixture::Equipment(tag), BOTTOM, [10.4 - 0.95 * i as f64, 7.9]);
    }
    for (i, x) in [2.3, 4.6, 6.9, 9.2].into_iter().enumerate() {
        for (j, y) in [0.5, 2.9].into_iter().enumerate() {
            place(if (i + j) % 2 == 0 { Fixture::Table } else { Fixture::RoundTable }, TOP, [x, y]);
        }
    }
    for y in [0.7, 2.7] {
        place(Fixture::Table, TOP, [0.12, y]);
    }
    place(Fixture::Equipment("E-01"), BOTTOM, [3.4, 7.9]);
    place(Fixture::Equipment("POS"), BOTTOM, [4.5, 7.9]);
    // The cooking line at the outer wall, a row of tables before it, refrigerators beside it.
    for (i, tag) in ["FRYER", "E-12", "E-13", "GRILL", "OVEN", "E-14"].into_iter().enumerate() {
        place(Fixture::Equipment(tag), TOP, [12.3 + 0.93 * i as f64, 0.08]);
    }
    for (i, tag) in ["PREP TBL", "E-20"].into_iter().enumerate() {
        place(Fixture::Equipment(tag), TOP, [13.0 + 1.9 * i as f64, 2.1]);
        place(Fixture::Equipment(tag), TOP, [13.0 + 1.9 * i as f64, 2.9]);
    }
    for (i, tag) in ["REF", "FRZ", "E-22"].into_iter().enumerate() {
        place(Fixture::Equipment(tag), RIGHT, [17.92, 1.6 + 0.95 * i as f64]);
    }
    place(Fixture::Equipment("HAND SINK"), LEFT, [11.48, 5.2]);
    place(Fixture::Equipment("3-COMP SINK"), LEFT, [11.48, 8.1]);
    place(Fixture::Equipment("DW"), RIGHT, [14.52, 6.6]);
    place(Fixture::Equipment("E-40"), RIGHT, [14.52, 7.6]);
    for (i, tag) in ["SHELF", "E-51", "E-52"].into_iter().enumerate() {
        place(Fixture::Equipment(tag), RIGHT, [17.92, 8.6 + 1.0 * i as f64]);
    }
    for y in [6.7, 7.2] {
        place(Fixture::Shelf, RIGHT, [17.92, y]);
    }
    place(Fixture::Equipment("E-53"), BOTTOM, [16.6, 11.92]);
    // Toilets behind thin partitions.
    for (x, basin) in [(3.28, 5.4), (6.3, 6.4)] {
        for i in 0..3 {
            place(Fixture::Stall, BOTTOM, [x + 0.95 * f64::from(i + 1), 11.92]);
        }
        place(Fixture::Basin, TOP, [basin, 9.28]);
    }
    place(Fixture::Equipment("MOP"), BOTTOM, [10.3, 11.92]);
    place(Fixture::Desk, RIGHT, [14.52, 9.8]);
    place(Fixture::Shelf, BOTTOM, [13.0, 11.92]);
    place(Fixture::Desk, BOTTOM, [2.4, 11.92]);
    place(Fixture::Shelf, LEFT, [0.08, 9.4]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::CRISP;

    #[test]
    fn twelve_rooms_without_a_name_and_many_tags() {
        let plan = restaurant(CRISP);
        assert_eq!(plan.rooms.len(), 12);
        assert!(plan.rooms.iter().all(|room| room.name().is_none()));
        assert!(plan.text_blocks.iter().filter(|block| block.text.starts_with("E-")).count() > 10);
    }
}
