//! The server: what was called, and what is answered.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Json, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::stream;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use super::answers::sample_answer;
use super::jobs::Jobs;
use super::script::{Fault, Script};

/// One call as it came in.
#[derive(Debug, Clone, Serialize)]
pub struct Call {
    /// The operation, without the service's name.
    pub operation: String,
    /// The `Authorization` header; empty where there was none.
    pub authorization: String,
    /// The request, with the document's bytes replaced by their length.
    pub request: Value,
    /// SHA-256 of the document's bytes, where they were sent.
    pub document: Option<String>,
}

#[derive(Debug, Default)]
struct Known {
    calls: Vec<Call>,
    script: Script,
    answers: BTreeMap<String, Value>,
    jobs: Jobs,
}

/// A server on a port of loopback; it ends with the runtime that it was started on.
#[derive(Debug, Clone)]
pub struct TextractStandIn {
    address: SocketAddr,
    known: Arc<Mutex<Known>>,
}

impl TextractStandIn {
    /// Starts on a free port.
    pub async fn start() -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// Starts on this address.
    pub async fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port on loopback");
        let address = listener.local_addr().unwrap();
        let known = Arc::default();
        let router = Router::new()
            .route("/", post(called))
            .route("/calls", get(calls))
            .route("/script", put(scripted))
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::clone(&known));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, known }
    }

    /// What `AWS_ENDPOINT_URL_TEXTRACT` must be.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What goes wrong from now on.
    pub fn script(&self, script: Script) {
        self.known.lock().unwrap().script = script;
    }

    /// The answer for these bytes; others are answered with that of the sample plan.
    pub fn knows(&self, document: &[u8], answer: Value) {
        self.known.lock().unwrap().answers.insert(sha256(document), answer);
    }

    /// The calls so far.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.known.lock().unwrap().calls.clone()
    }

    /// How often an operation was called.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.known.lock().unwrap().calls.iter().filter(|call| call.operation == operation).count()
    }
}

type Shared = State<Arc<Mutex<Known>>>;

async fn calls(State(known): Shared) -> Json<Vec<Call>> {
    Json(known.lock().unwrap().calls.clone())
}

async fn scripted(State(known): Shared, Json(script): Json<Script>) -> StatusCode {
    known.lock().unwrap().script = script;
    StatusCode::NO_CONTENT
}

async fn called(State(known): Shared, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let operation = header("x-amz-target").trim_start_matches("Textract.").to_owned();
    let Ok(mut request) = serde_json::from_slice::<Value>(&body) else {
        return refused("SerializationException");
    };
    let bytes = request["Document"]["Bytes"].as_str().map(|text| STANDARD.decode(text).expect("base64"));
    if let Some(bytes) = &bytes {
        request["Document"]["Bytes"] = json!(bytes.len());
    }
    let document = bytes.as_deref().map(sha256);
    let authorization = header("authorization");
    let signed =
        authorization.starts_with("AWS4-HMAC-SHA256 Credential=") && authorization.contains("/textract/aws4_request");
    let (fault, takes) = {
        let mut known = known.lock().unwrap();
        known.calls.push(Call {
            operation: operation.clone(),
            authorization,
            request: request.clone(),
            document: document.clone(),
        });
        (known.script.take(), Duration::from_millis(known.script.takes_ms))
    };
    if !signed {
        return refused("MissingAuthenticationTokenException");
    }
    if header("content-type") != "application/x-amz-json-1.1" {
        return refused("UnknownOperationException");
    }
    tokio::time::sleep(takes).await;
    if let Some(fault) = fault {
        return faulty(fault).await;
    }
    let mut known = known.lock().unwrap();
    let Known { script, answers, jobs, .. } = &mut *known;
    let answer = document.and_then(|document| answers.get(&document)).unwrap_or_else(|| sample_answer());
    let outcome = match operation.as_str() {
        "AnalyzeDocument" => analysed(&request, bytes.as_deref(), answer),
        "StartDocumentAnalysis" => jobs.start(&request, script, answer),
        "GetDocumentAnalysis" => jobs.get(&request),
        _ => Err("UnknownOperationException"),
    };
    match outcome {
        Ok(answer) => answered(&answer),
        Err(code) => refused(code),
    }
}

/// Textract's own bounds on documents that are sent or named (Amazon Textract, "Set Quotas").
fn analysed(request: &Value, bytes: Option<&[u8]>, answer: &Value) -> Result<Value, &'static str> {
    if request["FeatureTypes"].as_array().is_none_or(Vec::is_empty) {
        return Err("InvalidParameterException");
    }
    match bytes {
        Some(bytes) if bytes.len() > 10 * 1024 * 1024 => Err("DocumentTooLargeException"),
        Some(bytes) if png_side_px(bytes) > 10_000 => Err("UnsupportedDocumentException"),
        Some([0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'%', b'P', b'D', b'F', ..]) => {
            Ok(answer.clone())
        }
        Some(_) => Err("UnsupportedDocumentException"),
        None if request["Document"]["S3Object"]["Name"].is_string() => Ok(answer.clone()),
        None => Err("InvalidParameterException"),
    }
}

/// The longer side of a PNG (PNG specification, section 11.2.2); 0 for anything else.
fn png_side_px(bytes: &[u8]) -> u32 {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] if bytes.len() >= 24 => {
            let side = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
            side(16).max(side(20))
        }
        _ => 0,
    }
}

fn answered(answer: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/x-amz-json-1.1")], answer.to_string()).into_response()
}

/// A typed error; messages of the real service quote what they were sent, so this one does too.
fn refused(code: &str) -> Response {
    let status =
        if code.starts_with("InternalServer") { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::BAD_REQUEST };
    let body = json!({"__type": code, "Message": "told to say so: secret-of-textract"});
    (status, [(header::CONTENT_TYPE, "application/x-amz-json-1.1")], body.to_string()).into_response()
}

async fn faulty(fault: Fault) -> Response {
    match fault {
        Fault::Code(code) => refused(&code),
        Fault::Status(status) => {
            (StatusCode::from_u16(status).unwrap(), "<html>secret-of-textract</html>").into_response()
        }
        Fault::Never => std::future::pending().await,
        Fault::Truncated => {
            let whole = sample_answer().to_string();
            let half = Bytes::from(whole[..whole.len() / 2].to_owned());
            let parts = [Ok(half), Err(std::io::Error::other("cut off"))];
            Response::new(Body::from_stream(stream::iter(parts)))
        }
        Fault::Huge => {
            let megabyte = Bytes::from(vec![b' '; 1024 * 1024]);
            Response::new(Body::from_stream(stream::repeat_with(move || Ok::<_, Infallible>(megabyte.clone()))))
        }
        Fault::Malformed => "{\"Blocks\": [{\"BlockType\": \"WORD\", ".into_response(),
        Fault::Strange => answered(&json!({"Hello": "secret-of-textract"})),
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
