//! Port: a door for large files, which callers put where they are kept without a route carrying them.
//!
//! An upload is opened, its file is put under the address that was given for it, and a job takes it over. Until then it
//! lies under `uploads/{upload_id}/` of the blob store: the file, and the ticket that says whose it is and what it may be.

mod id;
mod own;
mod s3;
mod ticket;

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::error::StoreError;

pub use id::{InvalidUploadId, UploadId};
pub use own::OwnDoor;
pub use s3::S3Door;
pub use ticket::{Secret, Ticket};

/// The request that puts the file of an upload where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRequest {
    /// Where to: an address, or a path of this service.
    pub url: String,
    /// Headers that the request must have, just so.
    pub headers: BTreeMap<String, String>,
}

/// Gives out addresses that take one file each, for a while.
#[async_trait]
pub trait UploadDoor: Send + Sync {
    /// The `PUT` request for the file of a ticket, good until the ticket ends. `secret` is the one that the ticket knows.
    async fn open(
        &self,
        upload_id: &UploadId,
        ticket: &Ticket,
        secret: &Secret,
        now: Timestamp,
    ) -> Result<UploadRequest, StoreError>;

    /// Whether files come in through this service's own route.
    fn is_own(&self) -> bool;

    /// Removes uploads that became no job in time. Stores that sweep by themselves do nothing.
    async fn sweep(&self, now: Timestamp) -> Result<(), StoreError>;
}
