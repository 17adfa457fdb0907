//! The cookie that renews a sign-in: no script reads it, no other site sends it, and it goes nowhere but to sign-in.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::auth::is_loopback_host;
use crate::error::ApiError;
use crate::limits::{MAX_CREDENTIAL_BYTES, REFRESH_COOKIE_LIFETIME};

/// Its name.
const NAME: &str = "roomprint_refresh";
/// The paths that it goes to.
const PATH: &str = "/api/v1/auth";

/// The token in the cookie of a request.
#[must_use]
pub fn read(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == NAME && is_cookie_value(value))
        .map(|(_, value)| value)
}

/// The header that keeps a token; `request` says whether this machine talks to itself, which it may do in the clear.
pub fn keep(token: &str, request: &HeaderMap) -> Result<HeaderValue, ApiError> {
    if !is_cookie_value(token) {
        tracing::error!("a refresh token that fits in no cookie");
        return Err(ApiError::internal());
    }
    written(token, REFRESH_COOKIE_LIFETIME.as_secs(), request)
}

/// The header that makes the browser forget the token.
pub fn forget(request: &HeaderMap) -> Result<HeaderValue, ApiError> {
    written("", 0, request)
}

fn written(value: &str, seconds: u64, request: &HeaderMap) -> Result<HeaderValue, ApiError> {
    let host = request.get(header::HOST).and_then(|host| host.to_str().ok());
    let secure = if host.is_some_and(is_loopback_host) { "" } else { "; Secure" };
    let cookie = format!("{NAME}={value}; Path={PATH}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    let mut header = HeaderValue::from_str(&cookie).map_err(|_| ApiError::internal())?;
    header.set_sensitive(true);
    Ok(header)
}

/// Characters that need no quoting in a cookie (RFC 6265), and are enough for tokens.
fn is_cookie_value(value: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
    !value.is_empty() && value.len() <= MAX_CREDENTIAL_BYTES && value.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_cookie_is_kept_from_scripts_other_sites_and_the_clear() {
        let cookie = keep("abc.def", &headers(header::HOST, "plans.example")).unwrap();
        let cookie = cookie.to_str().unwrap();
        for part in ["roomprint_refresh=abc.def", "Path=/api/v1/auth", "HttpOnly", "SameSite=Strict", "Secure"] {
            assert!(cookie.split("; ").any(|found| found == part), "{part} in {cookie}");
        }
        let near = keep("abc.def", &headers(header::HOST, "127.0.0.1:8080")).unwrap();
        assert!(!near.to_str().unwrap().contains("Secure"));
        assert!(forget(&HeaderMap::new()).unwrap().to_str().unwrap().contains("Max-Age=0"));
        assert!(keep("a; Domain=evil.example", &HeaderMap::new()).is_err());
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let found = |value| read(&headers(header::COOKIE, value)).map(str::to_owned);
        assert_eq!(found("a=b; roomprint_refresh=abc.def==; c=d"), Some("abc.def==".to_owned()));
        for value in ["a=b", "roomprint_refresh=", "roomprint_refresh", "xroomprint_refresh=a", "roomprint_refresh=a b"]
        {
            assert_eq!(found(value), None, "{value}");
        }
    }
}
