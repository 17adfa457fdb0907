//! The description of the contract, and a page to try it. Everything the page needs is in the binary.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_swagger_ui::Config;

use super::{Service, not_found};

/// What the description says of the service as a whole; the paths come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(title = "Roomprint", description = "Floor plans in, rooms out."),
    tags(
        (name = "jobs", description = "Blueprints and their jobs"),
        (name = "previews", description = "The rooms of a blueprint, and what they were found in"),
        (name = "sign-in", description = "Signing in, where the service asks for it"),
        (name = "service", description = "The service itself"),
    )
)]
pub(super) struct Description;

/// The page loads its own scripts and styles and talks to this service only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// `/openapi.json` and `/api-docs`, at the root and under `/api/v1`.
pub(super) fn routes(description: &utoipa::openapi::OpenApi) -> Router<Service> {
    let document: Arc<str> = description.to_json().unwrap_or_default().into();
    let mut router = Router::new();
    for base in ["", "/api/v1"] {
        let document = Arc::clone(&document);
        let openapi = move || async move { ([(header::CONTENT_TYPE, "application/json")], document.to_string()) };
        let page = format!("{base}/api-docs/");
        let config = Arc::new(Config::from(format!("{base}/openapi.json")));
        let index = Arc::clone(&config);
        router = router
            .route(&format!("{base}/openapi.json"), get(openapi))
            .route(&format!("{base}/api-docs"), get(move || async move { Redirect::permanent(&page) }))
            .route(&format!("{base}/api-docs/"), get(move || async move { file("index.html", index) }))
            .route(
                &format!("{base}/api-docs/{{*file}}"),
                get(move |Path(name): Path<String>| async move { file(&name, config) }),
            );
    }
    router
}

fn file(name: &str, config: Arc<Config<'static>>) -> Response {
    match utoipa_swagger_ui::serve(name, config) {
        Ok(Some(file)) => {
            let media_type = HeaderValue::from_str(&file.content_type);
            let headers = [
                (header::CONTENT_TYPE, media_type.unwrap_or(HeaderValue::from_static("application/octet-stream"))),
                (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
            ];
            (headers, file.bytes.into_owned()).into_response()
        }
        Ok(None) => not_found(),
        Err(error) => {
            tracing::error!(%error, "the documentation page could not be served");
            crate::error::ApiError::internal().into_response()
        }
    }
}
