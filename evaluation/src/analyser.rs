//! What makes an analysis of a plan: the picture's line work and the text read on it.

use std::path::Path;
use std::time::Instant;

use image::RgbImage;
use shared::textract::TextBlock;
use shared::{Analysis, LineWork, Picture};

use crate::{EvaluationError, Plan};

/// An analysis with the time that it took.
#[derive(Debug, Clone)]
pub struct Analysed {
    /// What the detector is given.
    pub analysis: Analysis,
    /// Seconds that tracing the line work took, without decoding the picture and without reading text.
    pub line_work_seconds: f64,
}

/// Makes analyses of plans. One analyser serves several threads.
pub trait Analyser: Sync {
    /// The analysis of a plan.
    fn analyse(&self, plan: &Plan) -> Result<Analysed, EvaluationError>;

    /// The plan as people see it, for reports and overlays.
    fn picture(&self, plan: &Plan) -> Result<RgbImage, EvaluationError>;
}

/// Traces the line work of pictures, and takes as text what was read beforehand and lies beside the plans.
#[derive(Debug, Clone, Copy)]
pub struct TextBeside {
    /// Whether that text is used at all.
    pub with_text: bool,
}

impl Analyser for TextBeside {
    fn analyse(&self, plan: &Plan) -> Result<Analysed, EvaluationError> {
        let picture = self.picture(plan)?;
        let mut analysis = match plan.text_path() {
            Some(path) if self.with_text => read_analysis(&path)?,
            _ => Analysis::default(),
        };
        let path = plan.picture_path().unwrap_or_default();
        let (line_work, line_work_seconds) = trace_timed(&picture, &analysis.text_blocks)
            .map_err(|source| EvaluationError::Unusable { path, source })?;
        let of_line_work = Analysis::of_line_work(line_work);
        analysis.format_version = of_line_work.format_version;
        analysis.metadata = of_line_work.metadata;
        analysis.line_work = of_line_work.line_work;
        Ok(Analysed { analysis, line_work_seconds })
    }

    fn picture(&self, plan: &Plan) -> Result<RgbImage, EvaluationError> {
        let Some(path) = plan.picture_path() else {
            let reason = "a page of a PDF, which this analyser does not read".to_owned();
            return Err(EvaluationError::NotRead { plan: plan.key(), reason });
        };
        let picture = image::open(&path).map_err(|source| EvaluationError::Picture { path, source })?;
        Ok(picture.into_rgb8())
    }
}

/// The line work of a picture and the seconds that it took.
pub fn trace_timed(picture: &RgbImage, text: &[TextBlock]) -> Result<(LineWork, f64), shared::picture::PictureError> {
    let picture = Picture::rgb(picture.width(), picture.height(), picture.as_raw())?;
    let start = Instant::now();
    let line_work = LineWork::trace(&picture, text);
    Ok((line_work, start.elapsed().as_secs_f64()))
}

fn read_analysis(path: &Path) -> Result<Analysis, EvaluationError> {
    let bytes = std::fs::read(path).map_err(|source| EvaluationError::File { path: path.to_owned(), source })?;
    Analysis::from_json(&bytes).map_err(|e| EvaluationError::Form { path: path.to_owned(), message: e.to_string() })
}
