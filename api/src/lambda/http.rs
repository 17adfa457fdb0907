//! The first entry: requests of API Gateway to the router.

use std::time::SystemTime;

use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use lambda_http::RequestExt;
use tower::ServiceExt;

use super::clock;

/// Answers one request.
pub async fn answer(router: Router, request: lambda_http::Request) -> Response {
    let deadline = request.lambda_context_ref().map_or_else(SystemTime::now, lambda_http::Context::deadline);
    match clock::before(deadline, router.oneshot(request.map(Body::new))).await {
        Ok(Ok(response)) => response,
        Ok(Err(never)) => match never {},
        Err(error) => error.into_response(),
    }
}
