//! Whether a request comes from a page of this service. Other pages can make a browser send requests too; they cannot
//! read the answers, but a cookie would go along.

use axum::http::{HeaderMap, Uri, header};

/// Whether the browser says that the request comes from a page of the same origin; `None` where nothing says so: the
/// caller is no browser, or one that is too old to tell.
#[must_use]
pub fn is_same_origin(headers: &HeaderMap, uri: &Uri) -> Option<bool> {
    if let Some(site) = headers.get("sec-fetch-site") {
        return Some(site == "same-origin");
    }
    let origin = headers.get(header::ORIGIN)?;
    let origin = origin.to_str().ok().and_then(|text| text.split_once("://")).map(|(_, authority)| authority);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    Some(matches!((origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host)))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn pages_of_other_origins_are_told_from_ours() {
        let uri = Uri::from_static("/api/v1/auth/refresh");
        for (headers, expected) in [
            (&[("host", "plans.example")][..], None),
            (&[("host", "plans.example"), ("origin", "https://plans.example")], Some(true)),
            (&[("host", "plans.example:8443"), ("origin", "https://plans.example:8443")], Some(true)),
            (&[("host", "plans.example"), ("origin", "https://evil.example")], Some(false)),
            (&[("host", "plans.example"), ("origin", "https://plans.example.evil.example")], Some(false)),
            (&[("host", "plans.example"), ("origin", "null")], Some(false)),
            (
                &[("host", "behind.proxy"), ("origin", "https://plans.example"), ("sec-fetch-site", "same-origin")],
                Some(true),
            ),
            (
                &[("host", "plans.example"), ("origin", "https://plans.example"), ("sec-fetch-site", "same-site")],
                Some(false),
            ),
            (&[("host", "plans.example"), ("sec-fetch-site", "cross-site")], Some(false)),
        ] {
            let headers: HeaderMap = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(is_same_origin(&headers, &uri), expected, "{headers:?}");
        }
    }
}
