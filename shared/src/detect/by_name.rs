//! Rooms for names that found none: the most plausible free region around each, under whichever wall thickness closes one.

use super::{Page, bounding_box, rings, room};
use crate::analysis::PageLineWork;
use crate::labels::{RoomName, RoomType};
use crate::linework::Ring;
use crate::room::Room;
use crate::selection::choice::{Choice, plausibilities};
use crate::selection::cut::sharing_ground;
use crate::selection::printed::{holds, in_box};
use crate::settings::DetectorSettings;
use crate::sorting::sort_by;

/// How plausible a region around such a name is at least, in parts of what is asked of others.
const LEAST: f64 = 0.75;
/// Places along either side of a region's box at which it is looked whether it is free, ...
const PLACES: usize = 16;
/// ... and the share of them that another one may hold.
const MOST_SHARED: f64 = 0.02;
/// More regions than this are not looked at on a page: more than any plan has.
const MOST_TRIES: usize = 200;

/// Ground with its box.
struct Ground {
    outline: Vec<Ring>,
    bounds: [f64; 4],
}

impl Ground {
    fn holds(&self, spot: [f64; 2]) -> bool {
        in_box(self.bounds)(spot) && holds(&self.outline, spot)
    }

    /// Whether more than a seam of this ground lies in any of the others.
    fn lies_in(&self, others: &[Self]) -> bool {
        let [x0, y0, x1, y1] = self.bounds;
        let place = |i: usize| (i as f64 + 0.5) / PLACES as f64;
        let (mut inside, mut shared) = (0, 0);
        for i in 0..PLACES * PLACES {
            let spot = [x0 + place(i % PLACES) * (x1 - x0), y0 + place(i / PLACES) * (y1 - y0)];
            if self.holds(spot) {
                inside += 1;
                shared += usize::from(others.iter().any(|other| other.holds(spot)));
            }
        }
        shared as f64 > MOST_SHARED * inside as f64
    }
}

/// Adds rooms for the names that are in none, and marks these as used.
pub(super) fn add_named_rooms(
    rooms: &mut Vec<Room>,
    used: &mut [bool],
    line_work: &PageLineWork,
    page: &Page,
    choice: &Choice,
    settings: &DetectorSettings,
) {
    let least = f64::max(LEAST * settings.strictness, settings.min_confidence);
    let hypotheses = &line_work.line_work.hypotheses;
    let mut left: Vec<usize> = (0..used.len()).filter(|&i| !used[i] && is_room_s(&page.labels.names[i])).collect();
    if left.is_empty() {
        return;
    }
    let mut grounds: Vec<Ground> = rooms
        .iter()
        .map(|room| Ground { outline: rings(&room.polygon, &room.holes), bounds: room.bounding_box })
        .collect();
    left.retain(|&i| !grounds.iter().any(|ground| ground.holds(page.labels.names[i].label.centre())));
    // The regions around these names, the most plausible first.
    let mut around: Vec<(f64, usize, usize)> = Vec::new();
    for (h, hypothesis) in hypotheses.iter().enumerate().filter(|_| !left.is_empty()) {
        let chosen = choice.rooms.iter().filter(|_| h == choice.hypothesis).map(|room| room.0);
        let taken = sharing_ground(&hypothesis.nodes, &chosen.collect::<Vec<_>>());
        let plausibilities = plausibilities(&hypothesis.nodes, &page.printed[h], settings);
        let is_around = |i: &usize| page.printed[h][*i].names.iter().any(|name| left.contains(name));
        let likely = (0..taken.len()).filter(|&i| !taken[i] && plausibilities[i] >= least).filter(is_around);
        around.extend(likely.map(|i| (plausibilities[i], h, i)));
    }
    sort_by(&mut around, |a, b| b.0.total_cmp(&a.0));
    for (plausibility, hypothesis, node) in around.into_iter().take(MOST_TRIES) {
        let names = &page.printed[hypothesis][node].names;
        if !names.iter().any(|i| left.contains(i)) {
            continue;
        }
        let outline = hypotheses[hypothesis].nodes[node].outline.clone();
        let bounds = outline.first().map_or([0.0; 4], |ring| bounding_box(&ring.to_page()));
        let ground = Ground { outline, bounds };
        if ground.lies_in(&grounds) || grounds.iter().any(|other| other.lies_in(std::slice::from_ref(&ground))) {
            continue;
        }
        let region = Choice { hypothesis, rooms: Vec::new(), trust: choice.trust };
        rooms.push(room(line_work, page, &region, node, plausibility));
        names.iter().for_each(|&i| used[i] = true);
        left.retain(|i| !names.contains(i));
        grounds.push(ground);
    }
}

/// Whether a name is that of a room that stands for itself: no closet, which is part of another as often as not.
fn is_room_s(name: &RoomName) -> bool {
    name.room_type.is_some_and(|kind| {
        !kind.is_outdoor() && !matches!(kind, RoomType::Closet | RoomType::Pantry | RoomType::Storage)
    })
}
