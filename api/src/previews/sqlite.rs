//! Adapter: cached previews in the embedded database file.

use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use shared::job::JobId;

use super::{CachedPreview, PreviewCache, PreviewKey};
use crate::clock::rfc3339;
use crate::database::{Database, unfitting, unwritable};
use crate::error::StoreError;

/// Previews as rows, and beside them which jobs use which.
#[derive(Debug, Clone)]
pub struct SqlitePreviews {
    database: Database,
}

impl SqlitePreviews {
    /// Previews in this database.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

fn note_use(connection: &Connection, key: &PreviewKey, job_id: &str) -> Result<(), rusqlite::Error> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO preview_uses (blueprint_hash, job_id) VALUES (?1, ?2)")?
        .execute(params![key.as_str(), job_id])
        .map(drop)
}

#[async_trait]
impl PreviewCache for SqlitePreviews {
    async fn get(&self, key: &PreviewKey, job_id: &JobId, now: Timestamp) -> Result<Option<CachedPreview>, StoreError> {
        let (key, job_id, now) = (key.clone(), job_id.clone(), rfc3339(now));
        self.database
            .run(move |connection| {
                let found = connection
                    .prepare_cached("SELECT document FROM previews WHERE blueprint_hash = ?1 AND expires_at > ?2")?
                    .query_row(params![key.as_str(), now], |row| row.get::<_, String>(0))
                    .optional()?;
                let Some(document) = found else { return Ok(None) };
                note_use(connection, &key, job_id.as_str())?;
                serde_json::from_str(&document).map(Some).map_err(unfitting)
            })
            .await
    }

    async fn put(&self, key: &PreviewKey, preview: &CachedPreview, expires_at: Timestamp) -> Result<(), StoreError> {
        let (key, preview, expires_at) = (key.clone(), preview.clone(), rfc3339(expires_at));
        self.database
            .run(move |connection| {
                let document = serde_json::to_string(&preview).map_err(unwritable)?;
                let transaction = connection.transaction()?;
                transaction.execute(
                    "INSERT INTO previews (blueprint_hash, document, expires_at) VALUES (?1, ?2, ?3)
                     ON CONFLICT (blueprint_hash) DO UPDATE SET document = ?2, expires_at = ?3",
                    params![key.as_str(), document, expires_at],
                )?;
                note_use(&transaction, &key, &preview.preview.job_id)?;
                transaction.commit()
            })
            .await
    }

    async fn release(&self, key: &PreviewKey, job_id: &JobId) -> Result<(), StoreError> {
        let (key, job_id) = (key.clone(), job_id.clone());
        self.database
            .run(move |connection| {
                let transaction = connection.transaction()?;
                transaction.execute(
                    "DELETE FROM preview_uses WHERE blueprint_hash = ?1 AND job_id = ?2",
                    params![key.as_str(), job_id.as_str()],
                )?;
                transaction.execute(
                    "DELETE FROM previews WHERE blueprint_hash = ?1
                     AND NOT EXISTS (SELECT 1 FROM preview_uses u WHERE u.blueprint_hash = ?1)",
                    [key.as_str()],
                )?;
                transaction.commit()
            })
            .await
    }

    async fn sweep(&self, now: Timestamp) -> Result<(), StoreError> {
        let now = rfc3339(now);
        self.database
            .run(move |connection| {
                let transaction = connection.transaction()?;
                transaction.execute("DELETE FROM previews WHERE expires_at <= ?1", [now])?;
                transaction.execute(
                    "DELETE FROM preview_uses WHERE blueprint_hash NOT IN (SELECT blueprint_hash FROM previews)",
                    [],
                )?;
                transaction.commit()
            })
            .await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.database.probe().await
    }
}
