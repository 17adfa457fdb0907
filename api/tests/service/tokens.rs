//! Access tokens of a Cognito user pool: which are believed, whose jobs they open, and how often keys are fetched.

use std::time::Duration;

use api::Ports;
use axum::body::Body;
use axum::http::{Method, Request, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::support::pool::{SigningKey, TestPool, claims_of, now};
use crate::support::{Answer, Harness, drawings};

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(600);

fn harness(pool: &TestPool, pause: Duration, scopes: &[&str]) -> Harness {
    Harness::with(|ports| Ports { auth: pool.authorizer(pause, scopes), ..ports })
}

fn as_bearer(method: Method, path: &str, token: &str, body: &Value) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(if body.is_null() { Body::empty() } else { Body::from(body.to_string()) })
        .unwrap()
}

async fn list(harness: &Harness, token: &str) -> Answer {
    harness.call(as_bearer(Method::GET, "/api/v1/jobs", token, &Value::Null)).await
}

fn changed(field: &str, value: Value) -> Value {
    let mut claims = claims_of("anna");
    claims[field] = value;
    claims
}

#[tokio::test]
async fn a_good_token_is_believed_and_every_other_is_not() {
    let key = SigningKey::new("key-1");
    let pool = TestPool::with_keys(&[&key]).await;
    let harness = harness(&pool, LONG, &[]);
    list(&harness, &key.sign(&claims_of("anna"))).await.data(200);
    let near =
        [changed("exp", json!(now() - 10)), changed("nbf", json!(now() + 10)), changed("iat", json!(now() + 10))];
    for claims in near {
        list(&harness, &key.sign(&claims)).await.data(200);
    }

    let mut without_expiry = claims_of("anna");
    without_expiry.as_object_mut().unwrap().remove("exp");
    let mut id_token = changed("token_use", json!("id"));
    id_token["aud"] = id_token.as_object_mut().unwrap().remove("client_id").unwrap();
    let stranger = SigningKey::new("key-1");
    let good = key.sign(&claims_of("anna"));
    let parts: Vec<&str> = good.split('.').collect();
    let encoded = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let hs256 = Header { kid: Some("key-1".to_owned()), ..Header::new(Algorithm::HS256) };
    let public_as_secret =
        |secret: &[u8]| encode(&hs256, &claims_of("anna"), &EncodingKey::from_secret(secret)).unwrap();
    let rejected = [
        ("expired", key.sign(&changed("exp", json!(now() - 40)))),
        ("no expiry", key.sign(&without_expiry)),
        ("not valid yet", key.sign(&changed("nbf", json!(now() + 600)))),
        ("not issued yet", key.sign(&changed("iat", json!(now() + 600)))),
        (
            "wrong pool",
            key.sign(&changed("iss", json!("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other"))),
        ),
        ("wrong client", key.sign(&changed("client_id", json!("another")))),
        ("ID token", key.sign(&id_token)),
        ("refresh token", key.sign(&changed("token_use", json!("refresh")))),
        ("no subject", key.sign(&changed("sub", json!("")))),
        ("signed by a stranger", stranger.sign(&claims_of("anna"))),
        ("alg none", format!("{}.{}.", encoded(json!({"alg": "none", "kid": "key-1"})), parts[1])),
        (
            "alg none with a signature",
            format!("{}.{}.{}", encoded(json!({"alg": "none", "kid": "key-1"})), parts[1], parts[2]),
        ),
        ("HS256 with the public key", public_as_secret(key.public().to_string().as_bytes())),
        ("HS256 with the modulus", public_as_secret(&URL_SAFE_NO_PAD.decode(key.modulus()).unwrap())),
        ("tampered", format!("{}.{}.{}", parts[0], encoded(claims_of("berta")), parts[2])),
        ("no signature", format!("{}.{}.", parts[0], parts[1])),
        ("two parts", format!("{}.{}", parts[0], parts[1])),
        (
            "no key id",
            encode(&Header::new(Algorithm::RS256), &claims_of("anna"), &EncodingKey::from_secret(b"x"))
                .unwrap_or_default(),
        ),
        ("no token", "x".to_owned()),
        ("huge", format!("{good}{}", "A".repeat(20_000))),
    ];
    for (what, token) in &rejected {
        let answer = list(&harness, token).await;
        assert_eq!(answer.status, 401, "{what}: {}", answer.json);
        let error = answer.error(401, "UNAUTHORIZED").to_string();
        assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
        assert!(!error.contains("anna") && !error.contains("expired"), "a stranger learns nothing: {error}");
    }
    harness.get("/api/v1/jobs").await.error(401, "UNAUTHORIZED");
    let basic = Request::get("/api/v1/jobs").header(header::AUTHORIZATION, "Basic YTpi").body(Body::empty()).unwrap();
    harness.call(basic).await.error(401, "UNAUTHORIZED");
    harness.get("/api/v1/health").await.data(200);
    assert_eq!(pool.fetches(), 1);
}

#[tokio::test]
async fn one_of_the_scopes_is_needed() {
    let key = SigningKey::new("key-1");
    let pool = TestPool::with_keys(&[&key]).await;
    let token = key.sign(&claims_of("anna"));
    list(&harness(&pool, LONG, &["admin", "plans/write"]), &token).await.data(200);
    list(&harness(&pool, LONG, &["admin"]), &token).await.error(403, "FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_key_is_fetched_once_however_many_ask() {
    let key = SigningKey::new("key-1");
    let pool = TestPool::with_keys(&[&key]).await;
    let harness = harness(&pool, LONG, &[]);
    let good = key.sign(&claims_of("anna"));
    futures_util::future::join_all((0..30).map(|_| list(&harness, &good))).await.iter().for_each(|answer| {
        answer.data(200);
    });
    assert_eq!(pool.fetches(), 1, "thirty at once wait for one fetch");
    let mut unknown = SigningKey::new("x");
    for number in 0..30 {
        unknown.id = format!("unknown-{number}");
        list(&harness, &unknown.sign(&claims_of("anna"))).await.error(401, "UNAUTHORIZED");
    }
    assert_eq!(pool.fetches(), 1, "nothing is fetched within the pause");
    list(&harness, &good).await.data(200);
}

#[tokio::test]
async fn keys_are_rotated() {
    let (old, new) = (SigningKey::new("old"), SigningKey::new("new"));
    let pool = TestPool::with_keys(&[&old]).await;
    let harness = harness(&pool, Duration::from_millis(200), &[]);
    list(&harness, &old.sign(&claims_of("anna"))).await.data(200);
    pool.rotate(&[&new]);
    tokio::time::sleep(Duration::from_millis(250)).await;
    list(&harness, &new.sign(&claims_of("anna"))).await.data(200);
    list(&harness, &old.sign(&claims_of("anna"))).await.error(401, "UNAUTHORIZED");
    assert_eq!(pool.fetches(), 2);
}

#[tokio::test]
async fn a_pool_that_is_away_signs_nobody_out_and_lets_nobody_in() {
    let (key, other) = (SigningKey::new("key-1"), SigningKey::new("key-2"));
    let pool = TestPool::with_keys(&[&key]).await;
    let known = harness(&pool, Duration::ZERO, &[]);
    list(&known, &key.sign(&claims_of("anna"))).await.data(200);
    for break_it in [TestPool::fail as fn(&TestPool), |pool| pool.serve(json!("x".repeat(100_000)))] {
        break_it(&pool);
        list(&known, &key.sign(&claims_of("anna"))).await.data(200);
        let unknown = list(&known, &other.sign(&claims_of("anna"))).await;
        unknown.error(503, "SERVICE_UNAVAILABLE");
        assert!(unknown.headers.contains_key("retry-after"));

        let fresh = harness(&pool, Duration::ZERO, &[]);
        list(&fresh, &key.sign(&claims_of("anna"))).await.error(503, "SERVICE_UNAVAILABLE");
        let health = fresh.get("/api/v1/health").await;
        assert_eq!(health.error(503, "SERVICE_UNAVAILABLE")["details"]["ports"]["auth"], "down");
    }
}

#[tokio::test]
async fn somebody_elses_job_is_absent_on_every_route() {
    let key = SigningKey::new("key-1");
    let pool = TestPool::with_keys(&[&key]).await;
    let harness = harness(&pool, LONG, &[]);
    let [anna, berta] = ["anna", "berta"].map(|sub| key.sign(&claims_of(sub)));
    let upload = Request::post("/api/v1/jobs")
        .header(header::AUTHORIZATION, format!("Bearer {anna}"))
        .header(header::CONTENT_TYPE, "image/png")
        .body(Body::from(drawings::plan_png()))
        .unwrap();
    let job = harness.call(upload).await;
    let job_id = job.data(201)["job_id"].as_str().unwrap();
    let at = |rest: &str| format!("/api/v1/jobs/{job_id}{rest}");
    let feedback = json!({"rooms": []});
    // Everything that there is to find is there.
    harness.call(as_bearer(Method::POST, &at("/preview"), &anna, &json!({}))).await.data(200);
    harness.call(as_bearer(Method::POST, &at("/feedback"), &anna, &feedback)).await.data(201);

    let routes = [
        (Method::GET, "", Value::Null),
        (Method::GET, "/blueprint", Value::Null),
        (Method::POST, "/preview", json!({})),
        (Method::POST, "/preview", json!({"settings": {}})),
        (Method::GET, "/preview", Value::Null),
        (Method::GET, "/events", Value::Null),
        (Method::GET, "/textract-results", Value::Null),
        (Method::GET, "/feedback", Value::Null),
        (Method::POST, "/feedback", feedback),
        (Method::DELETE, "", Value::Null),
    ];
    for (method, rest, body) in &routes {
        let path = at(rest);
        let answer = harness.call(as_bearer(method.clone(), &path, &berta, body)).await;
        assert_eq!(answer.status, 404, "{method} {rest}");
        answer.error(404, "JOB_NOT_FOUND");
        let nobody = Request::builder().method(method).uri(&path).body(Body::from(body.to_string())).unwrap();
        harness.call(nobody).await.error(401, "UNAUTHORIZED");
    }
    assert_eq!(list(&harness, &berta).await.data(200)["jobs"], json!([]));
    assert_eq!(list(&harness, &anna).await.data(200)["jobs"].as_array().unwrap().len(), 1);
    let described = api::routes::openapi();
    let of_jobs = described.paths.paths.keys().filter(|path| path.contains("{job_id}")).count();
    let tried: std::collections::BTreeSet<&str> = routes.iter().map(|(_, rest, _)| *rest).collect();
    assert_eq!(tried.len(), of_jobs, "a new path of a job belongs into this test");
}
