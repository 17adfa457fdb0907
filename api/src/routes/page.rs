//! The page itself: the files that were built for it, as they are.

mod policy;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, Response};
use axum::routing::get;
use tower_http::services::ServeDir;

use super::{Service, not_found, unknown_path};

/// What stands at `/` where no page was built.
const NO_PAGE: &str = "<!doctype html><meta charset=utf-8><title>Roomprint</title>\
    <p>The service runs; its page was not built. <code>cargo xtask run</code> builds it.</p>\
    <p><a href=\"api-docs/\">What the service can do</a></p>";

/// A built page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Where its files lie.
    pub(super) folder: PathBuf,
    /// The origin that it is sent to for plans, where that is not this service.
    pub(super) files_elsewhere: Option<String>,
}

/// The files of the page, with their `.br` and `.gz` where those lie beside them; and the answer to every path that there
/// is not.
pub(super) fn routes(page: Option<&Page>) -> Router<Service> {
    let Some(Page { folder, files_elsewhere }) = page.filter(|page| page.folder.join("index.html").is_file()) else {
        return Router::new().route("/", get(|| async { Html(NO_PAGE) })).fallback(unknown_path);
    };
    let html = std::fs::read_to_string(folder.join("index.html")).unwrap_or_default();
    let policy: Arc<str> = policy::of_page(&html, files_elsewhere.as_deref()).into();
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .call_fallback_on_method_not_allowed(true)
        .fallback(get(unknown_path).fallback(super::unknown_method));
    Router::new()
        .fallback_service(files)
        .layer(from_fn(move |request, next| of_page(Arc::clone(&policy), request, next)))
}

/// A file of the page, with how long it may be kept and what it may load and run.
async fn of_page(policy: Arc<str>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // The interface has no files, whatever lies in the folder.
    if path.starts_with("/api/") {
        return not_found();
    }
    let kept = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    response
}

/// Whether a file's name carries a hash of its content (`page-1f2e3d4c5b6a7988_bg.wasm`): then it never changes.
fn is_hashed(path: &str) -> bool {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.split(['-', '.', '_']).any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("/web-2de1dd3c1e4a5b6f_bg.wasm"));
        assert!(is_hashed("/style-2de1dd3c1e4a5b6f.css"));
        for changing in ["/", "/index.html", "/sample.png", "/worker_loader.js"] {
            assert!(!is_hashed(changing), "{changing}");
        }
    }
}
