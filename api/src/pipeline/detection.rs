//! Running the detector: on threads that may block, and no more of them than there are processors.

use std::sync::Arc;
use std::time::Instant;

use shared::analysis::Analysis;
use shared::detect::{Detection, detect};
use shared::preview::{Preview, TimingMetrics};
use shared::settings::DetectorSettings;
use tokio::sync::Semaphore;

use crate::error::ApiError;

/// Room for as many detections at once as there are processors.
#[derive(Debug)]
pub(super) struct DetectionRoom {
    places: Semaphore,
}

impl DetectionRoom {
    pub(super) fn new() -> Self {
        let places = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { places: Semaphore::new(places) }
    }

    /// The rooms, and the seconds it took to find them.
    pub(super) async fn detect(
        &self,
        analysis: Arc<Analysis>,
        settings: DetectorSettings,
    ) -> Result<(Detection, f64), ApiError> {
        let _place = self.places.acquire().await.map_err(|_| ApiError::internal())?;
        let work = move || {
            let started = Instant::now();
            let detection = detect(&analysis, &settings);
            (detection, started.elapsed().as_secs_f64())
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "the detector broke down");
            ApiError::internal()
        })
    }
}

/// The preview of an analysis that belongs to nobody's job: for `POST /detect` and the command line. Blocks.
#[must_use]
pub fn preview_of_analysis(
    analysis: &Analysis,
    settings: &DetectorSettings,
    analysis_seconds: f64,
    timestamp: String,
) -> Preview {
    let started = Instant::now();
    let detection = detect(analysis, settings);
    let room_detection_seconds = started.elapsed().as_secs_f64().max(1e-6);
    let times = TimingMetrics {
        textract_analysis_seconds: analysis_seconds,
        room_detection_seconds,
        total_seconds: analysis_seconds + room_detection_seconds,
    };
    Preview::of(detection, analysis.job_id.as_deref().unwrap_or_default(), timestamp, times)
}
