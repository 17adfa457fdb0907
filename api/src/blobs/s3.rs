//! Adapter: two S3 buckets, one for blueprints and uploads, one for what is made of them. Everything is encrypted where it
//! lies, and carries a SHA-256 that S3 checks when it is written and the SDK when it is read.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumAlgorithm, ChecksumMode, ServerSideEncryption};
use axum::http::Uri;
use bytes::Bytes;

use super::{BlobStore, Download, Found};
use crate::aws::store_error;
use crate::error::StoreError;

/// How long the address of a large file holds: for as long as it takes to follow it.
const LINK_LIFETIME: Duration = Duration::from_secs(300);

/// Blobs as objects.
#[derive(Debug, Clone)]
pub struct S3Blobs {
    client: Client,
    blueprints: String,
    cache: String,
}

impl S3Blobs {
    /// Blobs in these buckets: `cache/...` in the second, all else in the first.
    #[must_use]
    pub fn new(client: Client, blueprints_bucket: String, cache_bucket: String) -> Self {
        Self { client, blueprints: blueprints_bucket, cache: cache_bucket }
    }

    fn bucket_of(&self, key: &str) -> &str {
        if key.starts_with("cache/") { &self.cache } else { &self.blueprints }
    }
}

/// The address of an object, good for a few minutes.
async fn address(call: GetObjectFluentBuilder) -> Result<String, StoreError> {
    let lifetime = PresigningConfig::expires_in(LINK_LIFETIME).map_err(StoreError::of)?;
    let request = call.presigned(lifetime).await.map_err(|error| store_error(&error))?;
    Ok(request.uri().to_owned())
}

#[async_trait]
impl BlobStore for S3Blobs {
    async fn put(&self, key: &str, bytes: Bytes, media_type: &str) -> Result<(), StoreError> {
        let call = self
            .client
            .put_object()
            .bucket(self.bucket_of(key))
            .key(key)
            .content_type(media_type)
            .server_side_encryption(ServerSideEncryption::Aes256)
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .body(ByteStream::from(bytes));
        call.send().await.map(drop).map_err(|error| store_error(&error))
    }

    async fn get(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        let call = self.client.get_object().bucket(self.bucket_of(key)).key(key);
        match call.checksum_mode(ChecksumMode::Enabled).send().await {
            Ok(object) => object.body.collect().await.map(|body| Some(body.into_bytes())).map_err(StoreError::of),
            Err(SdkError::ServiceError(error)) if error.err().is_no_such_key() => Ok(None),
            Err(error) => Err(store_error(&error)),
        }
    }

    async fn find(&self, key: &str, max_bytes: usize, download: &Download) -> Result<Option<Found>, StoreError> {
        let head = self.client.head_object().bucket(self.bucket_of(key)).key(key).send().await;
        let bytes = match head {
            Ok(head) => head.content_length().unwrap_or_default(),
            Err(SdkError::ServiceError(error)) if error.err().is_not_found() => return Ok(None),
            Err(error) => return Err(store_error(&error)),
        };
        if usize::try_from(bytes).is_ok_and(|bytes| bytes <= max_bytes) {
            return Ok(self.get(key).await?.map(Found::Bytes));
        }
        let call = self.client.get_object().bucket(self.bucket_of(key)).key(key);
        let call = call.response_content_type(&download.media_type).response_content_disposition(&download.disposition);
        address(call).await.map(|address| Some(Found::Elsewhere(address)))
    }

    /// Of the blueprints bucket, as the client addresses it: uploads and large files are sent there.
    async fn origin(&self) -> Result<Option<String>, StoreError> {
        let of_any_file = address(self.client.get_object().bucket(&self.blueprints).key("file")).await?;
        let uri: Uri = of_any_file.parse().map_err(StoreError::of)?;
        Ok(uri.scheme().zip(uri.authority()).map(|(scheme, authority)| format!("{scheme}://{authority}")))
    }

    async fn delete(&self, key: &str) -> Result<(), StoreError> {
        let call = self.client.delete_object().bucket(self.bucket_of(key)).key(key);
        call.send().await.map(drop).map_err(|error| store_error(&error))
    }

    async fn probe(&self) -> Result<(), StoreError> {
        let head = |bucket: &str| self.client.head_bucket().bucket(bucket).send();
        let (blueprints, cache) = tokio::join!(head(&self.blueprints), head(&self.cache));
        blueprints.map_err(|error| store_error(&error))?;
        cache.map(drop).map_err(|error| store_error(&error))
    }
}
