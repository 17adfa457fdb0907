//! The router over a fresh data folder, and requests to it.

use std::path::{Path, PathBuf};

use api::auth::LocalUser;
use api::clock::Clock;
use api::limits::{Deadlines, RateLimit};
use api::reading::DocumentReader;
use api::{Ports, Service, router};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use super::logs;

/// A service of one test.
pub(crate) struct Harness {
    pub(crate) router: Router,
    pub(crate) ports: Ports,
    folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    /// The body as JSON; null where it is none.
    pub(crate) json: Value,
}

impl Answer {
    /// `data` of a success with this status.
    #[track_caller]
    pub(crate) fn data(&self, status: u16) -> &Value {
        assert_eq!(self.status, status, "{}", self.json);
        assert_eq!(self.json["status"], "success", "{}", self.json);
        assert_eq!(self.json["meta"]["api_version"], "v1");
        &self.json["data"]
    }

    /// `error` of a failure with this status and code.
    #[track_caller]
    pub(crate) fn error(&self, status: u16, code: &str) -> &Value {
        assert_eq!(self.status, status, "{}", self.json);
        assert_eq!(self.json["status"], "error", "{}", self.json);
        assert_eq!(self.json["error"]["code"], code, "{}", self.json);
        assert_eq!(self.json["meta"]["request_id"], self.headers["x-request-id"].to_str().unwrap());
        &self.json["error"]
    }
}

/// The embedded adapters over a folder, documents read by the program that was built with this test, without models.
pub(crate) fn embedded_ports(folder: &Path, deadlines: Deadlines) -> Ports {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_roomprint"));
    let reader = DocumentReader::new(program, None, deadlines, 2);
    Ports::embedded(folder, reader, LocalUser::on_loopback()).unwrap()
}

impl Harness {
    /// A service on the embedded adapters.
    pub(crate) fn embedded() -> Self {
        Self::with(|ports| ports)
    }

    /// A service on ports made of the embedded ones.
    pub(crate) fn with(change: impl FnOnce(Ports) -> Ports) -> Self {
        Self::built(Deadlines::default(), Clock::of_system(), RateLimit::default(), change)
    }

    pub(crate) fn built(
        deadlines: Deadlines,
        clock: Clock,
        rate: RateLimit,
        change: impl FnOnce(Ports) -> Ports,
    ) -> Self {
        logs::of_this_process();
        let folder = tempfile::tempdir().unwrap();
        let ports = change(embedded_ports(folder.path(), deadlines));
        let service = Service::new(ports.clone(), clock, deadlines, rate);
        Self { router: router(service), ports, folder }
    }

    pub(crate) async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, bytes, json }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(json_request(Method::POST, path, &body)).await
    }

    pub(crate) async fn upload(&self, media_type: &str, bytes: impl Into<Body>) -> Answer {
        self.call(raw_request(media_type, bytes)).await
    }

    /// Creates a job for a PNG and gives its id.
    pub(crate) async fn job_for(&self, png: Vec<u8>) -> String {
        self.upload("image/png", png).await.data(201)["job_id"].as_str().unwrap().to_owned()
    }

    /// Asks for the preview of a job.
    pub(crate) async fn preview(&self, job_id: &str) -> Answer {
        self.post(&format!("/api/v1/jobs/{job_id}/preview"), json!({})).await
    }

    /// Every file under the blob folder, by its key.
    pub(crate) fn stored_files(&self) -> Vec<String> {
        let root = self.folder.path().join("blobs");
        let mut folders = vec![root.clone()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(&root).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        files.sort();
        files
    }

    /// Nothing was stored: no file and no job.
    #[track_caller]
    pub(crate) fn assert_nothing_stored(&self) {
        assert_eq!(self.stored_files(), Vec::<String>::new());
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

pub(crate) fn json_request(method: Method, path: &str, body: &Value) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

fn raw_request(media_type: &str, bytes: impl Into<Body>) -> Request<Body> {
    Request::post("/api/v1/jobs").header(header::CONTENT_TYPE, media_type).body(bytes.into()).unwrap()
}
