//! Started jobs: in progress for a while, then an answer in parts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::answers::in_pages;
use super::script::{JobEnd, Script};

/// The jobs of one server.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    by_id: BTreeMap<String, Job>,
    by_token: BTreeMap<String, (String, Value)>,
}

#[derive(Debug)]
struct Job {
    blocks: Vec<Value>,
    script: Script,
    asked: u32,
}

/// A typed error.
pub(super) type Refusal = &'static str;

impl Jobs {
    /// Starts a job, or gives the one that was started with the same token before.
    pub(super) fn start(&mut self, request: &Value, script: &Script, answer: &Value) -> Result<Value, Refusal> {
        let location = &request["DocumentLocation"];
        if location["S3Object"]["Bucket"].as_str().is_none_or(str::is_empty) {
            return Err("InvalidS3ObjectException");
        }
        let token = request["ClientRequestToken"].as_str();
        if let Some((job_id, same)) = token.and_then(|token| self.by_token.get(token)) {
            return if same == location {
                Ok(json!({"JobId": job_id}))
            } else {
                Err("IdempotentParameterMismatchException")
            };
        }
        let job_id = format!("{:064x}", self.by_id.len() + 1);
        if let Some(token) = token {
            self.by_token.insert(token.to_owned(), (job_id.clone(), location.clone()));
        }
        let read = if script.ends == JobEnd::PartialSuccess { script.pages - 1 } else { script.pages };
        let job = Job { blocks: in_pages(answer, read), script: script.clone(), asked: 0 };
        self.by_id.insert(job_id.clone(), job);
        Ok(json!({"JobId": job_id}))
    }

    /// A part of a job's answer, or how it stands.
    pub(super) fn get(&mut self, request: &Value) -> Result<Value, Refusal> {
        let job_id = request["JobId"].as_str().unwrap_or_default();
        let job = self.by_id.get_mut(job_id).ok_or("InvalidJobIdException")?;
        job.asked += 1;
        if job.asked <= job.script.in_progress {
            return Ok(json!({"JobStatus": "IN_PROGRESS"}));
        }
        let status = match job.script.ends {
            JobEnd::Succeeded => "SUCCEEDED",
            JobEnd::PartialSuccess => "PARTIAL_SUCCESS",
            JobEnd::Failed => {
                return Ok(json!({"JobStatus": "FAILED", "StatusMessage": "INVALID_IMAGE_TYPE"}));
            }
        };
        let begin: usize = match request["NextToken"].as_str() {
            None => 0,
            Some(token) => token.parse().map_err(|_| "InvalidParameterException")?,
        };
        let end = job.blocks.len().min(begin + job.script.blocks_a_part);
        let mut part = json!({
            "JobStatus": status,
            "AnalyzeDocumentModelVersion": "1.0",
            "DocumentMetadata": {"Pages": job.script.pages},
            "Blocks": job.blocks[begin..end],
        });
        if job.script.ends == JobEnd::PartialSuccess {
            part["Warnings"] = json!([{"ErrorCode": "INVALID_IMAGE_TYPE", "Pages": [job.script.pages]}]);
        }
        if end < job.blocks.len() {
            part["NextToken"] = json!(end.to_string());
        }
        Ok(part)
    }
}
