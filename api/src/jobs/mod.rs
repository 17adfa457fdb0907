//! Port: job records, by id and by owner.

mod cursor;
mod dynamodb;
mod new;
mod sqlite;

use async_trait::async_trait;
use jiff::Timestamp;
use shared::job::{Job, JobId, JobStatus};
use shared::progress::Stage;

use crate::clock::rfc3339;
use crate::error::StoreError;

pub use cursor::{Cursor, InvalidCursor};
pub use dynamodb::DynamoJobs;
pub use new::new_job;
pub use sqlite::SqliteJobs;

/// A job and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedJob {
    /// The caller's `sub`.
    pub owner: String,
    /// The job as callers see it.
    pub job: Job,
}

/// One page of a list, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct JobPage {
    /// The jobs.
    pub jobs: Vec<Job>,
    /// Where the next page begins; absent on the last.
    pub next: Option<Cursor>,
}

/// A change of status that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where the job shall stand.
    pub to: JobStatus,
    /// The stage it has come to, noted on its way: only for a job that is [`JobStatus::Processing`], and stays so.
    pub stage: Option<Stage>,
    /// Why it failed; only with [`JobStatus::Failed`].
    pub error: Option<String>,
}

/// The stage of a job whose preview was made.
const COMPLETED_STAGE: &str = "preview";

impl Move {
    /// To a status.
    #[must_use]
    pub fn to(to: JobStatus) -> Self {
        Self { to, stage: None, error: None }
    }

    /// To a stage of the preview that is being made.
    #[must_use]
    pub fn at(stage: Stage) -> Self {
        Self { stage: Some(stage), ..Self::to(JobStatus::Processing) }
    }

    /// Whether a job that stands at `from` may take it. A stage that is noted late does not bring an ended job back.
    #[must_use]
    pub fn may_follow(&self, from: JobStatus) -> bool {
        match self.stage {
            Some(_) => from == JobStatus::Processing && self.to == JobStatus::Processing,
            None => from.may_become(self.to),
        }
    }

    /// Makes the move on a job that may take it: what every store writes.
    pub fn apply(self, job: &mut Job, now: Timestamp) {
        if let Some(stage) = self.next_stage() {
            stage.clone_into(&mut job.stage);
        }
        job.status = self.to;
        job.error = self.error;
        job.updated_at = rfc3339(now);
    }

    /// The stage that the job is at afterwards; `None` where it stays where it was.
    fn next_stage(&self) -> Option<&'static str> {
        match self.to {
            JobStatus::Processing => Some(self.stage.unwrap_or(Stage::Reading).as_str()),
            JobStatus::Completed => Some(COMPLETED_STAGE),
            JobStatus::Pending | JobStatus::Failed | JobStatus::Cancelled => None,
        }
    }
}

/// What came of a change of status.
#[derive(Debug, Clone, PartialEq)]
pub enum Moved {
    /// The job as it stands now.
    Done(Job),
    /// Not allowed from where the job stands (see [`Move::may_follow`]).
    Refused(JobStatus),
    /// There is no such job.
    Missing,
}

/// Keeps jobs. A job past its `expires_at` is gone for every reader, whether it was swept or not.
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Stores a new job; an error if its id is taken.
    async fn create(&self, job: &OwnedJob) -> Result<(), StoreError>;

    /// One job, whoever owns it.
    async fn get(&self, job_id: &JobId, now: Timestamp) -> Result<Option<OwnedJob>, StoreError>;

    /// An owner's jobs, newest first, after a cursor. Never a scan over other people's jobs.
    async fn list(
        &self,
        owner: &str,
        limit: u32,
        after: Option<&Cursor>,
        now: Timestamp,
    ) -> Result<JobPage, StoreError>;

    /// Moves a job along its states, in one conditional step: of two callers at once, the second sees the first's move.
    async fn advance(&self, job_id: &JobId, to: Move, now: Timestamp) -> Result<Moved, StoreError>;

    /// Removes a job; also well when there was none.
    async fn delete(&self, job_id: &JobId) -> Result<(), StoreError>;

    /// Some jobs past their `expires_at`, for sweeping. Stores that sweep by themselves give none.
    async fn expired(&self, limit: u32, now: Timestamp) -> Result<Vec<OwnedJob>, StoreError>;

    /// Whether it would answer now.
    async fn probe(&self) -> Result<(), StoreError>;
}

/// A status as stores keep it: the word of the contract.
fn word(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Pending => "pending",
        JobStatus::Processing => "processing",
        JobStatus::Completed => "completed",
        JobStatus::Failed => "failed",
        JobStatus::Cancelled => "cancelled",
    }
}
