//! Where rooms, doors and windows are, in metres: the centre lines of walls, before anything is drawn.

mod corners;
mod grid;
mod openings;
mod programme;
mod subdivision;

use crate::dice::Dice;
use crate::fixture::{Fixture, Frame};
use crate::geometry::{Point, Rect, Ring};
use crate::style::Style;

/// What a room is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoomKind {
    /// Living room.
    Living,
    /// Dining room.
    Dining,
    /// Kitchen.
    Kitchen,
    /// Bedroom.
    Bedroom,
    /// Bathroom.
    Bath,
    /// Toilet.
    Toilet,
    /// Hall, corridor or entry.
    Hall,
    /// Closet.
    Closet,
    /// Laundry or plant room.
    Utility,
    /// Storage.
    Store,
    /// Office.
    Office,
}

impl RoomKind {
    /// The word for it in documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Living => "living",
            Self::Dining => "dining",
            Self::Kitchen => "kitchen",
            Self::Bedroom => "bedroom",
            Self::Bath => "bath",
            Self::Toilet => "toilet",
            Self::Hall => "hall",
            Self::Closet => "closet",
            Self::Utility => "utility",
            Self::Store => "storage",
            Self::Office => "office",
        }
    }
}

/// A rectangle of a room that has a use of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) kind: RoomKind,
    /// The name printed in it.
    pub(crate) name: Option<String>,
    pub(crate) rect: Rect,
}

/// A room.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LaidRoom {
    /// The centre lines of its walls, clockwise.
    pub(crate) ring: Ring,
    /// What it is made of, largest first; an open plan has several, other rooms may have an unnamed second one.
    pub(crate) parts: Vec<Part>,
}

/// What fills an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filling {
    /// A leaf that swings towards `inward`, hung at `from`.
    Arc,
    /// Nothing.
    Gap,
    /// Leaves that slide.
    Sliding,
    /// Panes.
    Window,
}

/// A door or a window in a wall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Opening {
    /// One end, on the wall's centre line.
    pub(crate) from: Point,
    /// The other end.
    pub(crate) to: Point,
    /// Direction of length 1 across the wall, into the building for outer walls.
    pub(crate) inward: Point,
    /// Whether it is in an outer wall.
    pub(crate) is_outer: bool,
    pub(crate) filling: Filling,
}

/// A floor of a building.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    pub(crate) rooms: Vec<LaidRoom>,
    /// The line at which rooms end, clockwise; outer walls lie mostly beyond it.
    pub(crate) footprint: Ring,
    pub(crate) openings: Vec<Opening>,
    /// Coordinates at which walls meet the outside, for chains of dimensions.
    pub(crate) stations: [Vec<f64>; 2],
    /// Furniture placed by hand; where there is none, rooms are furnished by their kind.
    pub(crate) furniture: Vec<(Fixture, Frame)>,
}

/// A floor in a style.
pub(crate) fn lay_out(dice: &mut Dice, style: &Style) -> Layout {
    // Subdivision may fail to give rooms that can all be entered; the best of a few tries is taken.
    let mut best: Option<(usize, Layout)> = None;
    for _ in 0..24 {
        let grid = subdivision::subdivide(dice, style);
        let Some((layout, closed_rooms)) = openings::open_up(dice, style, &grid) else { continue };
        if best.as_ref().is_none_or(|(fewest, _)| closed_rooms < *fewest) {
            best = Some((closed_rooms, layout));
        }
        if best.as_ref().is_some_and(|(fewest, _)| *fewest == 0) {
            break;
        }
    }
    best.map_or_else(one_room, |(_, layout)| layout)
}

/// A floor laid by hand: rooms as rectangles, and where their doors and windows are. None where a room is not one piece.
pub(crate) fn lay_by_hand(
    rooms: Vec<Vec<Part>>,
    openings: Vec<Opening>,
    furniture: Vec<(Fixture, Frame)>,
) -> Option<Layout> {
    let grid = grid::Grid::of(rooms);
    let rings: Vec<Ring> = (0..grid.rooms.len()).map(|room| grid.outline(room)).collect::<Option<_>>()?;
    let footprint = grid.footprint()?;
    let stations = openings::stations(&grid, &grid.walls());
    let rooms = rings.into_iter().zip(grid.rooms).map(|(ring, parts)| LaidRoom { ring, parts }).collect();
    Some(Layout { rooms, footprint, openings, stations, furniture })
}

/// What is laid out where nothing better was found.
fn one_room() -> Layout {
    let rect = Rect::new(0.0, 0.0, 6.0, 5.0);
    let part = Part { kind: RoomKind::Living, name: None, rect };
    Layout {
        rooms: vec![LaidRoom { ring: rect.ring(), parts: vec![part] }],
        footprint: rect.ring(),
        openings: Vec::new(),
        stations: [vec![rect.x0, rect.x1], vec![rect.y0, rect.y1]],
        furniture: Vec::new(),
    }
}
