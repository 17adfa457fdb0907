//! Two evaluations side by side: which plans got better or worse.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::run::{Evaluation, PlanOutcome};

/// A plan whose score changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// `source/id`.
    pub key: String,
    /// F1 at 0.5 before and after.
    pub f1: [f64; 2],
    /// Mean overlap of the pairs before and after.
    pub mean_iou: [f64; 2],
}

impl Change {
    /// How much F1 grew, below 0 where it fell.
    #[must_use]
    pub fn gain(&self) -> f64 {
        self.f1[1] - self.f1[0]
    }
}

/// The plans that both evaluations have and whose F1 differs, worst change first.
#[must_use]
pub fn changes(old: &Evaluation, new: &Evaluation) -> Vec<Change> {
    let before: BTreeMap<String, &PlanOutcome> = old.plans.iter().map(|plan| (plan.key(), plan)).collect();
    let mut changes: Vec<Change> = new
        .plans
        .iter()
        .filter_map(|plan| {
            let old = before.get(&plan.key())?;
            let f1 = [old.score.rooms.f1(), plan.score.rooms.f1()];
            let mean_iou = [old.score.mean_iou(), plan.score.mean_iou()];
            (f1[0] != f1[1]).then(|| Change { key: plan.key(), f1, mean_iou })
        })
        .collect();
    changes.sort_by(|a, b| a.gain().total_cmp(&b.gain()).then_with(|| a.key.cmp(&b.key)));
    changes
}

/// The change of the totals, and the plans that changed, as text.
#[must_use]
pub fn comparison(old: &Evaluation, new: &Evaluation) -> String {
    let mut text = String::new();
    for totals in &new.totals {
        let Some(before) = old.totals.iter().find(|before| before.source == totals.source) else { continue };
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{:<18} F1 {:.3} -> {:.3} ({:+.3}), strict {:+.3}, IoU {:+.3}, box {:+.3}",
            totals.source,
            before.rooms.f1(),
            totals.rooms.f1(),
            totals.rooms.f1() - before.rooms.f1(),
            totals.strict.f1() - before.strict.f1(),
            totals.mean_iou() - before.mean_iou(),
            totals.boxes.f1() - before.boxes.f1(),
        );
    }
    let changes = changes(old, new);
    let better = changes.iter().filter(|change| change.gain() > 0.0).count();
    let _ = writeln!(text, "{better} plans better, {} worse", changes.len() - better);
    for change in &changes {
        let _ = writeln!(
            text,
            "{:+.3}  {:.3} -> {:.3}  IoU {:.3} -> {:.3}  {}",
            change.gain(),
            change.f1[0],
            change.f1[1],
            change.mean_iou[0],
            change.mean_iou[1],
            change.key
        );
    }
    text
}
