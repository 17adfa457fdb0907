//! A drawing of the rooms, one page below the other.

use std::fmt::Write as _;

use super::{ExportPage, round, title};
use crate::room::Room;

/// Between two pages, in pixels.
const GAP_PX: f64 = 20.0;
/// Height of the names, as a share of the page's longer side.
const TEXT: f64 = 0.014;
const COLOURS: [&str; 8] = ["#2f6fde", "#d9480f", "#2b8a3e", "#9c36b5", "#0b7285", "#c2255c", "#5c940d", "#6741d9"];

/// Outlines filled in a translucent colour, with the names in the middle of each box.
pub(super) fn write(rooms: &[Room], pages: &[ExportPage]) -> String {
    let mut numbers: Vec<u32> = rooms.iter().map(|room| room.page).chain(pages.iter().map(|page| page.page)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut body = String::new();
    let (mut width, mut top) = (0.0_f64, 0.0);
    for number in numbers {
        let page = ExportPage::find(pages, number);
        // writing to a String cannot fail
        let _ = writeln!(body, r#"<g id="page-{number}" transform="translate(0 {top})">"#);
        let _ = writeln!(body, r##"<rect width="{}" height="{}" fill="#fff"/>"##, page.width_px, page.height_px);
        for (i, room) in rooms.iter().enumerate().filter(|(_, room)| room.page == number) {
            draw(&mut body, room, page, COLOURS[i % COLOURS.len()]);
        }
        body.push_str("</g>\n");
        width = width.max(page.width_px);
        top = round(top + page.height_px + GAP_PX);
    }
    let height = (top - GAP_PX).max(1.0);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {height}\" width=\"{w}\" height=\"{height}\" font-family=\"sans-serif\">\n{body}</svg>\n",
        w = width.max(1.0)
    )
}

fn draw(body: &mut String, room: &Room, page: ExportPage, colour: &str) {
    let mut path = String::new();
    for ring in std::iter::once(&room.polygon).chain(&room.holes) {
        for (i, point) in ring.iter().enumerate() {
            let [x, y] = page.to_px(*point);
            let _ = write!(path, "{}{x} {y}", if i == 0 { "M" } else { "L" });
        }
        path.push('Z');
    }
    let [x_min, y_min, x_max, y_max] = room.bounding_box;
    let [x, y] = page.to_px([(x_min + x_max) / 2.0, (y_min + y_max) / 2.0]);
    let size = round(TEXT * page.width_px.max(page.height_px));
    let (id, name) = (escape(&room.id), escape(title(room)));
    let _ = writeln!(
        body,
        r#"<path id="{id}" d="{path}" fill="{colour}" fill-opacity="0.25" fill-rule="evenodd" stroke="{colour}" stroke-width="2"><title>{name}</title></path>"#
    );
    let _ = writeln!(
        body,
        r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="middle" dominant-baseline="middle">{name}</text>"#
    );
}

/// Text for XML; what XML 1.0 has no place for is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}
