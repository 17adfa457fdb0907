//! Whether confidence means what it says: of the rooms at 0.9, nine in ten should be right.

use serde::Serialize;

use crate::run::PlanOutcome;
use crate::score::Fate;

/// The predictions whose confidence lies in one tenth of 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Decile {
    /// Lower end of the tenth.
    pub from: f64,
    /// Predictions, without those dropped.
    pub predicted: usize,
    /// Those that are right.
    pub right: usize,
    /// Sum of their confidences.
    pub confidence_sum: f64,
}

impl Decile {
    /// Share that is right.
    #[must_use]
    pub fn share_right(&self) -> f64 {
        crate::score::share(self.right, self.predicted)
    }

    /// Mean confidence; 0 where there are none.
    #[must_use]
    pub fn mean_confidence(&self) -> f64 {
        if self.predicted == 0 { 0.0 } else { self.confidence_sum / self.predicted as f64 }
    }
}

/// The ten tenths, lowest first.
#[must_use]
pub fn deciles(plans: &[PlanOutcome]) -> [Decile; 10] {
    let mut deciles: [Decile; 10] = std::array::from_fn(|i| Decile { from: i as f64 / 10.0, ..Decile::default() });
    for plan in plans {
        for (room, fate) in plan.rooms.iter().zip(&plan.score.fates) {
            if *fate == Fate::Dropped {
                continue;
            }
            let decile = &mut deciles[((room.confidence * 10.0).floor().clamp(0.0, 9.0)) as usize];
            decile.predicted += 1;
            decile.right += usize::from(matches!(fate, Fate::Right { .. }));
            decile.confidence_sum += room.confidence;
        }
    }
    deciles
}

/// Mean distance of confidence and share right over the tenths, weighted by their predictions (expected calibration error).
#[must_use]
pub fn calibration_error(deciles: &[Decile]) -> f64 {
    let predicted: usize = deciles.iter().map(|decile| decile.predicted).sum();
    let weighted = |decile: &Decile| (decile.mean_confidence() - decile.share_right()).abs() * decile.predicted as f64;
    deciles.iter().filter(|decile| decile.predicted > 0).map(weighted).sum::<f64>() / predicted.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::PlanScore;

    #[test]
    fn dropped_rooms_are_not_counted() {
        let room = |confidence: f64| {
            let mut room =
                shared::detect(&shared::Analysis::default(), &shared::DetectorSettings::default()).rooms.remove(0);
            room.confidence = confidence;
            room
        };
        let wrong = Fate::Wrong { best_iou: 0.2 };
        let right = Fate::Right { truth: 0, iou: 0.8 };
        let score = PlanScore { fates: vec![right, right, wrong, wrong, Fate::Dropped], ..PlanScore::default() };
        let rooms = vec![room(1.0), room(0.92), room(0.95), room(0.25), room(0.25)];
        let deciles = deciles(&[PlanOutcome { rooms, score, ..PlanOutcome::default() }]);
        assert_eq!((deciles[9].predicted, deciles[9].right), (3, 2));
        assert_eq!((deciles[2].predicted, deciles[2].right), (1, 0));
        assert!((deciles[9].mean_confidence() - 2.87 / 3.0).abs() < 1e-9);
        assert!((calibration_error(&deciles) - (0.87 + 0.25) / 4.0).abs() < 1e-9);
    }
}
