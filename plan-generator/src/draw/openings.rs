//! Doors and windows.

use crate::geometry::{Point, Rect, Ring, along, arc, length, unit, vector};
use crate::layout::{Filling, Opening};
use crate::scene::BLACK;
use crate::style::Walls;

use super::{PAPER, Pencil, threshold_color};

/// Draws what fills an opening, and gives the floor that must stay free for it, in metres.
pub(super) fn draw(pencil: &mut Pencil<'_>, opening: &Opening) -> Option<Rect> {
    let style = pencil.style;
    let half = style.partition_m / 2.0;
    // The wall's faces, as distances from its centre line along `inward`.
    let inner = half;
    let outer = if opening.is_outer { half - style.outer_wall_m } else { -half };
    let face = |p: Point, distance: f64| along(p, opening.inward, distance);
    let quad = |outer_margin: f64, inner_margin: f64| -> Ring {
        vec![
            face(opening.from, outer - outer_margin),
            face(opening.to, outer - outer_margin),
            face(opening.to, inner + inner_margin),
            face(opening.from, inner + inner_margin),
        ]
    };
    // The lines along the faces go too, with the soft rim that they have in pictures.
    let margin = 0.011 + 1.0 / style.px_per_m;
    let cleared = pencil.ring_px(&quad(margin, margin));
    pencil.scene.fill(vec![cleared], PAPER);
    if opening.filling != Filling::Window && style.has_floor_colors {
        let threshold = pencil.ring_px(&quad(if opening.is_outer { 0.0 } else { margin }, margin));
        pencil.scene.fill(vec![threshold], threshold_color());
    }
    let line = match style.walls {
        Walls::Filled(_) => pencil.fine(),
        Walls::Lined(color) => pencil.stroke(0.022, super::walls::darker(color)),
        Walls::Hollow | Walls::Hatched => pencil.stroke(0.022, BLACK),
    };
    if !matches!(style.walls, Walls::Filled(_)) {
        for end in [opening.from, opening.to] {
            pencil.line(&[face(end, outer), face(end, inner)], line);
        }
    }
    let fine = pencil.fine();
    match opening.filling {
        Filling::Gap => None,
        Filling::Arc => Some(draw_leaf(pencil, opening, inner)),
        Filling::Sliding => {
            let middle = along(opening.from, vector(opening.from, opening.to), 0.52);
            let other = along(opening.from, vector(opening.from, opening.to), 0.48);
            for (a, b, side) in [(opening.from, middle, 1.0), (other, opening.to, -1.0)] {
                let near = (inner + outer) / 2.0 + side * 0.035;
                let (low, high) = (near - 0.02, near + 0.02);
                pencil.area(&[face(a, low), face(b, low), face(b, high), face(a, high)], None, fine);
            }
            None
        }
        Filling::Window => {
            pencil.area(&quad(0.0, 0.0), None, fine);
            let middle = (inner + outer) / 2.0;
            let panes: &[f64] = if inner - outer > 0.12 { &[-0.03, 0.03] } else { &[0.0] };
            for pane in panes {
                pencil.line(&[face(opening.from, middle + pane), face(opening.to, middle + pane)], fine);
            }
            None
        }
    }
}

/// The leaf, open at a right angle, and the arc to where it closes.
fn draw_leaf(pencil: &mut Pencil<'_>, opening: &Opening, inner: f64) -> Rect {
    let width = length(vector(opening.from, opening.to));
    let hinge = along(opening.from, opening.inward, inner);
    let closed = along(opening.to, opening.inward, inner);
    let open = along(hinge, opening.inward, width);
    let direction = unit(vector(hinge, closed));
    let thickness = 0.04;
    let leaf = [hinge, open, along(open, direction, thickness), along(hinge, direction, thickness)];
    let fine = pencil.fine();
    pencil.area(&leaf, None, fine);
    let angle = |p: Point| libm::atan2(p[1] - hinge[1], p[0] - hinge[0]).to_degrees();
    let (from, mut to) = (angle(open), angle(closed));
    if to - from > 180.0 {
        to -= 360.0;
    } else if to - from < -180.0 {
        to += 360.0;
    }
    pencil.line(&arc(hinge, width, from, to), fine);
    Rect::around(&[hinge, closed, open, along(open, direction, width)])
}
