//! What a person corrected: the rooms as they should be.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::job::JobId;
use crate::limits::{MAX_FEEDBACK_NOTE_CHARS, MAX_FEEDBACK_POINTS, MAX_FEEDBACK_ROOMS, MAX_PAGES, MAX_ROOM_TEXT_CHARS};
use crate::settings::{DetectorSettings, SettingsError};

/// Version of the stored document.
pub const FEEDBACK_FORMAT_VERSION: u32 = 1;

/// How far a box may fall short of its outline: what rounding to two decimals does.
const ROUNDING: f64 = 0.011;

/// The rooms of a document as a person says they are. All of them: a room that is missing here is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Every room; none where the document has none.
    pub rooms: Vec<CorrectedRoom>,
    /// The settings of the detector that the corrections began from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<DetectorSettings>))]
    pub settings: Option<Value>,
    /// What the person wants to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A room as it should be. Coordinates are normalised per page to 0–1000, origin top left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectedRoom {
    /// The detected room it was, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Page, from 1.
    pub page: u32,
    /// `[x_min, y_min, x_max, y_max]`; encloses `polygon`.
    pub bounding_box: [f64; 4],
    /// The outline, at least three points.
    pub polygon: Vec<[f64; 2]>,
    /// Outlines of what is cut out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Vec<[f64; 2]>>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_hint: Option<String>,
    /// What kind of room it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_type: Option<String>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// Feedback as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StoredFeedback {
    /// [`FEEDBACK_FORMAT_VERSION`].
    pub format_version: u32,
    /// Its id.
    pub feedback_id: String,
    /// The job whose rooms were corrected.
    pub job_id: JobId,
    /// When it came in (RFC 3339).
    pub created_at: String,
    /// Version of the detector of that time.
    pub model_version: String,
    /// Every room as it should be.
    pub rooms: Vec<CorrectedRoom>,
    /// The settings of the detector that the corrections began from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<DetectorSettings>))]
    pub settings: Option<Value>,
    /// What the person wants to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What the sender of feedback gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FeedbackReceipt {
    /// Its id.
    pub feedback_id: String,
    /// The job whose rooms were corrected.
    pub job_id: JobId,
    /// When it came in (RFC 3339).
    pub created_at: String,
    /// How many rooms it has.
    pub rooms: usize,
}

/// Feedback that is not as it should be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FeedbackError {
    /// A field: which, what was wrong and what would be right.
    #[error("{field}: {message}")]
    Field {
        /// `rooms[3].polygon`, `note`, ...
        field: String,
        /// A sentence.
        message: String,
    },
    /// The settings.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

fn wrong(field: String, message: String) -> FeedbackError {
    FeedbackError::Field { field, message }
}

impl Feedback {
    /// Whether it keeps to the limits and its geometry is one.
    pub fn check(&self) -> Result<(), FeedbackError> {
        if self.rooms.len() > MAX_FEEDBACK_ROOMS {
            return Err(wrong("rooms".to_owned(), format!("At most {MAX_FEEDBACK_ROOMS} rooms are taken.")));
        }
        let points = |room: &CorrectedRoom| room.polygon.len() + room.holes.iter().map(Vec::len).sum::<usize>();
        if self.rooms.iter().map(points).sum::<usize>() > MAX_FEEDBACK_POINTS {
            let message = format!("The outlines may have {MAX_FEEDBACK_POINTS} points together.");
            return Err(wrong("rooms".to_owned(), message));
        }
        for (i, room) in self.rooms.iter().enumerate() {
            room.check().map_err(|(field, message)| wrong(format!("rooms[{i}].{field}"), message))?;
        }
        if self.note.as_ref().is_some_and(|note| note.chars().count() > MAX_FEEDBACK_NOTE_CHARS) {
            let message = format!("A note has at most {MAX_FEEDBACK_NOTE_CHARS} characters.");
            return Err(wrong("note".to_owned(), message));
        }
        if let Some(settings) = &self.settings {
            DetectorSettings::from_value(settings.clone())?;
        }
        Ok(())
    }
}

impl CorrectedRoom {
    fn check(&self) -> Result<(), (&'static str, String)> {
        if !(1..=MAX_PAGES).contains(&self.page) {
            return Err(("page", format!("Pages are counted from 1 to {MAX_PAGES}.")));
        }
        let [x_min, y_min, x_max, y_max] = self.bounding_box;
        if !self.bounding_box.iter().all(|value| on_page(*value)) {
            return Err(("bounding_box", "Coordinates lie between 0 and 1000.".to_owned()));
        }
        if !(x_min < x_max && y_min < y_max) {
            return Err((
                "bounding_box",
                "A box is [x_min, y_min, x_max, y_max], with x_min < x_max and y_min < y_max.".to_owned(),
            ));
        }
        let rings = [("polygon", &self.polygon)].into_iter().chain(self.holes.iter().map(|hole| ("holes", hole)));
        for (field, ring) in rings {
            if ring.len() < 3 {
                return Err((field, "An outline has at least three points.".to_owned()));
            }
            if !ring.iter().flatten().all(|value| on_page(*value)) {
                return Err((field, "Coordinates lie between 0 and 1000.".to_owned()));
            }
            let enclosed = |[x, y]: &[f64; 2]| {
                (x_min - ROUNDING..=x_max + ROUNDING).contains(x) && (y_min - ROUNDING..=y_max + ROUNDING).contains(y)
            };
            if !ring.iter().all(enclosed) {
                return Err((field, "The box must enclose the outline and its holes.".to_owned()));
            }
        }
        let texts = [
            ("id", &self.id),
            ("name_hint", &self.name_hint),
            ("room_type", &self.room_type),
            ("number", &self.number),
        ];
        match texts.into_iter().find(|(_, text)| text.as_ref().is_some_and(|t| t.chars().count() > MAX_ROOM_TEXT_CHARS))
        {
            Some((field, _)) => Err((field, format!("At most {MAX_ROOM_TEXT_CHARS} characters are taken."))),
            None => Ok(()),
        }
    }
}

fn on_page(coordinate: f64) -> bool {
    (0.0..=1000.0).contains(&coordinate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> CorrectedRoom {
        CorrectedRoom {
            id: None,
            page: 1,
            bounding_box: [100.0, 100.0, 300.0, 200.0],
            polygon: vec![[100.0, 100.0], [300.0, 100.0], [300.0, 200.0]],
            holes: Vec::new(),
            name_hint: Some("Küche".to_owned()),
            room_type: None,
            number: None,
        }
    }

    fn field_of(change: impl FnOnce(&mut CorrectedRoom)) -> Option<String> {
        let mut changed = room();
        change(&mut changed);
        let feedback = Feedback { rooms: vec![room(), changed], settings: None, note: None };
        match feedback.check() {
            Ok(()) => None,
            Err(FeedbackError::Field { field, .. }) => Some(field),
            Err(FeedbackError::Settings(error)) => Some(error.field),
        }
    }

    #[test]
    fn a_room_is_told_where_it_is_wrong() {
        assert_eq!(field_of(|_| ()), None);
        assert_eq!(field_of(|r| r.polygon[2] = [300.01, 200.0]), None, "what rounding does is no fault");
        for (change, field) in [
            ((|r| r.page = 0) as fn(&mut CorrectedRoom), "page"),
            (|r| r.page = MAX_PAGES + 1, "page"),
            (|r| r.bounding_box[0] = -1.0, "bounding_box"),
            (|r| r.bounding_box[2] = f64::NAN, "bounding_box"),
            (|r| r.bounding_box.swap(0, 2), "bounding_box"),
            (|r| r.polygon.truncate(2), "polygon"),
            (|r| r.polygon[1] = [f64::INFINITY, 0.0], "polygon"),
            (|r| r.polygon[1] = [310.0, 100.0], "polygon"),
            (|r| r.holes = vec![vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]], "holes"),
            (|r| r.holes = vec![Vec::new()], "holes"),
            (|r| r.name_hint = Some("x".repeat(MAX_ROOM_TEXT_CHARS + 1)), "name_hint"),
            (|r| r.id = Some("x".repeat(MAX_ROOM_TEXT_CHARS + 1)), "id"),
        ] {
            assert_eq!(field_of(change), Some(format!("rooms[1].{field}")));
        }
    }

    #[test]
    fn feedback_is_bounded() {
        let feedback = |rooms: Vec<CorrectedRoom>| Feedback { rooms, settings: None, note: None };
        assert!(feedback(Vec::new()).check().is_ok());
        assert!(feedback(vec![room(); MAX_FEEDBACK_ROOMS]).check().is_ok());
        assert!(feedback(vec![room(); MAX_FEEDBACK_ROOMS + 1]).check().is_err());
        let long = CorrectedRoom { polygon: vec![[100.0, 100.0]; MAX_FEEDBACK_POINTS], ..room() };
        assert!(feedback(vec![long.clone()]).check().is_ok());
        assert!(feedback(vec![long, room()]).check().is_err());
        let note = Feedback { note: Some("x".repeat(MAX_FEEDBACK_NOTE_CHARS + 1)), ..feedback(Vec::new()) };
        assert!(note.check().is_err());
        let settings = Feedback { settings: Some(serde_json::json!({"colour": 1})), ..feedback(Vec::new()) };
        assert!(matches!(settings.check(), Err(FeedbackError::Settings(_))));
    }
}
