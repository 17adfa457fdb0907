//! Adapter: presigned `PUT` requests to S3. The file goes there straight from the caller.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::types::ServerSideEncryption;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::{Secret, Ticket, UploadDoor, UploadId, UploadRequest};
use crate::aws::store_error;
use crate::blobs::keys;
use crate::error::StoreError;

/// Presigned requests to a bucket.
#[derive(Debug, Clone)]
pub struct S3Door {
    client: Client,
    bucket: String,
}

impl S3Door {
    /// A door to this bucket.
    #[must_use]
    pub fn new(client: Client, bucket: String) -> Self {
        Self { client, bucket }
    }
}

#[async_trait]
impl UploadDoor for S3Door {
    async fn open(
        &self,
        upload_id: &UploadId,
        ticket: &Ticket,
        _secret: &Secret,
        now: Timestamp,
    ) -> Result<UploadRequest, StoreError> {
        let lifetime = Duration::try_from(ticket.expires_at.duration_since(now)).map_err(StoreError::of)?;
        let lifetime = PresigningConfig::expires_in(lifetime).map_err(StoreError::of)?;
        let length = i64::try_from(ticket.bytes).map_err(StoreError::of)?;
        // What is signed must be sent just so: S3 refuses another size, another kind of file, other bytes.
        let request = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(keys::upload_file(upload_id))
            .content_type(ticket.format.media_type())
            .content_length(length)
            .server_side_encryption(ServerSideEncryption::Aes256)
            .set_checksum_sha256(ticket.sha256.map(|hash| STANDARD.encode(hash)))
            .presigned(lifetime)
            .await
            .map_err(|error| store_error(&error))?;
        // Whoever sends a body says how long it is; browsers let nobody else say it.
        let headers = request.headers().filter(|(name, _)| !name.eq_ignore_ascii_case("content-length"));
        let headers: BTreeMap<String, String> =
            headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Ok(UploadRequest { url: request.uri().to_owned(), headers })
    }

    fn is_own(&self) -> bool {
        false
    }

    /// Nothing: the lifecycle of the bucket removes what became no job.
    async fn sweep(&self, _now: Timestamp) -> Result<(), StoreError> {
        Ok(())
    }
}
