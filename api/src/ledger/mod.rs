//! Port: who analyses which document, and where its analysis lies, over all instances of the service.
//!
//! An analysis costs time or money. Before one is begun, its document is claimed here; who comes second waits, and finds
//! the analysis of the first.

mod dynamodb;
mod sqlite;

use async_trait::async_trait;
use jiff::Timestamp;
use shared::analysis::Analyzer;

use crate::error::StoreError;

pub use dynamodb::DynamoLedger;
pub use sqlite::SqliteLedger;

/// A document under an analyzer: `{blueprint_hash}:{analyzer}:{version}`. Another analyzer would read it differently.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentKey(String);

impl DocumentKey {
    /// The key of a blueprint read by an analyzer.
    #[must_use]
    pub fn new(blueprint_hash: &str, analyzer: &Analyzer) -> Self {
        Self(format!("{blueprint_hash}:{}:{}", analyzer.name, analyzer.version.as_deref().unwrap_or_default()))
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// The document is the claimer's to analyse until its lease runs out.
    Granted,
    /// Somebody else analyses it now.
    Held,
    /// It was analysed; the analysis is (or was) under this key of the blob store.
    Analysed(String),
}

/// Leases on documents, and where finished analyses lie.
#[async_trait]
pub trait AnalysisLedger: Send + Sync {
    /// Claims a document for `holder` until `until`. A lease that ran out before `now` counts for nothing.
    async fn claim(
        &self,
        document: &DocumentKey,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Claim, StoreError>;

    /// Notes where the analysis lies, and ends the lease.
    async fn finish(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError>;

    /// Ends the holder's lease without an analysis.
    async fn give_up(&self, document: &DocumentKey, holder: &str) -> Result<(), StoreError>;

    /// Forgets an analysis that is no longer under this key.
    async fn forget(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError>;
}
