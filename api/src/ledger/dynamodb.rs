//! Adapter: leases in a DynamoDB table, for every instance of the service. They stand in the table of the previews, under
//! keys of their own.

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use jiff::Timestamp;

use super::{AnalysisLedger, Claim, DocumentKey};
use crate::aws::store_error;
use crate::clock::{after, rfc3339};
use crate::error::StoreError;
use crate::limits::JOB_LIFETIME;

/// Leases as items.
#[derive(Debug, Clone)]
pub struct DynamoLedger {
    client: Client,
    table: String,
}

impl DynamoLedger {
    /// Leases in this table, whose partition key is `blueprint_hash`.
    #[must_use]
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn key(document: &DocumentKey) -> AttributeValue {
    AttributeValue::S(format!("analysis:{}", document.as_str()))
}

/// When the table may forget an entry: no analysis outlives the job that it was stored for. The table sweeps by the time of
/// day, and so does this.
fn until() -> AttributeValue {
    AttributeValue::N(after(Timestamp::now(), JOB_LIFETIME).as_second().to_string())
}

#[async_trait]
impl AnalysisLedger for DynamoLedger {
    async fn claim(
        &self,
        document: &DocumentKey,
        holder: &str,
        now: Timestamp,
        until_time: Timestamp,
    ) -> Result<Claim, StoreError> {
        let call = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("blueprint_hash", key(document))
            .condition_expression(
                "attribute_not_exists(#analysis) \
                 AND (attribute_not_exists(#holder) OR #holder = :holder OR #until <= :now)",
            )
            .update_expression("SET #holder = :holder, #until = :until, #expires = :expires")
            .expression_attribute_names("#analysis", "analysis_key")
            .expression_attribute_names("#holder", "holder")
            .expression_attribute_names("#until", "leased_until")
            .expression_attribute_names("#expires", "expires_at")
            .expression_attribute_values(":holder", text(holder))
            .expression_attribute_values(":now", text(&rfc3339(now)))
            .expression_attribute_values(":until", text(&rfc3339(until_time)))
            .expression_attribute_values(":expires", until())
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match call.send().await {
            Ok(_) => Ok(Claim::Granted),
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                let standing = match error.into_err() {
                    UpdateItemError::ConditionalCheckFailedException(failed) => failed.item.unwrap_or_default(),
                    _ => Default::default(),
                };
                Ok(match standing.get("analysis_key") {
                    Some(AttributeValue::S(analysis_key)) => Claim::Analysed(analysis_key.clone()),
                    _ => Claim::Held,
                })
            }
            Err(error) => Err(store_error(&error)),
        }
    }

    async fn finish(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError> {
        let call = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("blueprint_hash", key(document))
            .update_expression("SET #analysis = :analysis, #expires = :expires REMOVE #holder, #until")
            .expression_attribute_names("#analysis", "analysis_key")
            .expression_attribute_names("#holder", "holder")
            .expression_attribute_names("#until", "leased_until")
            .expression_attribute_names("#expires", "expires_at")
            .expression_attribute_values(":analysis", text(analysis_key))
            .expression_attribute_values(":expires", until());
        call.send().await.map(drop).map_err(|error| store_error(&error))
    }

    async fn give_up(&self, document: &DocumentKey, holder: &str) -> Result<(), StoreError> {
        self.delete_where(document, "holder", holder).await
    }

    async fn forget(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError> {
        self.delete_where(document, "analysis_key", analysis_key).await
    }
}

impl DynamoLedger {
    /// Removes an entry if an attribute of it has this value; a finished one has no holder.
    async fn delete_where(&self, document: &DocumentKey, attribute: &str, value: &str) -> Result<(), StoreError> {
        let call = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("blueprint_hash", key(document))
            .condition_expression("#attribute = :value")
            .expression_attribute_names("#attribute", attribute)
            .expression_attribute_values(":value", text(value));
        match call.send().await {
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => Ok(()),
            outcome => outcome.map(drop).map_err(|error| store_error(&error)),
        }
    }
}
