//! Running the detector over plans, on several threads, with results in the plans' order.

use std::time::Instant;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{Detector, DetectorSettings, Room};

use crate::measures::{Measures, measure};
use crate::score::{PlanScore, score};
use crate::totals::{Totals, totals_by_source};
use crate::{Analyser, EvaluationError, Plan};

/// How an evaluation is made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The detector's settings.
    pub settings: DetectorSettings,
    /// Threads; 0 is one for each core.
    pub jobs: usize,
}

/// One plan's score and what it was made from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanOutcome {
    /// The source.
    pub source: String,
    /// The plan's id.
    pub id: String,
    /// Its score.
    pub score: PlanScore,
    /// The rooms found on it.
    pub rooms: Vec<Room>,
    /// Its scale and its printed areas.
    #[serde(default)]
    pub measures: Measures,
    /// Seconds of tracing line work.
    pub line_work_seconds: f64,
    /// Seconds of detection.
    pub detect_seconds: f64,
}

impl PlanOutcome {
    /// `source/id`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.source, self.id)
    }
}

/// A plan that could not be scored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// `source/id`.
    pub key: String,
    /// Why.
    pub message: String,
}

/// The scores of all plans.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The detector's version.
    pub model_version: String,
    /// The totals of each source, then of all.
    pub totals: Vec<Totals>,
    /// The plans, in the order in which they were given.
    pub plans: Vec<PlanOutcome>,
    /// Plans that could not be scored, in the same order; they are in no total.
    pub failures: Vec<Failure>,
}

impl Evaluation {
    /// The totals over all plans.
    #[must_use]
    pub fn overall(&self) -> Totals {
        Totals::of("all", self.plans.iter())
    }
}

/// Analyses, detects and scores every plan.
pub fn evaluate(plans: &[Plan], analyser: &dyn Analyser, options: &Options) -> Result<Evaluation, EvaluationError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs)
        .build()
        .map_err(|e| EvaluationError::Threads(e.to_string()))?;
    let results: Vec<_> =
        pool.install(|| plans.par_iter().map(|plan| evaluate_plan(plan, analyser, &options.settings)).collect());
    let mut evaluation = Evaluation { model_version: shared::MODEL_VERSION.to_owned(), ..Evaluation::default() };
    for (plan, result) in plans.iter().zip(results) {
        match result {
            Ok(outcome) => evaluation.plans.push(outcome),
            Err(e) => evaluation.failures.push(Failure { key: plan.key(), message: e.to_string() }),
        }
    }
    evaluation.totals = totals_by_source(&evaluation.plans);
    Ok(evaluation)
}

fn evaluate_plan(
    plan: &Plan,
    analyser: &dyn Analyser,
    settings: &DetectorSettings,
) -> Result<PlanOutcome, EvaluationError> {
    let analysed = analyser.analyse(plan)?;
    // A page of a larger document is scored on its own.
    let page = plan.pdf_page().map_or(1, |(_, page)| page);
    let start = Instant::now();
    let detector = Detector::new(analysed.analysis);
    let detection = detector.detect(settings);
    let detect_seconds = start.elapsed().as_secs_f64();
    let analysis = detector.analysis();
    let is_alone = analysis.metadata.pages <= 1;
    let rooms: Vec<Room> = detection.rooms.into_iter().filter(|room| is_alone || room.page == page).collect();
    let scales = detector.scales(&rooms, settings);
    let page_px = analysis
        .line_work
        .iter()
        .find(|traced| is_alone || traced.page == page)
        .map_or([1.0, 1.0], |traced| [traced.line_work.width_px, traced.line_work.height_px].map(f64::from));
    let scale = scales.iter().find(|(its, _)| is_alone || *its == page).map(|(_, scale)| scale);
    Ok(PlanOutcome {
        source: plan.source.clone(),
        id: plan.id.clone(),
        score: score(plan, &rooms),
        measures: measure(plan, &rooms, scale, page_px),
        rooms,
        line_work_seconds: analysed.line_work_seconds,
        detect_seconds,
    })
}
