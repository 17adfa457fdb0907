//! What a person asks of single places: which room lies here, and which scale a page has.

use super::{Detector, Page, room};
use crate::analysis::PageLineWork;
use crate::linework::RegionNode;
use crate::room::Room;
use crate::scale::{self, Scale};
use crate::selection::choice::{Choice, choose, plausibilities};
use crate::settings::DetectorSettings;

impl Detector {
    /// The region around a point (0–1000) of a page that is most like a room, and holds none of the rooms that are
    /// found; also one that is too doubtful to be found by itself. `None` where no wall closes anything around the point.
    #[must_use]
    pub fn room_at(&self, page: u32, point: [f64; 2], settings: &DetectorSettings) -> Option<Room> {
        let (line_work, prepared) = self.page(page)?;
        let hypotheses = &line_work.line_work.hypotheses;
        let chosen = choose(hypotheses, &prepared.printed, settings);
        let first = chosen.as_ref().map(|choice| choice.hypothesis);
        let order = first.into_iter().chain((0..hypotheses.len()).filter(|h| Some(*h) != first));
        for hypothesis in order {
            let nodes = &hypotheses[hypothesis].nodes;
            // a found room at the point itself is one that is not shown: too doubtful, or removed by a person
            let taken: Vec<usize> = chosen
                .iter()
                .filter(|choice| choice.hypothesis == hypothesis)
                .flat_map(|choice| choice.rooms.iter().map(|(node, _)| *node))
                .filter(|&node| !holds(&nodes[node], point))
                .collect();
            let plausibilities = plausibilities(nodes, &prepared.printed[hypothesis], settings);
            let free =
                |&node: &usize| holds(&nodes[node], point) && !taken.iter().any(|&room| is_in(nodes, room, node));
            let best = (0..nodes.len()).filter(free).max_by(|&a, &b| plausibilities[a].total_cmp(&plausibilities[b]));
            if let Some(node) = best {
                let trust = chosen.as_ref().map_or(0.0, |choice| choice.trust);
                let choice = Choice { hypothesis, rooms: Vec::new(), trust };
                return Some(room(line_work, prepared, &choice, node, plausibilities[node]));
            }
        }
        None
    }

    /// The scale of each page that has one, by page.
    #[must_use]
    pub fn scales(&self, rooms: &[Room], settings: &DetectorSettings) -> Vec<(u32, Scale)> {
        let pages = self.pages.iter();
        pages
            .filter_map(|page| Some((page.size.page, scale::infer(rooms, &page.labels, &page.size, settings)?)))
            .collect()
    }

    fn page(&self, page: u32) -> Option<(&PageLineWork, &Page)> {
        self.analysis.line_work.iter().zip(&self.pages).find(|(line_work, _)| line_work.page == page)
    }
}

/// Whether a point lies in a region, and in none of its holes.
fn holds(node: &RegionNode, [x, y]: [f64; 2]) -> bool {
    let mut rings = node.outline.iter();
    rings.next().is_some_and(|outline| outline.holds(x, y)) && !rings.any(|hole| hole.holds(x, y))
}

/// Whether a node is, or lies in, another one.
fn is_in(nodes: &[RegionNode], mut node: usize, other: usize) -> bool {
    // a parent stands after its parts, so that this ends
    loop {
        if node == other {
            return true;
        }
        match nodes[node].parent.map(|parent| parent as usize) {
            Some(parent) if parent > node && parent < nodes.len() => node = parent,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::linework::LineWork;
    use crate::picture::Picture;

    /// A building of 800 x 400 pixels on a page of 1000 x 600, halved by a wall with a door in it.
    fn detector() -> Detector {
        let mut bytes = vec![255u8; 1000 * 600];
        let mut fill = |x0: usize, y0: usize, x1: usize, y1: usize, value: u8| {
            for y in y0..y1 {
                bytes[y * 1000 + x0..y * 1000 + x1].fill(value);
            }
        };
        fill(100, 100, 900, 500, 0);
        fill(108, 108, 892, 492, 255);
        fill(496, 108, 504, 492, 0);
        fill(496, 270, 504, 330, 255);
        Detector::new(Analysis::of_line_work(LineWork::trace(&Picture::grey(1000, 600, &bytes).unwrap(), &[])))
    }

    #[test]
    fn a_place_gives_the_room_around_it_although_no_room_is_found() {
        let strictest = DetectorSettings { strictness: 1.0, min_confidence: 1.0, ..DetectorSettings::default() };
        let detector = detector();
        let room = detector.room_at(1, [700.0, 500.0], &strictest).expect("the right half");
        for (value, truth) in room.bounding_box.into_iter().zip([504.0, 180.0, 892.0, 820.0]) {
            assert!((value - truth).abs() < 12.0, "{:?}", room.bounding_box);
        }
    }

    #[test]
    fn outside_of_the_walls_and_on_pages_that_are_not_there_is_nothing() {
        let detector = detector();
        assert_eq!(detector.room_at(1, [20.0, 20.0], &DetectorSettings::default()), None);
        assert_eq!(detector.room_at(7, [700.0, 500.0], &DetectorSettings::default()), None);
    }

    #[test]
    fn a_calibration_is_the_scale_of_every_page() {
        let settings = DetectorSettings { pixels_per_metre: Some(50.0), ..DetectorSettings::default() };
        let scales = detector().scales(&[], &settings);
        assert_eq!(scales.iter().map(|(page, scale)| (*page, scale.pixels_per_metre)).collect::<Vec<_>>(), [(1, 50.0)]);
    }
}
