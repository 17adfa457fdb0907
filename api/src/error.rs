//! What a caller is told when something is wrong, and the one place where that becomes HTTP.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use shared::error::{ErrorBody, ErrorCode};
use shared::job::JobId;
use shared::limits::{MAX_BLUEPRINT_BYTES, MAX_PAGES, MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE_PX};

use crate::analyzer::AnalyzerError;
use crate::http::envelope;
use crate::limits::RETRY_AFTER_SECONDS;
use crate::reading::ReadingError;

/// An error of the HTTP contract.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}: {message}", code.as_str())]
pub struct ApiError {
    /// Stable word; decides the HTTP status.
    pub code: ErrorCode,
    /// What was wrong and what would be right.
    pub message: String,
    /// More, by code.
    pub details: Value,
    /// Seconds after which to come back, where that makes sense.
    pub retry_after_seconds: Option<u64>,
}

/// A store that could not do what it was asked. What it says is for the logs, never for a caller.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Down, refused, full, or broken.
    #[error("{0}")]
    Unavailable(String),
    /// It did not answer in time.
    #[error("no answer in time")]
    TimedOut,
}

impl StoreError {
    /// A store error of whatever went wrong below.
    pub fn of(error: impl std::fmt::Display) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl ApiError {
    /// An error without details.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), details: Value::Null, retry_after_seconds: None }
    }

    /// A request that is not as the contract says; `field` is where.
    pub fn invalid_request(field: &str, message: impl Into<String>) -> Self {
        Self { details: json!({ "field": field }), ..Self::new(ErrorCode::InvalidRequest, message) }
    }

    /// A body over its limit.
    #[must_use]
    pub fn too_many_bytes(limit_bytes: usize) -> Self {
        let message = format!("The file is too large; at most {} MB are taken.", limit_bytes / (1024 * 1024));
        Self { details: json!({ "limit_bytes": limit_bytes }), ..Self::new(ErrorCode::FileTooLarge, message) }
    }

    /// No such job, or somebody else's: the same answer, so that nobody learns which.
    #[must_use]
    pub fn job_not_found(job_id: &JobId) -> Self {
        Self::new(ErrorCode::JobNotFound, format!("There is no job {job_id}."))
    }

    /// A dependency is down. What it said is logged by who called it.
    #[must_use]
    pub fn unavailable(what: &str) -> Self {
        Self {
            details: json!({ "dependency": what }),
            retry_after_seconds: Some(RETRY_AFTER_SECONDS),
            ..Self::new(
                ErrorCode::ServiceUnavailable,
                format!("The {what} does not answer at the moment. Try again soon."),
            )
        }
    }

    /// Too many requests of one owner.
    #[must_use]
    pub fn rate_limited(retry_after_seconds: u64) -> Self {
        Self {
            retry_after_seconds: Some(retry_after_seconds.max(1)),
            details: json!({ "retry_after_seconds": retry_after_seconds.max(1) }),
            ..Self::new(ErrorCode::RateLimitExceeded, "Too many requests. Slow down and try again.")
        }
    }

    /// A bug. The caller learns the request id and no more.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(ErrorCode::InternalError, "Something went wrong on our side. The request id helps to find out what.")
    }

    /// A store that failed; logged here, with its name, because nobody above knows more.
    #[must_use]
    pub fn of_store(store: &'static str, error: &StoreError) -> Self {
        tracing::error!(store, %error, "store failed");
        Self::unavailable(store)
    }
}

impl From<ReadingError> for ApiError {
    fn from(error: ReadingError) -> Self {
        match error {
            ReadingError::Document { code, message } => {
                let limits = || {
                    json!({
                        "max_bytes": MAX_BLUEPRINT_BYTES,
                        "max_pixels": MAX_PICTURE_PIXELS,
                        "max_side_px": MAX_PICTURE_SIDE_PX,
                        "max_pages": MAX_PAGES,
                    })
                };
                let details = if code == ErrorCode::FileTooLarge { limits() } else { Value::Null };
                Self { details, ..Self::new(code, message) }
            }
            ReadingError::TimedOut => Self::new(
                ErrorCode::UnreadableDocument,
                "The document takes too long to read; a simpler or smaller one would do.",
            ),
            ReadingError::Crashed => {
                Self::new(ErrorCode::UnreadableDocument, "The document cannot be read; it seems to be damaged.")
            }
            ReadingError::Busy => Self::unavailable("document reader"),
            ReadingError::Unavailable(reason) => {
                tracing::error!(%reason, "document reader failed");
                Self::unavailable("document reader")
            }
        }
    }
}

impl From<AnalyzerError> for ApiError {
    fn from(error: AnalyzerError) -> Self {
        match error {
            AnalyzerError::Document(reading) => reading.into(),
            AnalyzerError::Refused(_) | AnalyzerError::Unavailable(_) | AnalyzerError::TimedOut => Self::new(
                ErrorCode::TextractAnalysisFailed,
                "The document could not be analysed, and its lines alone show nothing either.",
            ),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        // Every code of the contract maps to a status that HTTP knows.
        let status = StatusCode::from_u16(self.code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = ErrorBody { code: self.code, message: self.message, details: self.details };
        let mut response = envelope::error(status, body);
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
