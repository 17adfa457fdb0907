//! The embedded database file: jobs, cached previews and leases of several processes on one machine.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use crate::error::StoreError;

/// How long a writer waits for another process to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// What the tables are. Times are RFC 3339 of fixed width (see [`crate::clock::rfc3339`]), so they sort as text.
const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS jobs (
    job_id      TEXT PRIMARY KEY,
    owner       TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    status      TEXT NOT NULL,
    document    TEXT NOT NULL   -- the whole job as JSON; the columns beside it are what is searched by
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_of_owner ON jobs (owner, created_at, job_id);
CREATE INDEX IF NOT EXISTS jobs_by_expiry ON jobs (expires_at);

CREATE TABLE IF NOT EXISTS previews (
    blueprint_hash TEXT PRIMARY KEY,  -- preview:{blueprint_hash}:{model_version}
    document       TEXT NOT NULL,
    expires_at     TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS preview_uses (
    blueprint_hash TEXT NOT NULL,
    job_id         TEXT NOT NULL,
    PRIMARY KEY (blueprint_hash, job_id)
) STRICT;

CREATE TABLE IF NOT EXISTS analyses (
    document_key TEXT PRIMARY KEY,
    holder       TEXT,          -- who analyses it now
    leased_until TEXT,
    analysis_key TEXT           -- where the analysis lies, once there is one
) STRICT;
";

/// A shared connection to the database file.
#[derive(Debug, Clone)]
pub struct Database(Arc<Mutex<Connection>>);

impl Database {
    /// Opens the file; makes it and its tables where they are missing.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path).map_err(StoreError::of)?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(StoreError::of)?;
        // With a write-ahead log, readers of one process do not wait for writers of another.
        connection.pragma_update(None, "journal_mode", "WAL").map_err(StoreError::of)?;
        connection.execute_batch(SCHEMA).map_err(StoreError::of)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs `work` on the connection, on a thread that may block.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, rusqlite::Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let database = self.clone();
        let outcome = tokio::task::spawn_blocking(move || {
            // A panic in another call leaves SQLite as it was: its transaction was rolled back.
            let mut connection = database.0.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut connection)
        });
        outcome.await.map_err(StoreError::of)?.map_err(StoreError::of)
    }

    /// Whether the file answers.
    pub async fn probe(&self) -> Result<(), StoreError> {
        self.run(|connection| connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))).await
    }
}

/// JSON in a column that does not fit: reported as SQLite reports any unfitting column.
pub(crate) fn unfitting(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
}

/// A value that cannot be written as JSON.
pub(crate) fn unwritable(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}
