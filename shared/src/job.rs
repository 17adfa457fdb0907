//! Jobs: one uploaded blueprint each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `job_{yyyymmdd}_{12 or more lower-case letters and digits}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(try_from = "String", into = "String")]
pub struct JobId(String);

/// A string that is no job id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a job id looks like job_20240115_abc123def456: job_, a date, and 12 to 40 lower-case letters and digits")]
pub struct InvalidJobId;

impl JobId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for JobId {
    type Err = InvalidJobId;

    fn from_str(text: &str) -> Result<Self, InvalidJobId> {
        let mut parts = text.split('_');
        let (prefix, date, random) = (parts.next(), parts.next(), parts.next());
        let (Some("job"), Some(date), Some(random), None) = (prefix, date, random, parts.next()) else {
            return Err(InvalidJobId);
        };
        let date_ok = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
        let random_ok =
            (12..=40).contains(&random.len()) && random.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        if date_ok && random_ok { Ok(Self(text.to_owned())) } else { Err(InvalidJobId) }
    }
}

impl TryFrom<String> for JobId {
    type Error = InvalidJobId;

    fn try_from(text: String) -> Result<Self, InvalidJobId> {
        text.parse()
    }
}

impl From<JobId> for String {
    fn from(id: JobId) -> Self {
        id.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Created; nothing has run.
    Pending,
    /// A preview is being made.
    Processing,
    /// A preview was made.
    Completed,
    /// The last attempt failed; `error` says why. May be tried again.
    Failed,
    /// Given up by its owner.
    Cancelled,
}

impl JobStatus {
    /// Whether a job may go from `self` to `next`.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        use JobStatus::{Cancelled, Completed, Failed, Pending, Processing};
        matches!(
            (self, next),
            (Pending | Failed, Processing | Cancelled)
                | (Processing, Completed | Failed | Cancelled | Processing)
                | (Completed, Processing)
        )
    }
}

/// The kinds of blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlueprintFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpg,
    /// Portable Document Format.
    Pdf,
}

impl BlueprintFormat {
    /// The format that the first bytes of a file show.
    #[must_use]
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        // A PDF's header may stand anywhere in its first 1,024 bytes (ISO 32000, implementation notes).
        let head = &bytes[..bytes.len().min(1024)];
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpg)
        } else if head.windows(5).any(|w| w == b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    /// The format's media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Pdf => "application/pdf",
        }
    }

    /// The extension of its file names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpg => "jpg",
            Self::Pdf => "pdf",
        }
    }
}

/// A job as callers see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Job {
    /// Its id.
    pub job_id: JobId,
    /// Where it stands.
    pub status: JobStatus,
    /// The stage it is in or was in last: `upload`, `reading`, `line_work`, `detection`, `storing`, and `preview` when it
    /// completed.
    pub stage: String,
    /// `blueprints/{job_id}/{filename}`.
    pub blueprint_s3_key: String,
    /// What kind of file it is.
    pub blueprint_format: BlueprintFormat,
    /// SHA-256 of the bytes, in hexadecimal.
    pub blueprint_hash: String,
    /// When it was created (RFC 3339).
    pub created_at: String,
    /// When it last changed (RFC 3339).
    pub updated_at: String,
    /// When it may be forgotten (RFC 3339).
    pub expires_at: String,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}
