//! The settings of the detector, with the description that sliders, schemas and the command line are made from.

mod check;
mod description;

use serde::{Deserialize, Serialize};

pub use check::SettingsError;
pub use description::{ChoiceOption, Control, SettingDescription};

/// Which strokes count as walls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Walls {
    /// The thickness at which the plan falls best into rooms.
    #[default]
    Auto,
    /// Also thin strokes.
    Thin,
    /// Thick strokes only.
    Thick,
}

/// What a person may tune. Every field has a default; [`DetectorSettings::describe`] gives ranges, units and help.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DetectorSettings {
    /// How plausible a region must be to count as a room (0 to 1).
    pub strictness: f64,
    /// Whether doubtful neighbours stay one room (1) or are split (-1).
    pub keep_together: f64,
    /// The smallest room, in percent of the square that the building would fill.
    pub min_room_area_percent: f64,
    /// Rooms of lower confidence are left out (0 to 1).
    pub min_confidence: f64,
    /// Which strokes count as walls.
    pub walls: Walls,
    /// Whether a region with several names is split between them.
    pub split_by_name: bool,
    /// A person's calibration: pixels of the page (as in `metadata.page_sizes`) to one metre. Without it the scale is read off the plan.
    pub pixels_per_metre: Option<f64>,
}

impl Default for DetectorSettings {
    fn default() -> Self {
        Self {
            strictness: 0.39,
            keep_together: 0.0,
            min_room_area_percent: 0.06,
            min_confidence: 0.0,
            walls: Walls::Auto,
            split_by_name: false,
            pixels_per_metre: None,
        }
    }
}
