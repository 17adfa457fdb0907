//! A layout as a drawing: floors, walls, what fills their openings, furniture, names, dimensions.

mod dimensions;
mod fixtures;
mod furnish;
mod labels;
mod lengths;
mod openings;
mod sheet;
mod walls;

use crate::dice::Dice;
use crate::geometry::{Point, Rect, Ring, inset};
use crate::layout::{Layout, RoomKind};
use crate::scene::{BLACK, Color, Scene, Stroke, WHITE};
use crate::style::Style;

/// A room as drawn, in pixels of the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DrawnRoom {
    pub(crate) kinds: Vec<RoomKind>,
    /// The names printed, in reading order.
    pub(crate) names: Vec<String>,
    /// The inner faces of its walls, clockwise.
    pub(crate) ring: Ring,
}

/// What drawing needs to know: where a metre goes and how thick lines are.
pub(crate) struct Pencil<'a> {
    pub(crate) scene: &'a mut Scene,
    pub(crate) style: &'a Style,
    /// Where the layout's origin lies, in metres of the sheet.
    pub(crate) offset_m: Point,
}

impl Pencil<'_> {
    /// A point of the layout in pixels.
    pub(crate) fn px(&self, p: Point) -> Point {
        [(p[0] + self.offset_m[0]) * self.style.px_per_m, (p[1] + self.offset_m[1]) * self.style.px_per_m]
    }

    pub(crate) fn ring_px(&self, ring: &[Point]) -> Ring {
        ring.iter().map(|p| self.px(*p)).collect()
    }

    pub(crate) fn length_px(&self, metres: f64) -> f64 {
        metres * self.style.px_per_m
    }

    /// A line of some thickness, never thinner than a pixel.
    pub(crate) fn stroke(&self, metres: f64, color: Color) -> Stroke {
        Stroke { width: self.length_px(metres).max(1.0), color, dash: None }
    }

    /// The line of furniture, doors and dimensions.
    pub(crate) fn fine(&self) -> Stroke {
        self.stroke(0.014, BLACK)
    }

    pub(crate) fn line(&mut self, points: &[Point], stroke: Stroke) {
        let points = self.ring_px(points);
        self.scene.lines(vec![points], stroke);
    }

    pub(crate) fn area(&mut self, ring: &[Point], fill: Option<Color>, stroke: Stroke) {
        let ring = self.ring_px(ring);
        self.scene.outline(vec![ring], fill, stroke);
    }
}

/// Draws a floor and gives its rooms.
pub(crate) fn draw_floor(
    dice: &mut Dice,
    scene: &mut Scene,
    style: &Style,
    layout: &Layout,
    offset_m: Point,
) -> Vec<DrawnRoom> {
    let mut pencil = Pencil { scene, style, offset_m };
    let faces: Vec<Ring> = layout.rooms.iter().map(|room| inset(&room.ring, style.partition_m / 2.0)).collect();
    if style.has_floor_colors {
        for (room, face) in layout.rooms.iter().zip(&faces) {
            let ring = pencil.ring_px(face);
            pencil.scene.fill(vec![ring], floor_color(room.parts[0].kind));
        }
    }
    walls::draw(&mut pencil, layout, &faces);
    let mut kept_free: Vec<Rect> = Vec::new();
    for opening in &layout.openings {
        kept_free.extend(openings::draw(&mut pencil, opening));
    }
    let labels: Vec<Vec<labels::Label>> =
        layout.rooms.iter().zip(&faces).map(|(room, face)| labels::of_room(style, room, face)).collect();
    for &(fixture, frame) in &layout.furniture {
        fixtures::draw(&mut pencil, fixture, frame);
    }
    if style.has_furniture && layout.furniture.is_empty() {
        let label_rects = labels.iter().flatten().map(|label| label.rect);
        kept_free.extend(label_rects);
        for (room, face) in layout.rooms.iter().zip(&faces) {
            furnish::furnish(dice, &mut pencil, room, face, &mut kept_free);
        }
    }
    for label in labels.iter().flatten() {
        labels::draw(&mut pencil, label);
    }
    if let Some(units) = style.dimension_chains {
        dimensions::draw(&mut pencil, layout, units);
    }
    layout
        .rooms
        .iter()
        .zip(&faces)
        .zip(&labels)
        .map(|((room, face), labels)| DrawnRoom {
            kinds: room.parts.iter().map(|part| part.kind).collect(),
            names: labels::names_in_reading_order(labels),
            ring: pencil.ring_px(face),
        })
        .collect()
}

/// What stands on the sheet besides the floors: captions, frame, title block.
pub(crate) fn draw_sheet(scene: &mut Scene, style: &Style, floors: &[Rect]) {
    sheet::draw(scene, style, floors);
}

fn floor_color(kind: RoomKind) -> Color {
    match kind {
        RoomKind::Living | RoomKind::Dining | RoomKind::Bedroom | RoomKind::Office => [247, 236, 214],
        RoomKind::Kitchen => [236, 236, 228],
        RoomKind::Bath | RoomKind::Toilet | RoomKind::Utility => [221, 236, 243],
        RoomKind::Hall | RoomKind::Closet | RoomKind::Store => [243, 240, 234],
    }
}

/// The floor in a door, where floors are coloured.
pub(crate) fn threshold_color() -> Color {
    floor_color(RoomKind::Hall)
}

/// The colour of sheets.
pub(crate) const PAPER: Color = WHITE;
