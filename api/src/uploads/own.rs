//! Adapter: the service's own route `PUT /uploads/{upload_id}`, for blobs that lie in a folder.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Secret, Ticket, UploadDoor, UploadId, UploadRequest};
use crate::blobs::{BlobStore, FolderBlobs, keys};
use crate::error::StoreError;

/// Addresses of this service, each with a secret of its own.
#[derive(Debug, Clone)]
pub struct OwnDoor {
    blobs: FolderBlobs,
}

impl OwnDoor {
    /// A door to these blobs.
    #[must_use]
    pub fn new(blobs: FolderBlobs) -> Self {
        Self { blobs }
    }
}

#[async_trait]
impl UploadDoor for OwnDoor {
    async fn open(
        &self,
        upload_id: &UploadId,
        ticket: &Ticket,
        secret: &Secret,
        _now: Timestamp,
    ) -> Result<UploadRequest, StoreError> {
        let media_type = ticket.format.media_type().to_owned();
        Ok(UploadRequest {
            url: format!("/api/v1/uploads/{upload_id}?secret={}", secret.reveal()),
            headers: BTreeMap::from([("content-type".to_owned(), media_type)]),
        })
    }

    fn is_own(&self) -> bool {
        true
    }

    async fn sweep(&self, now: Timestamp) -> Result<(), StoreError> {
        for name in self.blobs.folders_in("uploads").await? {
            let Ok(upload_id) = name.parse::<UploadId>() else { continue };
            let ticket_key = keys::upload_ticket(&upload_id);
            let ticket = self.blobs.get(&ticket_key).await?;
            // What cannot be read is nobody's.
            let ticket = ticket.and_then(|bytes| serde_json::from_slice::<Ticket>(&bytes).ok());
            if ticket.is_none_or(|ticket| ticket.is_over(now)) {
                self.blobs.delete(&keys::upload_file(&upload_id)).await?;
                self.blobs.delete(&ticket_key).await?;
            }
        }
        Ok(())
    }
}
