//! `GET /health`: does every port answer?

use std::collections::BTreeMap;
use std::future::Future;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

use super::Service;
use crate::auth::SignIn;
use crate::error::{ApiError, StoreError};
use crate::http::envelope::{Answer, Failure, Success};
use crate::limits::MAX_CARRIED_BYTES;
use crate::ports::within;

/// Whether the service can do its work.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Health {
    /// Always `ok`; otherwise the answer is an error with the same `ports` in its details.
    pub status: String,
    /// Version of the service.
    pub version: String,
    /// Version of the detector.
    pub model_version: String,
    /// Whether text in pictures is read.
    pub reads_text: bool,
    /// How people sign in: `cognito`, or `none` where nobody has to.
    pub sign_in: &'static str,
    /// Files of more bytes than this go to `POST /uploads`, since the body of a request cannot carry them or should not;
    /// absent where every file may be sent to `POST /jobs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uploads_above_bytes: Option<usize>,
    /// Each port: `ok`, `down` or `timeout`.
    pub ports: BTreeMap<&'static str, &'static str>,
}

/// Whether every part of the service answers; under a second, also when a part hangs.
#[utoipa::path(get, path = "/health", tag = "service", responses(
    (status = 200, description = "Every part answers", body = Success<Health>),
    (status = 503, description = "A part does not answer; `error.details.ports` says which", body = Failure),
))]
pub(super) async fn health(State(service): State<Service>) -> Response {
    let ports = service.ports();
    let (analyzer, blobs, jobs, previews, auth) = tokio::join!(
        state_of(&service, "analyzer", ports.analyzer.probe()),
        state_of(&service, "blobs", ports.blobs.probe()),
        state_of(&service, "jobs", ports.jobs.probe()),
        state_of(&service, "previews", ports.previews.probe()),
        state_of(&service, "auth", ports.auth.probe()),
    );
    let states = BTreeMap::from([analyzer, blobs, jobs, previews, auth]);
    if states.values().all(|state| *state == "ok") {
        let health = Health {
            status: "ok".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model_version: shared::MODEL_VERSION.to_owned(),
            reads_text: ports.analyzer.reads_text(),
            sign_in: ports.auth.sign_in().map_or("none", SignIn::name),
            uploads_above_bytes: (!ports.uploads.is_own()).then_some(MAX_CARRIED_BYTES),
            ports: states,
        };
        return Answer::ok(health).into_response();
    }
    ApiError { details: json!({ "ports": states }), ..ApiError::unavailable("service") }.into_response()
}

async fn state_of(
    service: &Service,
    port: &'static str,
    probe: impl Future<Output = Result<(), StoreError>>,
) -> (&'static str, &'static str) {
    let state = match within(service.deadlines().probe, probe).await {
        Ok(()) => "ok",
        Err(StoreError::TimedOut) => "timeout",
        Err(StoreError::Unavailable(reason)) => {
            tracing::warn!(port, reason, "port is down");
            "down"
        }
    };
    (port, state)
}
