//! `POST /detect`: rooms of an analysis in the body. Nothing is stored.

use axum::extract::{Request, State};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use shared::analysis::{Analysis, AnalysisError};
use shared::error::ErrorCode;
use shared::preview::Preview;
use shared::settings::DetectorSettings;

use super::preview::read_settings;
use super::{Service, ThrottledCaller};
use crate::clock::rfc3339;
use crate::error::ApiError;
use crate::http::body;
use crate::http::envelope::{Answer, Failure, Success};
use crate::limits::MAX_DETECT_BYTES;
use crate::pipeline::preview_of_analysis;

/// An analysis and what to detect with.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DetectRequest<'a> {
    /// An analysis document, or raw Textract JSON: an answer, or a list of parts.
    #[serde(borrow)]
    #[schema(value_type = Object)]
    analysis: &'a RawValue,
    /// Settings of the detector; without them the defaults.
    #[serde(default)]
    #[schema(value_type = Option<DetectorSettings>)]
    settings: Option<Value>,
}

/// The rooms of an analysis document or of raw Textract JSON.
#[utoipa::path(post, path = "/detect", tag = "previews", request_body = DetectRequest, responses(
    (status = 200, description = "The preview; `job_id` is the analysis document's, or empty", body = Success<Preview>),
    (status = 400, description = "No analysis, or settings that are none", body = Failure),
    (status = 413, description = "Too large", body = Failure),
    (status = 429, description = "Too many requests", body = Failure),
))]
pub(super) async fn detect(
    State(service): State<Service>,
    _caller: ThrottledCaller,
    request: Request,
) -> Result<Answer<Preview>, ApiError> {
    let (parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, MAX_DETECT_BYTES).await?;
    let timestamp = rfc3339(service.clock().now());
    let work = move || {
        let DetectRequest { analysis, settings } = body::json(&bytes)?;
        let settings = settings.map(read_settings).transpose()?.unwrap_or_default();
        let analysis = Analysis::from_json(analysis.get().as_bytes()).map_err(|error| match error {
            AnalysisError::TooLarge { .. } => ApiError::new(ErrorCode::FileTooLarge, format!("The analysis: {error}.")),
            AnalysisError::NotAnAnalysis(_) => {
                ApiError::invalid_request("analysis", format!("The analysis is {error}."))
            }
        })?;
        Ok(preview_of_analysis(&analysis, &settings, 0.0, timestamp))
    };
    let outcome = tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "detection broke down");
        Err(ApiError::internal())
    });
    outcome.map(Answer::ok)
}
