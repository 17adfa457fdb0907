//! The preview, as a story: is there one already? If not, what is known of the document? Which rooms does that show?
//!
//! Read [`Pipeline::preview`] from top to bottom; each step is a module beside this one.

mod analysis;
mod cache;
mod detection;
mod single_flight;
mod status;
mod timing;

use std::sync::Arc;
use std::time::Instant;

use shared::detect::Detection;
use shared::job::{Job, JobId, JobStatus};
use shared::preview::{Preview, TimingMetrics, Warning};
use shared::progress::Stage;
use shared::settings::DetectorSettings;
use tokio::sync::watch;
use uuid::Uuid;

use crate::clock::{Clock, rfc3339};
use crate::error::ApiError;
use crate::ledger::DocumentKey;
use crate::limits::Deadlines;
use crate::ports::Ports;
use crate::progress::{Progress, ProgressBoard, Step};

use analysis::Analysed;
use detection::DetectionRoom;
use single_flight::SingleFlight;

pub use cache::release_preview;
pub use detection::preview_of_analysis;

/// Makes previews.
pub struct Pipeline {
    ports: Ports,
    clock: Clock,
    deadlines: Deadlines,
    /// This process, in the ledger.
    holder: String,
    analyses: SingleFlight<DocumentKey, Result<Arc<Analysed>, ApiError>>,
    detections: DetectionRoom,
    /// How far the previews of jobs and the analyses of documents are.
    board: ProgressBoard,
}

/// What a preview is made of, before it belongs to a job.
struct Made {
    detection: Detection,
    analysed: Arc<Analysed>,
    detection_seconds: f64,
}

impl Pipeline {
    /// A pipeline over these ports.
    #[must_use]
    pub fn new(ports: Ports, clock: Clock, deadlines: Deadlines) -> Self {
        Self {
            ports,
            clock,
            deadlines,
            holder: Uuid::new_v4().to_string(),
            analyses: SingleFlight::new(),
            detections: DetectionRoom::new(),
            board: ProgressBoard::default(),
        }
    }

    /// The preview of a job: from the cache, or made now. With settings it is always made now, on the stored analysis
    /// where there is one.
    ///
    /// What can fail without the caller losing the rooms becomes a warning in the preview.
    pub async fn preview(self: &Arc<Self>, job: &Job, settings: Option<DetectorSettings>) -> Result<Preview, ApiError> {
        let started = Instant::now();
        let mut warnings = Vec::new();

        if settings.is_none()
            && let Some(cached) = self.look_up(job, &mut warnings).await
        {
            self.take_over_status(job).await?;
            let s3_key = self.take_over_analysis(job, &cached, &mut warnings).await;
            let preview = as_answer(cached.preview, &job.job_id, s3_key, warnings, TimingMetrics::default(), started);
            timing::report(&preview, true);
            return Ok(preview);
        }

        self.begin(job).await?;
        let progress = self.board.open(job.job_id.as_str());
        let made = tokio::select! {
            made = self.make_and_keep(job, settings, &progress, started, &mut warnings) => made,
            never = self.note_stages(job, progress.watch()) => match never {},
        };
        match made {
            Ok((preview, times)) => {
                self.end(job, JobStatus::Completed, None).await;
                let s3_key = preview.s3_key.clone();
                let preview = as_answer(preview, &job.job_id, s3_key, warnings, times, started);
                timing::report(&preview, false);
                Ok(preview)
            }
            Err(error) => {
                self.end(job, JobStatus::Failed, Some(error.to_string())).await;
                Err(error)
            }
        }
    }

    /// Makes the preview and keeps what others can use: the analysis, and the preview itself.
    async fn make_and_keep(
        self: &Arc<Self>,
        job: &Job,
        settings: Option<DetectorSettings>,
        progress: &Progress,
        started: Instant,
        warnings: &mut Vec<Warning>,
    ) -> Result<(Preview, TimingMetrics), ApiError> {
        let made = self.make(job, settings.as_ref(), progress).await?;
        progress.at(Stage::Storing);
        let s3_key = self.keep_analysis(job, &made.analysed, warnings).await;
        warnings.extend(made.analysed.warnings.iter().cloned());
        let times = TimingMetrics {
            // Who joined an analysis that ran already has waited for less than all of it.
            textract_analysis_seconds: made.analysed.seconds.min(started.elapsed().as_secs_f64()),
            room_detection_seconds: made.detection_seconds,
            total_seconds: 0.0,
        };
        let timestamp = rfc3339(self.clock.now());
        let mut preview = Preview::of(made.detection, job.job_id.as_str(), timestamp, times);
        preview.partial = made.analysed.partial;
        preview.s3_key = s3_key;
        // Only what another job would get too is cached: not this caller's settings, and no answer that may get better.
        if settings.is_none() && !preview.partial {
            self.keep_preview(job, preview.clone(), &made.analysed, warnings).await;
        }
        Ok((preview, times))
    }

    /// The cached preview of a job, for who only looks.
    pub async fn cached_preview(self: &Arc<Self>, job: &Job) -> Option<Preview> {
        let started = Instant::now();
        let mut warnings = Vec::new();
        let cached = self.look_up(job, &mut warnings).await?;
        let s3_key = self.take_over_analysis(job, &cached, &mut warnings).await;
        Some(as_answer(cached.preview, &job.job_id, s3_key, warnings, TimingMetrics::default(), started))
    }

    /// How far the preview of a job is, if it is being made in this process.
    #[must_use]
    pub fn progress_of(&self, job_id: &JobId) -> Option<watch::Receiver<Step>> {
        self.board.watch(job_id.as_str())
    }

    async fn make(
        self: &Arc<Self>,
        job: &Job,
        settings: Option<&DetectorSettings>,
        progress: &Progress,
    ) -> Result<Made, ApiError> {
        let analysed = self.analysis_of(job, settings.is_some(), progress).await?;
        progress.at(Stage::Detection);
        let (detection, detection_seconds) = match settings {
            Some(settings) => self.detections.detect(Arc::clone(&analysed.analysis), settings.clone()).await?,
            None => analysed.by_default(&self.detections).await?,
        };
        Ok(Made { detection, analysed, detection_seconds })
    }
}

/// A preview as this caller gets it: under its own job id, with its own warnings, and the time it took for this answer.
fn as_answer(
    preview: Preview,
    job_id: &JobId,
    s3_key: Option<String>,
    warnings: Vec<Warning>,
    times: TimingMetrics,
    started: Instant,
) -> Preview {
    // A clock too coarse to see the time pass must not make the answer say that none did.
    let total_seconds = started.elapsed().as_secs_f64().max(1e-6);
    Preview {
        job_id: job_id.to_string(),
        s3_key,
        warnings: preview.warnings.into_iter().chain(warnings).collect(),
        processing_time_seconds: total_seconds,
        timing_metrics: TimingMetrics { total_seconds, ..times },
        ..preview
    }
}

/// A warning by its stable word.
fn warning(code: &str, message: impl Into<String>) -> Warning {
    Warning { code: code.to_owned(), message: message.into() }
}
