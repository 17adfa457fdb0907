//! Who asks. The access token lives in this tab's memory alone; what renews it is a cookie that no script can read.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;
use shared::sign_in::{Challenge, ChallengeRequest, SignInAnswer, SignInRequest};

use super::request::{BASE, Body, Cancel, ClientError, once};

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What signing in leads to.
pub enum Step {
    /// Signed in; the token holds for so many seconds.
    Done {
        /// Seconds.
        expires_in: f64,
    },
    /// One more question.
    Challenge(Challenge),
}

/// The token of this tab.
pub(super) fn token() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

/// The name of who is signed in, as the token has it.
#[must_use]
pub fn username() -> Option<String> {
    let token = token()?;
    let claims = token.split('.').nth(1)?.replace('-', "+").replace('_', "/");
    let json = leptos::prelude::window().atob(&claims).ok()?;
    let claims: Value = serde_json::from_str(&json).ok()?;
    let claim = |name: &str| claims[name].as_str().map(str::to_owned);
    claim("email").or_else(|| claim("username")).or_else(|| claim("cognito:username"))
}

/// Signs in.
pub async fn sign_in(username: &str, password: &str) -> Result<Step, ClientError> {
    let request = SignInRequest { username: username.to_owned(), password: password.to_owned() };
    step("sign-in", &request).await
}

/// Answers a question.
pub async fn answer(username: &str, challenge: &Challenge, answer: &str) -> Result<Step, ClientError> {
    let request = ChallengeRequest {
        username: username.to_owned(),
        name: challenge.name.clone(),
        session: challenge.session.clone(),
        answer: answer.to_owned(),
    };
    step("challenge", &request).await
}

/// Renews the token by the cookie; whether that went well.
pub async fn refresh() -> bool {
    matches!(renew().await, Ok(Step::Done { .. }))
}

/// Renews the token by the cookie.
pub async fn renew() -> Result<Step, ClientError> {
    step("refresh", &serde_json::json!({})).await
}

/// Signs out, here and at the service; here also when the service does not hear of it.
pub async fn sign_out() -> Result<(), ClientError> {
    let outcome = post::<serde::de::IgnoredAny>("sign-out", "{}").await;
    TOKEN.set(None);
    outcome.map(|_| ())
}

async fn step(path: &str, request: &impl Serialize) -> Result<Step, ClientError> {
    // the requests hold nothing that JSON cannot carry
    let json = serde_json::to_string(request).unwrap_or_default();
    match post::<SignInAnswer>(path, &json).await {
        Ok(SignInAnswer::SignedIn(grant)) => {
            TOKEN.set(Some(grant.access_token));
            // a token lasts hours, not millennia
            Ok(Step::Done { expires_in: grant.expires_in as f64 })
        }
        Ok(SignInAnswer::Challenged { challenge }) => Ok(Step::Challenge(challenge)),
        Err(error) => {
            if path == "refresh" && error != ClientError::Unreachable {
                TOKEN.set(None);
            }
            Err(error)
        }
    }
}

async fn post<T: serde::de::DeserializeOwned>(path: &str, json: &str) -> Result<T, ClientError> {
    let address = format!("{BASE}/auth/{path}");
    let answer = once("POST", &address, &Body::Json(json), &Cancel::default(), Rc::new(|_| {})).await?;
    answer.data()
}
