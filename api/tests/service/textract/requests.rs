//! What is sent to Textract, and what is kept of its answer.

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use api::analyzer::{DocumentAnalyzer, TextractAnalyzer};
use api::limits::Deadlines;
use api::progress::Progress;
use api::reading::{Document, DocumentReader};
use aws_sdk_textract::types::FeatureType;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageFormat};
use serde_json::json;
use sha2::{Digest, Sha256};
use shared::job::BlueprintFormat;
use tests::TextractStandIn;
use tests::textract::sample_answer;

use super::{BUCKET, PATIENCE, analyzer, client, job_for, names, remarks, service};
use crate::support::drawings;

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_format_is_sent_as_it_is_and_named_by_the_answer() {
    let plan = plan_generator::sample();
    let picture = image::DynamicImage::ImageRgb8(plan.picture.clone());
    let encoded = |format| {
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    };
    for (media_type, file) in [
        ("image/png", encoded(ImageFormat::Png)),
        ("image/jpeg", encoded(ImageFormat::Jpeg)),
        ("application/pdf", plan.pdf()),
    ] {
        let (harness, textract) = service().await;
        let job_id = job_for(&harness, media_type, file.clone()).await;
        let preview = harness.preview(&job_id).await;
        assert_eq!(preview.data(200)["partial"], false, "{media_type}: {}", preview.json);
        assert_eq!(remarks(&preview), Vec::<String>::new());
        let names = names(preview.data(200));
        assert!(names.contains(&"MASTER BEDROOM") && names.contains(&"LAUNDRY"), "{media_type}: {names:?}");

        let calls = textract.calls();
        assert_eq!(calls.len(), 1, "{media_type}");
        let call = &calls[0];
        assert_eq!(call.operation, "AnalyzeDocument");
        assert_eq!(call.request, json!({"Document": {"Bytes": file.len()}, "FeatureTypes": ["LAYOUT"]}));
        assert_eq!(call.document.as_deref(), Some(sha256(&file).as_str()), "{media_type}: the very bytes");
        assert!(call.authorization.contains("/eu-central-1/textract/aws4_request"), "{}", call.authorization);
        assert!(call.authorization.contains("Signature="), "{}", call.authorization);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_is_fetched_from_the_bucket() {
    let plan = drawings::plan(2400, 2300);
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Uncompressed, FilterType::NoFilter)
        .write_image(plan.as_raw(), 2400, 2300, ExtendedColorType::L8)
        .unwrap();
    assert!(file.len() > 5 * 1024 * 1024);
    let (harness, textract) = service().await;
    let job_id = job_for(&harness, "image/png", file).await;
    let key = harness.get(&format!("/api/v1/jobs/{job_id}")).await.data(200)["blueprint_s3_key"].clone();
    assert_eq!(harness.preview(&job_id).await.data(200)["partial"], false);
    let sent = json!({"Document": {"S3Object": {"Bucket": BUCKET, "Name": key}}, "FeatureTypes": ["LAYOUT"]});
    assert_eq!(textract.calls()[0].request, sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_beyond_the_limits_is_scaled_down_first() {
    // The stand-in refuses sides over 10,000 pixels, as Textract does.
    let file = drawings::encoded(drawings::plan(10_400, 400), ImageFormat::Png);
    let (harness, textract) = service().await;
    let job_id = job_for(&harness, "image/png", file.clone()).await;
    let preview = harness.preview(&job_id).await;
    assert_eq!(preview.data(200)["partial"], false, "{}", preview.json);
    let calls = textract.calls();
    assert_eq!(calls.len(), 1);
    assert_ne!(calls[0].document, Some(sha256(&file)));
    let results = harness.get(&format!("/api/v1/jobs/{job_id}/textract-results")).await;
    assert_eq!(results.data(200)["metadata"]["page_sizes"][0]["width_px"], 10_400, "the page is what was uploaded");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_features_that_are_asked_for_are_sent_and_tell_analyses_apart() {
    let textract = TextractStandIn::start().await;
    let analyzer = analyzer(&textract.endpoint(), vec![FeatureType::Tables, FeatureType::Layout]);
    assert_eq!(analyzer.identity().version.as_deref(), Some("LAYOUT+TABLES"));
    let document = Document { bytes: drawings::plan_png().into(), format: BlueprintFormat::Png };
    let until = Instant::now() + Duration::from_secs(20);
    analyzer.analyze(&document, "blueprints/a/b.png", until, &Progress::default()).await.unwrap();
    assert_eq!(textract.calls()[0].request["FeatureTypes"], json!(["LAYOUT", "TABLES"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_the_answer_is_lost() {
    let textract = TextractStandIn::start().await;
    let analyzer = analyzer(&textract.endpoint(), vec![FeatureType::Layout]);
    let document = Document { bytes: drawings::plan_png().into(), format: BlueprintFormat::Png };
    let until = Instant::now() + Duration::from_secs(20);
    let read = analyzer.analyze(&document, "blueprints/a/b.png", until, &Progress::default()).await.unwrap();
    let analysis = read.analysis;
    assert_eq!(analysis.to_raw(), *sample_answer(), "blocks of unknown types and unknown fields included");
    assert_eq!(analysis.analyzer, analyzer.identity());
    assert!(analysis.layout_blocks.iter().any(|block| block.block_type == "LAYOUT_OF_TOMORROW"));
    assert_eq!(analysis.line_work.len(), 1, "line work is traced here");
    let kept = shared::Analysis::from_json(&analysis.to_json().unwrap()).unwrap();
    assert_eq!(kept.to_raw(), *sample_answer());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_analysis_is_paid_once() {
    let (harness, textract) = service().await;
    let file = drawings::plan_png();
    let first = job_for(&harness, "image/png", file.clone()).await;
    let second = job_for(&harness, "image/png", file).await;
    let asked = |job_id: &str| {
        let path = format!("/api/v1/jobs/{job_id}/preview");
        let harness = &harness;
        async move { harness.post(&path, json!({"settings": {"strictness": 0.4}})).await }
    };
    harness.preview(&first).await.data(200);
    asked(&first).await.data(200);
    harness.preview(&second).await.data(200);
    asked(&second).await.data(200);
    assert_eq!(textract.calls().len(), 1);
}

/// What the processes of a reader were asked for, in order.
fn tasks(asked: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(asked);
    text.split("\"task\":\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn line_work_is_begun_without_waiting_for_the_words() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("child");
    let script = format!("#!/bin/sh\ntee -a \"$0.asked\" | {} \"$@\"\n", env!("CARGO_BIN_EXE_roomprint"));
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let textract = TextractStandIn::start().await;
    let reader = DocumentReader::new(program, None, Deadlines::default(), 1);
    let features = vec![FeatureType::Layout];
    let watched =
        TextractAnalyzer::new(client(&textract.endpoint()), features, BUCKET.to_owned(), reader.clone(), PATIENCE);
    let document = Document { bytes: plan_generator::sample().pdf().into(), format: BlueprintFormat::Pdf };
    let until = Instant::now() + PATIENCE;
    let read = watched.analyze(&document, "key", until, &Progress::default()).await.unwrap();
    let asked = std::fs::read(folder.path().join("child.asked")).unwrap();
    assert_eq!(tasks(&asked), ["fit", "begin_trace", "finish_trace"]);
    let at_once = reader.trace(&document, &read.analysis.text_blocks).await.unwrap();
    assert_eq!(read.analysis.line_work, at_once.line_work);
}
