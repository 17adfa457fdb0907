//! Which Cognito user pool knows the people, checked before anything starts.

use axum::http::Uri;

use crate::auth::is_loopback_host;

/// A user pool, its client, and what a token must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CognitoSettings {
    pub(super) client_id: String,
    pub(super) issuer: String,
    pub(super) jwks_url: Uri,
    pub(super) scopes: Vec<String>,
}

/// A setting that is none: one line that names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct InvalidCognitoSettings {
    /// The setting, by its environment variable.
    pub name: &'static str,
    /// What is wrong with it and what would be right.
    pub reason: String,
}

fn invalid(name: &'static str, reason: impl Into<String>) -> InvalidCognitoSettings {
    InvalidCognitoSettings { name, reason: reason.into() }
}

impl CognitoSettings {
    /// Settings by the names that people use: `COGNITO_USER_POOL_ID` (`us-east-1_AbCdEf`, which names the region too),
    /// `COGNITO_CLIENT_ID`, `COGNITO_JWKS_URL` (by default the pool's own) and `COGNITO_SCOPES` (one of which a token
    /// must have; none: no scope is asked for).
    pub fn new(
        user_pool_id: &str,
        client_id: &str,
        jwks_url: Option<&str>,
        scopes: &[String],
    ) -> Result<Self, InvalidCognitoSettings> {
        const POOL: &str = "COGNITO_USER_POOL_ID";
        let word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let region = match user_pool_id.split_once('_') {
            Some((region, id)) if word(region) && word(id) => region,
            _ => return Err(invalid(POOL, "a user pool id looks like us-east-1_AbCdEf123")),
        };
        if client_id.is_empty() || !client_id.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+".contains(&b)) {
            return Err(invalid("COGNITO_CLIENT_ID", "a client id is made of letters and digits"));
        }
        let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        let issuer = format!("https://cognito-idp.{region}.{domain}/{user_pool_id}");
        let jwks_url = jwks_url.map_or_else(|| format!("{issuer}/.well-known/jwks.json"), str::to_owned);
        let jwks_url = checked_url(&jwks_url).map_err(|reason| invalid("COGNITO_JWKS_URL", reason))?;
        let scopes = scopes.iter().map(|scope| scope.trim().to_owned()).filter(|scope| !scope.is_empty()).collect();
        Ok(Self { client_id: client_id.to_owned(), issuer, jwks_url, scopes })
    }
}

/// Whoever can change the keys on their way can sign in as anybody.
fn checked_url(text: &str) -> Result<Uri, String> {
    let url: Uri = text.parse().map_err(|error| format!("not a URL: {error}"))?;
    let near = url.host().is_some_and(is_loopback_host);
    match url.scheme_str() {
        Some("https") => Ok(url),
        Some("http") if near => Ok(url),
        _ => Err("must begin with https:// (http:// only for this machine)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pool_names_the_issuer_and_where_its_keys_are() {
        let settings =
            CognitoSettings::new("eu-central-1_Ab1", "client1", None, &[" a/b ".into(), String::new()]).unwrap();
        assert_eq!(settings.issuer, "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab1");
        assert_eq!(settings.jwks_url.to_string(), format!("{}/.well-known/jwks.json", settings.issuer));
        assert_eq!(settings.scopes, ["a/b"]);
        let china = CognitoSettings::new("cn-north-1_Ab1", "client1", None, &[]).unwrap();
        assert!(china.issuer.contains("amazonaws.com.cn"));
    }

    #[test]
    fn what_is_wrong_is_named_in_one_line() {
        let named = |pool, client, url| CognitoSettings::new(pool, client, url, &[]).map_err(|error| error.name).err();
        for pool in ["", "pool", "_x", "us-east-1_", "us-east-1_a/b", "us east_1"] {
            assert_eq!(named(pool, "c", None), Some("COGNITO_USER_POOL_ID"), "{pool}");
        }
        assert_eq!(named("us-east-1_a", "", None), Some("COGNITO_CLIENT_ID"));
        for url in ["", "keys", "http://example.com/keys", "file:///keys", "http://localhost.evil.example/keys"] {
            assert_eq!(named("us-east-1_a", "c", Some(url)), Some("COGNITO_JWKS_URL"), "{url}");
        }
        assert_eq!(named("us-east-1_a", "c", Some("http://127.0.0.1:5000/us-east-1_a/.well-known/jwks.json")), None);
    }
}
