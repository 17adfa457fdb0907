//! Reads annotated plans as the service would, in this process: they are the user's own files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use evaluation::{Analysed, Analyser, EvaluationError, Plan, TextBeside};
use image::RgbImage;
use reader::{Models, Stage};
use shared::job::BlueprintFormat;

/// Pixels along the longer side of a PDF page in a report.
const SHOWN_SIDE_PX: u32 = 2000;

/// Reads plans with the crate `reader`; without models the text of PDFs alone.
#[derive(Debug)]
pub(super) struct ReadHere {
    /// The recogniser's models, if there are any.
    pub(super) models: Option<Models>,
    /// Whether text that lies beside a plan is taken instead.
    pub(super) beside_first: bool,
}

impl Analyser for ReadHere {
    fn analyse(&self, plan: &Plan) -> Result<Analysed, EvaluationError> {
        if self.beside_first && plan.picture_path().is_some() && (plan.text_path().is_some() || self.models.is_none()) {
            return TextBeside { with_text: true }.analyse(plan);
        }
        let (bytes, format) = self.document(plan)?;
        let mut tracing_since = None;
        let mut line_work_seconds = 0.0;
        let mut progress = |progress: reader::Progress| {
            if let Some(since) = tracing_since.take() {
                line_work_seconds += Instant::elapsed(&since).as_secs_f64();
            }
            tracing_since = (progress.stage == Stage::Tracing).then(Instant::now);
        };
        let outcome = reader::read(&bytes, format, self.models.as_ref(), &mut progress);
        let since_last = tracing_since.map_or(0.0, |since| since.elapsed().as_secs_f64());
        let outcome = outcome.map_err(|error| not_read(plan, &error))?;
        Ok(Analysed { analysis: outcome.analysis, line_work_seconds: line_work_seconds + since_last })
    }

    fn picture(&self, plan: &Plan) -> Result<RgbImage, EvaluationError> {
        let Some((path, page)) = plan.pdf_page() else {
            return TextBeside { with_text: false }.picture(plan);
        };
        let picture = reader::page_picture(&read_file(&path)?, BlueprintFormat::Pdf, page, SHOWN_SIDE_PX)
            .map_err(|error| not_read(plan, &error))?;
        RgbImage::from_raw(picture.width_px(), picture.height_px(), picture.rgb().to_vec())
            .ok_or_else(|| not_read(plan, &"its picture has no size"))
    }
}

impl ReadHere {
    fn document(&self, plan: &Plan) -> Result<(Vec<u8>, BlueprintFormat), EvaluationError> {
        let path: PathBuf = match (plan.pdf_page(), plan.picture_path()) {
            (Some((path, _)), _) | (None, Some(path)) => path,
            (None, None) => return Err(not_read(plan, &"neither a picture nor a page")),
        };
        let bytes = read_file(&path)?;
        let format = BlueprintFormat::sniff(&bytes).ok_or_else(|| not_read(plan, &"neither PNG, JPG nor PDF"))?;
        Ok((bytes, format))
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, EvaluationError> {
    std::fs::read(path).map_err(|source| EvaluationError::File { path: path.to_owned(), source })
}

fn not_read(plan: &Plan, reason: &dyn std::fmt::Display) -> EvaluationError {
    EvaluationError::NotRead { plan: plan.key(), reason: reason.to_string() }
}
