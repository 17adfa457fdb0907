//! What the pointer does on the stage.

/// A tool.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Tool {
    /// Choose rooms and move the plan.
    #[default]
    Select,
    /// Draw a box that becomes a room.
    Draw,
    /// Draw an outline, corner by corner, that becomes a room.
    Outline,
    /// Point into an empty place that becomes a room as its walls have it.
    Fill,
    /// Move the corners and sides of the chosen room.
    Corners,
    /// Split the chosen room along a line from one point to another.
    Split,
    /// Choose the room that the named one is merged with.
    Merge(String),
    /// Measure between two points.
    Measure,
}

/// How many points a tool takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// None: it works on what is there.
    None,
    /// One.
    One,
    /// Two: by dragging from one to the other, or by two clicks.
    Two,
    /// At least three, until the first is met again.
    Many,
}

impl Tool {
    /// How many points it takes.
    #[must_use]
    pub fn points(&self) -> Points {
        match self {
            Self::Select | Self::Corners | Self::Merge(_) => Points::None,
            Self::Fill => Points::One,
            Self::Draw | Self::Split | Self::Measure => Points::Two,
            Self::Outline => Points::Many,
        }
    }

    /// Whether it works on the chosen room.
    #[must_use]
    pub fn needs_room(&self) -> bool {
        matches!(self, Self::Corners | Self::Split | Self::Merge(_))
    }

    /// Whether its points jump to walls.
    #[must_use]
    pub fn draws_to_walls(&self) -> bool {
        *self == Self::Corners || self.points() != Points::None
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Select => "Choose",
            Self::Draw => "Draw a box",
            Self::Outline => "Draw an outline",
            Self::Fill => "Room from a place",
            Self::Corners => "Corners and sides",
            Self::Split => "Split",
            Self::Merge(_) => "Merge",
            Self::Measure => "Measure",
        }
    }

    /// What to do next, for people: by pointer, and by keys.
    #[must_use]
    pub fn hint(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Select => None,
            Self::Draw => Some((
                "Drag a box, or click two corners.",
                "Arrows move the cross, W takes it to the wall, Enter sets a corner.",
            )),
            Self::Outline => Some((
                "Click corner after corner, and the first one again to finish.",
                "Arrows move the cross, W takes it to the wall, Enter sets a corner, Backspace takes one back, F finishes.",
            )),
            Self::Fill => {
                Some(("Click into an empty space between walls.", "Arrows move the cross, Enter takes the space."))
            }
            Self::Corners => Some((
                "Drag a corner or a side, or click one and then its new place.",
                "[ and ] choose, arrows move, W moves to the wall, I adds a corner, Delete removes it.",
            )),
            Self::Split => Some((
                "Drag a line across the room, or click its two ends.",
                "Arrows move the cross, Enter sets an end.",
            )),
            Self::Merge(_) => {
                Some(("Choose the room to merge with, on the plan or in the list.", "N and P choose, Enter merges."))
            }
            Self::Measure => Some((
                "Drag along a dimension that is printed on the plan, or click its two ends.",
                "Arrows move the cross, Enter sets an end.",
            )),
        }
    }
}
