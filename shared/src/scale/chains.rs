//! Votes of chains of dimensions: the length over the whole building, printed beside it.

use crate::analysis::PageSize;
use crate::labels::PageLabels;
use crate::room::Room;

use super::votes::Vote;

/// A length over the whole building stands this near to its middle, as a share of its side.
const MAX_OFF_MIDDLE: f64 = 0.08;
/// The two outer walls, which the length over all includes and rooms do not.
const OUTER_WALLS_M: f64 = 0.5;
/// What the vote counts: walls and eaves make it a rough one.
const WEIGHT: f64 = 0.4;
/// The least that such a length measures.
const MIN_LENGTH_M: f64 = 4.0;

/// The votes of the largest lengths that stand in the middle above, below or beside all rooms.
pub(super) fn votes(rooms: &[Room], labels: &PageLabels, size: &PageSize) -> Vec<Vote> {
    let mut building: Option<[f64; 4]> = None;
    for room in rooms.iter().filter(|room| room.page == size.page && !room.evidence.fallback) {
        let [a, b, c, d] = room.bounding_box;
        building = Some(building.map_or(room.bounding_box, |[e, f, g, h]| [a.min(e), b.min(f), c.max(g), d.max(h)]));
    }
    let Some([x_min, y_min, x_max, y_max]) = building else { return Vec::new() };
    let sides = [
        (0, x_min, x_max, y_min, y_max, f64::from(size.width_px) / 1000.0),
        (1, y_min, y_max, x_min, x_max, f64::from(size.height_px) / 1000.0),
    ];
    let longest = |(axis, low, high, other_low, other_high, pixels): (usize, f64, f64, f64, f64, f64)| {
        let middle = (low + high) / 2.0;
        labels
            .lengths
            .iter()
            .filter(|length| {
                let centre = length.label.centre();
                let outside = centre[1 - axis] < other_low || centre[1 - axis] > other_high;
                outside
                    && (centre[axis] - middle).abs() <= MAX_OFF_MIDDLE * (high - low)
                    && length.length_m >= MIN_LENGTH_M
            })
            .map(|length| length.length_m)
            .max_by(f64::total_cmp)
            .map(|length_m| Vote {
                pixels_per_metre: (high - low) * pixels / (length_m - OUTER_WALLS_M),
                weight: WEIGHT,
                twofold: false,
                room: None,
            })
    };
    sides.into_iter().filter_map(longest).collect()
}
