//! Whether the scale that a plan tells is right, and whether the areas that it prints are those of the rooms found.

use serde::{Deserialize, Serialize};
use shared::Room;
use shared::scale::Scale;

use crate::Plan;
use crate::score::Read;

/// A scale that is off by less is right; so is an area.
pub const TOLERANCE: f64 = 0.05;
/// `source` of an area that is printed.
const PRINTED: &str = "printed";

/// What was measured on a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measures {
    /// The scale, where one was inferred and the truth has one.
    pub scale: Read,
    /// Printed areas of rooms, where a scale was inferred: right where the outline that was found has the same area.
    pub areas: Read,
}

impl Measures {
    /// Adds another plan's.
    pub fn add(&mut self, other: Self) {
        for (sum, more) in [(&mut self.scale, other.scale), (&mut self.areas, other.areas)] {
            sum.right += more.right;
            sum.known += more.known;
        }
    }
}

/// Compares a plan's rooms with its scale, in pixels of a page of `page_px`.
#[must_use]
pub fn measure(plan: &Plan, rooms: &[Room], scale: Option<&Scale>, page_px: [f64; 2]) -> Measures {
    let mut measures = Measures::default();
    let Some(scale) = scale else { return measures };
    if let Some(truth) = plan.units.pixels_per_metre() {
        let in_truth = scale.pixels_per_metre * plan.width / page_px[0].max(1.0);
        measures.scale = Read { right: usize::from(is_close(in_truth, truth)), known: 1 };
    }
    let metres = page_px.map(|side| side / 1000.0 / scale.pixels_per_metre);
    for room in rooms {
        let Some(printed) = room.area.as_ref().filter(|area| area.source == PRINTED) else { continue };
        let holes: f64 = room.holes.iter().map(|hole| area(hole)).sum();
        let found_m2 = (area(&room.polygon) - holes) * metres[0] * metres[1];
        measures.areas.known += 1;
        measures.areas.right += usize::from(is_close(found_m2, printed.value));
    }
    measures
}

fn is_close(value: f64, truth: f64) -> bool {
    (value / truth - 1.0).abs() < TOLERANCE
}

fn area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>().abs() / 2.0
}

#[cfg(test)]
mod tests {
    use shared::room::Measure;
    use shared::scale::ScaleSource;

    use super::*;
    use crate::truth::Units;

    #[test]
    fn scales_are_those_of_the_truth_and_areas_those_of_outlines() {
        let plan = Plan {
            width: 500.0,
            height: 250.0,
            units: Units { px_per_m: Some(25.0), px_per_ft: None },
            ..Plan::default()
        };
        let mut room =
            shared::detect(&shared::Analysis::default(), &shared::DetectorSettings::default()).rooms.remove(0);
        // A quarter of a page of 20 m x 10 m.
        room.polygon = vec![[0.0, 0.0], [500.0, 0.0], [500.0, 500.0], [0.0, 500.0]];
        let mut rooms = vec![room.clone(), room];
        for (room, value) in rooms.iter_mut().zip([51.0, 60.0]) {
            room.area = Some(Measure { value, unit: "m2".to_owned(), source: "printed".to_owned() });
        }
        let scale =
            |pixels_per_metre| Scale { pixels_per_metre, source: ScaleSource::Consensus, confidence: 0.9, votes: 3 };
        let measures = measure(&plan, &rooms, Some(&scale(50.0)), [1000.0, 500.0]);
        assert_eq!(measures.scale, Read { right: 1, known: 1 });
        assert_eq!(measures.areas, Read { right: 1, known: 2 });
        assert_eq!(measure(&plan, &rooms, Some(&scale(60.0)), [1000.0, 500.0]).scale.right, 0);
        assert_eq!(measure(&plan, &rooms, None, [1000.0, 500.0]), Measures::default());
    }
}
