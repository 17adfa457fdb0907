//! Everything that can go wrong at Textract. Rooms come from the line work in every case, and in time.

use std::time::Instant;

use tests::textract::{Fault, Script};

use super::{DEADLINE, PATIENCE, hasty_service, job_for, remarks, service, service_at};
use crate::support::drawings;

const ATTEMPTS: usize = super::ATTEMPTS as usize;

/// A fault that lasts, what is said of it, and how often Textract is called for it.
fn faults() -> Vec<(Fault, &'static str, usize)> {
    const DOWN: &str = "TEXTRACT_UNAVAILABLE";
    const REFUSED: &str = "TEXTRACT_REFUSED";
    vec![
        (Fault::code("BadDocumentException"), REFUSED, 1),
        (Fault::code("UnsupportedDocumentException"), REFUSED, 1),
        (Fault::code("DocumentTooLargeException"), REFUSED, 1),
        (Fault::code("InvalidParameterException"), REFUSED, 1),
        (Fault::code("InvalidS3ObjectException"), DOWN, 1),
        (Fault::code("AccessDeniedException"), DOWN, 1),
        (Fault::code("HumanLoopQuotaExceededException"), DOWN, 1),
        (Fault::code("ErrorOfTomorrowException"), DOWN, 1),
        (Fault::code("ThrottlingException"), DOWN, ATTEMPTS),
        (Fault::code("ProvisionedThroughputExceededException"), DOWN, ATTEMPTS),
        (Fault::code("InternalServerError"), DOWN, ATTEMPTS),
        (Fault::Status(503), DOWN, ATTEMPTS),
        (Fault::Malformed, DOWN, 1),
        (Fault::Strange, DOWN, 1),
        (Fault::Huge, DOWN, ATTEMPTS),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_leaves_the_rooms_of_the_line_work_and_is_not_cached() {
    let (harness, textract) = service().await;
    for (i, (fault, remark, attempts)) in (0..).zip(faults()) {
        textract.script(Script::always(fault.clone()));
        let job_id = job_for(&harness, "image/png", drawings::plan_png_of(i)).await;
        let before = textract.calls().len();
        let partial = harness.preview(&job_id).await;
        let preview = partial.data(200);
        assert_eq!(preview["partial"], true, "{fault:?}");
        assert!(!preview["rooms"].as_array().unwrap().is_empty(), "{fault:?}");
        assert!(preview.get("s3_key").is_none(), "{fault:?}");
        assert_eq!(remarks(&partial), [remark], "{fault:?}");
        assert!(partial.json.to_string().contains("Textract"), "the warning names it");
        assert!(!partial.json.to_string().contains("secret-of-textract"), "{fault:?}");
        assert_eq!(textract.calls().len() - before, attempts, "{fault:?}");
        harness.get(&format!("/api/v1/jobs/{job_id}/preview")).await.error(404, "PREVIEW_NOT_FOUND");

        textract.script(Script::default());
        let full = harness.preview(&job_id).await;
        assert_eq!(full.data(200)["partial"], false, "back up, it is full: {fault:?}");
        assert_eq!(remarks(&full), Vec::<String>::new(), "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_breaks_off_is_asked_for_again_or_given_up() {
    let (harness, textract) = service().await;
    textract.script(Script::always(Fault::Truncated));
    let job_id = job_for(&harness, "image/png", drawings::plan_png()).await;
    let partial = harness.preview(&job_id).await;
    assert_eq!(partial.data(200)["partial"], true);
    assert_eq!(remarks(&partial), ["TEXTRACT_UNAVAILABLE"]);
    assert!((1..=ATTEMPTS).contains(&textract.calls().len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn throttled_twice_then_answered_is_a_full_preview() {
    for code in ["ThrottlingException", "ProvisionedThroughputExceededException"] {
        let (harness, textract) = service().await;
        textract.script(Script::next([Fault::code(code), Fault::code(code)]));
        let job_id = job_for(&harness, "image/png", drawings::plan_png()).await;
        let preview = harness.preview(&job_id).await;
        assert_eq!(preview.data(200)["partial"], false);
        assert_eq!(remarks(&preview), Vec::<String>::new());
        assert_eq!(textract.count("AnalyzeDocument"), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hanging_costs_the_deadline_and_no_more() {
    let (harness, textract) = hasty_service().await;
    textract.script(Script::always(Fault::Never));
    let job_id = job_for(&harness, "image/png", drawings::plan_png()).await;
    let started = Instant::now();
    let partial = harness.preview(&job_id).await;
    let took = started.elapsed();
    assert_eq!(partial.data(200)["partial"], true);
    assert_eq!(remarks(&partial), ["TEXTRACT_UNAVAILABLE"]);
    assert!(took >= DEADLINE, "{took:?}");
    // What is traced after that is small here; minutes would be a deadline that nobody keeps.
    assert!(took < DEADLINE * 4, "{took:?}");
    assert_eq!(textract.calls().len(), 1, "a call that hangs is paid: it is not made again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_down() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let harness = service_at(&format!("http://{nobody}"), PATIENCE);
    let job_id = job_for(&harness, "image/png", drawings::plan_png()).await;
    let partial = harness.preview(&job_id).await;
    assert_eq!(partial.data(200)["partial"], true);
    assert_eq!(remarks(&partial), ["TEXTRACT_UNAVAILABLE"]);
    let health = harness.get("/api/v1/health").await;
    assert_eq!(health.error(503, "SERVICE_UNAVAILABLE")["details"]["ports"]["analyzer"], "down");
}

#[tokio::test(flavor = "multi_thread")]
async fn health_asks_textract_for_nothing_that_costs() {
    let (harness, textract) = service().await;
    for _ in 0..5 {
        assert_eq!(harness.get("/api/v1/health").await.data(200)["ports"]["analyzer"], "ok");
    }
    assert_eq!(textract.count("GetDocumentAnalysis"), 1, "an answer holds for a while");
    assert_eq!(textract.calls().len(), 1);
}
