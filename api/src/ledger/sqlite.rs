//! Adapter: leases in the embedded database file, for all processes that share it.

use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, TransactionBehavior, params};

use super::{AnalysisLedger, Claim, DocumentKey};
use crate::clock::rfc3339;
use crate::database::Database;
use crate::error::StoreError;

/// Leases as rows.
#[derive(Debug, Clone)]
pub struct SqliteLedger {
    database: Database,
}

impl SqliteLedger {
    /// Leases in this database.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl AnalysisLedger for SqliteLedger {
    async fn claim(
        &self,
        document: &DocumentKey,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Claim, StoreError> {
        let (document, holder, now, until) = (document.clone(), holder.to_owned(), rfc3339(now), rfc3339(until));
        self.database
            .run(move |connection| {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let row: Option<(Option<String>, Option<String>, Option<String>)> = transaction
                    .query_row(
                        "SELECT analysis_key, holder, leased_until FROM analyses WHERE document_key = ?1",
                        [document.as_str()],
                        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                    )
                    .optional()?;
                match row {
                    Some((Some(analysis_key), ..)) => return Ok(Claim::Analysed(analysis_key)),
                    Some((None, Some(other), Some(leased_until))) if other != holder && leased_until > now => {
                        return Ok(Claim::Held);
                    }
                    _ => {}
                }
                transaction.execute(
                    "INSERT INTO analyses (document_key, holder, leased_until) VALUES (?1, ?2, ?3)
                     ON CONFLICT (document_key) DO UPDATE SET holder = ?2, leased_until = ?3",
                    params![document.as_str(), holder, until],
                )?;
                transaction.commit()?;
                Ok(Claim::Granted)
            })
            .await
    }

    async fn finish(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError> {
        let (document, analysis_key) = (document.clone(), analysis_key.to_owned());
        self.database
            .run(move |connection| {
                connection
                    .execute(
                        "INSERT INTO analyses (document_key, analysis_key) VALUES (?1, ?2)
                         ON CONFLICT (document_key) DO UPDATE SET analysis_key = ?2, holder = NULL, leased_until = NULL",
                        params![document.as_str(), analysis_key],
                    )
                    .map(drop)
            })
            .await
    }

    async fn give_up(&self, document: &DocumentKey, holder: &str) -> Result<(), StoreError> {
        let (document, holder) = (document.clone(), holder.to_owned());
        self.database
            .run(move |connection| {
                connection
                    .execute(
                        "DELETE FROM analyses WHERE document_key = ?1 AND holder = ?2",
                        params![document.as_str(), holder],
                    )
                    .map(drop)
            })
            .await
    }

    async fn forget(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError> {
        let (document, analysis_key) = (document.clone(), analysis_key.to_owned());
        self.database
            .run(move |connection| {
                connection
                    .execute(
                        "DELETE FROM analyses WHERE document_key = ?1 AND analysis_key = ?2",
                        params![document.as_str(), analysis_key],
                    )
                    .map(drop)
            })
            .await
    }
}
