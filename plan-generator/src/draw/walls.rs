//! Walls: what lies between the outer faces of the building and the inner faces of the rooms.

use crate::geometry::{Point, Ring, inset};
use crate::layout::Layout;
use crate::scene::{BLACK, Color};
use crate::style::Walls;

use super::Pencil;

/// Distance of the oblique strokes of hatched walls, in metres.
const HATCH_M: f64 = 0.11;

pub(super) fn draw(pencil: &mut Pencil<'_>, layout: &Layout, faces: &[Ring]) {
    let style = pencil.style;
    let mut rings = vec![pencil.ring_px(&inset(&layout.footprint, style.partition_m / 2.0 - style.outer_wall_m))];
    for face in faces {
        rings.push(pencil.ring_px(face));
    }
    let line = pencil.stroke(0.022, BLACK);
    match style.walls {
        Walls::Filled(color) => pencil.scene.fill(rings, color),
        Walls::Lined(color) => pencil.scene.outline(rings, Some(color), pencil.stroke(0.022, darker(color))),
        Walls::Hollow => pencil.scene.outline(rings, None, line),
        Walls::Hatched => {
            let hatch = hatch(&rings, pencil.length_px(HATCH_M).max(5.0));
            pencil.scene.lines(hatch, pencil.fine());
            pencil.scene.outline(rings, None, line);
        }
    }
}

pub(super) fn darker(color: Color) -> Color {
    color.map(|part| part / 3)
}

/// Strokes at 45 degrees inside rings (even-odd rule), `distance` apart.
fn hatch(rings: &[Ring], distance: f64) -> Vec<Vec<Point>> {
    // On the line x + y = c the edges cut at shares; between two cuts in turn lies the inside.
    let sum = |p: &Point| p[0] + p[1];
    let sums = || rings.iter().flatten().map(sum);
    let (low, high) = (sums().fold(f64::INFINITY, f64::min), sums().fold(f64::NEG_INFINITY, f64::max));
    let step = distance * std::f64::consts::SQRT_2;
    let mut strokes = Vec::new();
    let mut c = low + step / 2.0;
    while c < high {
        let mut cuts: Vec<Point> = Vec::new();
        for ring in rings {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                if (sum(a) > c) != (sum(b) > c) {
                    let share = (c - sum(a)) / (sum(b) - sum(a));
                    cuts.push([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
                }
            }
        }
        cuts.sort_by(|a, b| a[0].total_cmp(&b[0]));
        strokes.extend(cuts.chunks_exact(2).map(<[Point]>::to_vec));
        c += step;
    }
    strokes
}
