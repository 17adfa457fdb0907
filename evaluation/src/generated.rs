//! Plans that the project draws itself, with their truth: what tests and golden overlays run on.

use image::RgbImage;
use plan_generator::{Style, generate};
use shared::Analysis;

use crate::analyser::trace_timed;
use crate::{Analysed, Analyser, EvaluationError, Plan};

/// Draws plans again whenever they are asked for. Their source is the style's name, their id the seed.
#[derive(Debug, Clone)]
pub struct Generated {
    styles: Vec<(&'static str, Style)>,
}

impl Generated {
    /// All styles.
    #[must_use]
    pub fn presets() -> Self {
        Self { styles: Style::presets() }
    }

    /// The truth of a plan of every style for every seed.
    pub fn plans(&self, seeds: std::ops::Range<u64>) -> Result<Vec<Plan>, EvaluationError> {
        let mut plans = Vec::new();
        for (name, style) in &self.styles {
            for seed in seeds.clone() {
                let truth = generate(seed, style).truth(&seed.to_string());
                let plan: Plan = serde_json::from_value(truth).map_err(|e| EvaluationError::Form {
                    path: format!("{name} {seed}").into(),
                    message: e.to_string(),
                })?;
                plans.push(Plan { source: (*name).to_owned(), ..plan });
            }
        }
        Ok(plans)
    }

    /// The drawing of a plan that [`plans`](Self::plans) gave.
    pub fn draw(&self, plan: &Plan) -> Result<plan_generator::Plan, EvaluationError> {
        let style = self.styles.iter().find(|(name, _)| *name == plan.source);
        let (Some((_, style)), Ok(seed)) = (style, plan.id.parse()) else {
            let reason = "no generated plan".to_owned();
            return Err(EvaluationError::NotRead { plan: plan.key(), reason });
        };
        Ok(generate(seed, style))
    }
}

impl Analyser for Generated {
    fn analyse(&self, plan: &Plan) -> Result<Analysed, EvaluationError> {
        let drawn = self.draw(plan)?;
        let (line_work, line_work_seconds) = trace_timed(&drawn.picture, &drawn.text_blocks)
            .map_err(|source| EvaluationError::Unusable { path: plan.key().into(), source })?;
        let analysis = Analysis { text_blocks: drawn.text_blocks, ..Analysis::of_line_work(line_work) };
        Ok(Analysed { analysis, line_work_seconds })
    }

    fn picture(&self, plan: &Plan) -> Result<RgbImage, EvaluationError> {
        Ok(self.draw(plan)?.picture)
    }
}
