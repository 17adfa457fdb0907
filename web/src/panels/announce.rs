//! What is said aloud.

use crate::state::shown::ShownRoom;
use crate::state::units::Units;

/// `Kitchen, room 3 of 14, 12.4 m², confidence 92 %`.
#[must_use]
pub fn room_in_words(room: &ShownRoom, number: usize, count: usize, units: Units) -> String {
    let area = room.room.area.as_ref().map(|area| format!(", {}", units.measure(area))).unwrap_or_default();
    format!("{}, room {number} of {count}{area}, confidence {} %", room.name, room.percent())
}
