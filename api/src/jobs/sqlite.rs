//! Adapter: jobs in the embedded database file.

use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use shared::job::{Job, JobId};

use super::{Cursor, JobPage, JobStore, Move, Moved, OwnedJob, word};
use crate::clock::rfc3339;
use crate::database::{Database, unfitting, unwritable};
use crate::error::StoreError;

/// Jobs as rows.
#[derive(Debug, Clone)]
pub struct SqliteJobs {
    database: Database,
}

impl SqliteJobs {
    /// Jobs in this database.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

fn parsed(document: &str) -> Result<Job, rusqlite::Error> {
    serde_json::from_str(document).map_err(unfitting)
}

fn find(connection: &Connection, job_id: &str, now: &str) -> Result<Option<OwnedJob>, rusqlite::Error> {
    connection
        .prepare_cached("SELECT owner, document FROM jobs WHERE job_id = ?1 AND expires_at > ?2")?
        .query_row(params![job_id, now], |row| {
            Ok(OwnedJob { owner: row.get(0)?, job: parsed(&row.get::<_, String>(1)?)? })
        })
        .optional()
}

#[async_trait]
impl JobStore for SqliteJobs {
    async fn create(&self, job: &OwnedJob) -> Result<(), StoreError> {
        let OwnedJob { owner, job } = job.clone();
        self.database
            .run(move |connection| {
                let document = serde_json::to_string(&job).map_err(unwritable)?;
                connection.execute(
                    "INSERT INTO jobs (job_id, owner, created_at, expires_at, status, document)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![job.job_id.as_str(), owner, job.created_at, job.expires_at, word(job.status), document],
                )?;
                Ok(())
            })
            .await
    }

    async fn get(&self, job_id: &JobId, now: Timestamp) -> Result<Option<OwnedJob>, StoreError> {
        let (job_id, now) = (job_id.clone(), rfc3339(now));
        self.database.run(move |connection| find(connection, job_id.as_str(), &now)).await
    }

    async fn list(
        &self,
        owner: &str,
        limit: u32,
        after: Option<&Cursor>,
        now: Timestamp,
    ) -> Result<JobPage, StoreError> {
        let (owner, now, after) = (owner.to_owned(), rfc3339(now), after.cloned());
        self.database
            .run(move |connection| {
                // '~' sorts behind every time and every id: without a cursor the list begins at its newest.
                let (created_at, job_id) =
                    after.map_or(("~".to_owned(), "~".to_owned()), |c| (c.created_at, c.job_id.to_string()));
                let mut jobs = connection
                    .prepare_cached(
                        "SELECT document FROM jobs
                         WHERE owner = ?1 AND (created_at, job_id) < (?2, ?3) AND expires_at > ?4
                         ORDER BY created_at DESC, job_id DESC LIMIT ?5",
                    )?
                    .query_map(params![owner, created_at, job_id, now, i64::from(limit) + 1], |row| {
                        parsed(&row.get::<_, String>(0)?)
                    })?
                    .collect::<Result<Vec<Job>, _>>()?;
                let more = jobs.len() > limit as usize;
                jobs.truncate(limit as usize);
                let next = jobs.last().filter(|_| more).map(Cursor::behind);
                Ok(JobPage { jobs, next })
            })
            .await
    }

    async fn advance(&self, job_id: &JobId, to: Move, now: Timestamp) -> Result<Moved, StoreError> {
        let job_id = job_id.clone();
        self.database
            .run(move |connection| {
                // The write lock is taken before the job is read: nobody moves it in between.
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let Some(OwnedJob { mut job, .. }) = find(&transaction, job_id.as_str(), &rfc3339(now))? else {
                    return Ok(Moved::Missing);
                };
                if !to.may_follow(job.status) {
                    return Ok(Moved::Refused(job.status));
                }
                to.apply(&mut job, now);
                let document = serde_json::to_string(&job).map_err(unwritable)?;
                transaction.execute(
                    "UPDATE jobs SET status = ?2, document = ?3 WHERE job_id = ?1",
                    params![job_id.as_str(), word(job.status), document],
                )?;
                transaction.commit()?;
                Ok(Moved::Done(job))
            })
            .await
    }

    async fn delete(&self, job_id: &JobId) -> Result<(), StoreError> {
        let job_id = job_id.clone();
        self.database
            .run(move |connection| {
                connection.execute("DELETE FROM jobs WHERE job_id = ?1", [job_id.as_str()]).map(drop)
            })
            .await
    }

    async fn expired(&self, limit: u32, now: Timestamp) -> Result<Vec<OwnedJob>, StoreError> {
        let now = rfc3339(now);
        self.database
            .run(move |connection| {
                connection
                    .prepare_cached(
                        "SELECT owner, document FROM jobs WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2",
                    )?
                    .query_map(params![now, limit], |row| {
                        Ok(OwnedJob { owner: row.get(0)?, job: parsed(&row.get::<_, String>(1)?)? })
                    })?
                    .collect()
            })
            .await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.database.probe().await
    }
}
