//! Scores of many plans together.

use serde::{Deserialize, Serialize};

use crate::measures::Measures;
use crate::run::PlanOutcome;
use crate::score::{Counts, Read};

/// The sums over a source, or over all sources.
///
/// Rooms count alike, whatever plan they are on: a plan of thirty rooms weighs as much as three of ten.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// The source, or `all`.
    pub source: String,
    /// Plans scored.
    pub plans: usize,
    /// Rooms at an overlap of 0.5.
    pub rooms: Counts,
    /// Rooms at an overlap of 0.7.
    pub strict: Counts,
    /// Bounding boxes at an overlap of 0.5.
    pub boxes: Counts,
    /// Sum of the overlaps of the pairs at 0.5.
    pub iou_sum: f64,
    /// Sum over the plans of how far off the number of rooms is.
    pub count_error_sum: usize,
    /// Names.
    pub names: Read,
    /// Numbers.
    pub numbers: Read,
    /// Scales and printed areas.
    #[serde(default)]
    pub measures: Measures,
    /// Seconds of tracing line work.
    pub line_work_seconds: f64,
    /// Seconds of detection.
    pub detect_seconds: f64,
}

impl Totals {
    /// Sums up plans under a name.
    #[must_use]
    pub fn of<'a>(source: &str, plans: impl Iterator<Item = &'a PlanOutcome>) -> Self {
        let mut totals = Self { source: source.to_owned(), ..Self::default() };
        for plan in plans {
            let score = &plan.score;
            totals.plans += 1;
            totals.rooms.add(score.rooms);
            totals.strict.add(score.strict);
            totals.boxes.add(score.boxes);
            totals.iou_sum += score.iou_sum;
            totals.count_error_sum += score.rooms.predicted.abs_diff(score.rooms.truth);
            totals.names.right += score.names.right;
            totals.names.known += score.names.known;
            totals.numbers.right += score.numbers.right;
            totals.numbers.known += score.numbers.known;
            totals.measures.add(plan.measures);
            totals.line_work_seconds += plan.line_work_seconds;
            totals.detect_seconds += plan.detect_seconds;
        }
        totals
    }

    /// Mean overlap of the pairs at 0.5; 0 where there are none.
    #[must_use]
    pub fn mean_iou(&self) -> f64 {
        if self.rooms.matched == 0 { 0.0 } else { self.iou_sum / self.rooms.matched as f64 }
    }

    /// Mean over the plans of how far off the number of rooms is.
    #[must_use]
    pub fn mean_count_error(&self) -> f64 {
        self.count_error_sum as f64 / self.plans.max(1) as f64
    }

    /// Seconds of tracing line work, a plan.
    #[must_use]
    pub fn line_work_seconds_a_plan(&self) -> f64 {
        self.line_work_seconds / self.plans.max(1) as f64
    }

    /// Seconds of detection, a plan.
    #[must_use]
    pub fn detect_seconds_a_plan(&self) -> f64 {
        self.detect_seconds / self.plans.max(1) as f64
    }
}

/// The totals of each source in the order in which they come, and of all when there are several.
#[must_use]
pub fn totals_by_source(plans: &[PlanOutcome]) -> Vec<Totals> {
    let mut sources: Vec<&str> = Vec::new();
    for plan in plans {
        if !sources.contains(&plan.source.as_str()) {
            sources.push(&plan.source);
        }
    }
    let mut totals: Vec<Totals> =
        sources.iter().map(|&source| Totals::of(source, plans.iter().filter(|plan| plan.source == source))).collect();
    if totals.len() != 1 {
        totals.push(Totals::of("all", plans.iter()));
    }
    totals
}
