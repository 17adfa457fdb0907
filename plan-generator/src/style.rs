//! How a plan looks, with a list of looks that cover what plans are like.

use crate::scene::Color;
use crate::words::Language;

/// What kind of building is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Building {
    /// Rooms to live in, with names.
    House,
    /// A dining hall, a kitchen and back rooms full of equipment with tags, without one room name.
    Restaurant,
}

/// How walls are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walls {
    /// Filled with a colour.
    Filled(Color),
    /// Filled with a colour between darker lines.
    Lined(Color),
    /// Two lines with nothing between them.
    Hollow,
    /// Two lines with oblique strokes between them.
    Hatched,
}

/// How doors are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doors {
    /// A leaf and the quarter circle that it swings along.
    Arc,
    /// Nothing but the opening.
    Gap,
    /// Two leaves beside each other.
    Sliding,
    /// All of these.
    Mixed,
}

/// In what lengths are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    /// `3.45`, or `3,45` where that is written.
    Metres,
    /// `11'-4"`.
    FeetInches,
}

/// What is printed below a room's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomSize {
    /// Nothing.
    None,
    /// Length by width.
    Sides(Units),
    /// The area in square metres, or square feet.
    Area(Units),
}

/// What happens to a picture between the drawing and the person who uploads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wear {
    /// Degrees that the sheet lies askew, clockwise.
    pub turn_degrees: f64,
    /// Size of the picture as a share of the drawing's.
    pub shrink: f64,
    /// Radius of a blur, in pixels.
    pub blur_px: f64,
    /// Largest change of a pixel's level by noise, 0 to 255.
    pub noise_levels: f64,
    /// Quality of a JPEG in between, 1 to 100.
    pub jpeg_quality: Option<u8>,
    /// How many levels darker the sheet is in its darkest corner.
    pub shade_levels: f64,
}

/// No wear at all.
pub const CRISP: Wear =
    Wear { turn_degrees: 0.0, shrink: 1.0, blur_px: 0.0, noise_levels: 0.0, jpeg_quality: None, shade_levels: 0.0 };

/// How a plan looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Kind of building.
    pub building: Building,
    /// Walls.
    pub walls: Walls,
    /// Thickness of outer walls, in metres.
    pub outer_wall_m: f64,
    /// Thickness of partitions, in metres.
    pub partition_m: f64,
    /// Doors.
    pub doors: Doors,
    /// Language of the names.
    pub language: Language,
    /// Share of the rooms with a printed name.
    pub named_share: f64,
    /// What is printed below names.
    pub room_size: RoomSize,
    /// Chains of dimensions round the building.
    pub dimension_chains: Option<Units>,
    /// Whether rooms are furnished.
    pub has_furniture: bool,
    /// Whether floors are coloured by the kind of room.
    pub has_floor_colors: bool,
    /// Whether the sheet has a frame, a title block, notes and lettered axes.
    pub has_title_block: bool,
    /// Floors beside each other on one sheet.
    pub floors: usize,
    /// Whether the building lacks a corner.
    pub is_l_shaped: bool,
    /// Whether living room, kitchen and dining room are one.
    pub is_open_plan: bool,
    /// Whether corners are cut by oblique walls.
    pub has_diagonals: bool,
    /// Whether a room has a round bay.
    pub has_bay: bool,
    /// Pixels of a metre, before any wear.
    pub px_per_m: f64,
    /// Wear.
    pub wear: Wear,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            building: Building::House,
            walls: Walls::Filled([0, 0, 0]),
            outer_wall_m: 0.3,
            partition_m: 0.12,
            doors: Doors::Arc,
            language: Language::English,
            named_share: 1.0,
            room_size: RoomSize::None,
            dimension_chains: None,
            has_furniture: false,
            has_floor_colors: false,
            has_title_block: false,
            floors: 1,
            is_l_shaped: false,
            is_open_plan: false,
            has_diagonals: false,
            has_bay: false,
            px_per_m: 90.0,
            wear: CRISP,
        }
    }
}

impl Style {
    /// Looks that together cover what plans are like, each with its name.
    #[must_use]
    pub fn presets() -> Vec<(&'static str, Self)> {
        let house = Self::default;
        vec![
            ("filled", Self { room_size: RoomSize::Sides(Units::Metres), ..house() }),
            (
                "filled_furnished",
                Self {
                    has_furniture: true,
                    is_l_shaped: true,
                    room_size: RoomSize::Sides(Units::FeetInches),
                    ..house()
                },
            ),
            (
                "grey",
                Self {
                    walls: Walls::Filled([128, 128, 128]),
                    language: Language::Finnish,
                    has_furniture: true,
                    room_size: RoomSize::Area(Units::Metres),
                    ..house()
                },
            ),
            (
                "coloured",
                Self {
                    walls: Walls::Lined([214, 160, 120]),
                    language: Language::Swedish,
                    has_furniture: true,
                    has_floor_colors: true,
                    is_l_shaped: true,
                    ..house()
                },
            ),
            (
                "hollow",
                Self {
                    walls: Walls::Hollow,
                    language: Language::French,
                    dimension_chains: Some(Units::Metres),
                    room_size: RoomSize::Area(Units::Metres),
                    ..house()
                },
            ),
            (
                "hatched",
                Self {
                    walls: Walls::Hatched,
                    language: Language::German,
                    dimension_chains: Some(Units::Metres),
                    has_furniture: true,
                    ..house()
                },
            ),
            (
                "thin",
                Self {
                    outer_wall_m: 0.06,
                    partition_m: 0.03,
                    doors: Doors::Gap,
                    language: Language::Spanish,
                    ..house()
                },
            ),
            (
                "unnamed",
                Self { named_share: 0.0, has_furniture: true, doors: Doors::Mixed, is_l_shaped: true, ..house() },
            ),
            (
                "open_plan",
                Self { is_open_plan: true, has_furniture: true, language: Language::Italian, has_bay: true, ..house() },
            ),
            (
                "diagonal",
                Self { has_diagonals: true, has_bay: true, is_l_shaped: true, language: Language::Dutch, ..house() },
            ),
            (
                "title_block",
                Self {
                    walls: Walls::Hollow,
                    has_title_block: true,
                    has_furniture: true,
                    dimension_chains: Some(Units::FeetInches),
                    room_size: RoomSize::Sides(Units::FeetInches),
                    px_per_m: 80.0,
                    ..house()
                },
            ),
            (
                "floors",
                Self {
                    floors: 2,
                    has_furniture: true,
                    room_size: RoomSize::Area(Units::FeetInches),
                    px_per_m: 60.0,
                    ..house()
                },
            ),
            (
                "restaurant",
                Self {
                    building: Building::Restaurant,
                    walls: Walls::Hollow,
                    outer_wall_m: 0.24,
                    partition_m: 0.14,
                    named_share: 0.0,
                    has_furniture: true,
                    px_per_m: 70.0,
                    ..house()
                },
            ),
            (
                "scan",
                Self {
                    has_furniture: true,
                    language: Language::German,
                    room_size: RoomSize::Area(Units::Metres),
                    wear: Wear {
                        turn_degrees: 1.2,
                        shrink: 0.8,
                        blur_px: 1.0,
                        noise_levels: 12.0,
                        jpeg_quality: Some(35),
                        shade_levels: 40.0,
                    },
                    ..house()
                },
            ),
            (
                "small",
                Self {
                    has_furniture: true,
                    room_size: RoomSize::Sides(Units::FeetInches),
                    wear: Wear { shrink: 0.42, jpeg_quality: Some(60), ..CRISP },
                    ..house()
                },
            ),
        ]
    }

    /// The preset of a name.
    #[must_use]
    pub fn preset(name: &str) -> Option<Self> {
        Self::presets().into_iter().find(|(its, _)| *its == name).map(|(_, style)| style)
    }
}
