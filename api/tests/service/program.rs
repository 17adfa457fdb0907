//! The program itself: over a socket, with its log.

use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Program, drawings};

async fn json_of(answer: reqwest::Response) -> Value {
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_over_a_socket_and_nothing_of_the_document_in_the_log() {
    let program = Program::serve(&[]);
    let client = reqwest::Client::new();
    let at = |path: &str| format!("{}{path}", program.origin);

    let form = reqwest::multipart::Form::new().part(
        "file",
        reqwest::multipart::Part::bytes(drawings::one_line_pdf("Geheimzimmer"))
            .file_name("villa-of-somebody.pdf")
            .mime_str("application/pdf")
            .unwrap(),
    );
    let job = json_of(client.post(at("/api/v1/jobs")).multipart(form).send().await.unwrap()).await;
    let job_id = job["data"]["job_id"].as_str().unwrap();
    let preview = client
        .post(at(&format!("/api/v1/jobs/{job_id}/preview")))
        .header("x-request-id", "the-one-to-find")
        .bearer_auth("token-of-somebody")
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(preview.status(), 200);
    client.get(at("/plans/villa-of-somebody.pdf")).send().await.unwrap();
    client.get(at("/api/v1/jobs?cursor=token-of-somebody")).send().await.unwrap();
    let results = client.get(at(&format!("/api/v1/jobs/{job_id}/textract-results"))).send().await.unwrap();
    assert_eq!(results.status(), 200);

    let measured = client.get(at("/metrics")).send().await.unwrap().text().await.unwrap();
    for name in [
        "roomprint_analysis_seconds_bucket",
        "roomprint_detection_seconds_bucket",
        "roomprint_preview_seconds_bucket",
        "roomprint_preview_cache_total{outcome=\"miss\"} 1",
        "roomprint_http_requests_total",
    ] {
        assert!(measured.contains(name), "{name} in\n{measured}");
    }

    let log = program.stopped();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let line = lines.iter().find(|line| line["message"] == "preview").expect("the preview is logged");
    assert_eq!(line["job_id"], job_id);
    assert_eq!(line["span"]["request_id"], "the-one-to-find");
    for seconds in ["analysis_seconds", "detection_seconds", "total_seconds"] {
        assert!(line[seconds].as_f64().unwrap() > 0.0, "{line}");
    }
    for secret in ["Geheimzimmer", "villa", "token-of-somebody"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_too_much_hears_so() {
    let program = Program::serve(&[]);
    let client = reqwest::Client::new();
    let sixty_megabytes = vec![0_u8; 60 * 1024 * 1024];
    let answer = client
        .post(format!("{}/api/v1/jobs", program.origin))
        .header("content-type", "image/png")
        .body(sixty_megabytes)
        .timeout(Duration::from_secs(30))
        .send()
        .await
        .expect("an answer, no broken connection");
    assert_eq!(answer.status(), 413);
    assert_eq!(json_of(answer).await["error"]["code"], "FILE_TOO_LARGE");
}

#[test]
fn it_does_not_listen_beyond_the_machine_unless_told_so_in_as_many_words() {
    let data = tempfile::tempdir().unwrap();
    let refused = Command::new(env!("CARGO_BIN_EXE_roomprint"))
        .args(["serve", "--listen", "0.0.0.0:0", "--data-dir"])
        .arg(data.path())
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(message.contains("--dangerously-serve-everyone-without-sign-in"), "{message}");
    assert_eq!(message.trim().lines().count(), 1, "{message}");

    let program = Program::serve(&["--listen", "0.0.0.0:0", "--dangerously-serve-everyone-without-sign-in"]);
    assert!(program.origin.starts_with("http://0.0.0.0:"));
}
