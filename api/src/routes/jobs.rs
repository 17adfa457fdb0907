//! Jobs: created with a blueprint, listed, looked at, deleted with everything that belongs to them.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::job::{Job, JobId};

use super::intake::{self, BlueprintForm, Incoming, Intake, NewJob};
use super::{Service, ThrottledCaller, uploads};
use crate::auth::Caller;
use crate::blobs::keys;
use crate::error::{ApiError, StoreError};
use crate::http::envelope::{Answer, Failure, Success};
use crate::http::path::JobIdInPath;
use crate::jobs::{Cursor, OwnedJob, new_job};
use crate::limits::{DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE};
use crate::pipeline::release_preview;
use crate::ports::within;
use crate::reading::Document;

pub(super) const BLUEPRINT_STORE: &str = "blueprint store";
const JOB_STORE: &str = "job store";

/// Stores a blueprint and creates a job for it.
#[utoipa::path(post, path = "/jobs", tag = "jobs",
    request_body(content(
        (NewJob = "application/json"),
        (BlueprintForm = "multipart/form-data"),
        (Vec<u8> = "image/png"),
        (Vec<u8> = "image/jpeg"),
        (Vec<u8> = "application/pdf"),
    )),
    responses(
        (status = 201, description = "The job", body = Success<Job>),
        (status = 400, description = "Not as described here, or neither PNG, JPG nor PDF", body = Failure),
        (status = 404, description = "No such upload", body = Failure),
        (status = 413, description = "Over a limit of bytes, pixels or pages", body = Failure),
        (status = 422, description = "Corrupt, encrypted or empty", body = Failure),
        (status = 429, description = "Too many requests", body = Failure),
        (status = 503, description = "A store is down; nothing was created", body = Failure),
    ))]
pub(super) async fn create(
    State(service): State<Service>,
    ThrottledCaller(caller): ThrottledCaller,
    request: Request,
) -> Result<Answer<Job>, ApiError> {
    let (intake, upload_id) = match intake::read(request).await? {
        Incoming::Here(intake) => (intake, None),
        Incoming::Uploaded(upload_id) => {
            let (upload_id, intake) = uploads::taken_over(&service, &caller, &upload_id).await?;
            (intake, Some(upload_id))
        }
    };
    let job = created(&service, &caller.owner, intake).await?;
    if let Some(upload_id) = upload_id {
        uploads::forget(&service, &upload_id).await;
    }
    Ok(Answer(StatusCode::CREATED, job))
}

/// Creates a job of `owner` for a file that came in by another way than a request; it is looked at as every file is.
pub async fn create_job(service: &Service, owner: &str, bytes: Bytes, filename: Option<&str>) -> Result<Job, ApiError> {
    created(service, owner, intake::checked(bytes, None, filename.map(str::to_owned))?).await
}

async fn created(service: &Service, owner: &str, intake: Intake) -> Result<Job, ApiError> {
    let Intake { bytes, format, filename } = intake;
    let document = Document { bytes, format };
    let checking = service.ports().inspector.check(&document);
    tokio::time::timeout(service.deadlines().check, checking)
        .await
        .unwrap_or(Err(crate::reading::ReadingError::TimedOut))?;
    let hash = hash_of(document.bytes.clone()).await?;
    let job = new_job(format, filename.as_deref(), hash, service.clock().now()).map_err(|_| ApiError::internal())?;
    store(service, owner, &job, document).await?;
    tracing::info!(job_id = %job.job_id, "job created");
    Ok(job)
}

/// The blueprint first, then the job that names it: there is never a job without its blueprint.
async fn store(service: &Service, owner: &str, job: &Job, document: Document) -> Result<(), ApiError> {
    let (ports, deadline) = (service.ports(), service.deadlines().store);
    let put = ports.blobs.put(&job.blueprint_s3_key, document.bytes, document.format.media_type());
    if let Err(error) = within(deadline, put).await {
        // A write that was given up on may still have come about.
        remove_blob(service, &job.blueprint_s3_key, &job.job_id).await;
        return Err(ApiError::of_store(BLUEPRINT_STORE, &error));
    }
    let owned = OwnedJob { owner: owner.to_owned(), job: job.clone() };
    if let Err(error) = within(deadline, ports.jobs.create(&owned)).await {
        if within(deadline, ports.jobs.delete(&job.job_id)).await.is_err() {
            tracing::warn!(job_id = %job.job_id, "a job that may half exist could not be removed");
        }
        remove_blob(service, &job.blueprint_s3_key, &job.job_id).await;
        return Err(ApiError::of_store(JOB_STORE, &error));
    }
    Ok(())
}

/// Removes a file of a job that is not to be.
pub(super) async fn remove_blob(service: &Service, key: &str, job_id: &JobId) {
    if let Err(error) = within(service.deadlines().store, service.ports().blobs.delete(key)).await {
        tracing::error!(%job_id, %error, "a stored file is left over");
    }
}

/// SHA-256 in hexadecimal.
async fn hash_of(bytes: Bytes) -> Result<String, ApiError> {
    let hash = move || Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    tokio::task::spawn_blocking(hash).await.map_err(|_| ApiError::internal())
}

/// The page of a list that is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Paging {
    /// Jobs in the answer, 1 to 100; 20 without it.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// One page of jobs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct JobList {
    /// Newest first.
    pub jobs: Vec<Job>,
    /// What to ask for the next page with; null on the last.
    pub next_cursor: Option<String>,
}

/// The caller's jobs, newest first.
#[utoipa::path(get, path = "/jobs", tag = "jobs", params(Paging), responses(
    (status = 200, description = "One page of jobs", body = Success<JobList>),
    (status = 400, description = "No such page", body = Failure),
    (status = 503, description = "The job store is down", body = Failure),
))]
pub(super) async fn list(
    State(service): State<Service>,
    caller: Caller,
    paging: Result<Query<Paging>, QueryRejection>,
) -> Result<Answer<JobList>, ApiError> {
    let Query(Paging { limit, cursor }) =
        paging.map_err(|error| ApiError::invalid_request("query", error.body_text()))?;
    let limit = limit.unwrap_or(DEFAULT_PAGE_SIZE);
    if !(1..=MAX_PAGE_SIZE).contains(&limit) {
        return Err(ApiError::invalid_request("limit", format!("The limit must be between 1 and {MAX_PAGE_SIZE}.")));
    }
    let after = cursor
        .map(|text| Cursor::decode(&text))
        .transpose()
        .map_err(|error| ApiError::invalid_request("cursor", format!("This is {error}.")))?;
    let call = service.ports().jobs.list(&caller.owner, limit, after.as_ref(), service.clock().now());
    let page = within(service.deadlines().store, call).await.map_err(|error| ApiError::of_store(JOB_STORE, &error))?;
    Ok(Answer::ok(JobList { jobs: page.jobs, next_cursor: page.next.map(|cursor| cursor.encode()) }))
}

/// One job.
#[utoipa::path(get, path = "/jobs/{job_id}", tag = "jobs", params(("job_id" = String, Path)), responses(
    (status = 200, description = "The job", body = Success<Job>),
    (status = 400, description = "No job id", body = Failure),
    (status = 404, description = "No such job", body = Failure),
    (status = 503, description = "The job store is down", body = Failure),
))]
pub(super) async fn get(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Answer<Job>, ApiError> {
    find(&service, &caller, &job_id).await.map(Answer::ok)
}

/// The caller's job; somebody else's is as absent as one that never was.
pub(super) async fn find(service: &Service, caller: &Caller, job_id: &JobId) -> Result<Job, ApiError> {
    let call = service.ports().jobs.get(job_id, service.clock().now());
    match within(service.deadlines().store, call).await {
        Ok(Some(OwnedJob { owner, job })) if owner == caller.owner => Ok(job),
        Ok(_) => Err(ApiError::job_not_found(job_id)),
        Err(error) => Err(ApiError::of_store(JOB_STORE, &error)),
    }
}

/// What was deleted.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Deleted {
    /// The job that is no more.
    pub job_id: JobId,
    /// Always true.
    pub deleted: bool,
}

/// Deletes a job, its blueprint, its analysis, what was corrected, and the cached preview where no other job uses it.
#[utoipa::path(delete, path = "/jobs/{job_id}", tag = "jobs", params(("job_id" = String, Path)), responses(
    (status = 200, description = "It is gone", body = Success<Deleted>),
    (status = 400, description = "No job id", body = Failure),
    (status = 404, description = "No such job", body = Failure),
    (status = 503, description = "A store is down; the job is still there", body = Failure),
))]
pub(super) async fn delete(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Answer<Deleted>, ApiError> {
    let job = find(&service, &caller, &job_id).await?;
    delete_stored(&service, &OwnedJob { owner: caller.owner, job }).await?;
    tracing::info!(%job_id, "job deleted");
    Ok(Answer::ok(Deleted { job_id, deleted: true }))
}

/// Deletes a job with everything that belongs to it.
///
/// The record goes first, so that nobody finds a job whose blueprint is gone. Where the files cannot be deleted after
/// that, the record is put back: the owner can try again, and nothing of theirs stays where they cannot reach it.
pub async fn delete_stored(service: &Service, owned: &OwnedJob) -> Result<(), ApiError> {
    let (ports, deadline) = (service.ports(), service.deadlines().store);
    let job = &owned.job;
    within(deadline, ports.jobs.delete(&job.job_id)).await.map_err(|error| ApiError::of_store(JOB_STORE, &error))?;
    let files = async {
        // The blueprint last: while the record can come back, it has what it names.
        within(deadline, ports.blobs.delete(&keys::analysis(&job.job_id))).await?;
        within(deadline, ports.blobs.delete(&keys::feedback(&job.job_id))).await?;
        within(deadline, ports.blobs.delete(&job.blueprint_s3_key)).await
    };
    if let Err(error) = files.await {
        if let Err(error) = within(deadline, ports.jobs.create(owned)).await {
            tracing::error!(job_id = %job.job_id, %error, "files of a deleted job are left over");
        }
        return Err(ApiError::of_store(BLUEPRINT_STORE, &error));
    }
    match within(service.deadlines().cache, release_preview(ports, job)).await {
        Ok(()) => {}
        // It is gone within the hour in any case, and is found by nobody who does not have the same blueprint.
        Err(error @ (StoreError::Unavailable(_) | StoreError::TimedOut)) => {
            tracing::warn!(job_id = %job.job_id, %error, "a cached preview is left to expire");
        }
    }
    Ok(())
}
