//! Where a page of a list of jobs begins: opaque to callers, the same for every store.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::job::{Job, JobId};

/// The last job of the page before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// When it was created (RFC 3339).
    pub created_at: String,
    /// Its id.
    pub job_id: JobId,
}

/// A text that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of an earlier page")]
pub struct InvalidCursor;

impl Cursor {
    /// The cursor behind a job.
    #[must_use]
    pub fn behind(job: &Job) -> Self {
        Self { created_at: job.created_at.clone(), job_id: job.job_id.clone() }
    }

    /// The cursor as callers get it.
    #[must_use]
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}|{}", self.created_at, self.job_id))
    }

    /// Reads what [`Cursor::encode`] wrote.
    pub fn decode(text: &str) -> Result<Self, InvalidCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidCursor)?;
        let plain = String::from_utf8(bytes).map_err(|_| InvalidCursor)?;
        let (created_at, job_id) = plain.split_once('|').ok_or(InvalidCursor)?;
        created_at.parse::<jiff::Timestamp>().map_err(|_| InvalidCursor)?;
        Ok(Self { created_at: created_at.to_owned(), job_id: job_id.parse().map_err(|_| InvalidCursor)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_way_to_the_caller_and_back() {
        let cursor = Cursor {
            created_at: "2024-01-15T10:30:00.000000Z".to_owned(),
            job_id: "job_20240115_abc123def456".parse().unwrap(),
        };
        assert_eq!(Cursor::decode(&cursor.encode()), Ok(cursor));
        for bad in ["", "%%%", "YQ", &URL_SAFE_NO_PAD.encode("yesterday|job_20240115_abc123def456")] {
            assert_eq!(Cursor::decode(bad), Err(InvalidCursor), "{bad:?}");
        }
    }
}
