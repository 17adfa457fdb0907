//! Rooms in pixels, and which of them a label stands in.

use crate::analysis::PageSize;
use crate::room::Room;

/// The outline of a room in square pixels and pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub width_px: f64,
    pub height_px: f64,
    pub area_px2: f64,
    pub perimeter_px: f64,
}

/// The extent of a room on a page of this size.
pub(super) fn extent(room: &Room, size: &PageSize) -> Extent {
    let (x_scale, y_scale) = (f64::from(size.width_px) / 1000.0, f64::from(size.height_px) / 1000.0);
    let mut area = 0.0;
    let mut perimeter_px = 0.0;
    for (ring, sign) in std::iter::once((&room.polygon, 1.0)).chain(room.holes.iter().map(|hole| (hole, -1.0))) {
        let mut twice_area = 0.0;
        for (a, b) in edges(ring) {
            twice_area += a[0] * b[1] - b[0] * a[1];
            let (dx, dy) = ((b[0] - a[0]) * x_scale, (b[1] - a[1]) * y_scale);
            perimeter_px += (dx * dx + dy * dy).sqrt();
        }
        area += sign * twice_area.abs() / 2.0;
    }
    let [x_min, y_min, x_max, y_max] = room.bounding_box;
    Extent {
        width_px: (x_max - x_min) * x_scale,
        height_px: (y_max - y_min) * y_scale,
        area_px2: (area * x_scale * y_scale).max(0.0),
        perimeter_px,
    }
}

/// The smallest of the page's rooms that holds a point, by its index.
pub(super) fn room_at(rooms: &[Room], page: u32, point: [f64; 2]) -> Option<usize> {
    let box_area = |room: &Room| {
        let [x_min, y_min, x_max, y_max] = room.bounding_box;
        (x_max - x_min) * (y_max - y_min)
    };
    rooms
        .iter()
        .enumerate()
        .filter(|(_, room)| room.page == page && !room.evidence.fallback && holds(room, point))
        .min_by(|(_, a), (_, b)| box_area(a).total_cmp(&box_area(b)))
        .map(|(index, _)| index)
}

fn holds(room: &Room, point: [f64; 2]) -> bool {
    let [x_min, y_min, x_max, y_max] = room.bounding_box;
    (x_min..=x_max).contains(&point[0])
        && (y_min..=y_max).contains(&point[1])
        && inside(&room.polygon, point)
        && !room.holes.iter().any(|hole| inside(hole, point))
}

/// Whether a ring winds around a point, by the edges that a ray to the right crosses.
fn inside(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    edges(ring)
        .filter(|(a, b)| (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
        .count()
        % 2
        == 1
}

fn edges(ring: &[[f64; 2]]) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().copied().zip(next.copied())
}
