//! Access tokens: what must be true of one before its `sub` is believed.

use axum::http::{HeaderMap, header};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use super::CognitoSettings;
use crate::limits::{MAX_TOKEN_BYTES, TOKEN_LEEWAY};

/// Characters of a key id; Cognito's have 44.
const MAX_KEY_ID_CHARS: usize = 256;
/// Characters of a `sub`; Cognito's are UUIDs.
const MAX_SUB_CHARS: usize = 128;

/// Why a token is not believed. For the logs; a caller hears that they are not signed in, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rejected {
    /// No `Authorization` header, or several, or one that is not `Bearer ...`.
    Missing,
    /// Not three parts of base64 that say which key signed them with RS256.
    Malformed,
    /// Signed with no key of the pool.
    UnknownKey,
    /// Changed, expired, from another pool, ...: as the library names it.
    Untrue(&'static str),
    /// True, and not for this: an ID token, or another client's.
    NotForUs(&'static str),
}

impl Rejected {
    /// A word for the logs.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Malformed => "malformed",
            Self::UnknownKey => "unknown key",
            Self::Untrue(what) | Self::NotForUs(what) => what,
        }
    }
}

/// What is read of a token.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    /// Whose it is.
    pub(super) sub: String,
    token_use: String,
    #[serde(default)]
    client_id: Option<String>,
    #[serde(default)]
    iat: Option<u64>,
    #[serde(default)]
    scope: String,
}

impl Claims {
    /// Whether it has one of the scopes, or none is asked for.
    pub(super) fn may(&self, scopes: &[String]) -> bool {
        scopes.is_empty() || self.scope.split(' ').any(|scope| scopes.iter().any(|wanted| wanted == scope))
    }
}

/// The token in the headers.
pub(super) fn bearer(headers: &HeaderMap) -> Result<&str, Rejected> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (all.next(), all.next()) else { return Err(Rejected::Missing) };
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).ok_or(Rejected::Missing)?;
    let token = token.trim();
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(Rejected::Missing);
    }
    if token.len() > MAX_TOKEN_BYTES { Err(Rejected::Malformed) } else { Ok(token) }
}

/// The key that a token says it is signed with. Nothing but RS256 is even looked at: with a public key as the secret of
/// another algorithm anybody could sign.
pub(super) fn key_id(token: &str) -> Result<String, Rejected> {
    let header = decode_header(token).map_err(|_| Rejected::Malformed)?;
    let id = header.kid.filter(|id| !id.is_empty() && id.len() <= MAX_KEY_ID_CHARS);
    if header.alg == Algorithm::RS256 { id.ok_or(Rejected::Malformed) } else { Err(Rejected::Malformed) }
}

/// What a token claims, if it is true and for us.
pub(super) fn verified(token: &str, key: &DecodingKey, settings: &CognitoSettings) -> Result<Claims, Rejected> {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_issuer(&[&settings.issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    validation.leeway = TOKEN_LEEWAY.as_secs();
    validation.validate_nbf = true;
    // Access tokens name their client in `client_id`, not in `aud`.
    validation.validate_aud = false;
    let claims = decode::<Claims>(token, key, &validation).map_err(|error| Rejected::Untrue(word_for(&error)))?.claims;
    let latest = jsonwebtoken::get_current_timestamp() + TOKEN_LEEWAY.as_secs();
    if claims.iat.is_some_and(|issued| issued > latest) {
        return Err(Rejected::Untrue("not issued yet"));
    }
    if claims.token_use != "access" {
        return Err(Rejected::NotForUs("no access token"));
    }
    if claims.client_id.as_deref() != Some(settings.client_id.as_str()) {
        return Err(Rejected::NotForUs("another client's"));
    }
    if claims.sub.is_empty() || claims.sub.len() > MAX_SUB_CHARS {
        return Err(Rejected::NotForUs("no subject"));
    }
    Ok(claims)
}

fn word_for(error: &jsonwebtoken::errors::Error) -> &'static str {
    use jsonwebtoken::errors::ErrorKind;
    match error.kind() {
        ErrorKind::ExpiredSignature => "expired",
        ErrorKind::ImmatureSignature => "not valid yet",
        ErrorKind::InvalidIssuer => "another pool's",
        ErrorKind::InvalidSignature => "wrong signature",
        _ => "not a token of ours",
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn one_bearer_token_is_taken_and_nothing_else() {
        let with = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, HeaderValue::from_static(value));
            }
            bearer(&headers).map(str::to_owned)
        };
        for value in ["Bearer a.b.c", "bearer a.b.c", "BEARER  a.b.c "] {
            assert_eq!(with(&[value]), Ok("a.b.c".to_owned()));
        }
        for values in [&[][..], &["a.b.c"], &["Basic a.b.c"], &["Bearer "], &["Bearer a.b.c", "Bearer a.b.c"]] {
            assert_eq!(with(values), Err(Rejected::Missing), "{values:?}");
        }
    }

    #[test]
    fn a_token_has_one_of_the_scopes_asked_for() {
        let claims: Claims =
            serde_json::from_str(r#"{"sub": "x", "token_use": "access", "scope": "plans/read plans/write"}"#).unwrap();
        assert!(claims.may(&[]));
        assert!(claims.may(&["other".to_owned(), "plans/write".to_owned()]));
        assert!(!claims.may(&["plans".to_owned()]));
        assert!(!claims.may(&["plans/read plans/write".to_owned()]));
    }
}
