//! The two envelopes of the HTTP contract, and its error codes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `meta` of every answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Meta {
    /// The id that the logs know this request by.
    pub request_id: String,
    /// `v1`.
    pub api_version: String,
}

/// An answer: `{"status":"success","data":...}` or `{"status":"error","error":...}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Envelope<T> {
    /// What was asked for.
    Success {
        /// The answer itself.
        data: T,
        /// About the answer.
        meta: Meta,
    },
    /// Why there is none.
    Error {
        /// What went wrong.
        error: ErrorBody,
        /// About the answer.
        meta: Meta,
    },
}

/// What went wrong, for machines and for people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// Stable word.
    pub code: ErrorCode,
    /// What was wrong and what would be right.
    pub message: String,
    /// More, by code: `field`, `limit`, ...
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub details: Value,
}

// `tt`, for derives see through it: the schema of a `literal` fragment would not have the renamed codes.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident $code:tt $status:literal,)*) => {
        /// Every error code of the contract.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The HTTP status it is answered with.
            #[must_use]
            pub fn http_status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// The code as it stands in the answer.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

error_codes! {
    /// The body is not as the contract says; `details.field` names the field.
    InvalidRequest "INVALID_REQUEST" 400,
    /// The id in the path is none.
    InvalidJobId "INVALID_JOB_ID" 400,
    /// A setting is unknown or out of range; `details.field` names it.
    InvalidSettings "INVALID_SETTINGS" 400,
    /// Neither PNG, JPG nor PDF, or not what was declared.
    InvalidFileFormat "INVALID_FILE_FORMAT" 400,
    /// Over a limit of bytes, pixels or pages.
    FileTooLarge "FILE_TOO_LARGE" 413,
    /// Corrupt, encrypted or empty.
    UnreadableDocument "UNREADABLE_DOCUMENT" 422,
    /// Not signed in.
    Unauthorized "UNAUTHORIZED" 401,
    /// Signed in, and not allowed.
    Forbidden "FORBIDDEN" 403,
    /// No such job, or somebody else's.
    JobNotFound "JOB_NOT_FOUND" 404,
    /// No preview was made yet.
    PreviewNotFound "PREVIEW_NOT_FOUND" 404,
    /// No analysis is stored.
    TextractResultsNotFound "TEXTRACT_RESULTS_NOT_FOUND" 404,
    /// No such path, or nothing is kept under it.
    NotFound "NOT_FOUND" 404,
    /// The path exists, the method does not.
    MethodNotAllowed "METHOD_NOT_ALLOWED" 405,
    /// The job is done and cannot be changed.
    JobAlreadyCompleted "JOB_ALREADY_COMPLETED" 409,
    /// Too many requests; `Retry-After` says when to come back.
    RateLimitExceeded "RATE_LIMIT_EXCEEDED" 429,
    /// The analyzer refused the document, and nothing can be shown without it.
    TextractAnalysisFailed "TEXTRACT_ANALYSIS_FAILED" 502,
    /// A dependency is down; `Retry-After` says when to come back.
    ServiceUnavailable "SERVICE_UNAVAILABLE" 503,
    /// A bug; the logs know the request id.
    InternalError "INTERNAL_ERROR" 500,
}
