//! The table "When a part fails", row by row, each part failing and hanging.

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::Ports;
use api::clock::Clock;
use api::limits::{Deadlines, RateLimit};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::fakes::{Blind, CountingAnalyzer, Fault, Faults, Faulty};
use crate::support::{Answer, Harness, drawings};

/// Deadlines short enough to wait for. Those of real work stay long: these tests are about hanging fakes.
fn impatient() -> Deadlines {
    let short = Duration::from_millis(300);
    Deadlines {
        analysis: Duration::from_secs(2),
        queue: Duration::from_secs(1),
        store: short,
        cache: short,
        probe: short,
        ..Deadlines::default()
    }
}

/// A service whose analyzer counts, and ports changed by the test.
fn harness(faults: &Faults, change: impl FnOnce(Ports, &Faults) -> Ports) -> (Harness, Arc<CountingAnalyzer>) {
    let analyzer_faults = faults.clone();
    let mut analyzer = None;
    let harness = Harness::built(impatient(), Clock::of_system(), RateLimit::default(), |ports| {
        let counting = CountingAnalyzer::new(&analyzer_faults, Duration::ZERO);
        analyzer = Some(Arc::clone(&counting));
        change(Ports { analyzer: counting, ..ports }, faults)
    });
    (harness, analyzer.unwrap())
}

fn warnings(answer: &Answer) -> Vec<String> {
    let warnings = answer.data(200)["warnings"].as_array().unwrap();
    warnings.iter().map(|warning| warning["code"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn analyzer_down_gives_line_work_alone_and_is_not_cached() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let (harness, analyzer) = harness(&faults, |ports, _| ports);
        let job_id = harness.job_for(drawings::plan_png()).await;
        faults.set("analyze", fault);

        let partial = harness.preview(&job_id).await;
        let preview = partial.data(200);
        assert_eq!(preview["partial"], true, "{fault:?}");
        assert!(!preview["rooms"].as_array().unwrap().is_empty());
        assert!(preview.get("s3_key").is_none());
        let warning = preview["warnings"].as_array().unwrap().iter().find(|w| w["code"] == "TEXTRACT_UNAVAILABLE");
        assert!(warning.unwrap()["message"].as_str().unwrap().contains("Textract"));
        harness.get(&format!("/api/v1/jobs/{job_id}/preview")).await.error(404, "PREVIEW_NOT_FOUND");

        faults.mend();
        let full = harness.preview(&job_id).await;
        assert_eq!(full.data(200)["partial"], false, "back up, it is full");
        assert_eq!(analyzer.calls(), 2);
    }
}

#[tokio::test]
async fn analyzer_down_and_no_line_work_either_is_a_502() {
    let faults = Faults::default();
    let (harness, _) = harness(&faults, |ports, _| Ports { inspector: Arc::new(Blind(ports.inspector)), ..ports });
    let job_id = harness.job_for(drawings::plan_png()).await;
    faults.set("analyze", Fault::Fails);
    harness.preview(&job_id).await.error(502, "TEXTRACT_ANALYSIS_FAILED");
    let job = harness.get(&format!("/api/v1/jobs/{job_id}")).await;
    assert_eq!(job.data(200)["status"], "failed");
    assert!(job.data(200)["error"].as_str().unwrap().contains("TEXTRACT_ANALYSIS_FAILED"));
    assert!(!job.json.to_string().contains("secret-host-name"), "what the analyzer said stays in the logs");
}

#[tokio::test]
async fn preview_cache_down_costs_a_warning() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let (harness, analyzer) =
            harness(&faults, |ports, faults| Ports { previews: Faulty::new(ports.previews, faults), ..ports });
        let job_id = harness.job_for(drawings::plan_png()).await;

        faults.set("put", fault);
        let unwritten = harness.preview(&job_id).await;
        assert!(warnings(&unwritten).contains(&"PREVIEW_NOT_CACHED".to_owned()), "{fault:?}");
        assert_eq!(unwritten.data(200)["partial"], false);

        faults.mend();
        faults.set("get", fault);
        let unread = harness.preview(&job_id).await;
        assert!(warnings(&unread).contains(&"PREVIEW_CACHE_UNAVAILABLE".to_owned()), "{fault:?}");
        assert_eq!(analyzer.calls(), 1, "the stored analysis does");

        faults.mend();
        let cached = harness.preview(&job_id).await;
        assert!(warnings(&cached).iter().all(|code| !code.contains("CACHE")), "warnings of others are not cached");
    }
}

#[tokio::test]
async fn ledger_down_costs_nothing() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let (harness, _) =
            harness(&faults, |ports, faults| Ports { ledger: Faulty::new(ports.ledger, faults), ..ports });
        let job_id = harness.job_for(drawings::plan_png()).await;
        faults.set("claim", fault);
        faults.set("finish", fault);
        assert_eq!(harness.preview(&job_id).await.data(200)["partial"], false);
    }
}

#[tokio::test]
async fn an_analysis_that_cannot_be_stored_costs_a_warning() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let (harness, _) = harness(&faults, |ports, faults| Ports { blobs: Faulty::new(ports.blobs, faults), ..ports });
        let job_id = harness.job_for(drawings::plan_png()).await;
        faults.set("put analysis", fault);
        let preview = harness.preview(&job_id).await;
        assert!(warnings(&preview).contains(&"ANALYSIS_NOT_STORED".to_owned()), "{fault:?}");
        assert!(preview.data(200).get("s3_key").is_none());
        assert_eq!(preview.data(200)["partial"], false);
    }
}

#[tokio::test]
async fn blueprint_store_down_is_a_503_and_nothing_half_created() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let (harness, _) = harness(&faults, |ports, faults| Ports { blobs: Faulty::new(ports.blobs, faults), ..ports });
        let job_id = harness.job_for(drawings::plan_png()).await;

        faults.set("put", fault);
        let refused = harness.upload("image/png", drawings::plan_png_of(1)).await;
        assert!(refused.headers.contains_key("retry-after"));
        assert!(!refused.error(503, "SERVICE_UNAVAILABLE").to_string().contains("secret-host-name"));
        faults.mend();
        assert_eq!(harness.get("/api/v1/jobs").await.data(200)["jobs"].as_array().unwrap().len(), 1);
        assert_eq!(harness.stored_files().len(), 1);

        faults.set("get", fault);
        harness.preview(&job_id).await.error(503, "SERVICE_UNAVAILABLE");
        harness.get(&format!("/api/v1/jobs/{job_id}/blueprint")).await.error(503, "SERVICE_UNAVAILABLE");
        faults.mend();
        harness.preview(&job_id).await.data(200);

        faults.set("delete", fault);
        let delete = || Request::delete(format!("/api/v1/jobs/{job_id}")).body(Body::empty()).unwrap();
        harness.call(delete()).await.error(503, "SERVICE_UNAVAILABLE");
        faults.mend();
        harness.get(&format!("/api/v1/jobs/{job_id}/blueprint")).await;
        harness.call(delete()).await.data(200);
        harness.assert_nothing_stored();
    }
}

#[tokio::test]
async fn job_store_down_is_a_503_and_nothing_half_created() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let (harness, analyzer) =
            harness(&faults, |ports, faults| Ports { jobs: Faulty::new(ports.jobs, faults), ..ports });
        let job_id = harness.job_for(drawings::plan_png()).await;

        faults.set("create", fault);
        let refused = harness.upload("image/png", drawings::plan_png_of(1)).await;
        refused.error(503, "SERVICE_UNAVAILABLE");
        assert!(refused.headers.contains_key("retry-after"));
        assert_eq!(harness.stored_files().len(), 1, "the blueprint went with the job");

        for operation in ["get", "list", "advance"] {
            faults.mend();
            faults.set(operation, fault);
            let answer = match operation {
                "list" => harness.get("/api/v1/jobs").await,
                _ => harness.preview(&job_id).await,
            };
            answer.error(503, "SERVICE_UNAVAILABLE");
        }
        assert_eq!(analyzer.calls(), 0, "nothing is spent on a job that cannot be moved");
        faults.mend();
        harness.preview(&job_id).await.data(200);
    }
}

#[tokio::test]
async fn health_answers_under_a_second_and_names_the_part() {
    for fault in [Fault::Fails, Fault::Hangs] {
        let faults = Faults::default();
        let (harness, _) = harness(&faults, |ports, faults| Ports { jobs: Faulty::new(ports.jobs, faults), ..ports });
        let healthy = harness.get("/api/v1/health").await;
        assert_eq!(healthy.data(200)["ports"]["jobs"], "ok");

        faults.set("probe", fault);
        let started = Instant::now();
        let sick = harness.get("/api/v1/health").await;
        assert!(started.elapsed() < Duration::from_secs(1), "the contract's own bound");
        let state: &Value = &sick.error(503, "SERVICE_UNAVAILABLE")["details"]["ports"];
        assert_eq!(state["jobs"], if fault == Fault::Fails { "down" } else { "timeout" });
        assert_eq!(state["blobs"], "ok");
    }
}

#[tokio::test]
async fn too_many_requests_are_told_when_to_come_back() {
    let rate = RateLimit { burst: 2, per_minute: 1 };
    let harness = Harness::built(Deadlines::default(), Clock::of_system(), rate, |ports| ports);
    let analysis = json!({"format_version": 1, "analyzer": {"name": "none"}, "text_blocks": [], "layout_blocks": [],
                          "metadata": {"pages": 1}});
    for _ in 0..2 {
        harness.post("/api/v1/detect", json!({"analysis": analysis})).await.data(200);
    }
    let refused = harness.post("/api/v1/detect", json!({"analysis": analysis})).await;
    refused.error(429, "RATE_LIMIT_EXCEEDED");
    let seconds: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=61).contains(&seconds), "{seconds}");
    harness.get("/api/v1/jobs").await.data(200);
}
