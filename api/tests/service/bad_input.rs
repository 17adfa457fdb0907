//! What is refused: with the right code, quickly, and with nothing stored.

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{GrayImage, ImageFormat, Luma};
use serde_json::json;

use crate::support::{Harness, drawings};

#[tokio::test]
async fn files_that_are_no_plans_are_refused() {
    let harness = Harness::embedded();
    let png = drawings::plan_png();
    let cases: [(&str, &str, Vec<u8>, u16, &str); 12] = [
        ("a GIF", "image/gif", drawings::GIF.to_vec(), 400, "INVALID_FILE_FORMAT"),
        ("a GIF declared as PNG", "image/png", drawings::GIF.to_vec(), 400, "INVALID_FILE_FORMAT"),
        ("a GIF of no declared kind", "application/octet-stream", drawings::GIF.to_vec(), 400, "INVALID_FILE_FORMAT"),
        ("a truncated PNG", "image/png", png[..png.len() / 2].to_vec(), 422, "UNREADABLE_DOCUMENT"),
        ("a PNG that is only a signature", "image/png", png[..8].to_vec(), 422, "UNREADABLE_DOCUMENT"),
        ("a truncated JPG", "image/jpeg", drawings::plan_jpg()[..500].to_vec(), 422, "UNREADABLE_DOCUMENT"),
        ("a PDF that is only a header", "application/pdf", b"%PDF-1.7\n".to_vec(), 422, "UNREADABLE_DOCUMENT"),
        ("a PNG declared as JPG", "image/jpeg", png.clone(), 400, "INVALID_FILE_FORMAT"),
        ("a PNG declared as PDF", "application/pdf", png.clone(), 400, "INVALID_FILE_FORMAT"),
        ("no bytes", "image/png", Vec::new(), 422, "UNREADABLE_DOCUMENT"),
        ("a 30,000 x 30,000 PNG", "image/png", drawings::png_claiming(30_000, 30_000), 413, "FILE_TOO_LARGE"),
        ("a form in place of a file", "application/x-www-form-urlencoded", b"a=b".to_vec(), 400, "INVALID_REQUEST"),
    ];
    for (what, media_type, file, status, code) in cases {
        let answer = harness.upload(media_type, file).await;
        assert_eq!((answer.status.as_u16(), answer.json["error"]["code"].as_str()), (status, Some(code)), "{what}");
        assert!(answer.json["error"]["message"].as_str().unwrap().len() > 10, "{what}");
    }
    harness.assert_nothing_stored();
    assert_eq!(harness.get("/api/v1/jobs").await.data(200)["jobs"], json!([]));
}

#[tokio::test]
async fn json_that_does_not_fit_names_its_field() {
    let harness = Harness::embedded();
    let png = STANDARD.encode(drawings::plan_png());
    let cases = [
        (json!({}), "INVALID_REQUEST", "blueprint"),
        (json!({"blueprint": {"format": "png"}}), "INVALID_REQUEST", "file"),
        (json!({"blueprint": {"file": "@@@@", "format": "png"}}), "INVALID_REQUEST", "blueprint.file"),
        (json!({"blueprint": {"file": &png[..png.len() - 3], "format": "png"}}), "INVALID_REQUEST", "blueprint.file"),
        (json!({"blueprint": {"file": png, "format": "gif"}}), "INVALID_FILE_FORMAT", "blueprint.format"),
        (json!({"blueprint": {"file": png, "format": "png", "colour": 1}}), "INVALID_REQUEST", "colour"),
    ];
    for (body, code, field) in cases {
        let answer = harness.post("/api/v1/jobs", body).await;
        assert_eq!(answer.error(400, code)["details"]["field"], field);
    }
    let declared_wrongly = json!({"blueprint": {"file": png, "format": "jpg"}});
    harness.post("/api/v1/jobs", declared_wrongly).await.error(400, "INVALID_FILE_FORMAT");
    harness.upload("application/json", "").await.error(400, "INVALID_REQUEST");
    harness.upload("application/json", "{\"blueprint\":").await.error(400, "INVALID_REQUEST");
    harness.upload("application/json", "[".repeat(100_000)).await.error(400, "INVALID_REQUEST");
    harness.upload("multipart/form-data; boundary=x", "--x--").await.error(400, "INVALID_REQUEST");
    harness.upload("multipart/form-data", "no boundary").await.error(400, "INVALID_REQUEST");
    let no_type = Request::post("/api/v1/jobs").body(Body::empty()).unwrap();
    assert_eq!(harness.call(no_type).await.error(400, "INVALID_REQUEST")["details"]["field"], "content-type");
    harness.assert_nothing_stored();
}

#[tokio::test]
async fn too_many_bytes_are_refused_whether_announced_or_not() {
    let harness = Harness::embedded();
    let sixty_megabytes = vec![0_u8; 60 * 1024 * 1024];
    for media_type in ["image/png", "multipart/form-data; boundary=x"] {
        let streamed = harness.upload(media_type, sixty_megabytes.clone()).await;
        streamed.error(413, "FILE_TOO_LARGE");
        let announced = Request::post("/api/v1/jobs")
            .header(header::CONTENT_TYPE, media_type)
            .header(header::CONTENT_LENGTH, sixty_megabytes.len())
            .header(header::EXPECT, "100-continue")
            .body(Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>()))
            .unwrap();
        harness.call(announced).await.error(413, "FILE_TOO_LARGE");
    }
    let text = vec![b'A'; 80 * 1024 * 1024];
    harness.upload("application/json", text).await.error(413, "FILE_TOO_LARGE");
    harness.assert_nothing_stored();
}

#[tokio::test]
async fn small_and_empty_plans_have_at_least_the_fallback_room() {
    let harness = Harness::embedded();
    let white = |width, height| GrayImage::from_pixel(width, height, Luma([255]));
    let cases = [
        ("a 1x1 PNG", "image/png", drawings::encoded(white(1, 1), ImageFormat::Png)),
        ("a blank page", "image/png", drawings::encoded(white(800, 600), ImageFormat::Png)),
        ("a one-line PDF", "application/pdf", drawings::one_line_pdf("Kitchen")),
        ("a 10 px JPG", "image/jpeg", drawings::encoded(white(10, 10), ImageFormat::Jpeg)),
    ];
    for (what, media_type, file) in cases {
        let job = harness.upload(media_type, file).await;
        let preview = harness.preview(job.data(201)["job_id"].as_str().unwrap()).await;
        let rooms = preview.data(200)["rooms"].as_array().unwrap();
        assert!(!rooms.is_empty(), "{what}");
    }
}
