//! `GET /jobs/{job_id}/blueprint`: the file as it was uploaded.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Service, jobs};
use crate::auth::Caller;
use crate::blobs::{Download, Found};
use crate::error::ApiError;
use crate::http::envelope::Failure;
use crate::http::path::JobIdInPath;
use crate::limits::MAX_CARRIED_BYTES;
use crate::ports::within;

/// The stored file.
#[utoipa::path(get, path = "/jobs/{job_id}/blueprint", tag = "jobs", params(("job_id" = String, Path)), responses(
    (status = 200, description = "The file", content(
        (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"),
    )),
    (status = 302, description = "The address of a large file, good for a few minutes"),
    (status = 404, description = "No such job", body = Failure),
    (status = 503, description = "A store is down", body = Failure),
))]
pub(super) async fn get(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Response, ApiError> {
    let job = jobs::find(&service, &caller, &job_id).await?;
    let filename = job.blueprint_s3_key.rsplit('/').next().unwrap_or_default();
    let download = Download {
        media_type: job.blueprint_format.media_type().to_owned(),
        disposition: format!("inline; filename=\"{filename}\""),
    };
    let call = service.ports().blobs.find(&job.blueprint_s3_key, MAX_CARRIED_BYTES, &download);
    let bytes = match within(service.deadlines().store, call).await {
        Ok(Some(Found::Bytes(bytes))) => bytes,
        Ok(Some(Found::Elsewhere(address))) => {
            let address = HeaderValue::from_str(&address).map_err(|_| ApiError::internal())?;
            let headers = [(header::LOCATION, address), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            return Ok((StatusCode::FOUND, headers).into_response());
        }
        Ok(None) => {
            tracing::error!(%job_id, "a job without its blueprint");
            return Err(ApiError::unavailable("blueprint store"));
        }
        Err(error) => return Err(ApiError::of_store("blueprint store", &error)),
    };
    let disposition = HeaderValue::from_str(&download.disposition).unwrap_or(HeaderValue::from_static("inline"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(job.blueprint_format.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        // A stranger's file, shown by our address, can run nothing.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, bytes).into_response())
}
