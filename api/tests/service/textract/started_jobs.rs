//! Documents of several pages: a job is started at Textract, waited for, and fetched in parts.

use serde_json::json;
use tests::textract::{Fault, JobEnd, Script};

use super::{BUCKET, hasty_service, job_for, remarks, service};
use crate::support::drawings;

#[tokio::test(flavor = "multi_thread")]
async fn pages_come_in_parts_and_are_put_together() {
    let (harness, textract) = service().await;
    textract.script(Script { blocks_a_part: 7, pages: 2, ..Script::default() });
    let job_id = job_for(&harness, "application/pdf", drawings::pdf_of_pages(&["Kitchen", "Bath"])).await;
    let key = harness.get(&format!("/api/v1/jobs/{job_id}")).await.data(200)["blueprint_s3_key"].clone();
    let preview = harness.preview(&job_id).await;
    assert_eq!(preview.data(200)["partial"], false, "{}", preview.json);

    let start = &textract.calls()[0];
    assert_eq!(start.operation, "StartDocumentAnalysis");
    assert_eq!(start.request["DocumentLocation"], json!({"S3Object": {"Bucket": BUCKET, "Name": key}}));
    assert_eq!(start.request["FeatureTypes"], json!(["LAYOUT"]));
    assert!(textract.count("GetDocumentAnalysis") > 3, "in progress once, then part by part");
    assert_eq!(textract.count("AnalyzeDocument"), 0);

    let results = harness.get(&format!("/api/v1/jobs/{job_id}/textract-results")).await;
    let results = results.data(200);
    assert_eq!(results["metadata"]["pages"], 2);
    let expected = tests::textract::in_pages(tests::textract::sample_answer(), 2).len();
    let kept = results["text_blocks"].as_array().unwrap().len() + results["layout_blocks"].as_array().unwrap().len();
    assert_eq!(kept, expected, "every block of every part");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_were_not_read_are_told() {
    let (harness, textract) = service().await;
    textract.script(Script { ends: JobEnd::PartialSuccess, ..Script::default() });
    let job_id = job_for(&harness, "application/pdf", drawings::pdf_of_pages(&["Kitchen", "Bath"])).await;
    for _ in 0..2 {
        let preview = harness.preview(&job_id).await;
        assert_eq!(preview.data(200)["partial"], false, "asking again would give no more");
        assert_eq!(remarks(&preview), ["TEXTRACT_PAGES_MISSING"]);
    }
    assert_eq!(textract.count("StartDocumentAnalysis"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fails_leaves_the_text_that_the_file_tells() {
    let (harness, textract) = service().await;
    textract.script(Script { ends: JobEnd::Failed, ..Script::default() });
    let job_id = job_for(&harness, "application/pdf", drawings::pdf_of_pages(&["Kitchen", "Bath"])).await;
    let preview = harness.preview(&job_id).await;
    assert_eq!(preview.data(200)["partial"], true);
    assert_eq!(remarks(&preview), ["TEXTRACT_REFUSED"]);
    assert!(preview.data(200).to_string().contains("Kitchen"), "{}", preview.json);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_takes_longer_than_the_request_is_found_again_and_not_started_twice() {
    let (harness, textract) = hasty_service().await;
    textract.script(Script { in_progress: 6, ..Script::default() });
    let job_id = job_for(&harness, "application/pdf", drawings::pdf_of_pages(&["Kitchen", "Bath"])).await;
    let early = harness.preview(&job_id).await;
    assert_eq!(early.data(200)["partial"], true);
    assert_eq!(remarks(&early), ["TEXTRACT_UNAVAILABLE"]);

    let mut late = harness.preview(&job_id).await;
    if late.data(200)["partial"] == true {
        late = harness.preview(&job_id).await;
    }
    assert_eq!(late.data(200)["partial"], false, "{}", late.json);
    let starts: Vec<_> =
        textract.calls().into_iter().filter(|call| call.operation == "StartDocumentAnalysis").collect();
    let tokens: Vec<_> = starts.iter().map(|call| &call.request["ClientRequestToken"]).collect();
    assert!(tokens.len() >= 2 && tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_on_the_way_are_tried_again_and_typed_ones_mapped() {
    let (harness, textract) = service().await;
    let throttled = || Some(Fault::code("ProvisionedThroughputExceededException"));
    let next = [throttled(), None, throttled(), throttled()].into_iter().collect();
    textract.script(Script { next, ..Script::default() });
    let job_id = job_for(&harness, "application/pdf", drawings::pdf_of_pages(&["Kitchen", "Bath"])).await;
    assert_eq!(harness.preview(&job_id).await.data(200)["partial"], false);

    for (number, code, remark) in [
        (1, "LimitExceededException", "TEXTRACT_UNAVAILABLE"),
        (2, "IdempotentParameterMismatchException", "TEXTRACT_UNAVAILABLE"),
        (3, "InvalidKMSKeyException", "TEXTRACT_UNAVAILABLE"),
        (4, "InvalidJobIdException", "TEXTRACT_UNAVAILABLE"),
        (5, "UnsupportedDocumentException", "TEXTRACT_REFUSED"),
    ] {
        textract.script(Script::always(Fault::code(code)));
        let words = ["Kitchen".to_owned(), format!("Room {number}")];
        let file = drawings::pdf_of_pages(&[&words[0], &words[1]]);
        let job_id = job_for(&harness, "application/pdf", file).await;
        assert_eq!(remarks(&harness.preview(&job_id).await), [remark], "{code}");
    }
}
