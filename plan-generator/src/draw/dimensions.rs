//! Chains of dimensions above and left of the building: one of all stretches, one of the whole.

use crate::geometry::{Point, Rect};
use crate::layout::Layout;
use crate::scene::{BLACK, Text};
use crate::style::Units;

use super::{Pencil, lengths};

const TEXT_M: f64 = 0.17;

pub(super) fn draw(pencil: &mut Pencil<'_>, layout: &Layout, units: Units) {
    let building = Rect::around(&layout.footprint);
    let wall = pencil.style.outer_wall_m;
    for (axis, from) in [(0, building.y0), (1, building.x0)] {
        let stations = &layout.stations[axis];
        let near = from - wall - 0.55;
        chain(pencil, stations, axis, near, units);
        if let [first, .., last] = stations.as_slice()
            && stations.len() > 2
        {
            chain(pencil, &[*first, *last], axis, near - 0.5, units);
        }
    }
}

/// A line with a tick at every station and the length of every stretch.
fn chain(pencil: &mut Pencil<'_>, stations: &[f64], axis: usize, at: f64, units: Units) {
    let point = |along: f64, across: f64| -> Point { if axis == 0 { [along, across] } else { [across, along] } };
    let fine = pencil.fine();
    let (Some(&first), Some(&last)) = (stations.first(), stations.last()) else { return };
    pencil.line(&[point(first - 0.15, at), point(last + 0.15, at)], fine);
    for &station in stations {
        pencil.line(&[point(station, at - 0.12), point(station, at + 0.4)], fine);
        pencil.line(&[point(station - 0.07, at + 0.07), point(station + 0.07, at - 0.07)], pencil.stroke(0.03, BLACK));
    }
    for pair in stations.windows(2) {
        let length = pair[1] - pair[0];
        let content = lengths::length(pencil.style, units, length);
        if length < 0.8 {
            continue;
        }
        let center = pencil.px(point((pair[0] + pair[1]) / 2.0, at - 0.13));
        let degrees = if axis == 0 { 0.0 } else { -90.0 };
        let size = pencil.length_px(TEXT_M);
        pencil.scene.text(Text { content, center, size, degrees, color: BLACK, is_bold: false });
    }
}
