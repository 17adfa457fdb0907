//! The public keys of a user pool, fetched when one is needed that is not known, and not more often than is good.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::byte_stream::ByteStream;
use axum::http::Uri;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, KeyAlgorithm, PublicKeyUse};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::error::StoreError;
use crate::limits::{JWKS_LIFETIME, JWKS_TIMEOUT, MAX_JWKS_BYTES, MAX_JWKS_KEYS};

/// The keys behind a URL.
pub(super) struct Keys {
    url: Uri,
    connector: Connector,
    /// How long nothing is fetched after a fetch.
    pause: Duration,
    known: RwLock<Known>,
    /// Held by who fetches; the others wait for what comes of it.
    fetching: Mutex<()>,
}

#[derive(Default)]
struct Known {
    keys: HashMap<String, Arc<DecodingKey>>,
    /// When the keys were fetched.
    fetched: Option<Instant>,
    /// When it was last tried.
    tried: Option<Instant>,
}

impl Keys {
    pub(super) fn new(url: Uri, pause: Duration) -> Self {
        let connector = Connector::builder().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build();
        Self { url, connector, pause, known: RwLock::default(), fetching: Mutex::default() }
    }

    /// The key of this id; `None` where the pool has none. An error where nobody can tell.
    pub(super) async fn find(&self, id: &str) -> Result<Option<Arc<DecodingKey>>, StoreError> {
        if let Some(key) = self.fresh(id) {
            return Ok(Some(key));
        }
        self.fetch_unless_just_tried(|| self.fresh(id).is_some()).await;
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        match known.keys.get(id) {
            // Also one that could not be fetched anew: the pool being away signs nobody out.
            Some(key) => Ok(Some(Arc::clone(key))),
            None if known.fetched.is_some() && known.fetched >= known.tried => Ok(None),
            None => Err(StoreError::of("the keys of the user pool cannot be fetched")),
        }
    }

    /// Whether keys are there, or can be fetched.
    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        self.fetch_unless_just_tried(|| self.are_fresh()).await;
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if known.keys.is_empty() { Err(StoreError::of("no keys of the user pool")) } else { Ok(()) }
    }

    fn fresh(&self, id: &str) -> Option<Arc<DecodingKey>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.keys.get(id).filter(|_| is_fresh(&known)).cloned()
    }

    fn are_fresh(&self) -> bool {
        is_fresh(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn fetch_unless_just_tried(&self, is_settled: impl Fn() -> bool) {
        let _turn = self.fetching.lock().await;
        let just_tried = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            known.tried.is_some_and(|tried| tried.elapsed() < self.pause)
        };
        if just_tried || is_settled() {
            return;
        }
        let fetched = tokio::time::timeout(JWKS_TIMEOUT, self.fetch()).await.unwrap_or(Err(StoreError::TimedOut));
        let now = Instant::now();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.tried = Some(now);
        match fetched {
            Ok(keys) => {
                known.keys = keys;
                known.fetched = Some(now);
            }
            Err(error) => tracing::error!(%error, "the keys of the user pool could not be fetched"),
        }
    }

    async fn fetch(&self) -> Result<HashMap<String, Arc<DecodingKey>>, StoreError> {
        let mut request = HttpRequest::empty();
        request.set_uri(self.url.clone()).map_err(StoreError::of)?;
        let response = self.connector.call(request).await.map_err(StoreError::of)?;
        if !response.status().is_success() {
            return Err(StoreError::of(format!("status {}", response.status())));
        }
        let mut body = ByteStream::new(response.into_body());
        let mut bytes = Vec::new();
        while let Some(chunk) = body.try_next().await.map_err(StoreError::of)? {
            if bytes.len() + chunk.len() > MAX_JWKS_BYTES {
                return Err(StoreError::of("too many bytes"));
            }
            bytes.extend_from_slice(&chunk);
        }
        parse(&bytes)
    }
}

fn is_fresh(known: &Known) -> bool {
    known.fetched.is_some_and(|fetched| fetched.elapsed() < JWKS_LIFETIME)
}

/// The keys that sign with RS256. Others may stand beside them.
fn parse(document: &[u8]) -> Result<HashMap<String, Arc<DecodingKey>>, StoreError> {
    #[derive(Deserialize)]
    struct Document {
        keys: Vec<Value>,
    }
    let Document { keys } = serde_json::from_slice(document).map_err(StoreError::of)?;
    let keys = keys.into_iter().take(MAX_JWKS_KEYS).filter_map(|key| {
        let Jwk { common, algorithm } = serde_json::from_value(key).ok()?;
        let AlgorithmParameters::RSA(rsa) = algorithm else { return None };
        let signs = matches!(common.public_key_use, None | Some(PublicKeyUse::Signature))
            && matches!(common.key_algorithm, None | Some(KeyAlgorithm::RS256));
        let key = DecodingKey::from_rsa_components(&rsa.n, &rsa.e).ok().filter(|_| signs)?;
        Some((common.key_id?, Arc::new(key)))
    });
    Ok(keys.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_that_sign_with_rs256_are_taken() {
        let document = br#"{"keys": [
            {"kid": "good", "kty": "RSA", "alg": "RS256", "use": "sig", "n": "AQAB", "e": "AQAB"},
            {"kid": "plain", "kty": "RSA", "n": "AQAB", "e": "AQAB"},
            {"kid": "encrypts", "kty": "RSA", "use": "enc", "n": "AQAB", "e": "AQAB"},
            {"kid": "other", "kty": "RSA", "alg": "RS512", "n": "AQAB", "e": "AQAB"},
            {"kid": "secret", "kty": "oct", "k": "AQAB"},
            {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
            {"kid": "broken", "kty": "RSA", "n": "%%%", "e": "AQAB"},
            7
        ]}"#;
        let mut ids: Vec<String> = parse(document).unwrap().into_keys().collect();
        ids.sort();
        assert_eq!(ids, ["good", "plain"]);
        for bad in [&b"{}"[..], b"[]", b"", b"<html>"] {
            assert!(parse(bad).is_err());
        }
    }
}
