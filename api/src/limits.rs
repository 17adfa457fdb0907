//! What the service spends at most on one request. Bounds on documents themselves are in `shared::limits`.

use std::time::Duration;

use shared::limits::{MAX_ANALYSIS_BYTES, MAX_BLUEPRINT_BYTES};

/// Bytes of a JSON body that carries a blueprint: base64 makes four bytes of three, and the fields around it are small.
pub const MAX_BLUEPRINT_JSON_BYTES: usize = MAX_BLUEPRINT_BYTES / 3 * 4 + 64 * 1024;
/// Bytes of a multipart body that carries a blueprint.
pub const MAX_BLUEPRINT_MULTIPART_BYTES: usize = MAX_BLUEPRINT_BYTES + 64 * 1024;
/// Bytes of a JSON body that carries an analysis and settings.
pub const MAX_DETECT_BYTES: usize = MAX_ANALYSIS_BYTES + 64 * 1024;
/// Bytes of a JSON body that carries corrected rooms.
pub const MAX_FEEDBACK_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of a file that a request or an answer carries itself where the store has addresses of its own: a function of AWS
/// takes and gives at most 6 MB of base64.
pub const MAX_CARRIED_BYTES: usize = 4 * 1024 * 1024;
/// How long an upload may take, from its opening to the job that takes it over.
pub const UPLOAD_LIFETIME: Duration = Duration::from_secs(3600);
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

/// Bytes of JSON of a preview that becomes one item of DynamoDB, which takes 400 KB: one digit and its comma are two bytes
/// of JSON and three of an item.
pub const MAX_PREVIEW_ITEM_BYTES: usize = 256 * 1024;

/// How long a claim on a document lasts without being renewed: how long others wait for a process that died.
pub const LEASE: Duration = Duration::from_secs(15);
/// How often a claim is renewed while the analysis runs.
pub const LEASE_RENEWAL: Duration = Duration::from_secs(5);
/// How often a waiting process asks whether the analysis is there.
pub const LEASE_POLL: Duration = Duration::from_millis(200);

/// How long a stage of a preview lasts before the job's record says it: one that passes sooner costs no write.
pub const STAGE_SETTLES: Duration = Duration::from_millis(100);
/// How often a stream of events looks at the job's record.
pub const EVENTS_POLL: Duration = Duration::from_millis(500);
/// How often a quiet stream of events says that it is alive.
pub const EVENTS_KEEP_ALIVE: Duration = Duration::from_secs(10);
/// After how long a reader of events whose stream ended early comes back.
pub const EVENTS_RETRY: Duration = Duration::from_secs(2);
/// Streams of events that one owner may hold at once, in one process.
pub const MAX_EVENT_STREAMS_PER_OWNER: usize = 32;

/// Bytes of an access token.
pub const MAX_TOKEN_BYTES: usize = 8 * 1024;
/// How far the clocks of this machine and of who signs tokens may differ.
pub const TOKEN_LEEWAY: Duration = Duration::from_secs(30);
/// How long the public keys of a user pool are good for without being fetched again.
pub const JWKS_LIFETIME: Duration = Duration::from_secs(3600);
/// How long no public keys are fetched after a fetch, whatever keys tokens name.
pub const JWKS_PAUSE: Duration = Duration::from_secs(10);
/// How long fetching the public keys may take.
pub const JWKS_TIMEOUT: Duration = Duration::from_secs(3);
/// Bytes of the document of public keys.
pub const MAX_JWKS_BYTES: usize = 64 * 1024;
/// Public keys of one user pool.
pub const MAX_JWKS_KEYS: usize = 32;
/// How long one call for signing in may take, with its retries.
pub const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of a name, password, code or session that somebody signs in with.
pub const MAX_CREDENTIAL_BYTES: usize = 4 * 1024;
/// How often one address may try to sign in.
pub const SIGN_IN_BY_ADDRESS: RateLimit = RateLimit { burst: 30, per_minute: 30 };
/// How often one name may be tried to sign in with.
pub const SIGN_IN_BY_USER: RateLimit = RateLimit { burst: 10, per_minute: 10 };
/// How long a browser keeps the cookie that renews a sign-in; the pool may end it sooner.
pub const REFRESH_COOKIE_LIFETIME: Duration = Duration::from_secs(30 * 24 * 3600);
/// How often a call of AWS is tried at most, the first time included.
pub const AWS_ATTEMPTS: u32 = 5;
/// How long making a connection to AWS may take.
pub const AWS_CONNECT: Duration = Duration::from_secs(2);

/// Seconds after which a caller is told to come back when a dependency is down.
pub const RETRY_AFTER_SECONDS: u64 = 5;

/// Bytes of address space of the process that reads a document: models, a large page and room to work.
pub const READING_MEMORY_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Bytes of memory that a process that has read a document may hold on to; one that holds more is ended.
pub const READER_KEPT_BYTES: u64 = 1024 * 1024 * 1024;
/// Documents that one process reads before it is ended.
pub const DOCUMENTS_PER_READER: u32 = 200;
/// Processes that hold a document's line work and wait for its text.
pub const BEGUN_TRACES: usize = 4;
/// Processes that wait for documents to be checked.
pub const WAITING_CHECKERS: usize = 2;
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
    /// The life of one stream of events; its reader may come back for another.
    pub events: Duration,
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
            events: Duration::from_secs(600),
        }
    }
}

impl Deadlines {
    /// Deadlines of a function that has 30 seconds in all, and whose caller, API Gateway, has no more either.
    #[must_use]
    pub fn in_function() -> Self {
        Self {
            check: Duration::from_secs(5),
            analysis: Duration::from_secs(16),
            line_work: Duration::from_secs(6),
            store: Duration::from_secs(4),
            cache: Duration::from_secs(1),
            queue: Duration::from_secs(1),
            // Its answers are handed on when they are whole.
            events: Duration::from_secs(20),
            ..Self::default()
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
