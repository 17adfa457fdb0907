//! Adapter: jobs in a DynamoDB table. Lists come from the index `owner-created_at-index`; nothing is ever scanned.

use std::collections::HashMap;

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use jiff::Timestamp;
use shared::job::{Job, JobId, JobStatus};

use super::{Cursor, JobPage, JobStore, Move, Moved, OwnedJob, word};
use crate::aws::store_error;
use crate::clock::rfc3339;
use crate::error::StoreError;

/// The index of jobs by owner, in the order of their creation.
const BY_OWNER: &str = "owner-created_at-index";
/// Seconds since 1970, rounded up: what the table sweeps by, hours or days late.
const EXPIRES_AT: &str = "expires_at";
/// The same as the job has it: what readers go by.
const EXPIRES_AT_EXACTLY: &str = "expires_at_exactly";
/// A key that no job has, to ask the table for.
const NO_JOB: &str = "probe";

type Item = HashMap<String, AttributeValue>;

/// Jobs as items.
#[derive(Debug, Clone)]
pub struct DynamoJobs {
    client: Client,
    table: String,
}

impl DynamoJobs {
    /// Jobs in this table.
    #[must_use]
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    async fn item(&self, job_id: &str) -> Result<Option<Item>, StoreError> {
        let key = AttributeValue::S(job_id.to_owned());
        let call = self.client.get_item().table_name(&self.table).key("job_id", key).consistent_read(true);
        call.send().await.map(|output| output.item).map_err(|error| store_error(&error))
    }
}

fn written(OwnedJob { owner, job }: &OwnedJob) -> Result<Item, StoreError> {
    let until: Timestamp = job.expires_at.parse().map_err(StoreError::of)?;
    let until_second = until.as_second() + i64::from(until.subsec_nanosecond() > 0);
    let mut item: Item = serde_dynamo::to_item(job).map_err(StoreError::of)?;
    item.insert("owner".to_owned(), AttributeValue::S(owner.clone()));
    item.insert(EXPIRES_AT.to_owned(), AttributeValue::N(until_second.to_string()));
    item.insert(EXPIRES_AT_EXACTLY.to_owned(), AttributeValue::S(job.expires_at.clone()));
    Ok(item)
}

/// The job of an item; `None` where its time is over.
fn read(mut item: Item, now: &str) -> Result<Option<OwnedJob>, StoreError> {
    let mut text = |name| match item.remove(name) {
        Some(AttributeValue::S(text)) => Ok(text),
        _ => Err(StoreError::of(format!("a job without {name}"))),
    };
    let (owner, expires_at) = (text("owner")?, text(EXPIRES_AT_EXACTLY)?);
    if expires_at.as_str() <= now {
        return Ok(None);
    }
    item.insert(EXPIRES_AT.to_owned(), AttributeValue::S(expires_at));
    Ok(Some(OwnedJob { owner, job: serde_dynamo::from_item(item).map_err(StoreError::of)? }))
}

#[async_trait]
impl JobStore for DynamoJobs {
    async fn create(&self, job: &OwnedJob) -> Result<(), StoreError> {
        let call = self.client.put_item().table_name(&self.table).set_item(Some(written(job)?));
        let call = call.condition_expression("attribute_not_exists(job_id)");
        call.send().await.map(drop).map_err(|error| store_error(&error))
    }

    async fn get(&self, job_id: &JobId, now: Timestamp) -> Result<Option<OwnedJob>, StoreError> {
        match self.item(job_id.as_str()).await? {
            Some(item) => read(item, &rfc3339(now)),
            None => Ok(None),
        }
    }

    async fn list(
        &self,
        owner: &str,
        limit: u32,
        after: Option<&Cursor>,
        now: Timestamp,
    ) -> Result<JobPage, StoreError> {
        let (now, wanted) = (rfc3339(now), limit as usize);
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let mut start = after.map(|cursor| {
            HashMap::from([
                ("owner".to_owned(), text(owner)),
                ("created_at".to_owned(), text(&cursor.created_at)),
                ("job_id".to_owned(), text(cursor.job_id.as_str())),
            ])
        });
        let mut jobs: Vec<Job> = Vec::new();
        // One more than wanted tells whether there is a next page. Items whose time is over count for the table, not for
        // the caller, so that one answer of the table may not be enough.
        loop {
            let missing = i32::try_from(wanted + 1 - jobs.len()).unwrap_or(i32::MAX);
            let page = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(BY_OWNER)
                .key_condition_expression("#owner = :owner")
                .filter_expression("#exactly > :now")
                .expression_attribute_names("#owner", "owner")
                .expression_attribute_names("#exactly", EXPIRES_AT_EXACTLY)
                .expression_attribute_values(":owner", text(owner))
                .expression_attribute_values(":now", text(&now))
                .scan_index_forward(false)
                .limit(missing)
                .set_exclusive_start_key(start)
                .send()
                .await
                .map_err(|error| store_error(&error))?;
            for item in page.items.unwrap_or_default() {
                jobs.extend(read(item, &now)?.map(|owned| owned.job));
            }
            start = page.last_evaluated_key;
            if start.is_none() || jobs.len() > wanted {
                break;
            }
        }
        let more = jobs.len() > wanted;
        jobs.truncate(wanted);
        let next = jobs.last().filter(|_| more).map(Cursor::behind);
        Ok(JobPage { jobs, next })
    }

    async fn advance(&self, job_id: &JobId, to: Move, now: Timestamp) -> Result<Moved, StoreError> {
        use JobStatus::{Cancelled, Completed, Failed, Pending, Processing};
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let origins = [Pending, Processing, Completed, Failed, Cancelled].into_iter().filter(|s| to.may_follow(*s));
        let origins: Vec<(String, AttributeValue)> =
            origins.enumerate().map(|(i, status)| (format!(":from{i}"), text(word(status)))).collect();
        if origins.is_empty() {
            let found = self.get(job_id, now).await?;
            return Ok(found.map_or(Moved::Missing, |owned| Moved::Refused(owned.job.status)));
        }
        let now = rfc3339(now);
        let names: Vec<&str> = origins.iter().map(|(name, _)| name.as_str()).collect();
        let condition = format!("#exactly > :now AND #status IN ({})", names.join(", "));
        let stage = if to.next_stage().is_some() { ", #stage = :stage" } else { "" };
        let error = if to.error.is_some() { ", #error = :error" } else { " REMOVE #error" };
        let mut call = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("job_id", text(job_id.as_str()))
            .condition_expression(condition)
            .update_expression(format!("SET #status = :to, #updated_at = :now{stage}{error}"))
            .expression_attribute_names("#exactly", EXPIRES_AT_EXACTLY)
            .expression_attribute_names("#status", "status")
            .expression_attribute_names("#updated_at", "updated_at")
            .expression_attribute_names("#error", "error")
            .expression_attribute_values(":now", text(&now))
            .expression_attribute_values(":to", text(word(to.to)))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        for (name, value) in origins {
            call = call.expression_attribute_values(name, value);
        }
        if let Some(stage) = to.next_stage() {
            call = call.expression_attribute_names("#stage", "stage");
            call = call.expression_attribute_values(":stage", text(stage));
        }
        if let Some(error) = &to.error {
            call = call.expression_attribute_values(":error", text(error));
        }
        match call.send().await {
            Ok(output) => {
                let item = output.attributes.ok_or_else(|| StoreError::of("a moved job was not given back"))?;
                Ok(read(item, &now)?.map_or(Moved::Missing, |owned| Moved::Done(owned.job)))
            }
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                let standing = match error.into_err() {
                    UpdateItemError::ConditionalCheckFailedException(failed) => failed.item,
                    _ => None,
                };
                let standing = standing.filter(|item| !item.is_empty());
                let standing = standing.map(|item| read(item, &now)).transpose()?.flatten();
                Ok(standing.map_or(Moved::Missing, |owned| Moved::Refused(owned.job.status)))
            }
            Err(error) => Err(store_error(&error)),
        }
    }

    async fn delete(&self, job_id: &JobId) -> Result<(), StoreError> {
        let key = AttributeValue::S(job_id.to_string());
        let call = self.client.delete_item().table_name(&self.table).key("job_id", key);
        call.send().await.map(drop).map_err(|error| store_error(&error))
    }

    /// None: the table sweeps by itself, and the lifecycle of the buckets removes the files.
    async fn expired(&self, _limit: u32, _now: Timestamp) -> Result<Vec<OwnedJob>, StoreError> {
        Ok(Vec::new())
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.item(NO_JOB).await.map(drop)
    }
}
