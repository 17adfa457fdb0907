//! A report to look through: every plan with the truth and what was found side by side, worst first.
//!
//! One HTML file that needs no other but the pictures beside it in `images/`. The pictures belong to whoever made the
//! plans: reports are for looking at and have no place in a repository.

mod figures;
mod html;
mod side_by_side;

use std::path::Path;

use rayon::prelude::*;

use crate::run::{Evaluation, PlanOutcome};
use crate::{Analyser, EvaluationError, Plan};

/// Writes `index.html` and `images/` into a folder, which is made where it does not exist.
///
/// # Errors
/// Where a file cannot be written. A plan whose picture cannot be read again is shown without it.
pub fn write_report(
    folder: &Path,
    plans: &[Plan],
    analyser: &dyn Analyser,
    evaluation: &Evaluation,
) -> Result<(), EvaluationError> {
    let images = folder.join("images");
    std::fs::create_dir_all(&images).map_err(|source| EvaluationError::File { path: images.clone(), source })?;
    let shown = worst_first(plans, evaluation);
    shown.par_iter().try_for_each(|(plan, _)| match analyser.picture(plan) {
        Ok(picture) => {
            let path = images.join(image_name(plan));
            picture.save(&path).map_err(|source| EvaluationError::Picture { path, source })
        }
        Err(_) => Ok(()),
    })?;
    let path = folder.join("index.html");
    std::fs::write(&path, html::page(&shown, evaluation)).map_err(|source| EvaluationError::File { path, source })
}

/// The plans that were scored with their outcomes: lowest F1 first, then lowest overlap, then by name.
#[must_use]
pub fn worst_first<'a>(plans: &'a [Plan], evaluation: &'a Evaluation) -> Vec<(&'a Plan, &'a PlanOutcome)> {
    let mut shown: Vec<(&Plan, &PlanOutcome)> = evaluation
        .plans
        .iter()
        .filter_map(|outcome| {
            let plan = plans.iter().find(|plan| plan.id == outcome.id && plan.source == outcome.source)?;
            Some((plan, outcome))
        })
        .collect();
    shown.sort_by(|(_, a), (_, b)| {
        let f1 = a.score.rooms.f1().total_cmp(&b.score.rooms.f1());
        f1.then(a.score.mean_iou().total_cmp(&b.score.mean_iou())).then_with(|| a.key().cmp(&b.key()))
    });
    shown
}

/// A file name for the plan's picture: its key with everything but letters, digits and `.` as `_`.
#[must_use]
pub fn image_name(plan: &Plan) -> String {
    let mut name: String = plan.key().chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '_' }).collect();
    name.push_str(".png");
    name
}
