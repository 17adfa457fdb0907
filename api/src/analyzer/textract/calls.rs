//! The calls themselves: one for a page, a started job for a document of several pages. Every call ends by a given time,
//! tries of the SDK's own included.

use std::future::Future;
use std::time::{Duration, Instant};

use aws_sdk_textract::Client;
use aws_sdk_textract::config::retry::RetryConfig;
use aws_sdk_textract::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_textract::primitives::Blob;
use aws_sdk_textract::types::{Document, DocumentLocation, FeatureType, JobStatus, S3Object};
use bytes::Bytes;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use shared::limits::MAX_ANALYSIS_BYTES;

use super::errors::of_call;
use super::raw_answer::RawAnswer;
use crate::analyzer::AnalyzerError;
use crate::error::StoreError;

/// The first wait for a started job, and the longest; each is half as long again as the one before.
const FIRST_POLL: Duration = Duration::from_millis(800);
const LONGEST_POLL: Duration = Duration::from_secs(4);

/// What one call sends.
pub(super) enum Sent {
    /// The bytes themselves.
    Bytes(Bytes),
    /// Where they lie in the bucket.
    InBucket,
}

/// Textract, as far as it is called here.
#[derive(Debug, Clone)]
pub(super) struct Calls {
    client: Client,
    features: Vec<FeatureType>,
    bucket: String,
}

impl Calls {
    /// Calls with these features; blueprints lie in `bucket`.
    pub(super) fn new(client: Client, mut features: Vec<FeatureType>, bucket: String) -> Self {
        features.sort();
        Self { client, features, bucket }
    }

    /// The features that are asked for, in one order.
    pub(super) fn features(&self) -> String {
        self.features.iter().map(FeatureType::as_str).collect::<Vec<_>>().join("+")
    }

    /// Analyses a document of one page: the raw answer.
    pub(super) async fn one_page(&self, sent: Sent, key: &str, until: Instant) -> Result<Bytes, AnalyzerError> {
        let document = match sent {
            Sent::Bytes(bytes) => Document::builder().bytes(Blob::new(bytes)),
            Sent::InBucket => Document::builder().s3_object(self.object(key)),
        };
        let answer = RawAnswer::default();
        let call = self
            .client
            .analyze_document()
            .document(document.build())
            .set_feature_types(Some(self.features.clone()))
            .customize()
            .interceptor(answer.clone())
            .send();
        by(until, call).await?;
        taken(&answer)
    }

    /// Analyses a document of several pages, which lies in the bucket: the parts of the raw answer as one list.
    pub(super) async fn many_pages(&self, key: &str, until: Instant) -> Result<Bytes, AnalyzerError> {
        let job_id = self.start(key, until).await?;
        let first = self.first_part(&job_id, until).await?;
        let mut parts = PartList::of(&first.raw)?;
        let mut next = first.next;
        while let Some(token) = next {
            let part = self.part(&job_id, Some(token), until).await?;
            parts.add(&part.raw)?;
            next = part.next;
        }
        Ok(parts.into_json())
    }

    async fn start(&self, key: &str, until: Instant) -> Result<String, AnalyzerError> {
        let location = DocumentLocation::builder().s3_object(self.object(key)).build();
        let call = self
            .client
            .start_document_analysis()
            .document_location(location)
            .set_feature_types(Some(self.features.clone()))
            .client_request_token(self.request_token(key, Timestamp::now()))
            .send();
        let started = by(until, call).await?;
        started.job_id.ok_or_else(|| AnalyzerError::Unavailable("a started job without an id".to_owned()))
    }

    /// Waits for the job, and gives the first part of its answer.
    async fn first_part(&self, job_id: &str, until: Instant) -> Result<Part, AnalyzerError> {
        let mut wait = FIRST_POLL;
        loop {
            if Instant::now() + wait >= until {
                return Err(AnalyzerError::TimedOut);
            }
            tokio::time::sleep(wait).await;
            wait = LONGEST_POLL.min(wait * 3 / 2);
            let part = self.part(job_id, None, until).await?;
            match part.status {
                Some(JobStatus::Succeeded | JobStatus::PartialSuccess) => return Ok(part),
                Some(JobStatus::InProgress) => {}
                Some(JobStatus::Failed) => return Err(AnalyzerError::Refused("the started job failed".to_owned())),
                _ => return Err(AnalyzerError::Unavailable("a job in no known state".to_owned())),
            }
        }
    }

    async fn part(&self, job_id: &str, token: Option<String>, until: Instant) -> Result<Part, AnalyzerError> {
        let answer = RawAnswer::default();
        let call = self
            .client
            .get_document_analysis()
            .job_id(job_id)
            .set_next_token(token)
            .customize()
            .interceptor(answer.clone())
            .send();
        let output = by(until, call).await?;
        Ok(Part { status: output.job_status, raw: taken(&answer)?, next: output.next_token })
    }

    /// The same for every start of the same document in the same hour: who comes again, after a crash or because the
    /// first time was too short, gets the job that was started and paid before.
    fn request_token(&self, key: &str, now: Timestamp) -> String {
        let hour = now.strftime("%Y%m%d%H");
        let digest = Sha256::digest(format!("{hour}:{}:{}:{key}", self.features(), self.bucket));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn object(&self, key: &str) -> S3Object {
        S3Object::builder().bucket(&self.bucket).name(key).build()
    }

    /// Whether Textract answers this caller at all: asked for a job that never was, which costs nothing.
    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        let once = aws_sdk_textract::config::Builder::new().retry_config(RetryConfig::disabled());
        let call = self.client.get_document_analysis().job_id("0".repeat(64)).customize().config_override(once).send();
        match call.await {
            Ok(_) => Ok(()),
            Err(error) if error.code().is_some_and(|code| code.starts_with("Invalid")) => Ok(()),
            Err(error) => Err(StoreError::of(of_call(&error))),
        }
    }
}

/// One part of an answer that comes in parts.
struct Part {
    status: Option<JobStatus>,
    raw: Bytes,
    /// What the next part is asked for with.
    next: Option<String>,
}

/// Raw parts on their way to be one JSON list.
struct PartList(Vec<u8>);

impl PartList {
    fn of(first: &[u8]) -> Result<Self, AnalyzerError> {
        let mut list = Self(Vec::new());
        list.add(first)?;
        Ok(list)
    }

    fn add(&mut self, raw: &[u8]) -> Result<(), AnalyzerError> {
        if self.0.len() + raw.len() + 2 > MAX_ANALYSIS_BYTES {
            return Err(AnalyzerError::Refused("the answer is larger than an analysis may be".to_owned()));
        }
        self.0.push(if self.0.is_empty() { b'[' } else { b',' });
        self.0.extend_from_slice(raw);
        Ok(())
    }

    fn into_json(mut self) -> Bytes {
        self.0.push(b']');
        self.0.into()
    }
}

fn taken(answer: &RawAnswer) -> Result<Bytes, AnalyzerError> {
    answer.take().ok_or_else(|| AnalyzerError::Unavailable("an answer without a body".to_owned()))
}

/// A call that is given up when the time has come.
async fn by<T, E, R>(until: Instant, call: impl Future<Output = Result<T, SdkError<E, R>>>) -> Result<T, AnalyzerError>
where
    E: ProvideErrorMetadata,
{
    match tokio::time::timeout_at(until.into(), call).await {
        Ok(outcome) => outcome.map_err(|error| of_call(&error)),
        Err(_) => Err(AnalyzerError::TimedOut),
    }
}
