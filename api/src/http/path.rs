//! The job id in a path, parsed once at the edge.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use shared::error::ErrorCode;
use shared::job::JobId;

use crate::error::ApiError;

/// The `{job_id}` of the path.
#[derive(Debug)]
pub struct JobIdInPath(pub JobId);

impl<S: Send + Sync> FromRequestParts<S> for JobIdInPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let text = Path::<String>::from_request_parts(parts, state).await.map(|Path(text)| text).unwrap_or_default();
        let job_id = text.parse().map_err(|error: shared::job::InvalidJobId| ApiError {
            details: serde_json::json!({ "field": "job_id" }),
            ..ApiError::new(ErrorCode::InvalidJobId, format!("This is no job id; {error}."))
        })?;
        Ok(Self(job_id))
    }
}
