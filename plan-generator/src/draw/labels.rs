//! Names of rooms with their sizes, where they fit.

use crate::font::{CAPITAL_HEIGHT, Font};
use crate::geometry::{Point, Rect, signed_area};
use crate::layout::{LaidRoom, Part};
use crate::scene::{BLACK, Text};
use crate::style::{RoomSize, Style};

use super::{Pencil, lengths};

/// Size of names, in metres of the plan.
const NAME_M: f64 = 0.25;
/// Size of what stands below them.
const DETAIL_M: f64 = 0.17;

/// What is printed in one part of a room.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    name: String,
    /// Lines with their sizes in metres.
    lines: Vec<(String, f64)>,
    /// Where they stand, in metres.
    pub(super) rect: Rect,
}

/// The labels of a room; names that do not fit are not printed.
pub(super) fn of_room(style: &Style, room: &LaidRoom, face: &[Point]) -> Vec<Label> {
    let named: Vec<&Part> = room.parts.iter().filter(|part| part.name.is_some()).collect();
    let is_shared = named.len() > 1;
    named.into_iter().filter_map(|part| label(style, part, (!is_shared).then(|| signed_area(face)))).collect()
}

fn label(style: &Style, part: &Part, area_m2: Option<f64>) -> Option<Label> {
    let name = part.name.clone()?;
    let room = part.rect.inset(style.partition_m / 2.0 + 0.1);
    let font = Font::of(true);
    let width = |text: &str, size: f64| font.width(text) * size;
    let mut name_lines = vec![name.clone()];
    if width(&name, NAME_M) > room.width() && name.contains(' ') {
        name_lines = name.split(' ').map(str::to_owned).collect();
    }
    let widest = name_lines.iter().map(|line| width(line, 1.0)).fold(0.0, f64::max);
    let size = NAME_M.min(room.width() / widest);
    if size < 0.55 * NAME_M {
        return None;
    }
    let mut lines: Vec<(String, f64)> = name_lines.into_iter().map(|line| (line, size)).collect();
    let detail = match style.room_size {
        RoomSize::None => None,
        RoomSize::Sides(units) => {
            let inner = part.rect.inset(style.partition_m / 2.0);
            Some(lengths::sides(style, units, [inner.width(), inner.height()]))
        }
        RoomSize::Area(units) => area_m2.map(|area| lengths::area(style, units, area)),
    };
    lines.extend(detail.filter(|detail| width(detail, DETAIL_M) < room.width()).map(|detail| (detail, DETAIL_M)));
    let height = lines.iter().map(|(_, size)| size * 1.35).sum::<f64>();
    if height > room.height() {
        return None;
    }
    let half_width = lines.iter().map(|(line, size)| width(line, *size)).fold(0.0, f64::max) / 2.0;
    let [x, y] = room.center();
    let rect = Rect::new(x - half_width, y - height / 2.0, x + half_width, y + height / 2.0);
    Some(Label { name, lines, rect })
}

pub(super) fn draw(pencil: &mut Pencil<'_>, label: &Label) {
    let x = label.rect.center()[0];
    let mut top = label.rect.y0;
    for (i, (line, size)) in label.lines.iter().enumerate() {
        // Capitals stand in the middle of their line.
        let center = pencil.px([x, top + size * (1.35 - (1.0 - CAPITAL_HEIGHT) / 2.0) / 2.0]);
        let is_bold = i == 0 || (*size - label.lines[0].1).abs() < 1e-9;
        let size = pencil.length_px(*size);
        pencil.scene.text(Text { content: line.clone(), center, size, degrees: 0.0, color: BLACK, is_bold });
        top += label.lines[i].1 * 1.35;
    }
}

pub(super) fn names_in_reading_order(labels: &[Label]) -> Vec<String> {
    let mut labels: Vec<&Label> = labels.iter().collect();
    labels.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0).then(a.rect.x0.total_cmp(&b.rect.x0)));
    labels.into_iter().map(|label| label.name.clone()).collect()
}
