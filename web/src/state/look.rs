//! How rooms are drawn.

use serde::{Deserialize, Serialize};

/// What the colour of a room tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colours {
    /// What kind of room it is.
    #[default]
    Type,
    /// How sure the detector is.
    Confidence,
}

/// What is written into a room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Labels {
    /// Its name and confidence.
    #[default]
    Name,
    /// Its area.
    Area,
    /// Its confidence.
    Confidence,
    /// Nothing.
    None,
}

/// Which shape a room is drawn with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Its outline.
    #[default]
    Outline,
    /// Its box.
    Box,
}

/// How rooms are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// What the colour tells.
    pub colours: Colours,
    /// What is written.
    pub labels: Labels,
    /// Which shape.
    pub shape: Shape,
    /// How much of the plan the fill hides, 0 to 1.
    pub opacity: f64,
    /// Whether the plan itself is drawn.
    pub plan: bool,
    /// Whether the rooms are drawn.
    pub rooms: bool,
    /// Whether the walls are drawn as the detector saw them.
    pub walls: bool,
    /// Whether the openings are.
    pub openings: bool,
    /// Whether the words are.
    pub words: bool,
    /// Whether names that found no room are.
    pub lost_names: bool,
}

impl Look {
    /// Whether anything is drawn that only the worker knows.
    #[must_use]
    pub fn shows_seen(&self) -> bool {
        self.walls || self.openings || self.words
    }
}

impl Default for Look {
    fn default() -> Self {
        Self {
            colours: Colours::default(),
            labels: Labels::default(),
            shape: Shape::default(),
            opacity: 0.28,
            plan: true,
            rooms: true,
            walls: false,
            openings: false,
            words: false,
            lost_names: false,
        }
    }
}
