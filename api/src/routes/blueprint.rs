//! `GET /jobs/{job_id}/blueprint`: the file as it was uploaded.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::{Service, jobs};
use crate::auth::Caller;
use crate::error::ApiError;
use crate::http::envelope::Failure;
use crate::http::path::JobIdInPath;
use crate::ports::within;

/// The stored file.
#[utoipa::path(get, path = "/jobs/{job_id}/blueprint", tag = "jobs", params(("job_id" = String, Path)), responses(
    (status = 200, description = "The file", content(
        (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"),
    )),
    (status = 404, description = "No such job", body = Failure),
    (status = 503, description = "A store is down", body = Failure),
))]
pub(super) async fn get(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Response, ApiError> {
    let job = jobs::find(&service, &caller, &job_id).await?;
    let call = service.ports().blobs.get(&job.blueprint_s3_key);
    let bytes = match within(service.deadlines().store, call).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            tracing::error!(%job_id, "a job without its blueprint");
            return Err(ApiError::unavailable("blueprint store"));
        }
        Err(error) => return Err(ApiError::of_store("blueprint store", &error)),
    };
    let filename = job.blueprint_s3_key.rsplit('/').next().unwrap_or_default();
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{filename}\""))
        .unwrap_or(HeaderValue::from_static("inline"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(job.blueprint_format.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        // A stranger's file, shown by our address, can run nothing.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, bytes).into_response())
}
