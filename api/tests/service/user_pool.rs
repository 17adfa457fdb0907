//! Signing in against an emulated user pool: from a temporary password to signing out, and tokens that its keys sign.

use std::sync::Arc;
use std::time::Duration;

use api::Ports;
use api::auth::{CognitoAuthorizer, CognitoSettings};
use aws_sdk_cognitoidentityprovider::Client;
use aws_sdk_cognitoidentityprovider::config::{BehaviorVersion, Config, Credentials, Region};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::support::{Answer, Harness};

const REGION: &str = "us-east-1";

/// A user pool with one user who has a temporary password.
struct EmulatedPool {
    client: Client,
    pool_id: String,
    client_id: String,
    jwks_url: String,
}

impl EmulatedPool {
    /// `None`, said aloud, where no emulator runs.
    async fn fresh() -> Option<Self> {
        let Ok(endpoint) = std::env::var("ROOMPRINT_MOTO") else {
            eprintln!("skipped: ROOMPRINT_MOTO names no emulator; `cargo xtask test rust` starts one");
            return None;
        };
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("key", "secret", None, None, "tests"))
            .endpoint_url(&endpoint)
            .build();
        let client = Client::from_conf(config);
        let pool = client.create_user_pool().pool_name("plans").send().await.unwrap();
        let pool_id = pool.user_pool().unwrap().id().unwrap().to_owned();
        let made = client.create_user_pool_client().user_pool_id(&pool_id).client_name("page").send().await.unwrap();
        let client_id = made.user_pool_client().unwrap().client_id().unwrap().to_owned();
        let jwks_url = format!("{endpoint}/{pool_id}/.well-known/jwks.json");
        Some(Self { client, pool_id, client_id, jwks_url })
    }

    async fn add(&self, username: &str, temporary_password: &str) {
        let call = self.client.admin_create_user().user_pool_id(&self.pool_id).username(username);
        call.temporary_password(temporary_password).send().await.unwrap();
    }

    fn service(&self) -> Harness {
        let settings = CognitoSettings::new(&self.pool_id, &self.client_id, Some(&self.jwks_url), &[]).unwrap();
        let auth = Arc::new(CognitoAuthorizer::with_pause(settings, self.client.clone(), Duration::ZERO));
        Harness::with(|ports| Ports { auth, ..ports })
    }
}

async fn ask(harness: &Harness, path: &str, body: Value, more: &[(header::HeaderName, String)]) -> Answer {
    let mut request = Request::post(format!("/api/v1/auth/{path}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    for (name, value) in more {
        request = request.header(name, value);
    }
    harness.call(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn jobs(harness: &Harness, token: &str) -> Answer {
    let request = Request::get("/api/v1/jobs").header(header::AUTHORIZATION, format!("Bearer {token}"));
    harness.call(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn from_a_temporary_password_to_signing_out() {
    let Some(pool) = EmulatedPool::fresh().await else { return };
    pool.add("anna", "Temporary-1234").await;
    let harness = pool.service();

    let sign_in = |password: &str| json!({"username": "anna", "password": password});
    ask(&harness, "sign-in", sign_in("wrong"), &[]).await.error(401, "UNAUTHORIZED");
    let stranger = json!({"username": "nobody", "password": "wrong"});
    ask(&harness, "sign-in", stranger, &[]).await.error(401, "UNAUTHORIZED");

    let first = ask(&harness, "sign-in", sign_in("Temporary-1234"), &[]).await;
    let challenge = &first.data(200)["challenge"];
    assert_eq!(challenge["name"], "NEW_PASSWORD_REQUIRED");
    let answer = json!({"username": "anna", "name": challenge["name"], "session": challenge["session"],
                        "answer": "My-own-words-5678"});
    let signed_in = ask(&harness, "challenge", answer, &[]).await;
    let token = signed_in.data(200)["access_token"].as_str().unwrap().to_owned();
    jobs(&harness, &token).await.data(200);
    let tampered = format!("{token}x");
    jobs(&harness, &tampered).await.error(401, "UNAUTHORIZED");

    ask(&harness, "sign-in", sign_in("Temporary-1234"), &[]).await.error(401, "UNAUTHORIZED");
    let again = ask(&harness, "sign-in", sign_in("My-own-words-5678"), &[]).await;
    again.data(200)["access_token"].as_str().unwrap();
    let cookie = again.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();

    let with_cookie = [(header::COOKIE, cookie.clone())];
    let renewed = ask(&harness, "refresh", json!({}), &with_cookie).await;
    let token = renewed.data(200)["access_token"].as_str().unwrap().to_owned();
    jobs(&harness, &token).await.data(200);

    let both = [(header::COOKIE, cookie), (header::AUTHORIZATION, format!("Bearer {token}"))];
    ask(&harness, "sign-out", json!({}), &both).await.data(200);
    ask(&harness, "refresh", json!({}), &with_cookie).await.error(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_token_of_another_pool_or_client_is_not_ours() {
    let (Some(ours), Some(theirs)) = (EmulatedPool::fresh().await, EmulatedPool::fresh().await) else { return };
    theirs.add("anna", "Temporary-1234").await;
    let set = theirs.client.admin_set_user_password().user_pool_id(&theirs.pool_id).username("anna");
    set.password("My-own-words-5678").permanent(true).send().await.unwrap();
    let sign_in = json!({"username": "anna", "password": "My-own-words-5678"});
    let harness = theirs.service();
    let token = ask(&harness, "sign-in", sign_in, &[]).await.data(200)["access_token"].as_str().unwrap().to_owned();
    jobs(&harness, &token).await.data(200);
    // The emulator signs for all pools with one key: the issuer alone tells them apart here.
    jobs(&ours.service(), &token).await.error(401, "UNAUTHORIZED");
    let other_client = EmulatedPool { client_id: "another0client".to_owned(), ..theirs };
    jobs(&other_client.service(), &token).await.error(401, "UNAUTHORIZED");
}
