//! The score of one plan.

use serde::{Deserialize, Serialize};
use shared::Room;

use crate::Plan;
use crate::mask::{GRID, Mask};
use crate::names::is_named;
use crate::pairing::{Pair, box_intersection_over_union, pair_best_first};

/// A pair whose overlap is at least this is right.
pub const THRESHOLD: f64 = 0.5;
/// The same for the strict figure.
pub const STRICT_THRESHOLD: f64 = 0.7;

/// Predictions against rooms: how many agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Predictions paired with a room.
    pub matched: usize,
    /// Predictions, without those dropped because they lie outside.
    pub predicted: usize,
    /// Rooms in the truth.
    pub truth: usize,
}

impl Counts {
    /// 2 x matched / (predicted + truth); 1 where there is nothing to find and nothing was found.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.matched, self.predicted + self.truth)
    }

    /// Share of the predictions that are right.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.matched, self.predicted)
    }

    /// Share of the rooms that were found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.matched, self.truth)
    }

    /// Adds another plan's counts.
    pub fn add(&mut self, other: Self) {
        self.matched += other.matched;
        self.predicted += other.predicted;
        self.truth += other.truth;
    }
}

/// `part / whole`, 1 where both are 0.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Something printed in rooms that were found: how often it was read right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// How often it was right.
    pub right: usize,
    /// How often there was something to read.
    pub known: usize,
}

/// What became of one prediction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum Fate {
    /// Paired with a room.
    Right {
        /// Index of the room in the truth.
        truth: usize,
        /// Intersection over union.
        iou: f64,
    },
    /// Paired with nothing.
    Wrong {
        /// The best overlap with any room, which may be taken.
        best_iou: f64,
    },
    /// Paired with nothing and mostly in an area that is neither right nor wrong.
    Dropped,
}

/// The score of one plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanScore {
    /// Rooms at an overlap of 0.5.
    pub rooms: Counts,
    /// Rooms at an overlap of 0.7.
    pub strict: Counts,
    /// Bounding boxes at an overlap of 0.5.
    pub boxes: Counts,
    /// Sum of the overlaps of the pairs at 0.5.
    pub iou_sum: f64,
    /// Names of rooms found, where the truth has one.
    pub names: Read,
    /// Numbers of rooms found, where the truth has one.
    pub numbers: Read,
    /// What became of each prediction, in the order they were given.
    pub fates: Vec<Fate>,
    /// For each room of the truth the prediction it was paired with at 0.5.
    pub found_by: Vec<Option<usize>>,
}

impl PlanScore {
    /// Mean overlap of the pairs at 0.5; 0 where there are none.
    #[must_use]
    pub fn mean_iou(&self) -> f64 {
        if self.rooms.matched == 0 { 0.0 } else { self.iou_sum / self.rooms.matched as f64 }
    }
}

/// Scores the rooms found on a plan.
#[must_use]
pub fn score(plan: &Plan, predicted: &[Room]) -> PlanScore {
    let scale = [GRID as f64 / plan.width, GRID as f64 / plan.height];
    let to_cells = |ring: &[[f64; 2]]| ring.iter().map(|p| [p[0] * scale[0], p[1] * scale[1]]).collect::<Vec<_>>();
    let mask = |outline: &[[f64; 2]], holes: &[Vec<[f64; 2]>]| {
        Mask::of_polygon(&to_cells(outline), &holes.iter().map(|hole| to_cells(hole)).collect::<Vec<_>>())
    };
    let truth: Vec<Mask> = plan.rooms.iter().map(|room| mask(&room.polygon, &room.holes)).collect();
    let mut outside = Mask::default();
    for area in &plan.outside {
        outside.add(&mask(&area.polygon, &area.holes));
    }
    let found: Vec<Mask> = predicted.iter().map(|room| Mask::of_polygon(&room.polygon, &room.holes)).collect();

    let overlaps: Vec<Vec<f64>> =
        found.iter().map(|p| truth.iter().map(|t| p.intersection_over_union(t)).collect()).collect();
    let pairs = pair_best_first(found.len(), truth.len(), THRESHOLD, |p, t| overlaps[p][t]);
    let strict: Vec<Pair> = pairs.iter().copied().filter(|pair| pair.iou >= STRICT_THRESHOLD).collect();
    let true_boxes: Vec<[f64; 4]> = plan
        .rooms
        .iter()
        .map(|room| {
            let [x0, y0, x1, y1] = room.bbox;
            [x0 * scale[0], y0 * scale[1], x1 * scale[0], y1 * scale[1]]
        })
        .collect();
    let box_pairs = pair_best_first(found.len(), truth.len(), THRESHOLD, |p, t| {
        box_intersection_over_union(predicted[p].bounding_box, true_boxes[t])
    });

    let is_outside: Vec<bool> =
        found.iter().map(|room| room.cells() > 0 && 2 * room.common_cells(&outside) > room.cells()).collect();
    let counts = |pairs: &[Pair]| {
        let dropped =
            (0..found.len()).filter(|&p| is_outside[p] && pairs.iter().all(|pair| pair.predicted != p)).count();
        Counts { matched: pairs.len(), predicted: found.len() - dropped, truth: truth.len() }
    };

    let mut score = PlanScore {
        rooms: counts(&pairs),
        strict: counts(&strict),
        boxes: counts(&box_pairs),
        iou_sum: pairs.iter().map(|pair| pair.iou).sum(),
        found_by: vec![None; truth.len()],
        fates: (0..found.len())
            .map(|p| {
                let best_iou = overlaps[p].iter().copied().fold(0.0, f64::max);
                if is_outside[p] { Fate::Dropped } else { Fate::Wrong { best_iou } }
            })
            .collect(),
        ..PlanScore::default()
    };
    for pair in &pairs {
        let (room, known) = (&predicted[pair.predicted], &plan.rooms[pair.truth]);
        score.fates[pair.predicted] = Fate::Right { truth: pair.truth, iou: pair.iou };
        score.found_by[pair.truth] = Some(pair.predicted);
        if let Some(name) = &known.name {
            let is_right = is_named(name, room.name_hint.as_deref(), &room.names);
            score.names.known += 1;
            score.names.right += usize::from(is_right);
        }
        if let Some(number) = &known.number {
            score.numbers.known += 1;
            score.numbers.right += usize::from(room.number.as_deref().is_some_and(|n| is_named(number, Some(n), &[])));
        }
    }
    score
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::truth::{Area, TrueRoom};

    fn rectangle([x0, y0, x1, y1]: [f64; 4]) -> Vec<[f64; 2]> {
        vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    }

    /// A plan of 2000 x 500 pixels: a pixel is half a cell wide and two cells high.
    fn plan(rooms: &[[f64; 4]], outside: &[[f64; 4]]) -> Plan {
        let room = |bbox: &[f64; 4]| TrueRoom { polygon: rectangle(*bbox), bbox: *bbox, ..TrueRoom::default() };
        let area = |bbox: &[f64; 4]| Area { polygon: rectangle(*bbox), holes: Vec::new() };
        Plan {
            id: "a".to_owned(),
            width: 2000.0,
            height: 500.0,
            rooms: rooms.iter().map(room).collect(),
            outside: outside.iter().map(area).collect(),
            ..Plan::default()
        }
    }

    fn found(bounding_box: [f64; 4]) -> Room {
        let nothing = shared::detect(&shared::Analysis::default(), &shared::DetectorSettings::default());
        let mut room = nothing.rooms.into_iter().next().unwrap();
        room.bounding_box = bounding_box;
        room.polygon = rectangle(bounding_box);
        room
    }

    #[test]
    fn pixels_are_scaled_to_the_page() {
        let plan = plan(&[[200.0, 50.0, 600.0, 250.0]], &[]);
        let score = score(&plan, &[found([100.0, 100.0, 300.0, 500.0])]);
        assert_eq!(score.rooms, Counts { matched: 1, predicted: 1, truth: 1 });
        assert_eq!((score.rooms.f1(), score.mean_iou(), score.boxes.f1()), (1.0, 1.0, 1.0));
    }

    #[test]
    fn a_page_sized_box_scores_nothing() {
        let plan = plan(&[[0.0, 0.0, 400.0, 250.0], [500.0, 0.0, 900.0, 250.0]], &[]);
        let score = score(&plan, &[found([0.0, 0.0, 1000.0, 1000.0])]);
        assert_eq!(score.rooms, Counts { matched: 0, predicted: 1, truth: 2 });
        assert_eq!(score.rooms.f1(), 0.0);
        assert_eq!(score.fates, [Fate::Wrong { best_iou: 0.1 }]);
    }

    #[test]
    fn overlap_of_exactly_half_counts_and_strictly_it_does_not() {
        let plan = plan(&[[0.0, 0.0, 800.0, 250.0]], &[]);
        let score = score(&plan, &[found([0.0, 0.0, 200.0, 500.0])]);
        assert_eq!((score.rooms.matched, score.strict.matched), (1, 0));
        assert_eq!(score.found_by, [Some(0)]);
    }

    #[test]
    fn what_lies_mostly_outside_is_dropped_unless_it_is_a_room() {
        let plan = plan(&[[0.0, 0.0, 400.0, 250.0]], &[[0.0, 0.0, 1000.0, 500.0]]);
        let rooms =
            [found([0.0, 0.0, 200.0, 500.0]), found([300.0, 0.0, 600.0, 900.0]), found([450.0, 0.0, 800.0, 900.0])];
        let score = score(&plan, &rooms);
        assert_eq!(score.rooms, Counts { matched: 1, predicted: 2, truth: 1 });
        assert_eq!(score.fates, [Fate::Right { truth: 0, iou: 1.0 }, Fate::Dropped, Fate::Wrong { best_iou: 0.0 }]);
    }

    #[test]
    fn names_are_counted_where_the_truth_has_one() {
        let mut plan = plan(&[[0.0, 0.0, 400.0, 250.0], [500.0, 0.0, 900.0, 250.0]], &[]);
        plan.rooms[0].name = Some("Küche".to_owned());
        plan.rooms[0].number = Some("1.02".to_owned());
        let mut rooms = [found([0.0, 0.0, 200.0, 500.0]), found([250.0, 0.0, 450.0, 500.0])];
        rooms[0].name_hint = Some("KUCHE".to_owned());
        rooms[0].number = Some("1.03".to_owned());
        rooms[1].name_hint = Some("Bad".to_owned());
        let score = score(&plan, &rooms);
        assert_eq!((score.names, score.numbers), (Read { right: 1, known: 1 }, Read { right: 0, known: 1 }));
    }

    #[test]
    fn nothing_to_find_and_nothing_found_is_perfect() {
        assert_eq!(score(&plan(&[], &[]), &[]).rooms.f1(), 1.0);
    }

    fn boxes() -> impl Strategy<Value = Vec<[f64; 4]>> {
        let side = || (0.0..900.0f64, 1.0..100.0f64);
        prop::collection::vec((side(), side()).prop_map(|((x, w), (y, h))| [x, y, x + w, y + h]), 0..8)
    }

    proptest! {
        #[test]
        fn the_truth_itself_is_perfect(boxes in boxes()) {
            let boxes: Vec<_> = boxes.into_iter().enumerate().map(|(i, b)| {
                // Apart from each other, so that no two rooms are the same.
                let x = i as f64 * 120.0;
                [x, b[1], x + (b[2] - b[0]), b[3]]
            }).collect();
            let mut plan = plan(&boxes, &[]);
            (plan.width, plan.height) = (1000.0, 1000.0);
            let rooms: Vec<Room> = boxes.iter().copied().map(found).collect();
            let score = score(&plan, &rooms);
            prop_assert!(score.rooms.matched == boxes.len() && score.boxes.f1() == 1.0, "{:?}", score);
            prop_assert!(boxes.is_empty() || score.mean_iou() == 1.0);
        }

        #[test]
        fn figures_stay_in_range(truth in boxes(), guess in boxes(), outside in boxes()) {
            let mut plan = plan(&truth, &outside);
            (plan.width, plan.height) = (1000.0, 1000.0);
            let rooms: Vec<Room> = guess.iter().copied().map(found).collect();
            let score = score(&plan, &rooms);
            for counts in [score.rooms, score.strict, score.boxes] {
                prop_assert!(counts.matched <= counts.predicted.min(counts.truth));
                prop_assert!((0.0..=1.0).contains(&counts.f1()));
            }
            prop_assert!(score.strict.matched <= score.rooms.matched);
            prop_assert!(score.mean_iou() <= 1.0);
            let right = score.fates.iter().filter(|fate| matches!(fate, Fate::Right { .. })).count();
            prop_assert_eq!(right, score.found_by.iter().flatten().count());
            prop_assert_eq!(right, score.rooms.matched);
        }
    }
}
