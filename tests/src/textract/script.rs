//! What goes wrong, and when.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// What happens to calls. Without it every call is answered at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Script {
    /// What happens to the next calls, one each; `null` lets one through.
    pub next: VecDeque<Option<Fault>>,
    /// What happens to all calls after those.
    pub always: Option<Fault>,
    /// How long each answer takes, in milliseconds.
    pub takes_ms: u64,
    /// How often a started job is asked for before it has ended.
    pub in_progress: u32,
    /// How started jobs end.
    pub ends: JobEnd,
    /// Pages of started jobs.
    pub pages: u32,
    /// Blocks in one part of the answer to a started job.
    pub blocks_a_part: usize,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            next: VecDeque::new(),
            always: None,
            takes_ms: 0,
            in_progress: 1,
            ends: JobEnd::Succeeded,
            pages: 2,
            blocks_a_part: 1000,
        }
    }
}

impl Script {
    /// Everything fails in this way.
    #[must_use]
    pub fn always(fault: Fault) -> Self {
        Self { always: Some(fault), ..Self::default() }
    }

    /// The next calls fail in these ways.
    #[must_use]
    pub fn next(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { next: faults.into_iter().map(Some).collect(), ..Self::default() }
    }

    /// What happens to a call that comes in now.
    pub(super) fn take(&mut self) -> Option<Fault> {
        match self.next.pop_front() {
            Some(fault) => fault,
            None => self.always.clone(),
        }
    }
}

/// What goes wrong with one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A typed error with status 400, such as `ThrottlingException`.
    Code(String),
    /// A bare status, with a page of HTML as proxies send it.
    Status(u16),
    /// No answer, ever.
    Never,
    /// Half an answer, then the connection ends.
    Truncated,
    /// An answer without end.
    Huge,
    /// An answer that is no JSON.
    Malformed,
    /// JSON that is no answer.
    Strange,
}

impl Fault {
    /// A typed error.
    #[must_use]
    pub fn code(code: &str) -> Self {
        Self::Code(code.to_owned())
    }
}

/// How a started job ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobEnd {
    /// All pages were read.
    #[default]
    Succeeded,
    /// The last page was not read.
    PartialSuccess,
    /// Nothing was read.
    Failed,
}
