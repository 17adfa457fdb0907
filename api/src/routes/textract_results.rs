//! `GET /jobs/{job_id}/textract-results`: what is known of the document, for later stages and for pages that detect by
//! themselves.

use axum::extract::State;
use serde::Serialize;
use shared::analysis::Analysis;
use shared::error::ErrorCode;

use super::{Service, jobs};
use crate::auth::Caller;
use crate::blobs::keys;
use crate::error::ApiError;
use crate::http::envelope::{Answer, Failure, Success};
use crate::http::path::JobIdInPath;

/// The analysis document and where it lies.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct TextractResults {
    /// Its key in the store.
    pub s3_key: String,
    /// The document.
    #[serde(flatten)]
    pub analysis: Analysis,
}

/// The stored analysis: text, layout, line work.
#[utoipa::path(get, path = "/jobs/{job_id}/textract-results", tag = "previews", params(("job_id" = String, Path)), responses(
    (status = 200, description = "The analysis", body = Success<TextractResults>),
    (status = 404, description = "No such job, or no analysis of it is stored", body = Failure),
    (status = 503, description = "A store is down", body = Failure),
))]
pub(super) async fn get(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Answer<TextractResults>, ApiError> {
    let job = jobs::find(&service, &caller, &job_id).await?;
    let s3_key = keys::analysis(&job.job_id);
    match service.pipeline().load_analysis(&s3_key).await {
        Ok(Some(analysis)) => Ok(Answer::ok(TextractResults { s3_key, analysis })),
        Ok(None) => {
            let message = "No analysis is stored for this job; a preview makes one.";
            Err(ApiError::new(ErrorCode::TextractResultsNotFound, message))
        }
        Err(error) => Err(ApiError::of_store("analysis store", &error)),
    }
}
