//! How far the preview of a job is.

use serde::{Deserialize, Serialize};

use crate::job::{Job, JobId, JobStatus};

/// What a preview is at. The stages follow each other in this order; a document of several pages goes through the first
/// two page by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The document is decoded and its text read.
    Reading,
    /// The line work of its pages is traced.
    LineWork,
    /// Rooms are detected.
    Detection,
    /// What was found is stored.
    Storing,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Reading, Self::LineWork, Self::Detection, Self::Storing];

    /// The word that stands in the `stage` of a job.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::LineWork => "line_work",
            Self::Detection => "detection",
            Self::Storing => "storing",
        }
    }

    /// The stage that a word stands for.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// About how much of the whole is done when the stage begins, 0 to 1: reading takes most of the time.
    #[must_use]
    pub fn begins_at(self) -> f64 {
        match self {
            Self::Reading => 0.05,
            Self::LineWork => 0.7,
            Self::Detection => 0.9,
            Self::Storing => 0.95,
        }
    }
}

/// One event of a job: how far it is, or how it ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JobProgress {
    /// The job.
    pub job_id: JobId,
    /// Where it stands.
    pub status: JobStatus,
    /// The stage it is in or was in last.
    pub stage: String,
    /// About how much is done, 0 to 1; never less than in the event before.
    pub progress: f64,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl JobProgress {
    /// What a job itself tells.
    #[must_use]
    pub fn of(job: &Job) -> Self {
        let begun = Stage::named(&job.stage).map_or(0.0, Stage::begins_at);
        Self {
            job_id: job.job_id.clone(),
            status: job.status,
            stage: job.stage.clone(),
            progress: if job.status == JobStatus::Completed { 1.0 } else { begun },
            error: job.error.clone(),
        }
    }

    /// The name of the event: `progress`, `completed` or `failed`.
    #[must_use]
    pub fn event(&self) -> &'static str {
        match self.status {
            JobStatus::Pending | JobStatus::Processing => "progress",
            JobStatus::Completed => "completed",
            JobStatus::Failed | JobStatus::Cancelled => "failed",
        }
    }

    /// Whether nothing more will happen unless somebody asks for another preview.
    #[must_use]
    pub fn is_over(&self) -> bool {
        !matches!(self.status, JobStatus::Pending | JobStatus::Processing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_come_in_order_and_are_found_by_their_words() {
        for pair in Stage::ALL.windows(2) {
            assert!(pair[0] < pair[1] && pair[0].begins_at() < pair[1].begins_at());
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::named(stage.as_str()), Some(stage));
        }
        assert_eq!(Stage::named("upload"), None);
    }
}
