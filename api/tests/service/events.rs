//! Events of a job: stages in order, an end, and bounds on how long and how many.

use std::sync::Arc;
use std::time::Duration;

use api::clock::Clock;
use api::limits::{Deadlines, MAX_EVENT_STREAMS_PER_OWNER, RateLimit};
use api::{Ports, Service, router};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use futures_util::StreamExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::support::fakes::{Blind, CountingAnalyzer, Fault, Faults};
use crate::support::{Harness, drawings, embedded_ports};

/// A service whose analyzer takes its time.
fn slow(faults: &Faults, takes: Duration, deadlines: Deadlines) -> Harness {
    Harness::built(deadlines, Clock::of_system(), RateLimit::default(), |ports| Ports {
        analyzer: CountingAnalyzer::new(faults, takes),
        ..ports
    })
}

fn events_of(job_id: &str) -> Request<Body> {
    Request::get(format!("/api/v1/jobs/{job_id}/events")).body(Body::empty()).unwrap()
}

/// Every event until the stream ends: its name and its data.
async fn watched(router: &Router, job_id: &str) -> Vec<(String, Value)> {
    let response = router.clone().oneshot(events_of(job_id)).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    let mut text = String::new();
    let mut body = response.into_body().into_data_stream();
    while let Some(chunk) = body.next().await {
        text.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
    }
    let field = |event: &str, name: &str| {
        event.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest.trim_start_matches(": ").to_owned())
    };
    let named = |event: &str| Some((field(event, "event")?, serde_json::from_str(&field(event, "data")?).unwrap()));
    text.split("\n\n").filter_map(named).collect()
}

fn stages(events: &[(String, Value)]) -> Vec<&str> {
    let mut stages: Vec<&str> = events.iter().map(|(_, data)| data["stage"].as_str().unwrap()).collect();
    stages.dedup();
    stages
}

#[track_caller]
fn assert_goes_forward(events: &[(String, Value)]) {
    let shares: Vec<f64> = events.iter().map(|(_, data)| data["progress"].as_f64().unwrap()).collect();
    assert!(shares.is_sorted() && shares.iter().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_seen_stage_by_stage_until_it_is_made() {
    let harness = slow(&Faults::default(), Duration::from_secs(2), Deadlines::default());
    let job_id = harness.job_for(drawings::plan_png()).await;
    let watching = tokio::spawn({
        let (router, job_id) = (harness.router.clone(), job_id.clone());
        async move { watched(&router, &job_id).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    harness.preview(&job_id).await.data(200);
    let events = tokio::time::timeout(Duration::from_secs(20), watching).await.expect("the stream ends").unwrap();

    let (last, before) = events.split_last().unwrap();
    assert!(before.iter().all(|(name, data)| name == "progress" && data["job_id"] == job_id.as_str()));
    assert_eq!(
        (last.0.as_str(), &last.1["status"], &last.1["progress"]),
        ("completed", &"completed".into(), &1.0.into())
    );
    let seen = stages(&events);
    assert!(seen.starts_with(&["upload", "reading", "line_work"]) && seen.ends_with(&["preview"]), "{seen:?}");
    assert_goes_forward(&events);

    // Who comes late hears the end at once.
    let late = watched(&harness.router, &job_id).await;
    assert_eq!(late.len(), 1);
    assert_eq!(late[0].0, "completed");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_instance_sees_the_stages_too() {
    let harness = slow(&Faults::default(), Duration::from_secs(3), Deadlines::default());
    let ports = embedded_ports(harness.folder(), Deadlines::default());
    let other = router(Service::new(ports, Clock::of_system(), Deadlines::default(), RateLimit::default()));
    let job_id = harness.job_for(drawings::plan_png()).await;
    let (events, _) = tokio::join!(watched(&other, &job_id), harness.preview(&job_id));
    let seen = stages(&events);
    for stage in ["reading", "line_work", "preview"] {
        assert!(seen.contains(&stage), "{seen:?}");
    }
    assert_eq!(events.last().unwrap().0, "completed");
    assert_goes_forward(&events);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_that_fails_says_so_and_why() {
    let faults = Faults::default();
    let harness = Harness::with(|ports| Ports {
        analyzer: CountingAnalyzer::new(&faults, Duration::ZERO),
        inspector: Arc::new(Blind(ports.inspector)),
        ..ports
    });
    let job_id = harness.job_for(drawings::plan_png()).await;
    faults.set("analyze", Fault::Fails);
    let (events, answer) = tokio::join!(watched(&harness.router, &job_id), harness.preview(&job_id));
    answer.error(502, "TEXTRACT_ANALYSIS_FAILED");
    let (name, data) = events.last().unwrap();
    assert_eq!((name.as_str(), &data["status"]), ("failed", &"failed".into()));
    assert!(data["error"].as_str().unwrap().contains("TEXTRACT_ANALYSIS_FAILED"));
    assert!(!data.to_string().contains("secret-host-name"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_deleted_ends_its_streams() {
    let harness = Harness::embedded();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let delete = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        harness.call(Request::delete(format!("/api/v1/jobs/{job_id}")).body(Body::empty()).unwrap()).await
    };
    let (events, _) = tokio::join!(watched(&harness.router, &job_id), delete);
    assert_eq!(events.last().unwrap().0, "failed");
    harness.call(events_of(&job_id)).await.error(404, "JOB_NOT_FOUND");
    harness.get("/api/v1/jobs/x/events").await.error(400, "INVALID_JOB_ID");
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_are_bounded_in_time_and_number() {
    let deadlines = Deadlines { events: Duration::from_millis(300), ..Deadlines::default() };
    let harness = slow(&Faults::default(), Duration::ZERO, deadlines);
    let job_id = harness.job_for(drawings::plan_png()).await;
    let events = tokio::time::timeout(Duration::from_secs(5), watched(&harness.router, &job_id)).await;
    assert_eq!(events.expect("it ends by itself").len(), 1, "nothing happened but that the job is pending");

    let mut held = Vec::new();
    for _ in 0..MAX_EVENT_STREAMS_PER_OWNER {
        let response = harness.router.clone().oneshot(events_of(&job_id)).await.unwrap();
        assert_eq!(response.status(), 200);
        held.push(response);
    }
    harness.call(events_of(&job_id)).await.error(429, "RATE_LIMIT_EXCEEDED");
    held.pop();
    assert_eq!(harness.router.clone().oneshot(events_of(&job_id)).await.unwrap().status(), 200, "one is free again");
}
