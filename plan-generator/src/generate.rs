//! From a seed and a style to a plan.

use crate::dice::Dice;
use crate::draw::{DrawnRoom, PAPER, draw_floor, draw_sheet};
use crate::geometry::Rect;
use crate::layout::{Layout, lay_out};
use crate::plan::{Plan, PlanRoom};
use crate::render;
use crate::scene::{Placement, Scene};
use crate::style::Style;
use crate::text_blocks::text_blocks;
use crate::wear::wear;

/// Paper round the drawing, in metres of the plan.
const MARGIN_M: f64 = 0.9;

/// Distance of two floors on one sheet, in metres of the plan.
const FLOOR_DISTANCE_M: f64 = 2.6;

/// Draws a plan. The same seed and style give the same plan.
#[must_use]
pub fn generate(seed: u64, style: &Style) -> Plan {
    let mut dice = Dice::new(seed);
    let layouts: Vec<Layout> = (0..style.floors.max(1)).map(|_| lay_out(&mut dice, style)).collect();
    draw_layouts(&mut dice, style, &layouts)
}

/// Draws floors beside each other.
pub(crate) fn draw_layouts(dice: &mut Dice, style: &Style, layouts: &[Layout]) -> Plan {
    let mut scene = Scene::new(0.0, 0.0, PAPER);
    let mut rooms: Vec<DrawnRoom> = Vec::new();
    let mut floors = Vec::new();
    let mut x = 0.0;
    for layout in layouts {
        let extent = Rect::around(&layout.footprint);
        let offset_m = [x - extent.x0, -extent.y0];
        rooms.extend(draw_floor(dice, &mut scene, style, layout, offset_m));
        let m = style.px_per_m;
        floors.push(Rect::new(x * m, 0.0, (x + extent.width()) * m, extent.height() * m));
        x += extent.width() + FLOOR_DISTANCE_M;
    }
    draw_sheet(&mut scene, style, &floors);
    on_paper(dice, style, scene, rooms)
}

/// Puts a drawing on a sheet that it fits, askew and shrunk as the style says, and takes its picture.
fn on_paper(dice: &mut Dice, style: &Style, scene: Scene, rooms: Vec<DrawnRoom>) -> Plan {
    let scale = style.wear.shrink;
    let extent = scene.extent().inset(-MARGIN_M * style.px_per_m);
    let turned = Placement { pivot: extent.center(), to: [0.0, 0.0], scale, degrees: style.wear.turn_degrees };
    let corners: Vec<_> = extent.ring().into_iter().map(|p| turned.apply(p)).collect();
    let sheet = Rect::around(&corners);
    let (width, height) = (sheet.width().ceil(), sheet.height().ceil());
    let placement = Placement { to: [width / 2.0, height / 2.0], ..turned };
    let scene = scene.placed(&placement, width, height);
    let picture = wear(render::picture(&scene), &style.wear, dice);
    let rooms = rooms
        .into_iter()
        .map(|room| PlanRoom {
            kinds: room.kinds,
            names: room.names,
            polygon: room.ring.iter().map(|p| placement.apply(*p)).collect(),
        })
        .collect();
    Plan { text_blocks: text_blocks(&scene), picture, scene, rooms, px_per_m: style.px_per_m * scale }
}
