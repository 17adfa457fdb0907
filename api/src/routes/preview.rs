//! Previews: made by `POST`, looked at by `GET`.

use axum::extract::{Request, State};
use serde::Deserialize;
use serde_json::Value;
use shared::error::ErrorCode;
use shared::preview::Preview;
use shared::settings::{DetectorSettings, SettingsError};
use tracing::Instrument;

use super::{Service, ThrottledCaller, jobs};
use crate::auth::Caller;
use crate::error::ApiError;
use crate::http::body;
use crate::http::envelope::{Answer, Failure, Success};
use crate::http::path::JobIdInPath;
use crate::limits::MAX_SMALL_BODY_BYTES;

/// What a preview is wanted with.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PreviewRequest {
    /// Settings of the detector; without them the defaults, and the cache.
    #[serde(default)]
    #[schema(value_type = Option<DetectorSettings>)]
    settings: Option<Value>,
}

/// Makes the preview, or answers from the cache. With settings, detects again on the stored analysis.
#[utoipa::path(post, path = "/jobs/{job_id}/preview", tag = "previews", params(("job_id" = String, Path)),
    request_body = PreviewRequest,
    responses(
        (status = 200, description = "The preview", body = Success<Preview>),
        (status = 400, description = "No job id, or settings that are none", body = Failure),
        (status = 404, description = "No such job", body = Failure),
        (status = 422, description = "The document cannot be read", body = Failure),
        (status = 429, description = "Too many requests", body = Failure),
        (status = 502, description = "The analyzer refused the document, and nothing can be shown without it", body = Failure),
        (status = 503, description = "A store is down", body = Failure),
    ))]
pub(super) async fn make(
    State(service): State<Service>,
    ThrottledCaller(caller): ThrottledCaller,
    JobIdInPath(job_id): JobIdInPath,
    request: Request,
) -> Result<Answer<Preview>, ApiError> {
    let (parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, MAX_SMALL_BODY_BYTES).await?;
    let wanted: PreviewRequest = if bytes.is_empty() { PreviewRequest::default() } else { body::json(&bytes)? };
    let settings = wanted.settings.map(read_settings).transpose()?;
    let job = jobs::find(&service, &caller, &job_id).await?;
    let pipeline = std::sync::Arc::clone(service.pipeline());
    // A task of its own: a preview that was begun is finished, and its job's status with it, though the caller hangs up.
    let task = tokio::spawn(async move { pipeline.preview(&job, settings).await }.in_current_span());
    let outcome = task.await.unwrap_or_else(|error| {
        tracing::error!(%job_id, %error, "the preview broke down");
        Err(ApiError::internal())
    });
    outcome.map(Answer::ok)
}

/// The cached preview.
#[utoipa::path(get, path = "/jobs/{job_id}/preview", tag = "previews", params(("job_id" = String, Path)), responses(
    (status = 200, description = "The preview", body = Success<Preview>),
    (status = 404, description = "No such job, or no preview of it is cached", body = Failure),
    (status = 503, description = "A store is down", body = Failure),
))]
pub(super) async fn get(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Answer<Preview>, ApiError> {
    let job = jobs::find(&service, &caller, &job_id).await?;
    service.pipeline().cached_preview(&job).await.map(Answer::ok).ok_or_else(|| {
        ApiError::new(ErrorCode::PreviewNotFound, "No preview is kept for this job; POST to this path makes one.")
    })
}

/// Settings out of JSON, each number in its range.
pub(super) fn read_settings(settings: Value) -> Result<DetectorSettings, ApiError> {
    DetectorSettings::from_value(settings).map_err(|error| invalid_settings(&error))
}

/// Settings that are none, as callers are told.
pub(super) fn invalid_settings(SettingsError { field, message }: &SettingsError) -> ApiError {
    ApiError {
        details: serde_json::json!({ "field": format!("settings.{field}").replace("settings.settings", "settings") }),
        ..ApiError::new(ErrorCode::InvalidSettings, format!("{field}: {message}"))
    }
}
