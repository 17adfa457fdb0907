//! What stands on a sheet besides floors: captions, lettered axes, notes, title block, frame.

use crate::geometry::{Rect, arc};
use crate::scene::{BLACK, Scene, Stroke, Text};
use crate::style::Style;

/// Floors in pixels; nothing is added to a sheet of one floor without a title block.
pub(super) fn draw(scene: &mut Scene, style: &Style, floors: &[Rect]) {
    let m = style.px_per_m;
    let line = |metres: f64| Stroke { width: (metres * m).max(1.0), color: BLACK, dash: None };
    let text = |content: &str, x: f64, y: f64, size: f64, is_bold: bool| Text {
        content: content.to_owned(),
        center: [x, y],
        size: size * m,
        degrees: 0.0,
        color: BLACK,
        is_bold,
    };
    if floors.len() > 1 {
        for (floor, caption) in floors.iter().zip(["GROUND FLOOR", "FIRST FLOOR", "SECOND FLOOR"]) {
            scene.text(text(caption, floor.center()[0], floor.y1 + 1.1 * m, 0.3, true));
        }
    }
    if !style.has_title_block {
        return;
    }
    let all =
        floors.iter().fold(floors[0], |a, b| Rect::new(a.x0.min(b.x0), a.y0.min(b.y0), a.x1.max(b.x1), a.y1.max(b.y1)));
    // Axes with letters at the left and numbers at the top, dash-dotted through the building.
    let axis = Stroke { dash: Some([0.5 * m, 0.12 * m]), ..line(0.01) };
    for (i, share) in [0.0, 0.38, 1.0].into_iter().enumerate() {
        let (x, top) = (all.x0 + share * all.width(), all.y0 - 2.4 * m);
        scene.lines(vec![vec![[x, top], [x, all.y1 + 0.6 * m]]], axis);
        scene.outline(vec![arc([x, top - 0.3 * m], 0.3 * m, 0.0, 342.0)], None, line(0.014));
        scene.text(text(["1", "2", "3"][i], x, top - 0.3 * m, 0.25, false));
        let (y, left) = (all.y0 + share * all.height(), all.x0 - 2.4 * m);
        scene.lines(vec![vec![[left, y], [all.x1 + 0.6 * m, y]]], axis);
        scene.outline(vec![arc([left - 0.3 * m, y], 0.3 * m, 0.0, 342.0)], None, line(0.014));
        scene.text(text(["A", "B", "C"][i], left - 0.3 * m, y, 0.25, false));
    }
    let frame = Rect::new(all.x0 - 3.4 * m, all.y0 - 3.4 * m, all.x1 + 6.0 * m, all.y1 + 1.6 * m);
    scene.outline(vec![frame.ring()], None, line(0.03));
    let block = Rect::new(frame.x1 - 4.2 * m, frame.y1 - 3.2 * m, frame.x1, frame.y1);
    scene.outline(vec![block.ring()], None, line(0.02));
    for row in [0.9, 1.7, 2.5] {
        let y = block.y0 + row * m;
        scene.lines(vec![vec![[block.x0, y], [block.x1, y]]], line(0.014));
    }
    let middle = block.center()[0];
    let divider = vec![[middle, block.y0 + 1.7 * m], [middle, block.y1]];
    scene.lines(vec![divider], line(0.014));
    scene.text(text("PRIVATE RESIDENCE", middle, block.y0 + 0.45 * m, 0.28, true));
    scene.text(text("GROUND FLOOR PLAN", middle, block.y0 + 1.3 * m, 0.22, false));
    let (left, right) = (block.x0 + block.width() / 4.0, block.x1 - block.width() / 4.0);
    scene.text(text("SCALE 1:100", left, block.y0 + 2.1 * m, 0.16, false));
    scene.text(text("SHEET A-101", right, block.y0 + 2.1 * m, 0.16, false));
    scene.text(text("DATE 12.05.", left, block.y0 + 2.85 * m, 0.16, false));
    scene.text(text("REV. B", right, block.y0 + 2.85 * m, 0.16, false));
    let notes = [
        "GENERAL NOTES",
        "1. ALL DIMENSIONS TO BE CHECKED ON SITE.",
        "2. DO NOT SCALE FROM THIS DRAWING.",
        "3. KITCHEN LAYOUT BY OTHERS.",
        "4. BATHROOM TILES TO FULL HEIGHT.",
    ];
    for (i, note) in notes.into_iter().enumerate() {
        scene.text(text(note, middle, frame.y0 + (0.6 + 0.35 * i as f64) * m, 0.14, i == 0));
    }
}
