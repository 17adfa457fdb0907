//! Rooms on the plan: fill, outline, label.

use std::cell::RefCell;
use std::collections::HashMap;

use web_sys::CanvasRenderingContext2d;

use super::colour::{self, Colour};
use crate::state::look::{Colours, Labels, Look, Shape};
use crate::state::shown::{ShownRoom, percent};
use crate::state::units::Units;
use crate::state::viewport::{Size, Viewport};

const NAME_FONT: &str = "600 12px system-ui, sans-serif";
const DETAIL_FONT: &str = "500 11px system-ui, sans-serif";
const LINE_HEIGHT_PX: f64 = 15.0;
const LABEL_PADDING_PX: f64 = 6.0;
/// CSS pixels beyond the stage within which a room's label may still reach onto it.
const MARGIN_PX: f64 = 120.0;
/// Widths that are remembered; beyond that all are forgotten, which is cheaper than to choose.
const MOST_WIDTHS: usize = 4000;

/// Widths of texts, which are measured once: measuring all labels at every frame takes longer than drawing them.
#[derive(Default)]
pub(super) struct Widths(RefCell<HashMap<(&'static str, String), f64>>);

impl Widths {
    fn of(&self, context: &CanvasRenderingContext2d, font: &'static str, text: &str) -> f64 {
        let key = (font, text.to_owned());
        if let Some(width) = self.0.borrow().get(&key) {
            return *width;
        }
        context.set_font(font);
        // a text that cannot be measured is not drawn
        let width = context.measure_text(text).map_or(f64::MAX, |metrics| metrics.width());
        let mut widths = self.0.borrow_mut();
        if widths.len() >= MOST_WIDTHS {
            widths.clear();
        }
        widths.insert(key, width);
        width
    }
}

/// Everything that the drawing of rooms depends on.
pub(super) struct Drawing<'a> {
    pub(super) rooms: &'a [ShownRoom],
    pub(super) view: Viewport,
    /// Size of what is drawn on, in CSS pixels.
    pub(super) stage: Size,
    pub(super) widths: &'a Widths,
    pub(super) look: Look,
    pub(super) units: Units,
    pub(super) selected: Option<&'a str>,
    pub(super) hovered: Option<&'a str>,
    /// CSS colour of what is chosen.
    pub(super) accent: &'a str,
}

/// Draws the rooms; the context's transform is CSS pixels.
pub(super) fn draw(context: &CanvasRenderingContext2d, drawing: &Drawing<'_>) {
    for room in drawing.in_sight() {
        fill(context, drawing, room);
    }
    for room in drawing.in_sight().filter(|room| drawing.is_chosen(room)) {
        outline(context, drawing, room, drawing.accent, 2.5);
    }
    if drawing.look.labels != Labels::None {
        context.set_text_align("center");
        context.set_text_baseline("middle");
        for room in drawing.in_sight() {
            label(context, drawing, room);
        }
    }
}

impl Drawing<'_> {
    /// The rooms of which something lies on the stage.
    fn in_sight(&self) -> impl Iterator<Item = &ShownRoom> {
        self.rooms.iter().filter(|room| {
            let [left, top, right, bottom] = room.box_px;
            let ((x0, y0), (x1, y1)) = (self.view.to_stage((left, top)), self.view.to_stage((right, bottom)));
            x1 >= -MARGIN_PX && y1 >= -MARGIN_PX && x0 <= self.stage.0 + MARGIN_PX && y0 <= self.stage.1 + MARGIN_PX
        })
    }

    fn is_chosen(&self, room: &ShownRoom) -> bool {
        self.selected == Some(&room.room.id)
    }

    fn is_pointed_at(&self, room: &ShownRoom) -> bool {
        self.hovered == Some(&room.room.id)
    }

    fn colour(&self, room: &ShownRoom) -> Colour {
        room_colour(self.look, room)
    }

    fn trace(&self, context: &CanvasRenderingContext2d, room: &ShownRoom) {
        context.begin_path();
        match self.look.shape {
            Shape::Outline => {
                for outline in &room.outlines_px {
                    for (index, &point) in outline.iter().enumerate() {
                        let (x, y) = self.view.to_stage(point);
                        if index == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
                    }
                    context.close_path();
                }
            }
            Shape::Box => {
                let [left, top, right, bottom] = room.box_px;
                let ((x0, y0), (x1, y1)) = (self.view.to_stage((left, top)), self.view.to_stage((right, bottom)));
                context.rect(x0, y0, x1 - x0, y1 - y0);
            }
        }
    }
}

fn fill(context: &CanvasRenderingContext2d, drawing: &Drawing<'_>, room: &ShownRoom) {
    let colour = drawing.colour(room);
    let stress = if drawing.is_pointed_at(room) || drawing.is_chosen(room) { 0.18 } else { 0.0 };
    drawing.trace(context, room);
    context.set_fill_style_str(&colour.css((drawing.look.opacity + stress).min(1.0)));
    context.fill_with_canvas_winding_rule(web_sys::CanvasWindingRule::Evenodd);
    context.set_line_width(if drawing.is_pointed_at(room) { 2.0 } else { 1.25 });
    context.set_stroke_style_str(&colour.css(0.9));
    context.stroke();
}

fn outline(context: &CanvasRenderingContext2d, drawing: &Drawing<'_>, room: &ShownRoom, colour: &str, width: f64) {
    drawing.trace(context, room);
    context.set_line_width(width + 2.0);
    context.set_stroke_style_str("rgb(255 255 255 / 0.85)");
    context.stroke();
    context.set_line_width(width);
    context.set_stroke_style_str(colour);
    context.stroke();
}

fn label(context: &CanvasRenderingContext2d, drawing: &Drawing<'_>, room: &ShownRoom) {
    let room_width = room.label_width_px * drawing.view.scale;
    let room_height = (room.box_px[3] - room.box_px[1]) * drawing.view.scale;
    let stressed = drawing.is_chosen(room) || drawing.is_pointed_at(room);
    if !stressed && (room_height < LINE_HEIGHT_PX || room_width < 2.0 * LABEL_PADDING_PX) {
        return;
    }
    let lines = lines(drawing, room);
    let width_of = |(font, text): &(&'static str, String)| drawing.widths.of(context, font, text);
    let fitting: Vec<&(&'static str, String)> = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| {
            let fits = width_of(line) + 2.0 * LABEL_PADDING_PX <= room_width;
            stressed || (fits && room_height >= LINE_HEIGHT_PX * (*index as f64 + 1.3))
        })
        .map(|(_, line)| line)
        .collect();
    if fitting.is_empty() {
        return;
    }
    let (x, y) = drawing.view.to_stage(room.label_px);
    let width = fitting.iter().map(|line| width_of(line)).fold(0.0, f64::max) + 2.0 * LABEL_PADDING_PX;
    let height = LINE_HEIGHT_PX * fitting.len() as f64 + 4.0;
    context.begin_path();
    // a radius that the browser refuses gives no background
    let _ = context.round_rect_with_f64(x - width / 2.0, y - height / 2.0, width, height, 5.0);
    context.set_fill_style_str("rgb(255 255 255 / 0.9)");
    context.fill();
    for (index, (font, text)) in fitting.iter().enumerate() {
        context.set_font(font);
        context.set_fill_style_str(if *font == NAME_FONT { "#10182a" } else { "#4a5468" });
        let line_y = y - height / 2.0 + 2.0 + LINE_HEIGHT_PX * (index as f64 + 0.5);
        // as above
        let _ = context.fill_text(text, x, line_y + 0.5);
    }
}

/// The colour of a room as it is looked at.
#[must_use]
pub fn room_colour(look: Look, room: &ShownRoom) -> Colour {
    match look.colours {
        Colours::Type => colour::of_type(room.room.room_type.as_deref()),
        Colours::Confidence => colour::of_confidence(room.room.confidence),
    }
}

/// The lines of a room's label, and whether each is bold.
#[must_use]
pub fn room_lines(labels: Labels, units: Units, room: &ShownRoom) -> Vec<(bool, String)> {
    let area = || room.room.area.as_ref().map(|area| units.measure(area));
    let confidence = format!("{} %", percent(room.room.confidence));
    match labels {
        Labels::Name => {
            let detail = area().map_or(confidence.clone(), |area| format!("{area} · {confidence}"));
            let name = room.room.name_hint.clone().map(|name| (true, name));
            name.into_iter().chain([(false, detail)]).collect()
        }
        Labels::Area => area().map(|area| (true, area)).into_iter().collect(),
        Labels::Confidence => vec![(true, confidence)],
        Labels::None => Vec::new(),
    }
}

fn lines(drawing: &Drawing<'_>, room: &ShownRoom) -> Vec<(&'static str, String)> {
    let font = |(bold, text)| (if bold { NAME_FONT } else { DETAIL_FONT }, text);
    room_lines(drawing.look.labels, drawing.units, room).into_iter().map(font).collect()
}
