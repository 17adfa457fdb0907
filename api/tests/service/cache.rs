//! The preview cache: a hit before any analysis, an hour and no longer, each answer its asker's own.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use api::clock::Clock;
use api::limits::{Deadlines, RateLimit};
use api::previews::PreviewKey;
use api::{Ports, Service};
use jiff::Timestamp;

use crate::support::fakes::{CountingAnalyzer, Faults};
use crate::support::{Harness, drawings};

/// A clock that stands still until it is turned.
#[derive(Clone, Default)]
struct Hand(Arc<AtomicI64>);

impl Hand {
    fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn clock(&self) -> Clock {
        let hand = self.clone();
        Clock::telling(move || Timestamp::from_second(1_705_314_600 + hand.0.load(Ordering::SeqCst)).unwrap())
    }
}

fn harness(hand: &Hand) -> (Harness, Arc<CountingAnalyzer>) {
    let mut analyzer = None;
    let harness = Harness::built(Deadlines::default(), hand.clock(), RateLimit::default(), |ports| {
        let counting = CountingAnalyzer::new(&Faults::default(), Duration::ZERO);
        analyzer = Some(Arc::clone(&counting));
        Ports { analyzer: counting, ..ports }
    });
    (harness, analyzer.unwrap())
}

#[tokio::test]
async fn the_same_bytes_under_another_job_come_from_the_cache_as_its_own() {
    let hand = Hand::default();
    let (harness, analyzer) = harness(&hand);
    let first = harness.job_for(drawings::plan_png()).await;
    let made = harness.preview(&first).await;
    let second = harness.job_for(drawings::plan_png()).await;
    assert_ne!(first, second);
    let cached = harness.preview(&second).await;
    let preview = cached.data(200);
    assert_eq!(preview["job_id"], second.as_str());
    assert_eq!(preview["rooms"], made.data(200)["rooms"]);
    assert_eq!(preview["s3_key"], format!("cache/textract/{second}/analysis.json"));
    assert_eq!(preview["timing_metrics"]["textract_analysis_seconds"], 0.0);
    assert!(preview["processing_time_seconds"].as_f64().unwrap() > 0.0);
    assert_eq!(analyzer.calls(), 1);
    assert_eq!(harness.get(&format!("/api/v1/jobs/{second}")).await.data(200)["status"], "completed");
}

#[tokio::test]
async fn an_hour_later_it_is_a_miss_and_the_stored_analysis_does() {
    let hand = Hand::default();
    let (harness, analyzer) = harness(&hand);
    let job_id = harness.job_for(drawings::plan_png()).await;
    harness.preview(&job_id).await.data(200);
    let path = format!("/api/v1/jobs/{job_id}/preview");
    hand.turn(3599);
    harness.get(&path).await.data(200);
    hand.turn(1);
    harness.get(&path).await.error(404, "PREVIEW_NOT_FOUND");
    harness.preview(&job_id).await.data(200);
    harness.get(&path).await.data(200);
    assert_eq!(analyzer.calls(), 1, "nobody pays twice for one document");
}

#[tokio::test]
async fn a_document_whose_previews_have_expired_is_not_analysed_again_for_another_job() {
    let hand = Hand::default();
    let (harness, analyzer) = harness(&hand);
    let first = harness.job_for(drawings::plan_png()).await;
    harness.preview(&first).await.data(200);
    hand.turn(7200);
    let second = harness.job_for(drawings::plan_png()).await;
    harness.preview(&second).await.data(200);
    assert_eq!(analyzer.calls(), 1);

    // Once the jobs and their analyses are gone, it is.
    for job_id in [&first, &second] {
        let delete = axum::http::Request::delete(format!("/api/v1/jobs/{job_id}"));
        harness.call(delete.body(axum::body::Body::empty()).unwrap()).await.data(200);
    }
    let third = harness.job_for(drawings::plan_png()).await;
    harness.preview(&third).await.data(200);
    assert_eq!(analyzer.calls(), 2);
}

#[tokio::test]
async fn another_version_of_the_detector_is_a_miss() {
    let hand = Hand::default();
    let (harness, _) = harness(&hand);
    let job_id = harness.job_for(drawings::plan_png()).await;
    harness.preview(&job_id).await.data(200);
    let job = harness.get(&format!("/api/v1/jobs/{job_id}")).await;
    let hash = job.data(200)["blueprint_hash"].as_str().unwrap().to_owned();
    let (job_id, now) = (job_id.parse().unwrap(), hand.clock().now());
    let under = |version: &str| PreviewKey::new(&hash, version);
    assert_eq!(under("v").as_str(), format!("preview:{hash}:v"));
    let get = async |version: &str| harness.ports.previews.get(&under(version), &job_id, now).await.unwrap();
    assert!(get(shared::MODEL_VERSION).await.is_some());
    assert!(get("another").await.is_none());
}

#[tokio::test]
async fn a_job_past_its_seven_days_is_gone_and_swept_with_its_files() {
    let hand = Hand::default();
    let (harness, _) = harness(&hand);
    let job_id = harness.job_for(drawings::plan_png()).await;
    hand.turn(7 * 24 * 3600);
    harness.get(&format!("/api/v1/jobs/{job_id}")).await.error(404, "JOB_NOT_FOUND");
    assert_eq!(harness.get("/api/v1/jobs").await.data(200)["jobs"].as_array().unwrap().len(), 0);

    let service = Service::new(harness.ports.clone(), hand.clock(), Deadlines::default(), RateLimit::default());
    for job in harness.ports.jobs.expired(10, hand.clock().now()).await.unwrap() {
        api::routes::delete_stored(&service, &job).await.unwrap();
    }
    harness.assert_nothing_stored();
}
