//! Adapter: cached previews in a DynamoDB table. An item is the preview itself, field by field; what is too large for one
//! lies in the blob store, and its item says where.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use bytes::Bytes;
use jiff::Timestamp;
use shared::job::JobId;

use super::{CachedPreview, PreviewCache, PreviewKey};
use crate::aws::store_error;
use crate::blobs::BlobStore;
use crate::error::StoreError;
use crate::limits::MAX_PREVIEW_ITEM_BYTES;

/// The partition key.
const KEY: &str = "blueprint_hash";
/// Seconds since 1970. DynamoDB deletes late, so readers look at it themselves.
const EXPIRES_AT: &str = "expires_at";
/// What read the text.
const ANALYZER: &str = "analyzer";
/// The jobs that use it.
const USED_BY: &str = "used_by";
/// Where the preview lies that is too large for an item.
const PREVIEW_KEY: &str = "preview_s3_key";
/// What some items have and others have not: an old one goes when an item is written anew.
const NOT_IN_EVERY_ITEM: [&str; 6] = [PREVIEW_KEY, ANALYZER, "rooms", "unmatched_labels", "warnings", "s3_key"];
/// A key that no preview has, to ask the table for.
const NO_PREVIEW: &str = "probe";

type Item = HashMap<String, AttributeValue>;

/// Previews as items, and large ones as blobs.
#[derive(Clone)]
pub struct DynamoPreviews {
    client: Client,
    table: String,
    blobs: Arc<dyn BlobStore>,
}

impl DynamoPreviews {
    /// Previews in this table; large ones in `blobs`.
    #[must_use]
    pub fn new(client: Client, table: String, blobs: Arc<dyn BlobStore>) -> Self {
        Self { client, table, blobs }
    }

    async fn item(&self, key: &str) -> Result<Option<Item>, StoreError> {
        let key = AttributeValue::S(key.to_owned());
        let call = self.client.get_item().table_name(&self.table).key(KEY, key).consistent_read(true);
        call.send().await.map(|output| output.item).map_err(|error| store_error(&error))
    }

    /// Notes that a job uses the preview, if it is still there.
    async fn note_use(&self, key: &PreviewKey, job_id: &JobId) -> Result<(), StoreError> {
        let call = self
            .client
            .update_item()
            .table_name(&self.table)
            .key(KEY, AttributeValue::S(key.as_str().to_owned()))
            .condition_expression("attribute_exists(#key)")
            .update_expression("ADD #used :job")
            .expression_attribute_names("#key", KEY)
            .expression_attribute_names("#used", USED_BY)
            .expression_attribute_values(":job", one(job_id.as_str()));
        match call.send().await {
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => Ok(()),
            outcome => outcome.map(drop).map_err(|error| store_error(&error)),
        }
    }

    /// The item of a preview, and the bytes for the blob store where it is too large for one.
    fn written(key: &PreviewKey, cached: &CachedPreview) -> Result<(Item, Option<Bytes>), StoreError> {
        let document = serde_json::to_vec(cached).map_err(StoreError::of)?;
        if document.len() <= MAX_PREVIEW_ITEM_BYTES {
            let mut item: Item = serde_dynamo::to_item(&cached.preview).map_err(StoreError::of)?;
            let analyzer = serde_dynamo::to_attribute_value(&cached.analyzer).map_err(StoreError::of)?;
            item.insert(ANALYZER.to_owned(), analyzer);
            return Ok((item, None));
        }
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let item = HashMap::from([
            (PREVIEW_KEY.to_owned(), text(key.blob_key())),
            ("model_version".to_owned(), text(&cached.preview.model_version)),
            ("timestamp".to_owned(), text(&cached.preview.timestamp)),
        ]);
        Ok((item, Some(document.into())))
    }
}

fn one(job_id: &str) -> AttributeValue {
    AttributeValue::Ss(vec![job_id.to_owned()])
}

/// Whether an item's time is over.
fn is_over(item: &Item, now: Timestamp) -> bool {
    let until = item.get(EXPIRES_AT).and_then(|until| until.as_n().ok()?.parse::<i64>().ok());
    until.is_none_or(|until| until <= now.as_second())
}

#[async_trait]
impl PreviewCache for DynamoPreviews {
    async fn get(&self, key: &PreviewKey, job_id: &JobId, now: Timestamp) -> Result<Option<CachedPreview>, StoreError> {
        let Some(mut item) = self.item(key.as_str()).await? else { return Ok(None) };
        if is_over(&item, now) {
            return Ok(None);
        }
        let is_noted =
            matches!(item.remove(USED_BY), Some(AttributeValue::Ss(jobs)) if jobs.iter().any(|j| j == job_id.as_str()));
        let cached = if let Some(AttributeValue::S(blob_key)) = item.get(PREVIEW_KEY) {
            let Some(document) = self.blobs.get(blob_key).await? else { return Ok(None) };
            serde_json::from_slice(&document).map_err(StoreError::of)?
        } else {
            let analyzer = item.remove(ANALYZER).ok_or_else(|| StoreError::of("a preview without its analyzer"))?;
            CachedPreview {
                analyzer: serde_dynamo::from_attribute_value(analyzer).map_err(StoreError::of)?,
                preview: serde_dynamo::from_item(item).map_err(StoreError::of)?,
            }
        };
        if !is_noted {
            self.note_use(key, job_id).await?;
        }
        Ok(Some(cached))
    }

    async fn put(&self, key: &PreviewKey, preview: &CachedPreview, expires_at: Timestamp) -> Result<(), StoreError> {
        let (mut item, large) = Self::written(key, preview)?;
        item.insert(EXPIRES_AT.to_owned(), AttributeValue::N(expires_at.as_second().to_string()));
        if let Some(document) = large {
            self.blobs.put(key.blob_key(), document, "application/json").await?;
        }
        // Who used the preview that is replaced uses this one.
        let mut call = self.client.update_item().table_name(&self.table);
        call = call.key(KEY, AttributeValue::S(key.as_str().to_owned()));
        let mut gone = Vec::new();
        for (i, name) in NOT_IN_EVERY_ITEM.into_iter().enumerate().filter(|(_, name)| !item.contains_key(*name)) {
            gone.push(format!("#g{i}"));
            call = call.expression_attribute_names(format!("#g{i}"), name);
        }
        let mut assignments = Vec::with_capacity(item.len());
        for (i, (name, value)) in item.into_iter().enumerate() {
            assignments.push(format!("#n{i} = :v{i}"));
            call = call.expression_attribute_names(format!("#n{i}"), name);
            call = call.expression_attribute_values(format!(":v{i}"), value);
        }
        let remove = if gone.is_empty() { String::new() } else { format!(" REMOVE {}", gone.join(", ")) };
        let call = call
            .update_expression(format!("SET {}{remove} ADD #used :job", assignments.join(", ")))
            .expression_attribute_names("#used", USED_BY)
            .expression_attribute_values(":job", one(&preview.preview.job_id));
        call.send().await.map(drop).map_err(|error| store_error(&error))
    }

    async fn release(&self, key: &PreviewKey, job_id: &JobId) -> Result<(), StoreError> {
        let item_key = AttributeValue::S(key.as_str().to_owned());
        let released = self
            .client
            .update_item()
            .table_name(&self.table)
            .key(KEY, item_key.clone())
            .condition_expression("attribute_exists(#key)")
            .update_expression("DELETE #used :job")
            .expression_attribute_names("#key", KEY)
            .expression_attribute_names("#used", USED_BY)
            .expression_attribute_values(":job", one(job_id.as_str()))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await;
        match released {
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => return Ok(()),
            Err(error) => return Err(store_error(&error)),
            Ok(_) => {}
        }
        // An empty set is none: nobody uses it any more, unless somebody has come meanwhile.
        let removed = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key(KEY, item_key)
            .condition_expression("attribute_not_exists(#used)")
            .expression_attribute_names("#used", USED_BY)
            .return_values(ReturnValue::AllOld)
            .send()
            .await;
        match removed {
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => Ok(()),
            Err(error) => Err(store_error(&error)),
            Ok(output) => match output.attributes.unwrap_or_default().get(PREVIEW_KEY) {
                Some(AttributeValue::S(blob_key)) => self.blobs.delete(blob_key).await,
                _ => Ok(()),
            },
        }
    }

    /// Nothing: the table sweeps by itself, and the lifecycle of the bucket removes what lay there.
    async fn sweep(&self, _now: Timestamp) -> Result<(), StoreError> {
        Ok(())
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.item(NO_PREVIEW).await.map(drop)
    }
}
