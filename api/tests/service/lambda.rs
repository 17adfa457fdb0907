//! The service as a function: both entries, in this process.

use std::time::{Duration, SystemTime};

use api::Ports;
use api::clock::Clock;
use api::error::ApiError;
use api::lambda::answer;
use api::limits::{Deadlines, RateLimit};
use api::{Service, router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_body_util::BodyExt;
use lambda_http::{Context, RequestExt};
use serde_json::{Value, json};
use shared::error::ErrorCode;

use crate::support::fakes::{CountingAnalyzer, Fault, Faults};
use crate::support::{Harness, drawings};

fn service(harness: &Harness) -> Service {
    Service::new(harness.ports.clone(), Clock::of_system(), Deadlines::default(), RateLimit::default())
}

/// What the second entry answers to an event that it has half a minute for.
async fn preview(service: &Service, owner: &str, event: Value) -> Result<Value, ApiError> {
    api::lambda::preview(service, owner, event, SystemTime::now() + Duration::from_secs(30)).await
}

/// A request as API Gateway hands it over (payload format 2.0).
fn event(method: &str, path: &str, content_type: &str, body: &[u8]) -> lambda_http::Request {
    let event = json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": {"host": "127.0.0.1", "content-type": content_type},
        "requestContext": {
            "accountId": "1", "apiId": "a", "domainName": "a.example", "domainPrefix": "a", "requestId": "r",
            "routeKey": "$default", "stage": "$default", "time": "now", "timeEpoch": 0,
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test"},
        },
        "body": STANDARD.encode(body), "isBase64Encoded": true,
    });
    let mut context = Context::default();
    let deadline = SystemTime::now() + Duration::from_secs(30);
    context.deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis() as u64;
    lambda_http::request::from_str(&event.to_string()).unwrap().with_lambda_context(context)
}

async fn by_http(service: &Service, method: &str, path: &str, content_type: &str, body: &[u8]) -> (u16, Value) {
    let response = answer(router(service.clone()), event(method, path, content_type, body)).await;
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap())
}

/// A preview without what differs from call to call: its times.
fn timeless(mut preview: Value) -> Value {
    for field in ["processing_time_seconds", "timing_metrics", "timestamp"] {
        assert!(!preview[field].is_null(), "{field}");
        preview.as_object_mut().unwrap().remove(field);
    }
    preview
}

#[tokio::test(flavor = "multi_thread")]
async fn both_entries_give_the_same_preview() {
    let harness = Harness::embedded();
    let service = service(&harness);
    let (status, job) = by_http(&service, "POST", "/api/v1/jobs", "image/png", &drawings::plan_png()).await;
    assert_eq!(status, 201, "{job}");
    let job_id = job["data"]["job_id"].as_str().unwrap();

    let path = format!("/api/v1/jobs/{job_id}/preview");
    let (status, over_http) = by_http(&service, "POST", &path, "application/json", b"{}").await;
    assert_eq!(status, 200, "{over_http}");
    let over_http = timeless(over_http["data"].clone());
    assert!(!over_http["rooms"].as_array().unwrap().is_empty());

    let by_job = preview(&service, "archive", json!({"job_id": job_id})).await.unwrap();
    assert_eq!(timeless(by_job), over_http);
    let key = &job["data"]["blueprint_s3_key"];
    let by_key = preview(&service, "archive", json!({"blueprint_s3_key": key})).await.unwrap();
    assert_eq!(timeless(by_key), over_http);

    // Made by the event entry alone, for a file of the same content, it has the same rooms.
    let other = Harness::embedded();
    let service = self::service(&other);
    other.ports.blobs.put("archive/2019/plan-of-somebody.png", drawings::plan_png().into(), "image/png").await.unwrap();
    let made =
        preview(&service, "archive", json!({"blueprint_s3_key": "archive/2019/plan-of-somebody.png"})).await.unwrap();
    assert_eq!(made["rooms"], over_http["rooms"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_an_archive_gets_a_job_and_stays_where_it_is() {
    let harness = Harness::embedded();
    let service = service(&harness);
    let key = "archive/2019/north wing.PNG";
    let stored = "archive/2019/north.png";
    harness.ports.blobs.put(stored, drawings::plan_png().into(), "image/png").await.unwrap();
    let asked = json!({"blueprint_s3_key": stored, "answer": "summary"});
    let summary = preview(&service, "somebody", asked).await.unwrap();
    let job_id = summary["job_id"].as_str().unwrap();
    assert!(summary["rooms"].as_u64().unwrap() > 0);
    assert_eq!(summary["partial"], false);
    assert_eq!(summary["s3_key"], format!("cache/textract/{job_id}/analysis.json"));
    let kept = harness.ports.jobs.get(&job_id.parse().unwrap(), jiff::Timestamp::now()).await.unwrap().unwrap();
    assert_eq!(kept.owner, "somebody");
    assert!(kept.job.blueprint_s3_key.starts_with(&format!("blueprints/{job_id}/")));
    assert!(harness.ports.blobs.get(stored).await.unwrap().is_some(), "archives are only read");
    let absent = preview(&service, "somebody", json!({"blueprint_s3_key": key})).await.unwrap_err();
    assert!(!absent.message.contains("north"), "file names stay out of errors, which are logged");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_ask_for_nothing_are_told_so() {
    let harness = Harness::embedded();
    let service = service(&harness);
    harness.ports.blobs.put("archive/notes.txt", "no plan".into(), "text/plain").await.unwrap();
    for (event, code) in [
        (json!({}), ErrorCode::InvalidRequest),
        (json!([]), ErrorCode::InvalidRequest),
        (json!({"job_id": "x", "blueprint_s3_key": "y"}), ErrorCode::InvalidRequest),
        (json!({"job_id": 7}), ErrorCode::InvalidRequest),
        (json!({"job": "x"}), ErrorCode::InvalidRequest),
        (json!({"job_id": "../x"}), ErrorCode::InvalidJobId),
        (json!({"job_id": "job_20240115_abc123def456"}), ErrorCode::JobNotFound),
        (json!({"blueprint_s3_key": "archive/none.png"}), ErrorCode::InvalidRequest),
        (
            json!({"blueprint_s3_key": "cache/textract/job_20240115_abc123def456/analysis.json"}),
            ErrorCode::InvalidRequest,
        ),
        (json!({"blueprint_s3_key": "archive/notes.txt"}), ErrorCode::InvalidFileFormat),
    ] {
        let error = preview(&service, "archive", event.clone()).await.unwrap_err();
        assert_eq!(error.code, code, "{event}");
    }
}

/// Messages as SQS hands them over, `m0` and so on.
fn messages(bodies: &[String]) -> Value {
    let message = |(i, body): (usize, &String)| {
        json!({
            "messageId": format!("m{i}"), "receiptHandle": "r", "body": body, "attributes": {"ApproximateReceiveCount": "1"},
            "messageAttributes": {}, "md5OfBody": "", "eventSource": "aws:sqs", "awsRegion": "eu-central-1",
            "eventSourceARN": "arn:aws:sqs:eu-central-1:1:plans",
        })
    };
    json!({ "Records": bodies.iter().enumerate().map(message).collect::<Vec<_>>() })
}

fn failed(outcome: &Value) -> Vec<&str> {
    let failures = outcome["batchItemFailures"].as_array().unwrap();
    failures.iter().map(|failure| failure["itemIdentifier"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_queues_messages_those_that_failed_come_again_and_no_others() {
    let harness = Harness::embedded();
    let service = service(&harness);
    let job_id = harness.job_for(drawings::plan_png()).await;
    harness.ports.blobs.put("archive/north.png", drawings::plan_png().into(), "image/png").await.unwrap();
    let bodies = [
        json!({"job_id": job_id}).to_string(),
        json!({"job_id": "job_20240115_abc123def456"}).to_string(),
        "no event".to_owned(),
        json!({"blueprint_s3_key": "archive/north.png"}).to_string(),
        messages(&[json!({"job_id": job_id}).to_string()]).to_string(),
    ];
    let outcome = preview(&service, "archive", messages(&bodies)).await.unwrap();
    assert_eq!(failed(&outcome), ["m1", "m2", "m4"], "{outcome}");
    let kept = harness.ports.jobs.get(&job_id.parse().unwrap(), jiff::Timestamp::now()).await.unwrap().unwrap();
    assert_eq!(kept.job.status, shared::job::JobStatus::Completed);
    let none = preview(&service, "archive", messages(&[])).await.unwrap();
    assert_eq!(none, json!({"batchItemFailures": []}));

    let new = [json!({"job_id": harness.job_for(drawings::plan_png_of(77)).await}).to_string()];
    let no_time = SystemTime::now() + Duration::from_millis(600);
    let late = api::lambda::preview(&service, "archive", messages(&new), no_time).await.unwrap();
    assert_eq!(failed(&late), ["m0"], "what there was no time for is not lost");
    for strange in [json!({"Records": 7}), json!({"Records": [{"s3": {}}]})] {
        let error = preview(&service, "archive", strange).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidRequest);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_preview_is_partial_comes_again() {
    let faults = Faults::default();
    let harness = Harness::with(|ports| Ports { analyzer: CountingAnalyzer::new(&faults, Duration::ZERO), ..ports });
    let service = service(&harness);
    let job_id = harness.job_for(drawings::plan_png()).await;
    let asked = messages(&[json!({"job_id": job_id}).to_string()]);
    faults.set("analyze", Fault::Fails);
    let outcome = preview(&service, "archive", asked.clone()).await.unwrap();
    assert_eq!(failed(&outcome), ["m0"]);
    faults.mend();
    let outcome = preview(&service, "archive", asked).await.unwrap();
    assert_eq!(failed(&outcome), Vec::<&str>::new());
}
