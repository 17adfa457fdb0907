//! The program `roomprint-lambda` on an emulated account, with both of its entries, fed by a runtime interface of the
//! tests' own.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tests::{LambdaRuntime, TextractStandIn};

use crate::support::emulators::{ACCESS_KEY, Account, REGION, SECRET_KEY};
use crate::support::pool::{CLIENT_ID, POOL_ID, SigningKey, TestPool, claims_of};
use crate::support::{drawings, logs};

/// What a program is told of the account, of a Textract and of a user pool.
fn environment(account: &Account, textract: &TextractStandIn, jwks_url: &str) -> Vec<(&'static str, String)> {
    let settings = &account.settings;
    let moto = std::env::var("ROOMPRINT_MOTO").unwrap();
    vec![
        ("AWS_REGION", REGION.to_owned()),
        ("AWS_ACCESS_KEY_ID", ACCESS_KEY.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", SECRET_KEY.to_owned()),
        ("AWS_ENDPOINT_URL", moto),
        ("AWS_ENDPOINT_URL_TEXTRACT", textract.endpoint()),
        ("JOBS_TABLE_NAME", settings.jobs_table.clone()),
        ("PREVIEW_CACHE_TABLE_NAME", settings.preview_cache_table.clone()),
        ("BLUEPRINTS_BUCKET_NAME", settings.blueprints_bucket.clone()),
        ("CACHE_BUCKET_NAME", settings.cache_bucket.clone()),
        ("COGNITO_USER_POOL_ID", POOL_ID.to_owned()),
        ("COGNITO_CLIENT_ID", CLIENT_ID.to_owned()),
        ("COGNITO_JWKS_URL", jwks_url.to_owned()),
    ]
}

/// `roomprint-lambda` with one of its entries; ended when dropped.
struct Function {
    child: Child,
    runtime: LambdaRuntime,
}

impl Function {
    async fn start(entry: &str, environment: &[(&'static str, String)]) -> Self {
        let runtime = LambdaRuntime::start().await;
        let child = Command::new(env!("CARGO_BIN_EXE_roomprint-lambda"))
            .envs(environment.iter().cloned())
            .envs(runtime.environment(512))
            .env("ROOMPRINT_LAMBDA_ENTRY", entry)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, runtime }
    }

    /// Ends it, and gives its log.
    fn ended(mut self) -> String {
        self.child.kill().unwrap();
        let mut log = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut log).unwrap();
        if let Some(mut kept) = logs::of_program("function") {
            kept.write_all(log.as_bytes()).unwrap();
        }
        log
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        // Already ended where its log was asked for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn request(method: &str, path: &str) -> Value {
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": {"host": "a.example"},
        "requestContext": {
            "accountId": "1", "apiId": "a", "domainName": "a.example", "domainPrefix": "a", "requestId": "r",
            "routeKey": "$default", "stage": "$default", "time": "now", "timeEpoch": 0,
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test"},
        },
        "isBase64Encoded": false,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_answers_both_kinds_of_event() {
    let Some(account) = Account::fresh().await else { return };
    let textract = TextractStandIn::start().await;
    let keys = SigningKey::new("one");
    let pool = TestPool::with_keys(&[&keys]).await;
    let environment = environment(&account, &textract, &pool.url());
    let key = "archive/2019/villa-of-somebody.png";
    let put = account.clients.s3.put_object().bucket(&account.settings.blueprints_bucket).key(key);
    put.body(drawings::plan_png().into()).send().await.unwrap();

    let preview = Function::start("preview", &environment).await;
    let made = preview.runtime.invoke(&json!({"blueprint_s3_key": key})).await.unwrap();
    assert_eq!(made["partial"], false, "{made}");
    let job_id = made["job_id"].as_str().unwrap();
    let again = preview.runtime.invoke(&json!({"job_id": job_id})).await.unwrap();
    assert_eq!(again["rooms"], made["rooms"]);
    assert_eq!(textract.calls().len(), 1, "one analysis for both events");
    let absent = preview.runtime.invoke(&json!({"job_id": "job_20240115_abc123def456"})).await.unwrap_err();
    assert_eq!(absent["errorType"], "JOB_NOT_FOUND", "{absent}");

    let http = Function::start("http", &environment).await;
    let stranger = http.runtime.invoke(&request("GET", "/api/v1/jobs")).await.unwrap();
    assert_eq!(stranger["statusCode"], 401, "{stranger}");
    let token = keys.sign(&claims_of("archive"));
    let mut of_owner = request("POST", &format!("/api/v1/jobs/{job_id}/preview"));
    of_owner["headers"]["authorization"] = json!(format!("Bearer {token}"));
    let answer = http.runtime.invoke(&of_owner).await.unwrap();
    assert_eq!(answer["statusCode"], 200, "{answer}");
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["data"]["rooms"], made["rooms"], "the same preview by both entries");
    assert_eq!(textract.calls().len(), 1);

    for log in [preview.ended(), http.ended()] {
        assert!(log.contains("\"message\":"), "{log}");
        for secret in ["villa", token.as_str(), "MASTER BEDROOM", SECRET_KEY] {
            assert!(!log.contains(secret), "{secret} is in the log");
        }
    }
}
