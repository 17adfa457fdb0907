//! How long tracing and detecting take: on drawn plans of 2,400 pixels, and on the real ones in `ROOMPRINT_PLANS`.
//!
//! `cargo bench -p evaluation`; `cargo bench -p evaluation -- trace` for tracing alone.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot read its plan has failed")]

use std::path::Path;

use divan::Bencher;
use evaluation::{Analyser, TextBeside, read_plans};
use plan_generator::{Style, generate};
use shared::textract::TextBlock;
use shared::{Analysis, Detector, DetectorSettings, LineWork, Picture};

/// Longer side of the drawn plans, in pixels.
const SIDE_PX: f64 = 2400.0;
/// Looks with different kinds of walls.
const STYLES: [&str; 5] = ["filled_furnished", "hollow", "hatched", "coloured", "title_block"];
/// Real plans measured at most, spread evenly over all.
const REAL_PLANS: usize = 8;

fn main() {
    divan::main();
}

/// A plan as the detector gets it.
struct Case {
    picture: image::RgbImage,
    text: Analysis,
}

impl Case {
    /// A drawn plan by the name of its look.
    fn drawn(name: &str) -> Self {
        let (_, style) = Style::presets().into_iter().find(|(known, _)| *known == name).unwrap();
        let (width, height) = generate(7, &style).picture.dimensions();
        let px_per_m = style.px_per_m * SIDE_PX / f64::from(width.max(height));
        let plan = generate(7, &Style { px_per_m, ..style });
        let text = Analysis { text_blocks: plan.text_blocks, ..Analysis::default() };
        Self { picture: plan.picture, text }
    }

    /// A real plan by its key.
    fn real(key: &str) -> Self {
        let plan = real_plans().into_iter().find(|plan| plan.key() == key).unwrap();
        let analyser = TextBeside { with_text: true };
        let text = analyser.analyse(&plan).unwrap().analysis;
        Self { picture: analyser.picture(&plan).unwrap(), text }
    }

    fn trace(&self, text: &[TextBlock]) -> LineWork {
        let (width, height) = self.picture.dimensions();
        LineWork::trace(&Picture::rgb(width, height, self.picture.as_raw()).unwrap(), text)
    }

    fn analysis(&self) -> Analysis {
        let traced = Analysis::of_line_work(self.trace(&self.text.text_blocks));
        Analysis { text_blocks: self.text.text_blocks.clone(), ..traced }
    }
}

/// Plans with a picture in `ROOMPRINT_PLANS`; none without it.
fn real_plans() -> Vec<evaluation::Plan> {
    let Some(folder) = std::env::var_os("ROOMPRINT_PLANS") else { return Vec::new() };
    let plans = read_plans(Path::new(&folder)).unwrap();
    let plans: Vec<_> = plans.into_iter().filter(|plan| plan.picture_path().is_some()).collect();
    let every = plans.len().div_ceil(REAL_PLANS).max(1);
    plans.into_iter().step_by(every).collect()
}

fn real() -> Vec<String> {
    real_plans().iter().map(evaluation::Plan::key).collect()
}

#[divan::bench_group(name = "trace", sample_count = 10, sample_size = 1)]
mod trace {
    use super::*;

    #[divan::bench(args = STYLES)]
    fn drawn(bencher: Bencher<'_, '_>, style: &str) {
        let case = Case::drawn(style);
        bencher.bench(|| case.trace(&case.text.text_blocks));
    }

    #[divan::bench(args = real())]
    fn real_plan(bencher: Bencher<'_, '_>, key: &str) {
        let case = Case::real(key);
        bencher.bench(|| case.trace(&case.text.text_blocks));
    }
}

/// What happens once for a document, before the first detection.
#[divan::bench(args = STYLES)]
fn prepare(bencher: Bencher<'_, '_>, style: &str) {
    let analysis = Case::drawn(style).analysis();
    bencher.with_inputs(|| analysis.clone()).bench_values(Detector::new);
}

/// Detecting again, as at every move of a slider; every call has other settings.
#[divan::bench_group(name = "detect")]
mod detect {
    use super::*;

    fn moved(bencher: Bencher<'_, '_>, case: &Case) {
        let detector = Detector::new(case.analysis());
        let mut step = 0;
        bencher
            .with_inputs(|| {
                step = (step + 1) % 10;
                DetectorSettings { strictness: 0.3 + 0.04 * f64::from(step), ..DetectorSettings::default() }
            })
            .bench_local_refs(|settings| detector.detect(settings));
    }

    #[divan::bench(args = STYLES)]
    fn drawn(bencher: Bencher<'_, '_>, style: &str) {
        moved(bencher, &Case::drawn(style));
    }

    #[divan::bench(args = real())]
    fn real_plan(bencher: Bencher<'_, '_>, key: &str) {
        moved(bencher, &Case::real(key));
    }
}
