//! Closed polylines for CAD programs, as AutoCAD R12 ASCII: the oldest form, and the one that everything reads.

use std::fmt::Write as _;

use super::{ExportPage, title};
use crate::room::Room;

/// Between two pages, as a share of the width of the one before.
const GAP: f64 = 0.05;
/// Height of the names, as a share of the page's longer side.
const TEXT: f64 = 0.012;

/// One closed polyline a ring on a layer for its kind of room, and the name as a text; pages side by side; metres where the scale is known.
pub(super) fn write(rooms: &[Room], pages: &[ExportPage]) -> String {
    let mut numbers: Vec<u32> = rooms.iter().map(|room| room.page).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut out = String::from("0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1009\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n");
    let mut left = 0.0;
    for number in numbers {
        let page = ExportPage::find(pages, number);
        let [width, height] = page.to_plane([1000.0, 0.0]);
        for room in rooms.iter().filter(|room| room.page == number) {
            let layer = layer(room.room_type.as_deref().unwrap_or("ROOM"));
            for ring in std::iter::once(&room.polygon).chain(&room.holes) {
                polyline(&mut out, &layer, ring, page, left);
            }
            let [x_min, y_min, x_max, y_max] = room.bounding_box;
            let [x, y] = page.to_plane([(x_min + x_max) / 2.0, (y_min + y_max) / 2.0]);
            // writing to a String cannot fail
            let _ = write!(
                out,
                "0\nTEXT\n8\n{layer}\n10\n{}\n20\n{y}\n30\n0\n40\n{}\n1\n{}\n",
                x + left,
                TEXT * width.max(height),
                ascii(title(room))
            );
        }
        left += width * (1.0 + GAP);
    }
    out.push_str("0\nENDSEC\n0\nEOF\n");
    out
}

fn polyline(out: &mut String, layer: &str, ring: &[[f64; 2]], page: ExportPage, left: f64) {
    // 66: vertices follow; 70 = 1: closed
    let _ = write!(out, "0\nPOLYLINE\n8\n{layer}\n66\n1\n10\n0\n20\n0\n30\n0\n70\n1\n");
    for point in ring {
        let [x, y] = page.to_plane(*point);
        let _ = write!(out, "0\nVERTEX\n8\n{layer}\n10\n{}\n20\n{y}\n30\n0\n", x + left);
    }
    let _ = write!(out, "0\nSEQEND\n8\n{layer}\n");
}

/// A layer name: letters, digits, `_`, `-` and `$`, at most 31 (R12).
fn layer(kind: &str) -> String {
    kind.chars()
        .take(31)
        .map(|c| if c.is_ascii_alphanumeric() || "_-$".contains(c) { c.to_ascii_uppercase() } else { '_' })
        .collect()
}

/// Text in ASCII: other characters as `\U+XXXX`, control characters as spaces.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_control() {
            out.push(' ');
        } else if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\U+{unit:04X}");
            }
        }
    }
    out
}
