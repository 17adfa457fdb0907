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
    #[inline(never)]
    fn holds(&self, spot: [f64; 2]) -> bool {
        in_box(self.bounds)(spot) && holds(&self.outline, spot)
    }

    /// Whether more than a seam of this ground lies in any of the others.
    #[inline(never)]
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
    let hypotheses = &line_work.line_work.hypotheses;
    let least = f64::max(LEAST * settings.strictness, settings.min_confidence);
    let (mut grounds, mut free, mut tries) = (Vec::new(), Vec::new(), MOST_TRIES);
    for (n, name) in page.labels.names.iter().enumerate() {
        if used[n] || !is_room_s(name) {
            continue;
        }
        if free.is_empty() {
            for room in rooms.iter() {
                grounds.push(Ground { outline: rings(&room.polygon, &room.holes), bounds: room.bounding_box });
            }
            for h in 0..hypotheses.len() {
                free.push(plausibilities_of_free(line_work, page, choice, h, settings));
            }
        }
        if grounds.iter().any(|ground| ground.holds(name.label.centre())) {
            continue;
        }
        while !used[n] && tries > 0 {
            tries -= 1;
            let mut best = (least, None);
            for (h, plausibilities) in free.iter().enumerate() {
                for (i, &plausibility) in plausibilities.iter().enumerate() {
                    if plausibility >= best.0 && page.printed[h][i].names.contains(&n) {
                        best = (plausibility, Some((h, i)));
                    }
                }
            }
            let (plausibility, Some((hypothesis, node))) = best else { break };
            free[hypothesis][node] = f64::NEG_INFINITY;
            let outline = hypotheses[hypothesis].nodes[node].outline.clone();
            let bounds = outline.first().map_or([0.0; 4], |ring| bounding_box(&ring.to_page()));
            let ground = Ground { outline, bounds };
            if ground.lies_in(&grounds) || grounds.iter().any(|other| other.lies_in(std::slice::from_ref(&ground))) {
                continue;
            }
            let region = Choice { hypothesis, rooms: Vec::new(), trust: choice.trust };
            rooms.push(room(line_work, page, &region, node, plausibility));
            for &i in &page.printed[hypothesis][node].names {
                used[i] = true;
            }
            grounds.push(ground);
        }
    }
}

/// How plausible the nodes of a hypothesis are; those on the ground of chosen ones not at all.
fn plausibilities_of_free(
    line_work: &PageLineWork,
    page: &Page,
    choice: &Choice,
    hypothesis: usize,
    settings: &DetectorSettings,
) -> Vec<f64> {
    let nodes = &line_work.line_work.hypotheses[hypothesis].nodes;
    let mut plausibilities = plausibilities(nodes, &page.printed[hypothesis], settings);
    if hypothesis == choice.hypothesis {
        let chosen: Vec<usize> = choice.rooms.iter().map(|room| room.0).collect();
        for (plausibility, is_taken) in plausibilities.iter_mut().zip(sharing_ground(nodes, &chosen)) {
            if is_taken {
                *plausibility = f64::NEG_INFINITY;
            }
        }
    }
    plausibilities
}

/// Whether a name is that of a room that stands for itself: no closet, which is part of another as often as not.
fn is_room_s(name: &RoomName) -> bool {
    name.room_type.is_some_and(|kind| {
        !kind.is_outdoor() && !matches!(kind, RoomType::Closet | RoomType::Pantry | RoomType::Storage)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::PageSize;
    use crate::labels::{Label, PageLabels};
    use crate::linework::{Hypothesis, LineWork, RegionNode};
    use crate::selection::printed::printed_inside;

    const ROOM: [f64; 4] = [100.0, 100.0, 400.0, 400.0];
    const FREE: [f64; 4] = [420.0, 100.0, 800.0, 400.0];

    fn node([x0, y0, x1, y1]: [f64; 4]) -> RegionNode {
        RegionNode { outline: vec![Ring::of_page([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])], ..RegionNode::default() }
    }

    /// The boxes of the rooms that are added for a name at (700, 250), where [`ROOM`] is one already, and whether the name
    /// is used.
    fn added(kind: RoomType, hypotheses: &[&[[f64; 4]]], settings: &DetectorSettings) -> (Vec<[f64; 4]>, bool) {
        let bounding_box = [690.0, 240.0, 710.0, 260.0];
        let name = RoomName {
            label: Label { text: "NAME".to_owned(), bounding_box, confidence: 0.9 },
            room_type: Some(kind),
            in_lexicon: true,
        };
        let labels = PageLabels { names: vec![name], ..PageLabels::default() };
        let regions = |boxes: &&[[f64; 4]]| Hypothesis {
            nodes: boxes.iter().copied().map(node).collect(),
            ..Hypothesis::default()
        };
        let line_work = LineWork { hypotheses: hypotheses.iter().map(regions).collect(), ..LineWork::default() };
        let printed = line_work.hypotheses.iter().map(|h| printed_inside(h, &labels)).collect();
        let page = Page { labels, size: PageSize::default(), printed };
        let line_work = PageLineWork { page: 1, line_work };
        let choice = Choice { hypothesis: 0, rooms: vec![(0, 0.9)], trust: 1.0 };
        let mut rooms = vec![room(&line_work, &page, &choice, 0, 0.9)];
        let mut used = [false];
        add_named_rooms(&mut rooms, &mut used, &line_work, &page, &choice, settings);
        (rooms[1..].iter().map(|room| room.bounding_box).collect(), used[0])
    }

    #[test]
    fn a_name_in_no_room_gets_the_free_region_around_it() {
        let any = DetectorSettings { strictness: 0.0, ..DetectorSettings::default() };
        assert_eq!(added(RoomType::Kitchen, &[&[ROOM, FREE]], &any), (vec![FREE], true));
        assert_eq!(added(RoomType::Kitchen, &[&[ROOM], &[FREE]], &any), (vec![FREE], true));
        // A closet may be part of a room; what is far from plausible is none.
        assert_eq!(added(RoomType::Closet, &[&[ROOM, FREE]], &any), (vec![], false));
        let sure = DetectorSettings { min_confidence: 1.0, ..any.clone() };
        assert_eq!(added(RoomType::Kitchen, &[&[ROOM, FREE]], &sure), (vec![], false));
        // Nor does a room lie on another, wholly or in part.
        for taken in [[300.0, 100.0, 800.0, 400.0], [50.0, 50.0, 950.0, 950.0]] {
            assert_eq!(added(RoomType::Kitchen, &[&[ROOM], &[taken]], &any), (vec![], false));
            assert_eq!(added(RoomType::Kitchen, &[&[ROOM], &[taken, FREE]], &any), (vec![FREE], true));
        }
        let far_larger = [0.0, 0.0, 10_000.0, 10_000.0];
        assert_eq!(added(RoomType::Kitchen, &[&[ROOM], &[far_larger]], &any), (vec![], false));
    }
}
