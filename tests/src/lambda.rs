//! The runtime interface of AWS Lambda, as far as a function needs it: it fetches events and brings answers. Functions are
//! started by the test, with [`LambdaRuntime::environment`].

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};

/// How long an invocation may take.
const TIMEOUT: Duration = Duration::from_secs(30);

type Outcome = Result<Value, Value>;

#[derive(Default)]
struct Queue {
    waiting: Mutex<VecDeque<(String, String)>>,
    arrived: Notify,
    outcomes: Mutex<BTreeMap<String, oneshot::Sender<Outcome>>>,
    count: Mutex<u32>,
}

/// A runtime interface on a port of loopback; it ends with the runtime that it was started on.
#[derive(Clone)]
pub struct LambdaRuntime {
    address: SocketAddr,
    queue: Arc<Queue>,
}

impl LambdaRuntime {
    /// Starts on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let queue = Arc::new(Queue::default());
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::clone(&queue));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, queue }
    }

    /// What Lambda sets for a function, with this much memory.
    #[must_use]
    pub fn environment(&self, memory_megabytes: u32) -> Vec<(&'static str, String)> {
        vec![
            ("AWS_LAMBDA_RUNTIME_API", self.address.to_string()),
            ("AWS_LAMBDA_FUNCTION_NAME", "roomprint-under-test".to_owned()),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory_megabytes.to_string()),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ]
    }

    /// Invokes the function that is connected: its answer, or the error that it ended with.
    pub async fn invoke(&self, event: &Value) -> Outcome {
        let id = {
            let mut count = self.queue.count.lock().unwrap();
            *count += 1;
            format!("invocation-{count}")
        };
        let (sender, outcome) = oneshot::channel();
        self.queue.outcomes.lock().unwrap().insert(id.clone(), sender);
        self.queue.waiting.lock().unwrap().push_back((id, event.to_string()));
        self.queue.arrived.notify_one();
        tokio::time::timeout(TIMEOUT * 2, outcome).await.expect("an answer of the function").unwrap()
    }
}

async fn next(State(queue): State<Arc<Queue>>) -> Response {
    loop {
        let waiting = queue.waiting.lock().unwrap().pop_front();
        if let Some((id, event)) = waiting {
            let deadline = SystemTime::now() + TIMEOUT;
            let deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
            let headers = [
                ("lambda-runtime-aws-request-id", id),
                ("lambda-runtime-deadline-ms", deadline.to_string()),
                ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-central-1:1:function:test".to_owned()),
                ("content-type", "application/json".to_owned()),
            ];
            return (headers, event).into_response();
        }
        queue.arrived.notified().await;
    }
}

fn settle(queue: &Queue, id: &str, outcome: Outcome) -> StatusCode {
    match queue.outcomes.lock().unwrap().remove(id) {
        Some(sender) => {
            let _ = sender.send(outcome);
            StatusCode::ACCEPTED
        }
        None => StatusCode::NOT_FOUND,
    }
}

async fn response(State(queue): State<Arc<Queue>>, Path(id): Path<String>, body: Bytes) -> StatusCode {
    settle(&queue, &id, Ok(serde_json::from_slice(&body).expect("JSON")))
}

async fn error(State(queue): State<Arc<Queue>>, Path(id): Path<String>, body: Bytes) -> StatusCode {
    settle(&queue, &id, Err(serde_json::from_slice(&body).expect("JSON")))
}
