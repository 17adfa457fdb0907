//! Port: previews that were made before, by the content of the blueprint.

mod dynamodb;
mod sqlite;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::analysis::Analyzer;
use shared::job::JobId;
use shared::preview::Preview;

use crate::blobs::keys;
use crate::error::StoreError;

pub use dynamodb::DynamoPreviews;
pub use sqlite::SqlitePreviews;

/// What a preview is cached under: `preview:{blueprint_hash}:{model_version}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PreviewKey {
    text: String,
    blob_key: String,
}

impl PreviewKey {
    /// The key of a blueprint under a version of the detector.
    #[must_use]
    pub fn new(blueprint_hash: &str, model_version: &str) -> Self {
        Self {
            text: format!("preview:{blueprint_hash}:{model_version}"),
            blob_key: keys::preview(blueprint_hash, model_version),
        }
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where a preview lies in the blob store that is too large for the cache itself.
    #[must_use]
    pub fn blob_key(&self) -> &str {
        &self.blob_key
    }
}

/// A preview as it is cached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CachedPreview {
    /// The preview as it was made, with the id of the job it was made for and the key of that job's analysis.
    pub preview: Preview,
    /// What read the text: after a change of analyzer the preview is made anew.
    pub analyzer: Analyzer,
}

/// Keeps previews for a while. What is past its `expires_at` is a miss, whether it was swept or not.
#[async_trait]
pub trait PreviewCache: Send + Sync {
    /// The preview under a key, and notes that `job_id` uses it.
    async fn get(&self, key: &PreviewKey, job_id: &JobId, now: Timestamp) -> Result<Option<CachedPreview>, StoreError>;

    /// Keeps a preview until `expires_at`; `job_id` of the preview is noted as using it.
    async fn put(&self, key: &PreviewKey, preview: &CachedPreview, expires_at: Timestamp) -> Result<(), StoreError>;

    /// Notes that a job uses it no more. What no job uses is removed.
    async fn release(&self, key: &PreviewKey, job_id: &JobId) -> Result<(), StoreError>;

    /// Removes what is past its `expires_at`. Caches that sweep by themselves do nothing.
    async fn sweep(&self, now: Timestamp) -> Result<(), StoreError>;

    /// Whether it would answer now.
    async fn probe(&self) -> Result<(), StoreError>;
}
