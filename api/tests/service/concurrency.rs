//! Many callers at once.

use std::sync::Arc;
use std::time::Duration;

use api::clock::Clock;
use api::limits::{Deadlines, RateLimit};
use api::{Ports, Service, router};
use futures_util::future::join_all;

use crate::support::fakes::{CountingAnalyzer, Faults};
use crate::support::{Harness, drawings};

fn counting() -> (Harness, Arc<CountingAnalyzer>) {
    let mut analyzer = None;
    let harness = Harness::with(|ports| {
        let slow = Duration::from_millis(300);
        let counting = CountingAnalyzer::new(&Faults::default(), slow);
        analyzer = Some(Arc::clone(&counting));
        Ports { analyzer: counting, ..ports }
    });
    (harness, analyzer.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_previews_of_one_job_cause_one_analysis() {
    let (harness, analyzer) = counting();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let answers = join_all((0..50).map(|_| harness.preview(&job_id))).await;
    for answer in &answers {
        assert_eq!(answer.data(200)["rooms"], answers[0].data(200)["rooms"]);
    }
    assert_eq!(analyzer.calls(), 1);
    assert_eq!(harness.get(&format!("/api/v1/jobs/{job_id}")).await.data(200)["status"], "completed");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_jobs_with_the_same_bytes_cause_one_analysis_and_each_has_its_own_copy() {
    let (harness, analyzer) = counting();
    let mut jobs = Vec::new();
    for _ in 0..50 {
        jobs.push(harness.job_for(drawings::plan_png()).await);
    }
    let answers = join_all(jobs.iter().map(|job_id| harness.preview(job_id))).await;
    for (job_id, answer) in jobs.iter().zip(&answers) {
        assert_eq!(answer.data(200)["job_id"], job_id.as_str());
        assert_eq!(answer.data(200)["s3_key"], format!("cache/textract/{job_id}/analysis.json"));
        assert!(answer.data(200)["processing_time_seconds"].as_f64().unwrap() > 0.0);
        let results = harness.get(&format!("/api/v1/jobs/{job_id}/textract-results")).await;
        assert_eq!(results.data(200)["job_id"], job_id.as_str());
    }
    assert_eq!(analyzer.calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_over_the_same_stores_cause_one_analysis() {
    let (first, analyzer) = counting();
    // A second pipeline with connections of its own over the same folder, as another process has.
    let own = crate::support::embedded_ports(first.folder(), Deadlines::default());
    let ports = Ports { analyzer: Arc::clone(&analyzer) as _, ..own };
    let service = Service::new(ports, Clock::of_system(), Deadlines::default(), RateLimit::default());
    let second = router(service);

    let jobs = [first.job_for(drawings::plan_png()).await, first.job_for(drawings::plan_png()).await];
    let of_second = |job_id: &str| {
        let path = format!("/api/v1/jobs/{job_id}/preview");
        let request = axum::http::Request::post(path).body(axum::body::Body::empty()).unwrap();
        tower::ServiceExt::oneshot(second.clone(), request)
    };
    let (answers, others) = tokio::join!(
        join_all((0..25).map(|i| first.preview(&jobs[i % 2]))),
        join_all((0..25).map(|i| of_second(&jobs[i % 2]))),
    );
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert!(others.iter().all(|answer| answer.as_ref().unwrap().status() == 200));
    assert_eq!(analyzer.calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_hangs_up_leaves_a_finished_job_behind() {
    let (harness, analyzer) = counting();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let impatient = tokio::time::timeout(Duration::from_millis(50), harness.preview(&job_id)).await;
    assert!(impatient.is_err(), "gone before the analysis was there");
    let finished = async {
        while harness.get(&format!("/api/v1/jobs/{job_id}")).await.data(200)["status"] != "completed" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), finished).await.expect("the preview is made all the same");
    assert_eq!(analyzer.calls(), 1);
}
