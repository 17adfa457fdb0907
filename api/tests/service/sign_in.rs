//! Signing in through the API: what is passed on to Cognito, what comes back, and who may ask.

use std::sync::Arc;
use std::time::Duration;

use api::Ports;
use api::auth::{CognitoAuthorizer, CognitoSettings};
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use serde_json::{Value, json};

use crate::support::cognito::CognitoStandIn;
use crate::support::pool::{CLIENT_ID, POOL_ID, SigningKey, TestPool, claims_of, cognito_client};
use crate::support::{Answer, Harness};

/// A service in front of a Cognito.
async fn behind(cognito: &CognitoStandIn) -> (Harness, TestPool, SigningKey) {
    let key = SigningKey::new("key-1");
    let pool = TestPool::with_keys(&[&key]).await;
    let settings = CognitoSettings::new(POOL_ID, CLIENT_ID, Some(&pool.url()), &[]).unwrap();
    let client = cognito_client(&cognito.origin);
    let auth = Arc::new(CognitoAuthorizer::with_pause(settings, client, Duration::ZERO));
    (Harness::with(|ports| Ports { auth, ..ports }), pool, key)
}

/// A request of the page itself, as browsers send it.
fn from_page(path: &str, body: &Value, more: &[(header::HeaderName, &str)]) -> Request<Body> {
    let mut request = Request::post(format!("/api/v1/auth/{path}"))
        .header(header::HOST, "plans.example")
        .header(header::ORIGIN, "https://plans.example")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    for (name, value) in more {
        request = request.header(name, *value);
    }
    request.body(Body::from(body.to_string())).unwrap()
}

fn tokens(refresh: Option<&str>) -> Value {
    let mut result = json!({"AccessToken": "access-1", "ExpiresIn": 3600, "TokenType": "Bearer", "IdToken": "id-1"});
    if let Some(refresh) = refresh {
        result["RefreshToken"] = json!(refresh);
    }
    json!({"AuthenticationResult": result, "ChallengeParameters": {}})
}

fn cookies(headers: &HeaderMap) -> Vec<&str> {
    headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect()
}

#[track_caller]
fn assert_signed_in(answer: &Answer) {
    let grant = answer.data(200);
    assert_eq!(*grant, json!({"access_token": "access-1", "expires_in": 3600, "token_type": "Bearer"}));
    assert!(!answer.json.to_string().contains("refresh-1"), "no script sees what renews a sign-in");
}

#[tokio::test]
async fn a_password_gives_a_token_and_a_cookie() {
    let cognito = CognitoStandIn::start().await;
    let (harness, _pool, _key) = behind(&cognito).await;
    cognito.will_answer(tokens(Some("refresh-1")));
    let answer = harness.call(from_page("sign-in", &json!({"username": "anna", "password": "pass"}), &[])).await;
    assert_signed_in(&answer);
    let cookie = cookies(&answer.headers);
    assert_eq!(cookie.len(), 1);
    assert!(cookie[0].starts_with("roomprint_refresh=refresh-1; Path=/api/v1/auth; "), "{cookie:?}");
    for part in ["HttpOnly", "SameSite=Strict", "Secure"] {
        assert!(cookie[0].split("; ").any(|found| found == part), "{part}");
    }
    let asked = cognito.asked();
    assert_eq!(asked[0].0, "InitiateAuth");
    let parameters = json!({"USERNAME": "anna", "PASSWORD": "pass"});
    assert_eq!(
        asked[0].1,
        json!({"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": CLIENT_ID, "AuthParameters": parameters})
    );
}

#[tokio::test]
async fn challenges_are_answered_one_after_the_other() {
    let cognito = CognitoStandIn::start().await;
    let (harness, _pool, _key) = behind(&cognito).await;
    let challenge = |name: &str, parameters: Value| json!({"ChallengeName": name, "Session": format!("session of {name}"), "ChallengeParameters": parameters});
    let personal = json!({"USER_ID_FOR_SRP": "1f0c-77", "userAttributes": "{\"email\":\"anna@example.com\"}",
                          "requiredAttributes": "[]"});
    cognito.will_answer(challenge("NEW_PASSWORD_REQUIRED", personal));
    let sign_in = json!({"username": "anna@example.com", "password": "temporary"});
    let first = harness.call(from_page("sign-in", &sign_in, &[])).await;
    let asked = &first.data(200)["challenge"];
    assert_eq!(asked["name"], "NEW_PASSWORD_REQUIRED");
    assert_eq!(asked["parameters"], json!({"requiredAttributes": "[]"}));
    assert!(cookies(&first.headers).is_empty(), "not signed in yet");
    cognito.asked();

    cognito.will_answer(challenge("SOFTWARE_TOKEN_MFA", json!({})));
    let answer = |challenge: &Value, answer: &str| json!({"username": "anna@example.com", "name": challenge["name"], "session": challenge["session"], "answer": answer});
    let second = harness.call(from_page("challenge", &answer(asked, "a new password"), &[])).await;
    let (operation, body) = cognito.asked().remove(0);
    assert_eq!(operation, "RespondToAuthChallenge");
    assert_eq!(body["Session"], "session of NEW_PASSWORD_REQUIRED");
    assert_eq!(body["ChallengeResponses"], json!({"USERNAME": "1f0c-77", "NEW_PASSWORD": "a new password"}));

    cognito.will_answer(tokens(Some("refresh-1")));
    let third = harness.call(from_page("challenge", &answer(&second.data(200)["challenge"], "123456"), &[])).await;
    assert_signed_in(&third);
    let (_, body) = cognito.asked().remove(0);
    assert_eq!(body["ChallengeResponses"], json!({"USERNAME": "1f0c-77", "SOFTWARE_TOKEN_MFA_CODE": "123456"}));

    for (name, key) in [("SMS_MFA", "SMS_MFA_CODE")] {
        cognito.will_answer(challenge(name, json!({"CODE_DELIVERY_DESTINATION": "+*******77"})));
        let asked = harness.call(from_page("sign-in", &sign_in, &[])).await;
        let asked = &asked.data(200)["challenge"];
        assert_eq!(asked["parameters"]["CODE_DELIVERY_DESTINATION"], "+*******77");
        cognito.asked();
        cognito.will_answer(tokens(Some("refresh-1")));
        assert_signed_in(&harness.call(from_page("challenge", &answer(asked, "1"), &[])).await);
        assert_eq!(cognito.asked()[0].1["ChallengeResponses"][key], "1");
    }

    cognito.will_answer(challenge("MFA_SETUP", json!({})));
    let refused = harness.call(from_page("sign-in", &sign_in, &[])).await;
    let message = refused.error(403, "FORBIDDEN")["message"].to_string();
    assert!(message.contains("second factor"), "{message}");

    for (field, value) in [("name", "MFA_SETUP"), ("session", "not a session"), ("answer", "")] {
        let mut body = answer(asked, "x");
        body[field] = json!(value);
        let error = harness.call(from_page("challenge", &body, &[])).await;
        assert_eq!(error.error(400, "INVALID_REQUEST")["details"]["field"], field);
    }
}

#[tokio::test]
async fn refusals_tell_callers_what_they_may_know() {
    let cognito = CognitoStandIn::start().await;
    let (harness, _pool, _key) = behind(&cognito).await;
    let sign_in = |name: &str| from_page("sign-in", &json!({"username": name, "password": "secret-word"}), &[]);
    let mut messages = Vec::new();
    for code in ["NotAuthorizedException", "UserNotFoundException", "PasswordResetRequiredException"] {
        cognito.will_refuse(code, "secret-word of anna");
        let refused = harness.call(sign_in(code)).await;
        messages.push(refused.error(401, "UNAUTHORIZED")["message"].clone());
    }
    messages.dedup();
    assert_eq!(messages.len(), 1, "{messages:?}");
    for (code, status, word) in [
        ("TooManyRequestsException", 429, "RATE_LIMIT_EXCEEDED"),
        ("InternalErrorException", 503, "SERVICE_UNAVAILABLE"),
        ("ResourceNotFoundException", 503, "SERVICE_UNAVAILABLE"),
    ] {
        cognito.will_refuse(code, "secret-word of anna");
        let refused = harness.call(sign_in(code)).await;
        assert!(!refused.error(status, word).to_string().contains("secret-word"));
        assert!(refused.headers.contains_key("retry-after"), "{code}");
    }
    let (away, _pool, _key) = {
        let gone = CognitoStandIn::start().await;
        behind(&gone).await
    };
    let refused = away.call(sign_in("anna")).await;
    refused.error(503, "SERVICE_UNAVAILABLE");
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn the_cookie_renews_a_sign_in_for_the_page_alone() {
    let cognito = CognitoStandIn::start().await;
    let (harness, _pool, _key) = behind(&cognito).await;
    let cookie = (header::COOKIE, "other=1; roomprint_refresh=refresh-1");
    cognito.will_answer(tokens(None));
    let renewed = harness.call(from_page("refresh", &json!({}), std::slice::from_ref(&cookie))).await;
    assert_signed_in(&renewed);
    assert!(cookies(&renewed.headers).is_empty(), "the cookie goes on");
    assert_eq!(cognito.asked()[0].1["AuthParameters"], json!({"REFRESH_TOKEN": "refresh-1"}));

    cognito.will_answer(tokens(Some("refresh-2")));
    let rotated = harness.call(from_page("refresh", &json!({}), std::slice::from_ref(&cookie))).await;
    assert!(cookies(&rotated.headers)[0].starts_with("roomprint_refresh=refresh-2;"));
    cognito.asked();

    cognito.will_refuse("NotAuthorizedException", "Refresh Token has been revoked");
    let over = harness.call(from_page("refresh", &json!({}), std::slice::from_ref(&cookie))).await;
    over.error(401, "UNAUTHORIZED");
    assert!(cookies(&over.headers)[0].contains("Max-Age=0"));
    cognito.asked();

    harness.call(from_page("refresh", &json!({}), &[])).await.error(401, "UNAUTHORIZED");
    let refresh = |headers: &[(&str, &str)]| {
        let mut request = Request::post("/api/v1/auth/refresh").header("cookie", cookie.1);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from("{}")).unwrap()
    };
    let json = ("content-type", "application/json");
    for foreign in [
        &[json][..],
        &[json, ("host", "plans.example"), ("origin", "https://evil.example")],
        &[json, ("host", "plans.example"), ("origin", "null")],
        &[json, ("host", "plans.example"), ("sec-fetch-site", "same-site")],
        &[json, ("host", "plans.example"), ("sec-fetch-site", "cross-site")],
    ] {
        harness.call(refresh(foreign)).await.error(403, "FORBIDDEN");
    }
    let form = harness.call(refresh(&[("sec-fetch-site", "same-origin"), ("content-type", "text/plain")])).await;
    form.error(400, "INVALID_REQUEST");
    assert_eq!(cognito.asked().len(), 0, "nothing of that reached Cognito");
}

#[tokio::test]
async fn signing_out_ends_the_sessions_and_takes_the_cookie() {
    let cognito = CognitoStandIn::start().await;
    let (harness, _pool, key) = behind(&cognito).await;
    let bearer = format!("Bearer {}", key.sign(&claims_of("anna")));
    let cookie = (header::COOKIE, "roomprint_refresh=refresh-1");

    cognito.will_answer(json!({}));
    let out =
        harness.call(from_page("sign-out", &json!({}), &[(header::AUTHORIZATION, &bearer), cookie.clone()])).await;
    assert_eq!(out.data(200)["signed_out"], true);
    assert!(
        cookies(&out.headers)[0].starts_with("roomprint_refresh=; ") && cookies(&out.headers)[0].contains("Max-Age=0")
    );
    let (operation, body) = cognito.asked().remove(0);
    assert_eq!((operation.as_str(), &body["AccessToken"]), ("GlobalSignOut", &json!(bearer[7..])));

    cognito.will_answer(json!({}));
    harness.call(from_page("sign-out", &json!({}), std::slice::from_ref(&cookie))).await.data(200);
    let (operation, body) = cognito.asked().remove(0);
    assert_eq!((operation.as_str(), &body["Token"]), ("RevokeToken", &json!("refresh-1")));

    harness.call(from_page("sign-out", &json!({}), &[])).await.data(200);
    assert!(cognito.asked().is_empty());
    let foreign = Request::post("/api/v1/auth/sign-out")
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, cookie.1)
        .body(Body::empty())
        .unwrap();
    harness.call(foreign).await.error(403, "FORBIDDEN");

    cognito.will_refuse("InternalErrorException", "");
    let down = harness.call(from_page("sign-out", &json!({}), &[cookie])).await;
    down.error(503, "SERVICE_UNAVAILABLE");
    assert!(cookies(&down.headers)[0].contains("Max-Age=0"), "gone from this browser all the same");
}

#[tokio::test]
async fn guessing_is_slowed_down_by_name() {
    let cognito = CognitoStandIn::start().await;
    let (harness, _pool, _key) = behind(&cognito).await;
    let attempt = |name: &str| from_page("sign-in", &json!({"username": name, "password": "guess"}), &[]);
    for _ in 0..10 {
        cognito.will_refuse("NotAuthorizedException", "");
        harness.call(attempt("anna")).await.error(401, "UNAUTHORIZED");
    }
    cognito.asked();
    let slowed = harness.call(attempt(" Anna ")).await;
    slowed.error(429, "RATE_LIMIT_EXCEEDED");
    assert!(slowed.headers.contains_key("retry-after"));
    assert!(cognito.asked().is_empty());
    cognito.will_answer(tokens(None));
    assert_signed_in(&harness.call(attempt("berta")).await);

    // And by address, whatever the name.
    let mut refused = 0;
    for number in 0..40 {
        cognito.will_refuse("NotAuthorizedException", "");
        let answer = harness.call(attempt(&format!("user-{number}"))).await;
        refused += usize::from(answer.status == 429);
    }
    assert!(refused >= 15, "{refused}");
}

#[tokio::test]
async fn bodies_that_are_none_are_told_and_not_repeated() {
    let cognito = CognitoStandIn::start().await;
    let (harness, _pool, _key) = behind(&cognito).await;
    for body in [
        json!({}),
        json!({"username": "anna"}),
        json!({"username": "anna", "password": "secret-word", "secret-word": 1}),
        json!({"username": {"secret-word": 1}, "password": "x"}),
        json!({"username": "", "password": "secret-word"}),
        json!({"username": "anna", "password": "x".repeat(5000)}),
        json!("secret-word"),
    ] {
        let refused = harness.call(from_page("sign-in", &body, &[])).await;
        let error = refused.error(400, "INVALID_REQUEST").to_string();
        assert!(!error.contains("secret-word"), "{error}");
    }
    let foreign =
        Request::post("/api/v1/auth/sign-in").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    harness.call(foreign).await.error(403, "FORBIDDEN");
    assert!(cognito.asked().is_empty());
}

#[tokio::test]
async fn where_nobody_signs_in_the_routes_say_so() {
    let harness = Harness::embedded();
    assert_eq!(harness.get("/api/v1/health").await.data(200)["sign_in"], "none");
    for path in ["sign-in", "challenge", "refresh", "sign-out"] {
        let answer = harness.post(&format!("/api/v1/auth/{path}"), json!({})).await;
        assert!(answer.error(404, "NOT_FOUND")["message"].as_str().unwrap().contains("no sign-in"));
    }
    let cognito = CognitoStandIn::start().await;
    let (signed, _pool, _key) = behind(&cognito).await;
    assert_eq!(signed.get("/api/v1/health").await.data(200)["sign_in"], "cognito");
}
