//! What the words of a page say about its rooms.
//!
//! ```text
//! blocks of a page ─ lines ─> pieces of text ─┬─ dimensions   12'-6" x 10'   3,20 x 4,10 m
//!                    (lines)  (page)          ├─ areas        145 SQ FT      13,5 m²
//!                                             ├─ scales       SCALE 1:100
//!                                             ├─ names        WALK-IN / ROBE (grouping, lexicon)
//!                                             ├─ numbers      101            A-204
//!                                             └─ everything else: equipment, notes, title block
//! ```
//!
//! Nothing here looks at walls. Coordinates are those of rooms: 0–1000 over the page's width and height, origin top left.

mod abbreviations;
mod areas;
mod dimensions;
mod folding;
mod grouping;
mod languages;
mod lengths;
mod lexicon;
mod lines;
mod numbers;
mod page;
mod reading;
mod room_type;
mod scales;
mod unknown;
mod upright;

pub use abbreviations::is_same_name;
pub use page::read_page;
pub use room_type::RoomType;

/// Everything that was read on one page. The lists are in reading order: downwards, then rightwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageLabels {
    /// Names of rooms; stacked lines of one name are one entry.
    pub names: Vec<RoomName>,
    /// Numbers and tags of rooms (`101`, `A-204`).
    pub numbers: Vec<RoomNumber>,
    /// Sizes of rooms: a width and a depth.
    pub dimensions: Vec<PrintedDimension>,
    /// Single lengths, as chains of dimensions have them.
    pub lengths: Vec<PrintedLength>,
    /// Areas of rooms.
    pub areas: Vec<PrintedArea>,
    /// Areas of the whole floor or building, never of a room.
    pub total_areas: Vec<PrintedArea>,
    /// The scale that the page prints (`SCALE 1:100`), where it prints exactly one.
    pub printed_scale: Option<PrintedScale>,
    /// The rest, and why it is no name.
    pub other: Vec<OtherText>,
}

/// A piece of printed text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Label {
    /// As it was read; stacked lines are joined by a space.
    pub text: String,
    /// `[x_min, y_min, x_max, y_max]`, 0–1000 over the page.
    pub bounding_box: [f64; 4],
    /// How sure the text reader is, 0 to 1.
    pub confidence: f64,
}

impl Label {
    /// The middle of its box.
    #[must_use]
    pub fn centre(&self) -> [f64; 2] {
        let [x_min, y_min, x_max, y_max] = self.bounding_box;
        [(x_min + x_max) / 2.0, (y_min + y_max) / 2.0]
    }
}

/// The name of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomName {
    /// The text.
    pub label: Label,
    /// What kind of room it names, where the lexicon knows.
    pub room_type: Option<RoomType>,
    /// Whether the lexicon knows it. Otherwise it is only set like a name: a few words by the number of a room.
    pub in_lexicon: bool,
}

/// The number or tag of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomNumber {
    /// The text.
    pub label: Label,
}

/// The printed size of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedDimension {
    /// The text.
    pub label: Label,
    /// The first number, in metres. Which side of the room it measures is not said.
    pub width_m: f64,
    /// The second number, in metres.
    pub depth_m: f64,
    /// Whether marks of feet and inches were missing and had to be guessed.
    pub guessed: bool,
}

/// A printed length.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedLength {
    /// The text.
    pub label: Label,
    /// Metres.
    pub length_m: f64,
    /// Whether the unit was missing and had to be guessed.
    pub guessed: bool,
}

/// A printed area.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedArea {
    /// The text.
    pub label: Label,
    /// Square metres.
    pub area_m2: f64,
    /// Whether the unit, or the point before the decimals, was missing and had to be guessed.
    pub guessed: bool,
}

/// A printed scale.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedScale {
    /// The text.
    pub label: Label,
    /// 100 for 1:100.
    pub denominator: f64,
}

/// Text that says nothing about one room.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherText {
    /// The text.
    pub label: Label,
    /// What it is instead.
    pub kind: OtherKind,
}

/// Why a text is no name of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherKind {
    /// Furniture, appliances, fixtures, building parts (TABLE, DW, REF, LIFT SHAFT VENT).
    Equipment,
    /// The height of a ceiling or a level.
    Height,
    /// Notes, titles, dates, north arrows, marketing, noise.
    Note,
}
