//! Several events at once, as a queue brings them: each is the body of one message, and what failed is named, so that it
//! alone comes again.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::error::ErrorCode;
use shared::preview::Preview;

use super::clock;
use super::preview::{PreviewEvent, made};
use crate::error::ApiError;
use crate::routes::Service;

/// Messages of Amazon SQS, as far as they matter here.
#[derive(Debug, Deserialize)]
pub(super) struct Batch {
    #[serde(rename = "Records")]
    records: Vec<Message>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    message_id: String,
    body: String,
}

/// What a queue is told: which messages it has to keep (`ReportBatchItemFailures`).
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BatchOutcome {
    batch_item_failures: Vec<Failed>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Failed {
    item_identifier: String,
}

impl Batch {
    /// The messages of an event that holds some.
    pub(super) fn of(event: &Value) -> Option<Result<Self, ApiError>> {
        event.get("Records")?;
        let message = "The records must be messages of a queue: each with a messageId and a body.";
        Some(Self::deserialize(event).map_err(|_| ApiError::invalid_request("Records", message)))
    }

    /// Makes the previews, one after the other: Lambda, not one function, does several at once. A preview without what
    /// Textract knows counts as failed, as does everything that there was no time for.
    pub(super) async fn previews(self, service: &Service, owner: &str, deadline: SystemTime) -> BatchOutcome {
        let mut outcome = BatchOutcome::default();
        for Message { message_id, body } in self.records {
            let work = clock::before(deadline, of_message(service, owner, &body)).await.and_then(|done| done);
            let code = match work {
                Ok(preview) if !preview.partial => continue,
                Ok(_) => ErrorCode::TextractAnalysisFailed,
                Err(error) => error.code,
            };
            // The queue itself keeps no reason.
            tracing::warn!(message_id, code = code.as_str(), "no preview for a message");
            outcome.batch_item_failures.push(Failed { item_identifier: message_id });
        }
        outcome
    }
}

async fn of_message(service: &Service, owner: &str, body: &str) -> Result<Preview, ApiError> {
    let event = serde_json::from_str(body).map_err(|_| PreviewEvent::not_one())?;
    made(service, owner, &PreviewEvent::of(event)?).await.map(|(_, preview)| preview)
}
