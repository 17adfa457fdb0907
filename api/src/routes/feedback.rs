//! `/jobs/{job_id}/feedback`: what a person corrected, the rooms as they should be.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use bytes::Bytes;
use shared::MODEL_VERSION;
use shared::error::ErrorCode;
use shared::feedback::{FEEDBACK_FORMAT_VERSION, Feedback, FeedbackError, FeedbackReceipt, StoredFeedback};
use shared::job::JobId;
use uuid::Uuid;

use super::preview::invalid_settings;
use super::{Service, ThrottledCaller, jobs};
use crate::auth::Caller;
use crate::blobs::keys;
use crate::clock::rfc3339;
use crate::error::{ApiError, StoreError};
use crate::http::body;
use crate::http::envelope::{Answer, Failure, Success};
use crate::http::path::JobIdInPath;
use crate::limits::MAX_FEEDBACK_BYTES;
use crate::ports::within;

const FEEDBACK_STORE: &str = "feedback store";

/// Keeps the rooms as a person says they are. What was kept before is replaced.
#[utoipa::path(post, path = "/jobs/{job_id}/feedback", tag = "jobs", params(("job_id" = String, Path)),
    request_body = Feedback,
    responses(
        (status = 201, description = "It is kept", body = Success<FeedbackReceipt>),
        (status = 400, description = "Not as described here; `details.field` says where", body = Failure),
        (status = 404, description = "No such job", body = Failure),
        (status = 413, description = "Too large", body = Failure),
        (status = 429, description = "Too many requests", body = Failure),
        (status = 503, description = "A store is down; what was kept before is still there", body = Failure),
    ))]
pub(super) async fn give(
    State(service): State<Service>,
    ThrottledCaller(caller): ThrottledCaller,
    JobIdInPath(job_id): JobIdInPath,
    request: Request,
) -> Result<Answer<FeedbackReceipt>, ApiError> {
    let (parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, MAX_FEEDBACK_BYTES).await?;
    jobs::find(&service, &caller, &job_id).await?;
    let created_at = rfc3339(service.clock().now());
    let id = job_id.clone();
    // Megabytes of JSON: not on a thread that answers requests.
    let written = tokio::task::spawn_blocking(move || written(&bytes, id, created_at)).await;
    let (receipt, document) = written.unwrap_or_else(|_| Err(ApiError::internal()))?;

    let key = keys::feedback(&job_id);
    let (ports, deadline) = (service.ports(), service.deadlines().store);
    let put = ports.blobs.put(&key, document, "application/json");
    within(deadline, put).await.map_err(|error| ApiError::of_store(FEEDBACK_STORE, &error))?;
    // The job may have been deleted while this was written; what belongs to it goes with it.
    if let Err(error) = jobs::find(&service, &caller, &job_id).await {
        if error.code == ErrorCode::JobNotFound {
            jobs::remove_blob(&service, &key, &job_id).await;
        }
        return Err(error);
    }
    tracing::info!(%job_id, rooms = receipt.rooms, "feedback kept");
    Ok(Answer(StatusCode::CREATED, receipt))
}

/// What the sender gets, and the document that is kept.
fn written(bytes: &[u8], job_id: JobId, created_at: String) -> Result<(FeedbackReceipt, Bytes), ApiError> {
    let feedback: Feedback = body::json(bytes)?;
    feedback.check().map_err(|error| match error {
        FeedbackError::Field { field, message } => ApiError::invalid_request(&field, message),
        FeedbackError::Settings(error) => invalid_settings(&error),
    })?;
    let Feedback { rooms, settings, note } = feedback;
    let receipt = FeedbackReceipt {
        feedback_id: format!("feedback_{}", Uuid::now_v7().simple()),
        job_id: job_id.clone(),
        created_at: created_at.clone(),
        rooms: rooms.len(),
    };
    let stored = StoredFeedback {
        format_version: FEEDBACK_FORMAT_VERSION,
        feedback_id: receipt.feedback_id.clone(),
        job_id,
        created_at,
        model_version: MODEL_VERSION.to_owned(),
        rooms,
        settings,
        note,
    };
    let document = serde_json::to_vec(&stored).map_err(|error| {
        tracing::error!(%error, "feedback could not be written as JSON");
        ApiError::internal()
    })?;
    Ok((receipt, document.into()))
}

/// The rooms as a person last said they are.
#[utoipa::path(get, path = "/jobs/{job_id}/feedback", tag = "jobs", params(("job_id" = String, Path)), responses(
    (status = 200, description = "What was kept last", body = Success<StoredFeedback>),
    (status = 404, description = "No such job (`JOB_NOT_FOUND`), or nothing was kept for it (`NOT_FOUND`)", body = Failure),
    (status = 503, description = "A store is down", body = Failure),
))]
pub(super) async fn get(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Answer<StoredFeedback>, ApiError> {
    jobs::find(&service, &caller, &job_id).await?;
    let failed = |error: StoreError| ApiError::of_store(FEEDBACK_STORE, &error);
    let key = keys::feedback(&job_id);
    let call = service.ports().blobs.get(&key);
    let Some(bytes) = within(service.deadlines().store, call).await.map_err(failed)? else {
        let message = "Nothing was corrected for this job yet; POST to this path keeps corrections.";
        return Err(ApiError::new(ErrorCode::NotFound, message));
    };
    let parse = move || serde_json::from_slice(&bytes).map_err(StoreError::of);
    let parsed = tokio::task::spawn_blocking(parse).await.map_err(StoreError::of).and_then(|parsed| parsed);
    parsed.map(Answer::ok).map_err(failed)
}
