//! `--backend aws` as it is run: the program itself, on an emulated account with people who sign in, and with parts of that
//! account down.

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::Ports;
use api::blobs::S3Blobs;
use api::clock::Clock;
use api::jobs::DynamoJobs;
use api::ledger::DynamoLedger;
use api::limits::{Deadlines, RateLimit};
use api::previews::DynamoPreviews;
use api::uploads::S3Door;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::TextractStandIn;

use crate::support::emulators::{ACCESS_KEY, Account, REGION, SECRET_KEY};
use crate::support::{Harness, Program, drawings};

/// Somebody who is signed in at one instance of the service.
struct Person {
    client: reqwest::Client,
    token: String,
}

impl Person {
    async fn signed_in(origin: &str, username: &str) -> Self {
        let client = reqwest::Client::new();
        let request = client.post(format!("{origin}/api/v1/auth/sign-in")).header("sec-fetch-site", "same-origin");
        let answer = request.json(&json!({"username": username, "password": PASSWORD})).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.unwrap();
        Self { client, token: answer["data"]["access_token"].as_str().unwrap().to_owned() }
    }

    fn ask(&self, method: reqwest::Method, url: String) -> reqwest::RequestBuilder {
        self.client.request(method, url).bearer_auth(&self.token)
    }

    /// The `data` of an answer with this status.
    async fn json(&self, method: reqwest::Method, url: String, body: Value, status: u16) -> Value {
        let answer = self.ask(method, url).json(&body).send().await.unwrap();
        let found = answer.status();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(found, status, "{answer}");
        answer["data"].clone()
    }
}

const PASSWORD: &str = "My-own-words-5678";

/// Two instances of the program on one account, where `anna` and `berta` may sign in; with what stands in for Textract.
async fn two_instances() -> Option<([Program; 2], TextractStandIn)> {
    let account = Account::fresh().await?;
    let endpoint = std::env::var("ROOMPRINT_MOTO").unwrap();
    let cognito = &account.clients.cognito;
    let pool = cognito.create_user_pool().pool_name("plans").send().await.unwrap();
    let pool_id = pool.user_pool().unwrap().id().unwrap().to_owned();
    let made = cognito.create_user_pool_client().user_pool_id(&pool_id).client_name("page").send().await.unwrap();
    let client_id = made.user_pool_client().unwrap().client_id().unwrap().to_owned();
    for name in ["anna", "berta"] {
        cognito.admin_create_user().user_pool_id(&pool_id).username(name).send().await.unwrap();
        let set = cognito.admin_set_user_password().user_pool_id(&pool_id).username(name);
        set.password(PASSWORD).permanent(true).send().await.unwrap();
    }
    let textract = TextractStandIn::start().await;
    let settings = &account.settings;
    let environment = [
        ("AWS_REGION", REGION.to_owned()),
        ("AWS_ACCESS_KEY_ID", ACCESS_KEY.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", SECRET_KEY.to_owned()),
        ("AWS_ENDPOINT_URL", endpoint.clone()),
        ("AWS_ENDPOINT_URL_TEXTRACT", textract.endpoint()),
        ("ROOMPRINT_BACKEND", "aws".to_owned()),
        ("JOBS_TABLE_NAME", settings.jobs_table.clone()),
        ("PREVIEW_CACHE_TABLE_NAME", settings.preview_cache_table.clone()),
        ("BLUEPRINTS_BUCKET_NAME", settings.blueprints_bucket.clone()),
        ("CACHE_BUCKET_NAME", settings.cache_bucket.clone()),
        ("COGNITO_JWKS_URL", format!("{endpoint}/{pool_id}/.well-known/jwks.json")),
        ("COGNITO_USER_POOL_ID", pool_id),
        ("COGNITO_CLIENT_ID", client_id),
    ];
    // Sign-in makes it safe to be reached from elsewhere.
    let start = || Program::serve_with(&["--listen", "127.0.0.1:0"], &environment);
    Some(([start(), start()], textract))
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_previews_over_two_processes_cause_one_call_of_textract() {
    use reqwest::Method;
    let Some((instances, textract)) = two_instances().await else { return };
    let [first, second] = instances.each_ref().map(|program| program.origin.clone());
    let anna = Person::signed_in(&first, "anna").await;

    // Through a presigned upload, as the page sends what is large.
    let plan = drawings::plan_png();
    let wanted = json!({"filename": "villa-of-somebody.png", "format": "png", "bytes": plan.len()});
    let upload = anna.json(Method::POST, format!("{first}/api/v1/uploads"), wanted, 201).await;
    let mut request = anna.client.put(upload["url"].as_str().unwrap());
    for (name, value) in upload["headers"].as_object().unwrap() {
        request = request.header(name, value.as_str().unwrap());
    }
    assert_eq!(request.body(plan).send().await.unwrap().status(), 200);
    let body = json!({"upload_id": upload["upload_id"]});
    let job = anna.json(Method::POST, format!("{second}/api/v1/jobs"), body, 201).await;
    let job_id = job["job_id"].as_str().unwrap();

    let previews = (0..50).map(|i| {
        let origin = if i % 2 == 0 { &first } else { &second };
        anna.json(Method::POST, format!("{origin}/api/v1/jobs/{job_id}/preview"), json!({}), 200)
    });
    let previews = join_all(previews).await;
    assert_eq!(textract.calls().len(), 1, "one analysis, whoever asks");
    for preview in &previews {
        assert_eq!(preview["rooms"], previews[0]["rooms"]);
        assert_eq!(preview["partial"], false);
        assert_eq!(preview["s3_key"], format!("cache/textract/{job_id}/analysis.json"));
    }
    let cached = anna.json(Method::GET, format!("{second}/api/v1/jobs/{job_id}/preview"), json!({}), 200).await;
    assert_eq!(cached["rooms"], previews[0]["rooms"]);
    let found = anna.json(Method::GET, format!("{first}/api/v1/jobs/{job_id}"), json!({}), 200).await;
    assert_eq!(found["status"], "completed");

    // Nobody else's.
    let berta = Person::signed_in(&second, "berta").await;
    for (method, path) in [
        (Method::GET, ""),
        (Method::DELETE, ""),
        (Method::GET, "/preview"),
        (Method::POST, "/preview"),
        (Method::GET, "/blueprint"),
        (Method::GET, "/textract-results"),
    ] {
        let answer = berta.ask(method, format!("{first}/api/v1/jobs/{job_id}{path}")).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
    let list = berta.json(Method::GET, format!("{first}/api/v1/jobs"), json!({}), 200).await;
    assert_eq!(list["jobs"], json!([]));
    assert_eq!(berta.client.get(format!("{first}/api/v1/jobs")).send().await.unwrap().status(), 401);

    let file = anna.ask(Method::GET, format!("{second}/api/v1/jobs/{job_id}/blueprint")).send().await.unwrap();
    assert_eq!(file.bytes().await.unwrap(), drawings::plan_png());
    anna.json(Method::DELETE, format!("{second}/api/v1/jobs/{job_id}"), json!({}), 200).await;
    anna.json(Method::GET, format!("{first}/api/v1/jobs/{job_id}"), json!({}), 404).await;

    for program in instances {
        let log = program.stopped();
        for secret in ["villa", PASSWORD, anna.token.as_str(), "anna"] {
            assert!(!log.contains(secret), "a secret is in the log");
        }
    }
}

/// An address where nobody answers: connections are made, and that is all.
async fn silent() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    format!("http://{address}")
}

/// An address where nobody listens.
async fn closed() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn impatient() -> Deadlines {
    let short = Duration::from_millis(600);
    Deadlines { store: short, cache: short, probe: short, ..Deadlines::default() }
}

#[tokio::test]
async fn previews_are_answered_without_dynamodbs_cache_and_leases() {
    for endpoint in [silent().await, closed().await] {
        let account = Account::at(&endpoint, &impatient()).await;
        let (dynamodb, table) = (account.clients.dynamodb, account.settings.preview_cache_table);
        let harness = Harness::built(impatient(), Clock::of_system(), RateLimit::default(), |ports| Ports {
            previews: Arc::new(DynamoPreviews::new(dynamodb.clone(), table.clone(), Arc::clone(&ports.blobs))),
            ledger: Arc::new(DynamoLedger::new(dynamodb, table)),
            ..ports
        });
        let job_id = harness.job_for(drawings::plan_png()).await;
        let started = Instant::now();
        let answer = harness.preview(&job_id).await;
        let warnings = answer.data(200)["warnings"].to_string();
        assert!(
            warnings.contains("PREVIEW_CACHE_UNAVAILABLE") && warnings.contains("PREVIEW_NOT_CACHED"),
            "{warnings}"
        );
        assert!(started.elapsed() < Duration::from_secs(20), "nothing waits beyond its deadline");
    }
}

#[tokio::test]
async fn without_s3_nothing_is_half_created() {
    for endpoint in [silent().await, closed().await] {
        let account = Account::at(&endpoint, &impatient()).await;
        let settings = account.settings;
        let blobs = S3Blobs::new(account.clients.s3, settings.blueprints_bucket, settings.cache_bucket);
        let harness = Harness::built(impatient(), Clock::of_system(), RateLimit::default(), |ports| Ports {
            blobs: Arc::new(blobs),
            ..ports
        });
        let started = Instant::now();
        let refused = harness.upload("image/png", drawings::plan_png()).await;
        assert!(refused.headers.contains_key("retry-after"));
        refused.error(503, "SERVICE_UNAVAILABLE");
        assert!(started.elapsed() < Duration::from_secs(20), "nothing waits beyond its deadline");
        assert_eq!(harness.get("/api/v1/jobs").await.data(200)["jobs"], json!([]));
        let health = harness.get("/api/v1/health").await;
        let states = &health.error(503, "SERVICE_UNAVAILABLE")["details"]["ports"];
        assert!(states["blobs"] != "ok" && states["jobs"] == "ok", "{states}");
    }
}

#[tokio::test]
async fn pages_are_told_which_files_go_by_an_upload() {
    let health = |harness: Harness| async move { harness.get("/api/v1/health").await.data(200).clone() };
    assert_eq!(health(Harness::embedded()).await.get("uploads_above_bytes"), None);
    let account = Account::at(&closed().await, &impatient()).await;
    let door = S3Door::new(account.clients.s3, account.settings.blueprints_bucket);
    let harness = Harness::built(impatient(), Clock::of_system(), RateLimit::default(), |ports| Ports {
        uploads: Arc::new(door),
        ..ports
    });
    assert_eq!(health(harness).await["uploads_above_bytes"], 4 * 1024 * 1024);
}

#[tokio::test]
async fn without_the_table_of_jobs_nothing_is_half_created() {
    for endpoint in [silent().await, closed().await] {
        let account = Account::at(&endpoint, &impatient()).await;
        let jobs = DynamoJobs::new(account.clients.dynamodb, account.settings.jobs_table);
        let harness = Harness::built(impatient(), Clock::of_system(), RateLimit::default(), |ports| Ports {
            jobs: Arc::new(jobs),
            ..ports
        });
        let refused = harness.upload("image/png", drawings::plan_png()).await;
        assert!(refused.headers.contains_key("retry-after"));
        refused.error(503, "SERVICE_UNAVAILABLE");
        harness.assert_nothing_stored();
    }
}

#[test]
fn what_is_missing_stops_the_start_with_one_line_that_names_it() {
    let data = tempfile::tempdir().unwrap();
    let start = |environment: &[(&str, &str)]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_roomprint"));
        command.args(["serve", "--backend", "aws", "--listen", "127.0.0.1:0"]).current_dir(data.path());
        command.env_clear().envs(environment.iter().copied()).env("HOME", data.path());
        let output = command.env("AWS_EC2_METADATA_DISABLED", "true").output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(message.trim().lines().count(), 1, "{message}");
        message
    };
    assert!(start(&[]).starts_with("roomprint: JOBS_TABLE_NAME: missing"));
    let whole = [
        ("JOBS_TABLE_NAME", "jobs"),
        ("PREVIEW_CACHE_TABLE_NAME", "previews"),
        ("BLUEPRINTS_BUCKET_NAME", "blueprints"),
        ("CACHE_BUCKET_NAME", "cache"),
        ("COGNITO_USER_POOL_ID", "us-east-1_abc"),
        ("COGNITO_CLIENT_ID", "abc"),
    ];
    assert!(start(&whole).starts_with("roomprint: AWS_REGION: missing"));
    let in_region = [whole.as_slice(), &[("AWS_REGION", "us-east-1")]].concat();
    assert!(start(&in_region).starts_with("roomprint: AWS_ACCESS_KEY_ID: missing"));
    let wrong = [in_region.as_slice(), &[("TEXTRACT_FEATURES", "WORDS")]].concat();
    assert!(start(&wrong).starts_with("roomprint: TEXTRACT_FEATURES: must be"));
    let wrong = [in_region.as_slice(), &[("AWS_ENDPOINT_URL_S3", "here")]].concat();
    assert!(start(&wrong).starts_with("roomprint: AWS_ENDPOINT_URL_S3: must be"));
}
