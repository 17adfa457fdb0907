//! Port: where files lie: blueprints and analyses, by key.

mod folder;
pub mod keys;

use async_trait::async_trait;
use bytes::Bytes;

use crate::error::StoreError;

pub use folder::FolderBlobs;

/// Keeps bytes under keys such as `blueprints/{job_id}/{filename}` (see [`keys`]).
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Stores bytes, all of them or none; what was under the key before is replaced.
    async fn put(&self, key: &str, bytes: Bytes, media_type: &str) -> Result<(), StoreError>;

    /// The bytes under a key; `None` where there are none.
    async fn get(&self, key: &str) -> Result<Option<Bytes>, StoreError>;

    /// Removes what is under a key; also well when nothing was.
    async fn delete(&self, key: &str) -> Result<(), StoreError>;

    /// Whether it would answer now.
    async fn probe(&self) -> Result<(), StoreError>;
}
