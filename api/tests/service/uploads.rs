//! Uploads: the same path through the service's own door and through one to an S3 that checks signatures.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use api::Ports;
use api::blobs::S3Blobs;
use api::clock::Clock;
use api::limits::{Deadlines, RateLimit};
use api::uploads::{S3Door, Secret, UploadDoor, UploadId};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::support::emulators::{Account, strict_s3};
use crate::support::fakes::{Fault, Faults, Faulty, NamedByHeader, ticket};
use crate::support::{Answer, Harness, drawings, json_request};

/// A service whose files lie in an S3 that checks signatures.
async fn with_s3() -> (Harness, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let account = Account::at(&strict_s3(folder.path()).await, &Deadlines::default()).await;
    for bucket in [&account.settings.blueprints_bucket, &account.settings.cache_bucket] {
        account.clients.s3.create_bucket().bucket(bucket).send().await.unwrap();
    }
    let (s3, settings) = (account.clients.s3, account.settings);
    let blobs = S3Blobs::new(s3.clone(), settings.blueprints_bucket.clone(), settings.cache_bucket);
    let door = S3Door::new(s3, settings.blueprints_bucket);
    let harness = Harness::with(|ports| Ports { blobs: Arc::new(blobs), uploads: Arc::new(door), ..ports });
    (harness, folder)
}

fn wanted(bytes: &[u8]) -> Value {
    let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"filename": "plan of a house.png", "format": "png", "bytes": bytes.len(), "sha256": sha256})
}

/// Sends a file as an upload says, wherever that is.
async fn put(harness: &Harness, upload: &Value, bytes: Vec<u8>) -> StatusCode {
    assert_eq!(upload["method"], "PUT");
    let url = upload["url"].as_str().unwrap();
    let headers = upload["headers"].as_object().unwrap();
    let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
    if url.starts_with('/') {
        let request = headers.fold(Request::put(url), |request, (name, value)| request.header(name, value));
        return harness.call(request.body(Body::from(bytes)).unwrap()).await.status;
    }
    let request = reqwest::Client::new().put(url);
    let request = headers.fold(request, |request, (name, value)| request.header(name, value));
    request.body(bytes).send().await.unwrap().status()
}

async fn open(harness: &Harness, wanted: &Value) -> Value {
    harness.post("/api/v1/uploads", wanted.clone()).await.data(201).clone()
}

async fn job_of(harness: &Harness, upload: &Value) -> Answer {
    harness.post("/api/v1/jobs", json!({"upload_id": upload["upload_id"]})).await
}

async fn job_count(harness: &Harness) -> usize {
    harness.get("/api/v1/jobs").await.data(200)["jobs"].as_array().unwrap().len()
}

/// The address with one digit of its secret or signature changed.
fn forged(url: &str) -> String {
    let at = url.find("secret=").or_else(|| url.find("Signature=")).unwrap();
    let digit = at + url[at..].find('=').unwrap() + 1;
    let other = if &url[digit..=digit] == "0" { "1" } else { "0" };
    format!("{}{other}{}", &url[..digit], &url[digit + 1..])
}

/// What every door must do.
async fn conforms(harness: &Harness) {
    let plan = drawings::plan_png();
    let upload = open(harness, &wanted(&plan)).await;
    assert!(upload["expires_at"].as_str().unwrap().parse::<Timestamp>().unwrap() > Timestamp::now());
    job_of(harness, &upload).await.error(400, "INVALID_REQUEST");
    assert_eq!(job_count(harness).await, 0);

    assert_eq!(put(harness, &upload, plan.clone()).await, 200);
    let created = job_of(harness, &upload).await;
    let job = created.data(201);
    let job_id = job["job_id"].as_str().unwrap();
    assert_eq!(job["blueprint_s3_key"], format!("blueprints/{job_id}/plan_of_a_house.png"));
    assert_eq!(job["blueprint_hash"], wanted(&plan)["sha256"]);
    let stored = harness.get(&format!("/api/v1/jobs/{job_id}/blueprint")).await;
    assert_eq!(stored.bytes, plan);
    harness.preview(job_id).await.data(200);

    let again = job_of(harness, &upload).await;
    assert_eq!(again.error(404, "NOT_FOUND")["details"]["field"], "upload_id", "an upload becomes one job");

    let mut other = plan.clone();
    *other.last_mut().unwrap() ^= 1;
    for wrong in [other, plan[1..].to_vec(), [plan.as_slice(), b"more"].concat()] {
        let upload = open(harness, &wanted(&plan)).await;
        assert!(put(harness, &upload, wrong).await.is_client_error());
        job_of(harness, &upload).await.error(400, "INVALID_REQUEST");
    }
    let mut upload = open(harness, &wanted(&plan)).await;
    let forged = forged(upload["url"].as_str().unwrap());
    assert_ne!(upload["url"], forged);
    upload["url"] = forged.into();
    assert_eq!(put(harness, &upload, plan.clone()).await, 403);
    job_of(harness, &upload).await.error(400, "INVALID_REQUEST");

    let upload = open(harness, &json!({"format": "png", "bytes": 10})).await;
    assert_eq!(put(harness, &upload, b"not a plan".to_vec()).await, 200);
    job_of(harness, &upload).await.error(400, "INVALID_FILE_FORMAT");
    assert_eq!(job_count(harness).await, 1, "of all that was refused nothing became a job");
}

#[tokio::test]
async fn through_the_services_own_door() {
    let harness = Harness::embedded();
    conforms(&harness).await;
    let left: Vec<_> = harness.stored_files().into_iter().filter(|key| key.ends_with("/file")).collect();
    assert_eq!(left.len(), 1, "only what was no plan waits for its end: {left:?}");
}

#[tokio::test]
async fn through_a_door_to_s3() {
    let (harness, _folder) = with_s3().await;
    conforms(&harness).await;
    let own = harness.call(Request::put("/api/v1/uploads/upload_1?secret=").body(Body::empty()).unwrap()).await;
    own.error(404, "NOT_FOUND");
}

#[tokio::test]
async fn a_presigned_address_ends() {
    let folder = tempfile::tempdir().unwrap();
    let account = Account::at(&strict_s3(folder.path()).await, &Deadlines::default()).await;
    let bucket = account.settings.blueprints_bucket;
    account.clients.s3.create_bucket().bucket(&bucket).send().await.unwrap();
    let now = Timestamp::now();
    let ticket = ticket(now + SignedDuration::from_secs(1));
    let door = S3Door::new(account.clients.s3, bucket);
    let request = door.open(&UploadId::new(), &ticket, &Secret::new(), now).await.unwrap();
    let send = || {
        let call = reqwest::Client::new().put(&request.url).body("abc");
        request.headers.iter().fold(call, |call, (name, value)| call.header(name, value)).send()
    };
    assert_eq!(send().await.unwrap().status(), 200);
    tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
    assert_eq!(send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn what_is_large_is_fetched_from_s3_itself() {
    let (harness, _folder) = with_s3().await;
    // A plan of many megabytes: what no compression makes smaller.
    let mut noise = Sha256::digest(b"seed").to_vec();
    let grain = image::GrayImage::from_fn(2400, 2400, |_, _| {
        if noise.len() < 2 {
            noise = Sha256::digest(&noise).to_vec();
        }
        image::Luma([noise.pop().unwrap()])
    });
    let large = drawings::encoded(grain, image::ImageFormat::Png);
    assert!(large.len() > api::limits::MAX_CARRIED_BYTES);
    let job_id = harness.job_for(large.clone()).await;
    let answer = harness.get(&format!("/api/v1/jobs/{job_id}/blueprint")).await;
    assert_eq!(answer.status, 302);
    let address = answer.headers["location"].to_str().unwrap();
    let file = reqwest::get(address).await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(file.bytes().await.unwrap(), large);
}

#[tokio::test]
async fn what_cannot_become_an_upload_is_refused_by_its_field() {
    let harness = Harness::embedded();
    let zeros = "0".repeat(64);
    for (body, status, code, field) in [
        (json!({"format": "gif", "bytes": 1}), 400, "INVALID_FILE_FORMAT", "format"),
        (json!({"format": "png"}), 400, "INVALID_REQUEST", "bytes"),
        (json!({"format": "png", "bytes": 0}), 400, "INVALID_REQUEST", "bytes"),
        (json!({"format": "png", "bytes": 1, "sha256": "ab"}), 400, "INVALID_REQUEST", "sha256"),
        (json!({"format": "png", "bytes": 1, "sha256": format!("g{}", &zeros[1..])}), 400, "INVALID_REQUEST", "sha256"),
        (json!({"format": "png", "bytes": 1, "colour": 1}), 400, "INVALID_REQUEST", "colour"),
    ] {
        let refused = harness.post("/api/v1/uploads", body.clone()).await;
        assert_eq!(refused.error(status, code)["details"]["field"], field, "{body}");
    }
    let too_large = json!({"format": "png", "bytes": 50 * 1024 * 1024 + 1});
    harness.post("/api/v1/uploads", too_large).await.error(413, "FILE_TOO_LARGE");
    harness.assert_nothing_stored();
    for upload_id in ["", "upload_", "../../x", "upload_0123456789abcdef0123456789abcdef"] {
        harness.post("/api/v1/jobs", json!({"upload_id": upload_id})).await.error(404, "NOT_FOUND");
    }
    let both = json!({"upload_id": "upload_1", "blueprint": {"file": "", "format": "png"}});
    harness.post("/api/v1/jobs", both).await.error(400, "INVALID_REQUEST");
}

#[tokio::test]
async fn an_upload_is_its_owners_alone() {
    let harness = Harness::with(|ports| Ports { auth: Arc::new(NamedByHeader), ..ports });
    let ask = |owner: &str, path: &str, body: Value| {
        let mut request = json_request(Method::POST, path, &body);
        request.headers_mut().insert("x-owner", owner.parse().unwrap());
        harness.call(request)
    };
    let plan = drawings::plan_png();
    let upload = ask("anna", "/api/v1/uploads", wanted(&plan)).await.data(201).clone();
    assert_eq!(put(&harness, &upload, plan).await, 200);
    let body = json!({"upload_id": upload["upload_id"]});
    ask("berta", "/api/v1/jobs", body.clone()).await.error(404, "NOT_FOUND");
    ask("anna", "/api/v1/jobs", body).await.data(201);
}

#[tokio::test]
async fn an_upload_ends_and_is_swept() {
    let seconds = Arc::new(AtomicI64::new(0));
    let told = Arc::clone(&seconds);
    let start = Timestamp::now();
    let clock = Clock::telling(move || start + SignedDuration::from_secs(told.load(Ordering::SeqCst)));
    let harness = Harness::built(Deadlines::default(), clock.clone(), RateLimit::default(), |ports| ports);
    let plan = drawings::plan_png();
    let filled = open(&harness, &wanted(&plan)).await;
    let empty = open(&harness, &wanted(&plan)).await;
    assert_eq!(put(&harness, &filled, plan.clone()).await, 200);
    harness.ports.uploads.sweep(clock.now()).await.unwrap();
    assert_eq!(harness.stored_files().len(), 3, "nothing is swept before its time");

    seconds.store(3600, Ordering::SeqCst);
    job_of(&harness, &filled).await.error(404, "NOT_FOUND");
    assert_eq!(put(&harness, &empty, plan).await, 403);
    harness.ports.uploads.sweep(clock.now()).await.unwrap();
    harness.assert_nothing_stored();
}

#[tokio::test]
async fn a_store_that_is_down_creates_nothing() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let deadlines = Deadlines { store: std::time::Duration::from_millis(300), ..Deadlines::default() };
        let harness = Harness::built(deadlines, Clock::of_system(), RateLimit::default(), |ports| Ports {
            blobs: Faulty::new(ports.blobs, &faults),
            ..ports
        });
        let plan = drawings::plan_png();
        faults.set("*", fault);
        let refused = harness.post("/api/v1/uploads", wanted(&plan)).await;
        assert!(refused.headers.contains_key("retry-after"));
        refused.error(503, "SERVICE_UNAVAILABLE");
        faults.mend();
        harness.assert_nothing_stored();

        let upload = open(&harness, &wanted(&plan)).await;
        faults.set("*", fault);
        assert_eq!(put(&harness, &upload, plan.clone()).await, 503, "{fault:?}");
        faults.mend();
        assert_eq!(put(&harness, &upload, plan).await, 200);
        faults.set("*", fault);
        job_of(&harness, &upload).await.error(503, "SERVICE_UNAVAILABLE");
        faults.mend();
        assert_eq!(job_count(&harness).await, 0);
        job_of(&harness, &upload).await.data(201);
    }
}
