//! The job's status moves with the preview.

use std::convert::Infallible;

use shared::error::ErrorCode;
use shared::job::{Job, JobStatus};
use shared::progress::Stage;
use tokio::sync::watch;

use super::Pipeline;
use crate::error::{ApiError, StoreError};
use crate::jobs::{Move, Moved};
use crate::limits::STAGE_SETTLES;
use crate::ports::within;
use crate::progress::Step;

impl Pipeline {
    /// A preview is about to be made. A store that is down stops it here: nothing has been spent yet.
    pub(super) async fn begin(&self, job: &Job) -> Result<(), ApiError> {
        let moved = self.advance(job, JobStatus::Processing, None).await;
        match moved.map_err(|error| ApiError::of_store("job store", &error))? {
            Moved::Done(_) => Ok(()),
            Moved::Missing => Err(ApiError::job_not_found(&job.job_id)),
            Moved::Refused(status) => {
                tracing::info!(job_id = %job.job_id, ?status, "no preview for a job that is over");
                Err(ApiError::new(ErrorCode::JobAlreadyCompleted, "This job was cancelled; create a new one."))
            }
        }
    }

    /// A preview was made, or was not. The caller's rooms do not hang on this being noted.
    pub(super) async fn end(&self, job: &Job, status: JobStatus, error: Option<String>) {
        match self.advance(job, status, error).await {
            // Two previews of one job ran at once, and the other was noted first; or the job was deleted meanwhile.
            Ok(Moved::Done(_) | Moved::Refused(_) | Moved::Missing) => {}
            Err(error) => tracing::error!(job_id = %job.job_id, %error, ?status, "job status could not be noted"),
        }
    }

    /// A preview came from the cache: the job is as complete as if it had been made for it.
    pub(super) async fn take_over_status(&self, job: &Job) -> Result<(), ApiError> {
        if job.status != JobStatus::Completed {
            self.begin(job).await?;
            self.end(job, JobStatus::Completed, None).await;
        }
        Ok(())
    }

    /// Notes the stages in the job's record, for those who watch from another process, for as long as it is polled.
    pub(super) async fn note_stages(&self, job: &Job, mut steps: watch::Receiver<Step>) -> Infallible {
        let mut noted = Stage::Reading;
        loop {
            if steps.changed().await.is_err() {
                return std::future::pending().await;
            }
            tokio::time::sleep(STAGE_SETTLES).await;
            let stage = steps.borrow_and_update().stage;
            if stage == noted {
                continue;
            }
            noted = stage;
            let call = self.ports.jobs.advance(&job.job_id, Move::at(stage), self.clock.now());
            if let Err(error) = within(self.deadlines.cache, call).await {
                tracing::warn!(job_id = %job.job_id, %error, "stage could not be noted");
            }
        }
    }

    async fn advance(&self, job: &Job, to: JobStatus, error: Option<String>) -> Result<Moved, StoreError> {
        let call = self.ports.jobs.advance(&job.job_id, Move { error, ..Move::to(to) }, self.clock.now());
        within(self.deadlines.store, call).await
    }
}
