//! Structured logs and measurements.
//!
//! What is logged: ids, routes, codes, counts, seconds. Never: text or pictures of documents, file names, tokens.

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Upper bounds of the histograms of seconds: around a detection, an analysis and a deadline.
const SECONDS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 120.0];

/// Sends log lines as JSON to where they go, mostly standard output. `ROOMPRINT_LOG` chooses what is logged (`info` without
/// it).
pub fn log_as_json<W>(to: W)
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_from_env("ROOMPRINT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_span_list(false).with_writer(to);
    // A second subscriber, as in tests, is not installed; the first one serves.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}

/// Makes this process keep its measurements for `/metrics`.
pub fn measure() -> Result<PrometheusHandle, BuildError> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?;
    let handle = builder.install_recorder()?;
    describe();
    Ok(handle)
}

fn describe() {
    use metrics::{Unit, describe_counter, describe_histogram};
    describe_histogram!("roomprint_analysis_seconds", Unit::Seconds, "Reading a document: text and line work");
    describe_histogram!("roomprint_detection_seconds", Unit::Seconds, "Detecting rooms in an analysis");
    describe_histogram!("roomprint_preview_seconds", Unit::Seconds, "Previews from request to answer");
    describe_histogram!("roomprint_http_request_seconds", Unit::Seconds, "Requests by route");
    describe_counter!("roomprint_http_requests_total", "Requests by route and status");
    describe_counter!("roomprint_preview_cache_total", "Lookups in the preview cache: hit, miss, error");
}
