//! What each printed size and area says of the scale, by the room it stands in.

use crate::analysis::PageSize;
use crate::labels::PageLabels;
use crate::room::Room;

use super::on_page::{extent, room_at};
use crate::sorting::sort_by;

/// One opinion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Vote {
    pub pixels_per_metre: f64,
    /// How much it counts.
    pub weight: f64,
    /// Whether two measurements agree in it (the sides of a room).
    pub twofold: bool,
    /// The room it comes from; `None` for a chain of dimensions.
    pub room: Option<usize>,
}

/// A room whose sides disagree with the printed ones by more than this factor is not the room meant.
const MAX_SIDES_RATIO: f64 = 1.25;
/// Sides that agree this well stand for themselves.
const TWOFOLD_SIDES_RATIO: f64 = 1.06;
/// What a size or an area counts that was guessed in part.
const WEIGHT_GUESSED: f64 = 0.5;
/// Areas that differ by less are one, printed in two units.
const SAME_AREA: f64 = 0.03;

/// The votes of the sizes and areas that stand in rooms.
pub(super) fn of_rooms(rooms: &[Room], labels: &PageLabels, size: &PageSize) -> Vec<Vote> {
    let mut votes = Vec::new();
    for dimension in &labels.dimensions {
        let Some(room) = room_at(rooms, size.page, dimension.label.centre()) else { continue };
        let extent = extent(&rooms[room], size);
        let weight = if dimension.guessed { WEIGHT_GUESSED } else { 1.0 };
        let as_printed = (extent.width_px / dimension.width_m, extent.height_px / dimension.depth_m);
        let turned = (extent.width_px / dimension.depth_m, extent.height_px / dimension.width_m);
        let ratio = |(a, b): (f64, f64)| (a / b).max(b / a);
        let (a, b) = if ratio(turned) < ratio(as_printed) { turned } else { as_printed };
        let disagreement = ratio((a, b));
        if disagreement <= MAX_SIDES_RATIO {
            let agreement = 1.0 - (disagreement - 1.0) / (MAX_SIDES_RATIO - 1.0) / 2.0;
            votes.push(Vote {
                pixels_per_metre: (a * b).sqrt(),
                weight: weight * agreement,
                twofold: disagreement <= TWOFOLD_SIDES_RATIO && !dimension.guessed,
                room: Some(room),
            });
        }
    }
    for (room, area_m2, guessed) in areas_by_room(rooms, labels, size.page) {
        let pixels_per_metre = (extent(&rooms[room], size).area_px2 / area_m2).sqrt();
        let weight = if guessed { WEIGHT_GUESSED } else { 1.0 };
        votes.push(Vote { pixels_per_metre, weight, twofold: false, room: Some(room) });
    }
    votes.retain(|vote| vote.pixels_per_metre.is_finite() && vote.pixels_per_metre > 0.0);
    votes
}

/// The printed area of every room that has exactly one: room, square metres, whether it was guessed.
pub(super) fn areas_by_room(rooms: &[Room], labels: &PageLabels, page: u32) -> Vec<(usize, f64, bool)> {
    let mut areas: Vec<(usize, f64, bool)> = labels
        .areas
        .iter()
        .filter_map(|area| Some((room_at(rooms, page, area.label.centre())?, area.area_m2, area.guessed)))
        .collect();
    // Within a room the better read one comes first.
    sort_by(&mut areas, |a, b| a.0.cmp(&b.0).then(a.2.cmp(&b.2)).then(a.1.total_cmp(&b.1)));
    let mut single: Vec<(usize, f64, bool)> = Vec::new();
    for group in areas.chunk_by(|a, b| a.0 == b.0) {
        let (room, area_m2, guessed) = group[0];
        if group.iter().all(|(_, other, _)| (other / area_m2 - 1.0).abs() <= SAME_AREA) {
            single.push((room, area_m2, guessed));
        }
    }
    single
}
