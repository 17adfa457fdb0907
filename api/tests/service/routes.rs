//! Every route as the contract says, on the embedded adapters.

use axum::body::Body;
use axum::http::{Method, Request, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{Harness, drawings, json_request};

#[tokio::test]
async fn a_blueprint_comes_in_three_forms() {
    let harness = Harness::embedded();
    let png = drawings::plan_png();

    let json = json!({"blueprint": {"file": STANDARD.encode(&png), "format": "png", "filename": "../Plan 1.png"}});
    let by_json = harness.post("/api/v1/jobs", json).await;
    let form = [
        b"--limit\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"plan.png\"\r\ncontent-type: image/png\r\n\r\n".as_slice(),
        &png,
        b"\r\n--limit--\r\n",
    ]
    .concat();
    let by_form = harness.upload("multipart/form-data; boundary=limit", form).await;
    let by_bytes = harness.upload("image/png", png.clone()).await;

    for (answer, filename) in [(&by_json, "Plan_1.png"), (&by_form, "plan.png"), (&by_bytes, "blueprint.png")] {
        let job = answer.data(201);
        let job_id = job["job_id"].as_str().unwrap();
        assert_eq!(job["status"], "pending");
        assert_eq!(job["blueprint_format"], "png");
        assert_eq!(job["blueprint_s3_key"], format!("blueprints/{job_id}/{filename}"));
        assert_eq!(job["blueprint_hash"], by_json.data(201)["blueprint_hash"]);
        let file = harness.get(&format!("/api/v1/jobs/{job_id}/blueprint")).await;
        assert_eq!(file.bytes, png);
        assert_eq!(file.headers[header::CONTENT_TYPE], "image/png");
    }
    assert_eq!(harness.stored_files().len(), 3);
}

#[tokio::test]
async fn jpg_and_pdf_go_the_whole_way_too() {
    let harness = Harness::embedded();
    for (media_type, file) in
        [("image/jpeg", drawings::plan_jpg()), ("application/pdf", drawings::one_line_pdf("Kitchen 12 m2"))]
    {
        let job_id = harness.upload(media_type, file).await.data(201)["job_id"].as_str().unwrap().to_owned();
        let preview = harness.preview(&job_id).await;
        assert!(!preview.data(200)["rooms"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_preview_is_made_kept_and_shown_with_its_analysis() {
    let harness = Harness::embedded();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let at = |rest: &str| format!("/api/v1/jobs/{job_id}{rest}");

    harness.get(&at("/preview")).await.error(404, "PREVIEW_NOT_FOUND");
    harness.get(&at("/textract-results")).await.error(404, "TEXTRACT_RESULTS_NOT_FOUND");

    let made = harness.preview(&job_id).await;
    let preview = made.data(200);
    assert_eq!(preview["job_id"], job_id.as_str());
    assert_eq!(preview["stage"], "preview");
    assert_eq!(preview["model_version"], shared::MODEL_VERSION);
    assert_eq!(preview["partial"], false);
    assert_eq!(preview["s3_key"], format!("cache/textract/{job_id}/analysis.json"));
    let codes: Vec<&Value> = preview["warnings"].as_array().unwrap().iter().map(|w| &w["code"]).collect();
    assert!(codes.contains(&&json!("TEXT_RECOGNITION_OFF")), "the missing models are told of: {codes:?}");
    let times = &preview["timing_metrics"];
    assert!(times["textract_analysis_seconds"].as_f64().unwrap() > 0.0);
    assert!(times["total_seconds"].as_f64() >= times["textract_analysis_seconds"].as_f64());
    assert_eq!(preview["processing_time_seconds"], times["total_seconds"]);
    for room in preview["rooms"].as_array().unwrap() {
        let [x0, y0, x1, y1] = [0, 1, 2, 3].map(|i| room["bounding_box"][i].as_f64().unwrap());
        assert!(0.0 <= x0 && x0 < x1 && x1 <= 1000.0 && 0.0 <= y0 && y0 < y1 && y1 <= 1000.0, "{room}");
    }
    assert_eq!(harness.get(&at("")).await.data(200)["status"], "completed");

    let shown = harness.get(&at("/preview")).await;
    assert_eq!(shown.data(200)["rooms"], preview["rooms"]);
    assert!(shown.data(200)["processing_time_seconds"].as_f64().unwrap() > 0.0);

    let results = harness.get(&at("/textract-results")).await;
    let results = results.data(200);
    assert_eq!(results["job_id"], job_id.as_str());
    assert_eq!(results["s3_key"], preview["s3_key"]);
    assert_eq!(results["metadata"]["pages"], 1);
    assert!(results["text_blocks"].is_array() && results["layout_blocks"].is_array());
    assert!(results["stored_at"].is_string() && results["metadata"]["analyzed_at"].is_string());

    // What was handed out detects to the same rooms, byte for byte, with no job at all.
    let stateless = harness.post("/api/v1/detect", json!({"analysis": results})).await;
    assert_eq!(rooms_as_written(&stateless.bytes), rooms_as_written(&made.bytes));
}

/// The text of the rooms in an answer.
fn rooms_as_written(answer: &[u8]) -> &str {
    let text = std::str::from_utf8(answer).unwrap();
    &text[text.find("\"rooms\":").unwrap()..text.find("\"unmatched_labels\":").unwrap()]
}

#[tokio::test]
async fn settings_detect_again_and_are_not_cached() {
    let harness = Harness::embedded();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let path = format!("/api/v1/jobs/{job_id}/preview");
    let default = harness.preview(&job_id).await;
    let strict = harness.post(&path, json!({"settings": {"min_room_area_percent": 3.0, "strictness": 1.0}})).await;
    assert_eq!(strict.data(200)["timing_metrics"]["textract_analysis_seconds"], 0.0, "no second analysis");
    let shown = harness.get(&path).await;
    assert_eq!(shown.data(200)["rooms"], default.data(200)["rooms"], "the cache holds the default answer");

    let error = harness.post(&path, json!({"settings": {"strictness": 7}})).await;
    assert_eq!(error.error(400, "INVALID_SETTINGS")["details"]["field"], "settings.strictness");
    let error = harness.post(&path, json!({"settings": {"colour": 1}})).await;
    error.error(400, "INVALID_SETTINGS");
    let error = harness.post(&path, json!({"setings": {}})).await;
    assert_eq!(error.error(400, "INVALID_REQUEST")["details"]["field"], "setings");
}

#[tokio::test]
async fn a_preview_needs_no_body() {
    let harness = Harness::embedded();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let bare = Request::post(format!("/api/v1/jobs/{job_id}/preview")).body(Body::empty()).unwrap();
    harness.call(bare).await.data(200);
}

#[tokio::test]
async fn jobs_are_listed_newest_first_page_by_page() {
    let harness = Harness::embedded();
    let mut made = Vec::new();
    for number in 0..5 {
        made.push(harness.job_for(drawings::plan_png_of(number)).await);
    }
    made.reverse();
    let mut listed: Vec<String> = Vec::new();
    let mut path = "/api/v1/jobs?limit=2".to_owned();
    loop {
        let page = harness.get(&path).await;
        let page = page.data(200);
        listed.extend(page["jobs"].as_array().unwrap().iter().map(|job| job["job_id"].as_str().unwrap().to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/api/v1/jobs?limit=2&cursor={cursor}");
    }
    assert_eq!(listed, made);

    for (query, field) in [("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "query"), ("cursor=x", "cursor")] {
        let error = harness.get(&format!("/api/v1/jobs?{query}")).await;
        assert_eq!(error.error(400, "INVALID_REQUEST")["details"]["field"], field, "{query}");
    }
}

#[tokio::test]
async fn deleting_a_job_removes_what_only_it_uses() {
    let harness = Harness::embedded();
    let first = harness.job_for(drawings::plan_png()).await;
    let second = harness.job_for(drawings::plan_png()).await;
    harness.preview(&first).await.data(200);
    harness.preview(&second).await.data(200);
    assert_eq!(harness.stored_files().len(), 4, "each job has its blueprint and its analysis");

    let delete = |id: &str| Request::delete(format!("/api/v1/jobs/{id}")).body(Body::empty()).unwrap();
    assert_eq!(harness.call(delete(&first)).await.data(200)["job_id"], first.as_str());
    harness.get(&format!("/api/v1/jobs/{first}")).await.error(404, "JOB_NOT_FOUND");
    harness.get(&format!("/api/v1/jobs/{first}/blueprint")).await.error(404, "JOB_NOT_FOUND");
    harness.call(delete(&first)).await.error(404, "JOB_NOT_FOUND");

    // The other job keeps everything.
    harness.get(&format!("/api/v1/jobs/{second}/preview")).await.data(200);
    harness.get(&format!("/api/v1/jobs/{second}/textract-results")).await.data(200);
    harness.call(delete(&second)).await.data(200);
    harness.assert_nothing_stored();
    let third = harness.job_for(drawings::plan_png()).await;
    harness.get(&format!("/api/v1/jobs/{third}/preview")).await.error(404, "PREVIEW_NOT_FOUND");
}

#[tokio::test]
async fn detect_takes_an_analysis_and_says_what_is_none() {
    let harness = Harness::embedded();
    let analysis = json!({"format_version": 1, "analyzer": {"name": "none"}, "text_blocks": [], "layout_blocks": [],
                          "metadata": {"pages": 1}});
    let preview = harness.post("/api/v1/detect", json!({"analysis": analysis, "settings": {"strictness": 0.5}})).await;
    assert_eq!(preview.data(200)["rooms"][0]["evidence"]["fallback"], true);
    assert!(preview.data(200)["processing_time_seconds"].as_f64().unwrap() > 0.0);

    let error = harness.post("/api/v1/detect", json!({"analysis": 7})).await;
    assert_eq!(error.error(400, "INVALID_REQUEST")["details"]["field"], "analysis");
    let error = harness.post("/api/v1/detect", json!({"settings": {}})).await;
    assert_eq!(error.error(400, "INVALID_REQUEST")["details"]["field"], "analysis");
    let error = harness.post("/api/v1/detect", json!({"analysis": analysis, "settings": {"strictness": -1}})).await;
    error.error(400, "INVALID_SETTINGS");
    harness.assert_nothing_stored();
}

#[tokio::test]
async fn ids_paths_and_methods_that_are_none_are_told_in_the_envelope() {
    let harness = Harness::embedded();
    for bad in ["x", "job_2024_abc", "JOB_20240115_abc123def456", "job_20240115_abc123def45%2e"] {
        for rest in ["", "/preview", "/textract-results", "/blueprint"] {
            let answer = harness.get(&format!("/api/v1/jobs/{bad}{rest}")).await;
            assert_eq!(answer.error(400, "INVALID_JOB_ID")["details"]["field"], "job_id");
        }
    }
    let absent = "/api/v1/jobs/job_20240115_abc123def456";
    for rest in ["", "/preview", "/textract-results", "/blueprint"] {
        harness.get(&format!("{absent}{rest}")).await.error(404, "JOB_NOT_FOUND");
    }
    harness.get("/nothing").await.error(404, "NOT_FOUND");
    harness.get("/api/v1/nothing").await.error(404, "NOT_FOUND");
    let wrong_method = json_request(Method::PUT, "/api/v1/jobs", &json!({}));
    harness.call(wrong_method).await.error(405, "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn a_well_formed_request_id_is_kept_and_another_is_not() {
    let harness = Harness::embedded();
    for (sent, kept) in [("my-request_7", true), ("no spaces", false), (&"x".repeat(65), false)] {
        let request = Request::get("/api/v1/health").header("x-request-id", sent).body(Body::empty()).unwrap();
        let answer = harness.call(request).await;
        let got = answer.headers["x-request-id"].to_str().unwrap();
        assert_eq!(got == sent, kept, "{sent} became {got}");
        assert_eq!(answer.json["meta"]["request_id"], got);
    }
}

#[tokio::test]
async fn requests_of_foreign_pages_and_hosts_are_refused() {
    let harness = Harness::embedded();
    for (name, value) in
        [(header::HOST, "evil.example"), (header::ORIGIN, "https://evil.example"), (header::ORIGIN, "null")]
    {
        let request = Request::get("/api/v1/jobs").header(name, value).body(Body::empty()).unwrap();
        harness.call(request).await.error(403, "FORBIDDEN");
    }
    let own = Request::get("/api/v1/jobs")
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://localhost:8080")
        .body(Body::empty())
        .unwrap();
    harness.call(own).await.data(200);
}
