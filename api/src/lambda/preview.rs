//! The second entry: the preview stage by event, for a state machine or a queue.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Value, json};
use shared::job::{Job, JobId};
use shared::preview::Preview;

use super::batch::Batch;
use super::clock;
use crate::error::{ApiError, StoreError};
use crate::jobs::OwnedJob;
use crate::ports::within;
use crate::routes::{Service, create_job};

/// What the preview stage is called with: `{"job_id": ...}`, or `{"blueprint_s3_key": ...}`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PreviewEvent {
    /// A job.
    pub job_id: Option<String>,
    /// A file in the blueprints bucket. One that belongs to a job stands for the job; for any other a job is made.
    pub blueprint_s3_key: Option<String>,
    /// What comes back.
    pub answer: Shape,
}

/// What comes back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// The preview, as by HTTP.
    #[default]
    Full,
    /// Where things lie and how many rooms there are: a state machine carries 256 KB and no more.
    Summary,
}

impl PreviewEvent {
    pub(super) fn of(event: Value) -> Result<Self, ApiError> {
        serde_json::from_value(event).map_err(|_| Self::not_one())
    }

    pub(super) fn not_one() -> ApiError {
        let message = "The event must be {\"job_id\": ...} or {\"blueprint_s3_key\": ...}, with \"answer\": \"summary\" or \
            without, or messages of a queue with such events.";
        ApiError::invalid_request("event", message)
    }
}

/// Answers one event, or a batch of them, before `deadline`. `owner` gets the jobs that are made for files that belong to
/// none.
///
/// Events come from within the account, by its own rights: whose a job is, is not asked.
pub async fn preview(service: &Service, owner: &str, event: Value, deadline: SystemTime) -> Result<Value, ApiError> {
    if let Some(batch) = Batch::of(&event) {
        let outcome = batch?.previews(service, owner, deadline).await;
        return serde_json::to_value(&outcome).map_err(|_| ApiError::internal());
    }
    let event = PreviewEvent::of(event)?;
    let (job, preview) = clock::before(deadline, made(service, owner, &event)).await??;
    Ok(match event.answer {
        Shape::Full => serde_json::to_value(&preview).map_err(|_| ApiError::internal())?,
        Shape::Summary => summary(&job, &preview),
    })
}

/// The job that an event names, which may be new, and its preview.
pub(super) async fn made(service: &Service, owner: &str, event: &PreviewEvent) -> Result<(Job, Preview), ApiError> {
    let job = match (&event.job_id, &event.blueprint_s3_key) {
        (Some(job_id), None) => find(service, job_id).await?,
        (None, Some(key)) => match job_of(key) {
            Some(job_id) => find(service, job_id).await?,
            None => create(service, owner, key).await?,
        },
        _ => {
            let message = "The event must name a job or a file, and not both.";
            return Err(ApiError::invalid_request("event", message));
        }
    };
    let preview = service.pipeline().preview(&job, None).await?;
    Ok((job, preview))
}

fn summary(job: &Job, preview: &Preview) -> Value {
    let codes: Vec<&str> = preview.warnings.iter().map(|warning| warning.code.as_str()).collect();
    json!({
        "job_id": job.job_id,
        "blueprint_s3_key": job.blueprint_s3_key,
        "s3_key": preview.s3_key,
        "rooms": preview.rooms.len(),
        "partial": preview.partial,
        "warnings": codes,
        "processing_time_seconds": preview.processing_time_seconds,
    })
}

/// The job that a file belongs to by its key (`blueprints/{job_id}/{filename}`).
fn job_of(key: &str) -> Option<&str> {
    let (job_id, filename) = key.strip_prefix("blueprints/")?.split_once('/')?;
    (!filename.is_empty()).then_some(job_id)
}

async fn find(service: &Service, job_id: &str) -> Result<Job, ApiError> {
    let job_id: JobId = job_id.parse().map_err(|_| {
        ApiError::new(
            shared::error::ErrorCode::InvalidJobId,
            "The job id is none: job_{yyyymmdd}_{letters and digits}.",
        )
    })?;
    let call = service.ports().jobs.get(&job_id, service.clock().now());
    match within(service.deadlines().store, call).await {
        Ok(Some(OwnedJob { job, .. })) => Ok(job),
        Ok(None) => Err(ApiError::job_not_found(&job_id)),
        Err(error) => Err(ApiError::of_store("job store", &error)),
    }
}

/// A job for a file that lies in the bucket and belongs to none. The file itself is left as it is.
async fn create(service: &Service, owner: &str, key: &str) -> Result<Job, ApiError> {
    let absent = || ApiError::invalid_request("blueprint_s3_key", "There is no file under this key.");
    // Analyses and unfinished uploads are no blueprints.
    if ["cache/", "uploads/", "blueprints/"].iter().any(|prefix| key.starts_with(prefix)) {
        return Err(absent());
    }
    let unavailable = |error: StoreError| ApiError::of_store("blueprint store", &error);
    let call = service.ports().blobs.get(key);
    let bytes = within(service.deadlines().store, call).await.map_err(unavailable)?.ok_or_else(absent)?;
    create_job(service, owner, bytes, key.rsplit('/').next()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_jobs_are_told_from_others() {
        assert_eq!(job_of("blueprints/job_20240115_abc123def456/plan.png"), Some("job_20240115_abc123def456"));
        for key in ["archive/2019/plan.png", "blueprints/plan.png", "blueprints/job_1/", "plan.png", ""] {
            assert_eq!(job_of(key), None, "{key}");
        }
    }
}
