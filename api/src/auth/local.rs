//! Adapter: one user, the one at this machine. There is no sign-in, so requests that a foreign web page makes the
//! browser send must be told from the user's own: by the host they name and the page they come from.

use async_trait::async_trait;
use axum::http::{HeaderMap, HeaderName, Uri, header};
use shared::error::ErrorCode;

use super::{Authorizer, Caller};
use crate::error::{ApiError, StoreError};

/// Whom every job belongs to.
const OWNER: &str = "local";

/// The one local user.
#[derive(Debug, Clone, Copy)]
pub struct LocalUser {
    loopback_only: bool,
}

impl LocalUser {
    /// Takes requests that name a loopback host and come from a loopback page or from no page.
    #[must_use]
    pub fn on_loopback() -> Self {
        Self { loopback_only: true }
    }

    /// Takes every request for the user's own: only where the operator has said that everyone may.
    #[must_use]
    pub fn everyone() -> Self {
        Self { loopback_only: false }
    }
}

#[async_trait]
impl Authorizer for LocalUser {
    async fn authorize(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        let foreign = |name: HeaderName, is_loopback: fn(&str) -> bool| {
            headers.get(name).is_some_and(|value| !value.to_str().is_ok_and(is_loopback))
        };
        if self.loopback_only
            && (foreign(header::HOST, is_loopback_host) || foreign(header::ORIGIN, is_loopback_origin))
        {
            let message = "This service answers only pages and programs of its own machine.";
            return Err(ApiError::new(ErrorCode::Forbidden, message));
        }
        Ok(Caller { owner: OWNER.to_owned() })
    }

    async fn probe(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Whether a `Host` header names this machine: a name that a stranger's DNS answers with 127.0.0.1 does not.
pub(crate) fn is_loopback_host(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn is_loopback_origin(origin: &str) -> bool {
    origin.parse::<Uri>().ok().and_then(|uri| uri.authority().map(|a| is_loopback_host(a.as_str()))).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_names_are_told_from_names_that_look_like_them() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "127.9.9.9", "[::1]:8080", "plans.localhost"] {
            assert!(is_loopback_host(host), "{host}");
        }
        for host in ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "[::2]"] {
            assert!(!is_loopback_host(host), "{host}");
        }
        assert!(is_loopback_origin("http://127.0.0.1:8080"));
        assert!(!is_loopback_origin("http://evil.example"));
        assert!(!is_loopback_origin("null"));
    }
}
