//! Port: where files lie: blueprints and analyses, by key.

mod folder;
pub mod keys;
mod s3;

use async_trait::async_trait;
use bytes::Bytes;

use crate::error::StoreError;

pub use folder::FolderBlobs;
pub use s3::S3Blobs;

/// How a file is given to a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its media type.
    pub media_type: String,
    /// Its `Content-Disposition`.
    pub disposition: String,
}

/// A stored file, or where to fetch it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// All of it.
    Bytes(Bytes),
    /// An address that gives it to whoever asks, for a few minutes.
    Elsewhere(String),
}

/// Keeps bytes under keys such as `blueprints/{job_id}/{filename}` (see [`keys`]).
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Stores bytes, all of them or none; what was under the key before is replaced.
    async fn put(&self, key: &str, bytes: Bytes, media_type: &str) -> Result<(), StoreError>;

    /// The bytes under a key; `None` where there are none.
    async fn get(&self, key: &str) -> Result<Option<Bytes>, StoreError>;

    /// What is under a key, for a caller: what is larger than `max_bytes` may be given by an address in place of its bytes.
    async fn find(&self, key: &str, _max_bytes: usize, _download: &Download) -> Result<Option<Found>, StoreError> {
        Ok(self.get(key).await?.map(Found::Bytes))
    }

    /// The origin of addresses that callers are sent to for files, where those are not this service's own.
    async fn origin(&self) -> Result<Option<String>, StoreError> {
        Ok(None)
    }

    /// Removes what is under a key; also well when nothing was.
    async fn delete(&self, key: &str) -> Result<(), StoreError>;

    /// Whether it would answer now.
    async fn probe(&self) -> Result<(), StoreError>;
}
