//! One log line and one measurement per request. Paths are logged as routes, so that no id, file name or token of a
//! caller's making can get into the logs.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::http::request_id;

/// Runs the request in a span with its id, and logs how it went.
pub async fn record(request: Request, next: Next) -> Response {
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", request_id = request_id::current());
    let started = Instant::now();
    async {
        let response = next.run(request).await;
        let seconds = started.elapsed().as_secs_f64();
        let status = response.status().as_u16();
        tracing::info!(method, route, status, seconds, "answered");
        let labels = [("method", method), ("route", route), ("status", status.to_string())];
        metrics::counter!("roomprint_http_requests_total", &labels).increment(1);
        metrics::histogram!("roomprint_http_request_seconds", &labels[..2]).record(seconds);
        response
    }
    .instrument(span)
    .await
}
