//! What the pointer does on the stage.

/// A tool.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Tool {
    /// Choose rooms and move the plan.
    #[default]
    Select,
    /// Draw a box that becomes a room.
    Draw,
    /// Move the corners of the chosen room.
    Corners,
    /// Split the chosen room along a line from one point to another.
    Split,
    /// Choose the room that the named one is merged with.
    Merge(String),
    /// Measure between two points.
    Measure,
}

impl Tool {
    /// What to do next, for people.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Select => None,
            Self::Draw => Some("Drag a box for the new room. Enter puts one in the middle, Esc stops."),
            Self::Corners => {
                Some("Drag a corner, or choose one with [ and ] and move it with the arrow keys. Esc when done.")
            }
            Self::Split => Some("Drag a line across the room. Esc stops."),
            Self::Merge(_) => Some("Choose the room to merge with, on the plan or in the list. Esc stops."),
            Self::Measure => Some("Drag along a dimension that is printed on the plan. Esc stops."),
        }
    }
}
