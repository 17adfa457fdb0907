//! The two envelopes around every JSON answer.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::error::{Envelope, ErrorBody, Meta};

use crate::http::request_id;

/// The version that `meta` names.
pub const API_VERSION: &str = "v1";

/// `meta` of the answer to the current request.
#[must_use]
pub fn meta() -> Meta {
    Meta { request_id: request_id::current(), api_version: API_VERSION.to_owned() }
}

/// A successful answer: data with its HTTP status.
#[derive(Debug)]
pub struct Answer<T>(pub StatusCode, pub T);

impl<T> Answer<T> {
    /// 200.
    pub fn ok(data: T) -> Self {
        Self(StatusCode::OK, data)
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        json(self.0, &Envelope::Success { data: self.1, meta: meta() })
    }
}

/// An error in its envelope.
#[must_use]
pub fn error(status: StatusCode, error: ErrorBody) -> Response {
    json(status, &Envelope::<()>::Error { error, meta: meta() })
}

fn json<T: Serialize>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
                // Answers are about somebody's drawings: no proxy keeps them.
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (status, headers, bytes).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The success envelope as OpenAPI sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Success<T> {
    /// Always `success`.
    #[schema(pattern = "^success$")]
    pub status: String,
    /// What was asked for.
    pub data: T,
    /// About the answer.
    pub meta: Meta,
}

/// The error envelope as OpenAPI sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Failure {
    /// Always `error`.
    #[schema(pattern = "^error$")]
    pub status: String,
    /// What went wrong.
    pub error: ErrorBody,
    /// About the answer.
    pub meta: Meta,
}
