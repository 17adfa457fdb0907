//! `GET /metrics`: measurements as Prometheus reads them.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::{Service, not_found};

pub(super) fn routes() -> Router<Service> {
    Router::new().route("/metrics", get(render))
}

async fn render(State(service): State<Service>) -> Response {
    match &service.metrics {
        Some(handle) => {
            handle.run_upkeep();
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render()).into_response()
        }
        None => not_found(),
    }
}
