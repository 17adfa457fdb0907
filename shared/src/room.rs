//! A room as it is given to callers.

use serde::{Deserialize, Serialize};

/// One room. Coordinates are normalised per page to 0–1000, origin top left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Room {
    /// `room_001`, `room_002`, ... in reading order over the pages.
    pub id: String,
    /// Page, from 1.
    pub page: u32,
    /// `[x_min, y_min, x_max, y_max]`; encloses `polygon`.
    pub bounding_box: [f64; 4],
    /// The outline, clockwise, its first point not repeated.
    pub polygon: Vec<[f64; 2]>,
    /// Outlines of what is cut out of the room, counter-clockwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Vec<[f64; 2]>>,
    /// The name printed in the room, as it is printed; several are joined by ` / `. Absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_hint: Option<String>,
    /// Every name printed in the room, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// What kind of room the name says it is (`kitchen`, `bath`, `bedroom`, ...).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_type: Option<String>,
    /// The room number printed in the room (`101`, `A-204`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Floor area, where the plan has a scale or prints it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Measure>,
    /// Length of the outline, where the plan has a scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perimeter: Option<Measure>,
    /// How likely this is a room with this outline, 0 to 1.
    pub confidence: f64,
    /// What the confidence is made of.
    pub evidence: Evidence,
}

/// A number with its unit and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Measure {
    /// The number.
    pub value: f64,
    /// `m2` or `m`.
    pub unit: String,
    /// `printed` on the plan, by the plan's inferred `scale`, by a `printed_scale`, or by the user's `calibration`.
    pub source: String,
}

/// What a room's confidence is made of: named parts, each in points that add up on a logistic scale.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Whether this is no room at all but the page, given because nothing was found.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fallback: bool,
    /// The parts, largest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<EvidencePart>,
}

/// One part of the evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvidencePart {
    /// What was measured (`area`, `outline`, `label`, ...).
    pub name: String,
    /// What was found, in the unit of that measurement.
    pub value: f64,
    /// What it speaks: above 0 for a room, below 0 against.
    pub points: f64,
}
