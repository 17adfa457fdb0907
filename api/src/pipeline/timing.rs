//! Where the time went: one log line and the measurements of a preview.

use shared::preview::Preview;

/// Reports a preview that was made, or found in the cache.
pub(super) fn report(preview: &Preview, cached: bool) {
    let times = preview.timing_metrics;
    tracing::info!(
        job_id = preview.job_id,
        cached,
        partial = preview.partial,
        rooms = preview.rooms.len(),
        analysis_seconds = times.textract_analysis_seconds,
        detection_seconds = times.room_detection_seconds,
        total_seconds = times.total_seconds,
        "preview"
    );
    metrics::histogram!("roomprint_preview_seconds", "cached" => cached.to_string()).record(times.total_seconds);
    if !cached {
        metrics::histogram!("roomprint_detection_seconds").record(times.room_detection_seconds);
    }
}
