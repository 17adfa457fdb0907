//! A job that begins.

use jiff::Timestamp;
use shared::job::{BlueprintFormat, InvalidJobId, Job, JobId, JobStatus};
use uuid::Uuid;

use crate::blobs::keys;
use crate::clock::{after, rfc3339};
use crate::limits::JOB_LIFETIME;

/// Characters of the random part of a job id: 80 bits in hexadecimal, nobody guesses them.
const RANDOM_CHARS: usize = 20;

/// A pending job for a blueprint. `blueprint_hash` is the SHA-256 of its bytes in hexadecimal, `filename` the caller's.
pub fn new_job(
    format: BlueprintFormat,
    filename: Option<&str>,
    blueprint_hash: String,
    now: Timestamp,
) -> Result<Job, InvalidJobId> {
    let job_id: JobId = format!("job_{}_{}", now.strftime("%Y%m%d"), random()).parse()?;
    let blueprint_s3_key = keys::blueprint(&job_id, &keys::sanitised(filename, format));
    Ok(Job {
        job_id,
        status: JobStatus::Pending,
        stage: "upload".to_owned(),
        blueprint_s3_key,
        blueprint_format: format,
        blueprint_hash,
        created_at: rfc3339(now),
        updated_at: rfc3339(now),
        expires_at: rfc3339(after(now, JOB_LIFETIME)),
        error: None,
    })
}

/// The last digits of a version 4 UUID are all random; its first half has fixed bits.
fn random() -> String {
    let digits = [Uuid::new_v4(), Uuid::new_v4()].map(|uuid| uuid.simple().to_string());
    let half = RANDOM_CHARS / 2;
    digits.map(|text| text[text.len() - half..].to_owned()).concat()
}
