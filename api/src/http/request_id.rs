//! One id per request: the caller's if it is well-formed, else a new one. It is in the answer, in the envelope and in
//! every log line.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

/// The header that carries it.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of a caller's own id.
const MAX_CHARS: usize = 64;

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request that is being answered; empty outside one.
#[must_use]
pub fn current() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// Whether a caller's id is taken over: visible, short, and safe in a log line.
fn is_well_formed(id: &str) -> bool {
    !id.is_empty() && id.len() <= MAX_CHARS && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// Gives the request its id and the answer its header.
pub async fn assign(request: Request, next: Next) -> Response {
    let given = request.headers().get(X_REQUEST_ID).and_then(|v| v.to_str().ok()).filter(|id| is_well_formed(id));
    let id = given.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned);
    let header = HeaderValue::from_str(&id).ok();
    let mut response = CURRENT.scope(id, next.run(request)).await;
    if let Some(header) = header {
        response.headers_mut().insert(X_REQUEST_ID, header);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_well_formed;

    #[test]
    fn an_id_that_could_forge_a_log_line_is_not_taken_over() {
        assert!(is_well_formed("7f3a-B_1"));
        for bad in ["", "a b", "a\nb", "a\"b", "ä", "a.b", &"x".repeat(65)] {
            assert!(!is_well_formed(bad), "{bad:?}");
        }
    }
}
