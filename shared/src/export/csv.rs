//! A table for spreadsheets.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::room::{Measure, Room};

const HEADER: &str = "id,page,name,number,room_type,area_m2,area_ft2,area_source,perimeter_m,perimeter_ft,confidence,x_min,y_min,x_max,y_max";

/// Square feet in a square metre, and feet in a metre (the international foot of 0.3048 m).
const FT2_PER_M2: f64 = 1.0 / (0.3048 * 0.3048);
const FT_PER_M: f64 = 1.0 / 0.3048;

/// One room a row, lines ended by CR LF (RFC 4180), boxes in 0–1000.
pub(super) fn write(rooms: &[Room]) -> String {
    let mut table = String::from(HEADER);
    table.push_str("\r\n");
    for room in rooms {
        let [x_min, y_min, x_max, y_max] = room.bounding_box;
        let area_source = room.area.as_ref().map_or("", |area| area.source.as_str());
        let cells = [
            cell(&room.id),
            room.page.to_string().into(),
            cell(room.name_hint.as_deref().unwrap_or_default()),
            cell(room.number.as_deref().unwrap_or_default()),
            cell(room.room_type.as_deref().unwrap_or_default()),
            number(room.area.as_ref(), 1.0),
            number(room.area.as_ref(), FT2_PER_M2),
            cell(area_source),
            number(room.perimeter.as_ref(), 1.0),
            number(room.perimeter.as_ref(), FT_PER_M),
            room.confidence.to_string().into(),
        ];
        table.push_str(&cells.join(","));
        // writing to a String cannot fail
        let _ = write!(table, ",{x_min},{y_min},{x_max},{y_max}\r\n");
    }
    table
}

fn number(measure: Option<&Measure>, factor: f64) -> Cow<'static, str> {
    measure.map(|measure| super::round(measure.value * factor).to_string()).unwrap_or_default().into()
}

/// A text as one cell. What a spreadsheet would take for a formula gets an apostrophe in front.
fn cell(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !formula && !text.contains(['"', ',', '\n', '\r']) {
        return text.into();
    }
    let apostrophe = if formula { "'" } else { "" };
    format!("\"{apostrophe}{}\"", text.replace('"', "\"\"")).into()
}
