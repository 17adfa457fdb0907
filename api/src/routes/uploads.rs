//! Uploads: opened, filled, and taken over by a job. For files that are too large for the body of `POST /jobs`.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use shared::error::ErrorCode;
use shared::limits::MAX_BLUEPRINT_BYTES;

use super::intake::{self, Intake};
use super::jobs::BLUEPRINT_STORE;
use super::{Service, ThrottledCaller};
use crate::auth::Caller;
use crate::blobs::{Download, Found, keys};
use crate::clock::{after, rfc3339};
use crate::error::{ApiError, StoreError};
use crate::http::body;
use crate::http::envelope::{Answer, Failure, Success};
use crate::limits::{MAX_SMALL_BODY_BYTES, UPLOAD_LIFETIME};
use crate::ports::within;
use crate::uploads::{Secret, Ticket, UploadId, UploadRequest};

/// A file that is to come.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewUpload {
    /// The file's name.
    #[serde(default)]
    filename: Option<String>,
    /// `png`, `jpg` or `pdf`.
    format: String,
    /// Its exact size.
    bytes: u64,
    /// SHA-256 of its bytes in hexadecimal; other bytes are refused.
    #[serde(default)]
    sha256: Option<String>,
}

/// Where the file goes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct OpenUpload {
    /// What `POST /jobs` is told once the file is there.
    pub upload_id: String,
    /// Where to send the file: the bytes alone, without any other credentials.
    pub url: String,
    /// Always `PUT`.
    pub method: &'static str,
    /// Headers that must be sent just so.
    pub headers: BTreeMap<String, String>,
    /// When the address ends, and with it the upload (RFC 3339).
    pub expires_at: String,
}

/// Gives an address that takes one file, straight to where files are kept.
#[utoipa::path(post, path = "/uploads", tag = "jobs", request_body = NewUpload, responses(
    (status = 201, description = "Where the file goes", body = Success<OpenUpload>),
    (status = 400, description = "Not as described here, or neither PNG, JPG nor PDF", body = Failure),
    (status = 413, description = "Over 50 MB", body = Failure),
    (status = 429, description = "Too many requests", body = Failure),
    (status = 503, description = "The store is down", body = Failure),
))]
pub(super) async fn create(
    State(service): State<Service>,
    ThrottledCaller(caller): ThrottledCaller,
    request: Request,
) -> Result<Answer<OpenUpload>, ApiError> {
    let (parts, body) = request.into_parts();
    let wanted: NewUpload = body::json(&body::read(&parts.headers, body, MAX_SMALL_BODY_BYTES).await?)?;
    let (upload_id, secret, now) = (UploadId::new(), Secret::new(), service.clock().now());
    let ticket = Ticket {
        owner: caller.owner,
        filename: wanted.filename,
        format: intake::format_named(&wanted.format, "format")?,
        bytes: size(wanted.bytes)?,
        sha256: wanted.sha256.as_deref().map(hash).transpose()?,
        expires_at: after(now, UPLOAD_LIFETIME),
        secret_hash: secret.hash(),
    };
    let written = serde_json::to_vec(&ticket).map_err(|_| ApiError::internal())?;
    let (ports, deadline) = (service.ports(), service.deadlines().store);
    let failed = |error| ApiError::of_store(BLUEPRINT_STORE, &error);
    let ticket_key = keys::upload_ticket(&upload_id);
    let put = ports.blobs.put(&ticket_key, written.into(), "application/json");
    within(deadline, put).await.map_err(failed)?;
    let opened = within(deadline, ports.uploads.open(&upload_id, &ticket, &secret, now)).await;
    let UploadRequest { url, headers } = match opened {
        Ok(request) => request,
        Err(error) => {
            forget(&service, &upload_id).await;
            return Err(failed(error));
        }
    };
    let url = if url.starts_with('/') { absolute(&parts.headers, &parts.uri, &url) } else { url };
    tracing::info!(%upload_id, "upload opened");
    let expires_at = rfc3339(ticket.expires_at);
    let upload = OpenUpload { upload_id: upload_id.to_string(), url, method: "PUT", headers, expires_at };
    Ok(Answer(StatusCode::CREATED, upload))
}

fn size(bytes: u64) -> Result<usize, ApiError> {
    match usize::try_from(bytes) {
        Ok(0) => Err(ApiError::invalid_request("bytes", "The size must be that of the file, at least 1 byte.")),
        Ok(bytes) if bytes <= MAX_BLUEPRINT_BYTES => Ok(bytes),
        _ => Err(ApiError::too_many_bytes(MAX_BLUEPRINT_BYTES)),
    }
}

fn hash(text: &str) -> Result<[u8; 32], ApiError> {
    let digits = text.as_bytes();
    let mut hash = [0; 32];
    let fits = digits.len() == 64
        && hash.iter_mut().zip(digits.chunks_exact(2)).all(|(byte, pair)| {
            let digit = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            digit(pair[0]).zip(digit(pair[1])).map(|(high, low)| *byte = high * 16 + low).is_some()
        });
    let message = "The SHA-256 must be 64 hexadecimal digits.";
    if fits { Ok(hash) } else { Err(ApiError::invalid_request("sha256", message)) }
}

/// A path of this service as the caller has to ask for it: under the host that the caller named.
fn absolute(headers: &HeaderMap, uri: &Uri, path: &str) -> String {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = header("host").or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let scheme = if header("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    host.map_or_else(|| path.to_owned(), |host| format!("{scheme}://{host}{path}"))
}

/// What an address of this service carries.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Admission {
    /// From the `url` of the upload.
    #[serde(default)]
    secret: String,
}

/// Takes the file of an upload, where the service itself keeps files. Other stores have addresses of their own.
#[utoipa::path(put, path = "/uploads/{upload_id}", tag = "jobs", params(("upload_id" = String, Path), Admission),
    request_body(content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"))),
    responses(
        (status = 200, description = "The file is there"),
        (status = 400, description = "Not the size, the type or the bytes that were agreed upon", body = Failure),
        (status = 403, description = "Not an address that was given out, or its time is over", body = Failure),
        (status = 413, description = "Larger than was agreed upon", body = Failure),
        (status = 503, description = "The store is down", body = Failure),
    ))]
pub(super) async fn put(
    State(service): State<Service>,
    Path(upload_id): Path<String>,
    Query(Admission { secret }): Query<Admission>,
    request: Request,
) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let (upload_id, ticket) = match admitted(&service, &upload_id, Secret::given(secret)).await {
        Ok(admitted) => admitted,
        Err(error) => {
            body::drain(body).await;
            return Err(error);
        }
    };
    let media_type = intake::media_type(&parts.headers).unwrap_or_default();
    if media_type != ticket.format.media_type() {
        body::drain(body).await;
        let message = format!("The content type must be {}, as agreed upon.", ticket.format.media_type());
        return Err(ApiError::invalid_request("content-type", message));
    }
    let bytes = body::read(&parts.headers, body, ticket.bytes).await?;
    agrees(&ticket, bytes.clone()).await?;
    let key = keys::upload_file(&upload_id);
    let call = service.ports().blobs.put(&key, bytes, ticket.format.media_type());
    within(service.deadlines().store, call).await.map_err(|error| ApiError::of_store(BLUEPRINT_STORE, &error))?;
    Ok(StatusCode::OK.into_response())
}

/// The upload whose address this is; one answer for all that is wrong with it.
async fn admitted(service: &Service, upload_id: &str, secret: Secret) -> Result<(UploadId, Ticket), ApiError> {
    if !service.ports().uploads.is_own() {
        let message = "Files are put under the url that POST /uploads gives, which is not one of this service.";
        return Err(ApiError::new(ErrorCode::NotFound, message));
    }
    let refused = || {
        let message = "This address takes no file: it was not given out like this, or its time is over.";
        ApiError::new(ErrorCode::Forbidden, message)
    };
    let upload_id: UploadId = upload_id.parse().map_err(|_| refused())?;
    let ticket = ticket_of(service, &upload_id).await?.ok_or_else(refused)?;
    if ticket.secret_hash != secret.hash() || ticket.is_over(service.clock().now()) {
        return Err(refused());
    }
    Ok((upload_id, ticket))
}

/// Whether a file is the one that was agreed upon.
async fn agrees(ticket: &Ticket, bytes: Bytes) -> Result<(), ApiError> {
    if bytes.len() != ticket.bytes {
        let message = format!("The file has {} bytes, but {} were agreed upon.", bytes.len(), ticket.bytes);
        return Err(ApiError {
            details: json!({ "field": "bytes" }),
            ..ApiError::new(ErrorCode::InvalidRequest, message)
        });
    }
    let Some(wanted) = ticket.sha256 else { return Ok(()) };
    let found = tokio::task::spawn_blocking(move || <[u8; 32]>::from(Sha256::digest(&bytes)));
    if found.await.map_err(|_| ApiError::internal())? != wanted {
        return Err(ApiError::invalid_request("sha256", "The file's SHA-256 is not the one that was agreed upon."));
    }
    Ok(())
}

async fn ticket_of(service: &Service, upload_id: &UploadId) -> Result<Option<Ticket>, ApiError> {
    let failed = |error| ApiError::of_store(BLUEPRINT_STORE, &error);
    let key = keys::upload_ticket(upload_id);
    let call = service.ports().blobs.get(&key);
    let Some(bytes) = within(service.deadlines().store, call).await.map_err(failed)? else { return Ok(None) };
    serde_json::from_slice(&bytes).map(Some).map_err(|error| failed(StoreError::of(error)))
}

/// The file of the caller's upload, to become a job's blueprint. Somebody else's upload is as absent as one that never was.
pub(super) async fn taken_over(
    service: &Service,
    caller: &Caller,
    upload_id: &str,
) -> Result<(UploadId, Intake), ApiError> {
    let absent = || ApiError {
        details: json!({ "field": "upload_id" }),
        ..ApiError::new(
            ErrorCode::NotFound,
            "There is no such upload: it never was, became a job, or its time is over.",
        )
    };
    let upload_id: UploadId = upload_id.parse().map_err(|_| absent())?;
    let ticket = ticket_of(service, &upload_id).await?.ok_or_else(absent)?;
    if ticket.owner != caller.owner || ticket.is_over(service.clock().now()) {
        return Err(absent());
    }
    let key = keys::upload_file(&upload_id);
    let as_it_is = Download { media_type: String::new(), disposition: String::new() };
    let call = service.ports().blobs.find(&key, MAX_BLUEPRINT_BYTES, &as_it_is);
    let found =
        within(service.deadlines().store, call).await.map_err(|error| ApiError::of_store(BLUEPRINT_STORE, &error));
    let bytes = match found? {
        Some(Found::Bytes(bytes)) => bytes,
        Some(Found::Elsewhere(_)) => return Err(ApiError::too_many_bytes(MAX_BLUEPRINT_BYTES)),
        None => {
            let message = "The file is not there yet; put it under the url of the upload first.";
            return Err(ApiError::invalid_request("upload_id", message));
        }
    };
    agrees(&ticket, bytes.clone()).await?;
    intake::checked(bytes, Some(ticket.format), ticket.filename).map(|intake| (upload_id, intake))
}

/// Removes what is left of an upload. Where that fails it goes when its time is over.
pub(super) async fn forget(service: &Service, upload_id: &UploadId) {
    for key in [keys::upload_file(upload_id), keys::upload_ticket(upload_id)] {
        if let Err(error) = within(service.deadlines().store, service.ports().blobs.delete(&key)).await {
            tracing::warn!(%upload_id, %error, "an upload is left to expire");
        }
    }
}
