//! A user pool for tests: its keys, its tokens, and the document of its public keys, served on loopback and counted.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use api::auth::{CognitoAuthorizer, CognitoSettings};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

pub(crate) const POOL_ID: &str = "eu-central-1_TestPool1";
pub(crate) const CLIENT_ID: &str = "client0of0the0tests";
pub(crate) const ISSUER: &str = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_TestPool1";

/// A key that signs tokens.
pub(crate) struct SigningKey {
    pub(crate) id: String,
    signs: EncodingKey,
    modulus: String,
    exponent: String,
}

impl SigningKey {
    pub(crate) fn new(id: &str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
        let pem =
            format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der.as_ref()));
        let public = pair.public_key();
        Self {
            id: id.to_owned(),
            signs: EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap(),
            modulus: URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            exponent: URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
        }
    }

    /// As it stands in the document of public keys.
    pub(crate) fn public(&self) -> Value {
        json!({"kid": self.id, "kty": "RSA", "alg": "RS256", "use": "sig", "n": self.modulus, "e": self.exponent})
    }

    /// The modulus, as anybody can read it.
    pub(crate) fn modulus(&self) -> &str {
        &self.modulus
    }

    /// A token with these claims.
    pub(crate) fn sign(&self, claims: &Value) -> String {
        let header = Header { kid: Some(self.id.clone()), ..Header::new(Algorithm::RS256) };
        encode(&header, claims, &self.signs).unwrap()
    }
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// The claims of a good access token of somebody.
pub(crate) fn claims_of(sub: &str) -> Value {
    json!({
        "iss": ISSUER, "sub": sub, "client_id": CLIENT_ID, "token_use": "access", "scope": "plans/read plans/write",
        "iat": now() - 60, "auth_time": now() - 60, "exp": now() + 3600, "jti": "1", "username": sub
    })
}

/// A pool whose public keys are served.
pub(crate) struct TestPool {
    fetches: Arc<AtomicUsize>,
    keys: Arc<Mutex<Result<Value, StatusCode>>>,
    origin: String,
    server: tokio::task::JoinHandle<()>,
}

impl TestPool {
    pub(crate) async fn with_keys(keys: &[&SigningKey]) -> Self {
        let document = Arc::new(Mutex::new(Ok(document(keys))));
        let fetches = Arc::new(AtomicUsize::new(0));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (served, counted) = (Arc::clone(&document), Arc::clone(&fetches));
        let answer = move || {
            counted.fetch_add(1, Ordering::SeqCst);
            let answer = served.lock().unwrap().clone();
            async move { answer.map(|document| document.to_string()) }
        };
        let app = Router::new().route("/keys", get(answer));
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { fetches, keys: document, origin, server }
    }

    /// Serves other keys from now on.
    pub(crate) fn rotate(&self, keys: &[&SigningKey]) {
        *self.keys.lock().unwrap() = Ok(document(keys));
    }

    /// Serves this text from now on.
    pub(crate) fn serve(&self, document: Value) {
        *self.keys.lock().unwrap() = Ok(document);
    }

    /// Fails from now on.
    pub(crate) fn fail(&self) {
        *self.keys.lock().unwrap() = Err(StatusCode::INTERNAL_SERVER_ERROR);
    }

    /// Where its public keys are.
    pub(crate) fn url(&self) -> String {
        format!("{}/keys", self.origin)
    }

    pub(crate) fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }

    /// An authorizer for this pool; its Cognito is not there.
    pub(crate) fn authorizer(&self, pause: Duration, scopes: &[&str]) -> Arc<CognitoAuthorizer> {
        let scopes: Vec<String> = scopes.iter().map(|&scope| scope.to_owned()).collect();
        let settings = CognitoSettings::new(POOL_ID, CLIENT_ID, Some(&self.url()), &scopes).unwrap();
        Arc::new(CognitoAuthorizer::with_pause(settings, cognito_client("http://127.0.0.1:9"), pause))
    }
}

impl Drop for TestPool {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn document(keys: &[&SigningKey]) -> Value {
    json!({"keys": keys.iter().map(|key| key.public()).collect::<Vec<_>>()})
}

/// A client of Cognito at another address.
pub(crate) fn cognito_client(endpoint: &str) -> aws_sdk_cognitoidentityprovider::Client {
    use aws_sdk_cognitoidentityprovider::config::{BehaviorVersion, Region};
    let config = aws_sdk_cognitoidentityprovider::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(endpoint)
        .build();
    aws_sdk_cognitoidentityprovider::Client::from_conf(config)
}
