//! The files of the page.

use std::sync::Arc;

use api::auth::LocalUser;
use api::aws::AwsClients;
use api::blobs::S3Blobs;
use api::clock::Clock;
use api::limits::{Deadlines, RateLimit};
use api::reading::DocumentReader;
use api::uploads::{S3Door, Secret, UploadDoor, UploadId};
use api::{Ports, Service, router};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::{Credentials, SharedCredentialsProvider};
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use tower::ServiceExt;

use crate::support::Harness;
use crate::support::emulators::{ACCESS_KEY, REGION, SECRET_KEY};
use crate::support::fakes::ticket;

struct Site {
    router: axum::Router,
    _folder: tempfile::TempDir,
}

async fn site() -> Site {
    site_with(|ports| ports).await
}

async fn site_with(change: impl FnOnce(Ports) -> Ports) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("dist");
    std::fs::create_dir(&page).unwrap();
    let write = |name: &str, text: &str| std::fs::write(page.join(name), text).unwrap();
    write("index.html", "<!doctype html><script type=\"module\">start()</script>");
    write("web-2de1dd3c1e4a5b6f_bg.wasm", "raw");
    write("web-2de1dd3c1e4a5b6f_bg.wasm.br", "brotli");
    write("worker_loader.js", "start()");
    std::fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    let reader = DocumentReader::new("/nonexistent".into(), None, Deadlines::default(), 1);
    let ports = Ports::embedded(&folder.path().join("data"), reader, LocalUser::on_loopback()).unwrap();
    let service = Service::new(change(ports), Clock::of_system(), Deadlines::default(), RateLimit::default());
    Site { router: router(service.with_page(page).await.unwrap()), _folder: folder }
}

impl Site {
    async fn get(&self, path: &str, accept_encoding: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).header("accept-encoding", accept_encoding).body(Body::empty()).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[tokio::test]
async fn the_page_comes_with_a_policy_that_lets_it_run_and_nothing_else() {
    let site = site().await;
    let (status, headers, body) = site.get("/", "").await;
    assert_eq!((status, body.contains("start()")), (StatusCode::OK, true));
    assert_eq!(headers["content-type"], "text/html");
    assert_eq!(headers["cache-control"], "no-cache");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("'wasm-unsafe-eval'") && policy.contains("'sha256-"), "{policy}");
    assert!(policy.contains("worker-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(headers["x-content-type-options"], "nosniff");

    let (_, headers, _) = site.get("/worker_loader.js", "").await;
    assert!(headers.contains_key("content-security-policy"), "a worker runs under its own file's policy");
    assert_eq!(headers["cache-control"], "no-cache");
}

/// The sources that a page's policy lets it connect to.
async fn connects_to(site: &Site) -> String {
    let (_, headers, _) = site.get("/", "").await;
    let policy = headers["content-security-policy"].to_str().unwrap();
    policy.split(';').find_map(|rule| rule.trim().strip_prefix("connect-src ")).unwrap().to_owned()
}

#[tokio::test]
async fn the_page_may_reach_the_bucket_that_it_is_sent_to_and_no_other() {
    assert_eq!(connects_to(&site().await).await, "'self' blob: data:");
    let of_account = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
            ACCESS_KEY, SECRET_KEY, None, None, "tests",
        )))
        .build();
    let of_endpoint = of_account.to_builder().endpoint_url("http://127.0.0.1:5000").build();
    for (config, origin) in [
        (of_account, format!("https://blueprints-1.s3.{REGION}.amazonaws.com")),
        (of_endpoint, "http://127.0.0.1:5000".to_owned()),
    ] {
        let s3 = AwsClients::of(&config, &Deadlines::default()).s3;
        let blobs = S3Blobs::new(s3.clone(), "blueprints-1".to_owned(), "cache-1".to_owned());
        let door = S3Door::new(s3, "blueprints-1".to_owned());
        let site = site_with(|ports| Ports { blobs: Arc::new(blobs), uploads: Arc::new(door.clone()), ..ports }).await;
        assert_eq!(connects_to(&site).await, format!("'self' blob: data: {origin}"));
        let now = Timestamp::now();
        let ticket = ticket(now + SignedDuration::from_secs(60));
        let upload = door.open(&UploadId::new(), &ticket, &Secret::new(), now).await.unwrap();
        assert!(upload.url.starts_with(&format!("{origin}/")), "{}", upload.url);
    }
}

#[tokio::test]
async fn files_named_after_their_content_are_kept_and_come_compressed() {
    let site = site().await;
    let path = "/web-2de1dd3c1e4a5b6f_bg.wasm";
    let (_, headers, body) = site.get(path, "br, gzip").await;
    assert_eq!((headers["content-encoding"].to_str().unwrap(), body.as_str()), ("br", "brotli"));
    assert_eq!(headers["content-type"], "application/wasm");
    assert!(headers["cache-control"].to_str().unwrap().contains("immutable"));
    let (_, headers, body) = site.get(path, "identity").await;
    assert_eq!((headers.get("content-encoding"), body.as_str()), (None, "raw"));
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served_and_the_rest_of_the_service_is_still_there() {
    let site = site().await;
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/secret.txt", "/nothing"] {
        let (status, _, body) = site.get(path, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(body.contains("NOT_FOUND") && !body.contains("\"secret\""), "{path}: {body}");
    }
    let request = Request::builder().method(Method::DELETE).uri("/index.html").body(Body::empty()).unwrap();
    let answer = site.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    let (_, _, body) = site.get("/api/v1/jobs", "").await;
    assert!(body.contains("\"success\""));
}

#[tokio::test]
async fn without_a_built_page_the_root_says_so() {
    let answer = Harness::embedded().get("/").await;
    assert_eq!(answer.status, 200);
    assert!(String::from_utf8(answer.bytes).unwrap().contains("cargo xtask run"));
}
