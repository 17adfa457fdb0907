//! What the service spends at most on one request. Bounds on documents themselves are in `shared::limits`.

use std::time::Duration;

use shared::limits::{MAX_ANALYSIS_BYTES, MAX_BLUEPRINT_BYTES};

/// Bytes of a JSON body that carries a blueprint: base64 makes four bytes of three, and the fields around it are small.
pub const MAX_BLUEPRINT_JSON_BYTES: usize = MAX_BLUEPRINT_BYTES / 3 * 4 + 64 * 1024;
/// Bytes of a multipart body that carries a blueprint.
pub const MAX_BLUEPRINT_MULTIPART_BYTES: usize = MAX_BLUEPRINT_BYTES + 64 * 1024;
/// Bytes of a JSON body that carries an analysis and settings.
pub const MAX_DETECT_BYTES: usize = MAX_ANALYSIS_BYTES + 64 * 1024;
/// Bytes of any other JSON body.
pub const MAX_SMALL_BODY_BYTES: usize = 64 * 1024;
/// Bytes of a refused body that are read and thrown away, so that the sender, who writes before it reads, sees the answer.
pub const MAX_DRAINED_BYTES: usize = 128 * 1024 * 1024;
/// How long a refused body is read for.
pub const DRAIN_TIME: Duration = Duration::from_secs(10);
/// How long a body may pause.
pub const BODY_PAUSE: Duration = Duration::from_secs(30);

/// Jobs in one page of a list, unless asked for otherwise.
pub const DEFAULT_PAGE_SIZE: u32 = 20;
/// Jobs in one page of a list.
pub const MAX_PAGE_SIZE: u32 = 100;

/// How long a job is kept.
pub const JOB_LIFETIME: Duration = Duration::from_secs(7 * 24 * 3600);
/// How long a preview is kept in the cache.
pub const PREVIEW_LIFETIME: Duration = Duration::from_secs(3600);

/// How long a claim on a document lasts without being renewed: how long others wait for a process that died.
pub const LEASE: Duration = Duration::from_secs(15);
/// How often a claim is renewed while the analysis runs.
pub const LEASE_RENEWAL: Duration = Duration::from_secs(5);
/// How often a waiting process asks whether the analysis is there.
pub const LEASE_POLL: Duration = Duration::from_millis(200);

/// Seconds after which a caller is told to come back when a dependency is down.
pub const RETRY_AFTER_SECONDS: u64 = 5;

/// Bytes of address space of the process that reads a document: models, a large page and room to work.
pub const READING_MEMORY_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Bytes that the process that reads a document may answer with.
pub const MAX_READING_ANSWER_BYTES: usize = 256 * 1024 * 1024;

/// How long each part may take. Tests shorten them.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// One check of a document at upload.
    pub check: Duration,
    /// One analysis of a document, once it has begun.
    pub analysis: Duration,
    /// Tracing the line work alone, when the analysis failed.
    pub line_work: Duration,
    /// One call of a store.
    pub store: Duration,
    /// One call of the preview cache, which nobody should wait for.
    pub cache: Duration,
    /// Asking a port for its health.
    pub probe: Duration,
    /// Waiting for a free place to read a document in.
    pub queue: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            check: Duration::from_secs(20),
            analysis: Duration::from_secs(120),
            line_work: Duration::from_secs(30),
            store: Duration::from_secs(10),
            cache: Duration::from_secs(2),
            probe: Duration::from_millis(700),
            queue: Duration::from_secs(120),
        }
    }
}

/// How often one owner may ask for what costs time or money.
#[derive(Debug, Clone, Copy)]
pub struct RateLimit {
    /// Requests at once.
    pub burst: u32,
    /// Requests a minute in the long run.
    pub per_minute: u32,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self { burst: 300, per_minute: 600 }
    }
}
