//! A stand-in for Cognito: gives the answers that a test has scripted, and keeps what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};

/// What it was asked: the operation and its body.
pub(crate) type Asked = (String, Value);

#[derive(Default)]
struct Script {
    answers: VecDeque<(StatusCode, Value)>,
    asked: Vec<Asked>,
}

pub(crate) struct CognitoStandIn {
    pub(crate) origin: String,
    script: Arc<Mutex<Script>>,
    server: tokio::task::JoinHandle<()>,
}

impl CognitoStandIn {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let script = Arc::<Mutex<Script>>::default();
        let shared = Arc::clone(&script);
        let answer = move |headers: HeaderMap, body: String| {
            let answer = answered(&shared, &headers, &body);
            async move { answer }
        };
        let app = Router::new().route("/", post(answer));
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { origin, script, server }
    }

    /// The next answer.
    pub(crate) fn will_answer(&self, answer: Value) {
        self.script.lock().unwrap().answers.push_back((StatusCode::OK, answer));
    }

    /// The next answers, for a call and its retries.
    pub(crate) fn will_refuse(&self, code: &str, message: &str) {
        let status = if code == "InternalErrorException" { 500 } else { 400 };
        let refusal = json!({"__type": code, "message": message});
        let mut script = self.script.lock().unwrap();
        script.answers.clear();
        script.answers.extend((0..3).map(|_| (StatusCode::from_u16(status).unwrap(), refusal.clone())));
    }

    /// What it was asked since the last time.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        let mut script = self.script.lock().unwrap();
        script.answers.clear();
        std::mem::take(&mut script.asked)
    }
}

fn answered(script: &Mutex<Script>, headers: &HeaderMap, body: &str) -> Response {
    let target = headers["x-amz-target"].to_str().unwrap();
    let operation = target.rsplit('.').next().unwrap().to_owned();
    let mut script = script.lock().unwrap();
    script.asked.push((operation, serde_json::from_str(body).unwrap()));
    let (status, answer) = script.answers.pop_front().expect("an answer for every question");
    (status, [(header::CONTENT_TYPE, "application/x-amz-json-1.1")], answer.to_string()).into_response()
}

impl Drop for CognitoStandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}
