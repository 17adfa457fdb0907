//! The service's HTTP interface, as far as the page uses it.
//!
//! The page works without it: what is asked here is help with names.

use gloo_net::http::Request;
use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use shared::error::{Envelope, ErrorCode};
use shared::job::{BlueprintFormat, Job, JobId};
use shared::preview::Preview;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest};

/// Where the interface lies, as seen from the page.
const BASE: &str = "api/v1";

/// Why the service did not help, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// Nobody answered.
    #[error("The service cannot be reached. Rooms come from the walls alone; try again when you are online.")]
    Unreachable,
    /// It refused.
    #[error("{message}")]
    Refused {
        /// The contract's code.
        code: ErrorCode,
        /// Its words.
        message: String,
    },
    /// An answer that is not as the contract says.
    #[error(
        "The service gave an answer that cannot be read (HTTP {status}). Try again; if it stays so, the page is newer or older than the service: reload it."
    )]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

/// Whether there is a service at all.
pub async fn is_there() -> bool {
    match Request::get(&format!("{BASE}/health")).send().await {
        // a file server that answers everything with the page is no service
        Ok(answer) => answer.headers().get("content-type").is_some_and(|kind| kind.contains("json")),
        Err(_) => false,
    }
}

/// Uploads a plan; `on_progress` gets the share that is sent.
pub async fn create_job(
    file: &Blob,
    format: BlueprintFormat,
    on_progress: impl Fn(f64) + 'static,
) -> Result<Job, ClientError> {
    // `fetch` does not tell how much was sent
    let request = XmlHttpRequest::new().map_err(|_| ClientError::Unreachable)?;
    let prepare = || {
        request.open("POST", &format!("{BASE}/jobs"))?;
        request.set_request_header("content-type", format.media_type())
    };
    prepare().map_err(|_| ClientError::Unreachable)?;
    let listener = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            on_progress(event.loaded() / event.total());
        }
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    }
    let finished = finished(&request);
    request.send_with_opt_blob(Some(file)).map_err(|_| ClientError::Unreachable)?;
    // it always resolves: `loadend` comes after success and after failure
    let _ = JsFuture::from(finished).await;
    let status = request.status().unwrap_or(0);
    if status == 0 {
        return Err(ClientError::Unreachable);
    }
    let text = request.response_text().ok().flatten().unwrap_or_default();
    opened(status, text.as_bytes())
}

/// Has the words of a plan read, and its rooms found.
pub async fn make_preview(job: &JobId) -> Result<Preview, ClientError> {
    let request = Request::post(&format!("{BASE}/jobs/{job}/preview"))
        .header("content-type", "application/json")
        .body("{}")
        .map_err(|_| ClientError::Unreachable)?;
    let answer = request.send().await.map_err(|_| ClientError::Unreachable)?;
    let status = answer.status();
    opened(status, &answer.binary().await.map_err(|_| ClientError::Unreachable)?)
}

/// The analysis document of a plan, in the service's envelope, for the worker to read.
pub async fn analysis(job: &JobId) -> Result<Uint8Array, ClientError> {
    let answer = Request::get(&format!("{BASE}/jobs/{job}/textract-results"))
        .send()
        .await
        .map_err(|_| ClientError::Unreachable)?;
    let status = answer.status();
    let bytes = answer.binary().await.map_err(|_| ClientError::Unreachable)?;
    if answer.ok() {
        Ok(Uint8Array::from(bytes.as_slice()))
    } else {
        opened::<serde_json::Value>(status, &bytes)?;
        Err(ClientError::Unreadable { status })
    }
}

/// A file that lies beside the page.
pub async fn asset(path: &str) -> Result<Blob, ClientError> {
    let answer = Request::get(path).send().await.map_err(|_| ClientError::Unreachable)?;
    let status = answer.status();
    let bytes = answer.binary().await.map_err(|_| ClientError::Unreachable)?;
    if !answer.ok() {
        return Err(ClientError::Unreadable { status });
    }
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes.as_slice()));
    Blob::new_with_u8_array_sequence(&parts).map_err(|_| ClientError::Unreachable)
}

fn opened<T: DeserializeOwned>(status: u16, bytes: &[u8]) -> Result<T, ClientError> {
    match serde_json::from_slice(bytes) {
        Ok(Envelope::Success { data, .. }) => Ok(data),
        Ok(Envelope::Error { error, .. }) => Err(ClientError::Refused { code: error.code, message: error.message }),
        Err(_) => Err(ClientError::Unreadable { status }),
    }
}

/// A promise that is kept when the request is over, however it went.
fn finished(request: &XmlHttpRequest) -> js_sys::Promise {
    let request = request.clone();
    js_sys::Promise::new(&mut move |resolve, _| {
        let listener = Closure::once_into_js(move || {
            // resolving a promise cannot fail
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        request.set_onloadend(Some(listener.unchecked_ref()));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_service_are_passed_on() {
        let body = br#"{"status":"error","error":{"code":"FILE_TOO_LARGE","message":"too large"},"meta":{"request_id":"a","api_version":"v1"}}"#;
        let error = opened::<Job>(413, body).unwrap_err();
        assert_eq!(error, ClientError::Refused { code: ErrorCode::FileTooLarge, message: "too large".to_owned() });
    }

    #[test]
    fn an_answer_of_somebody_else_is_not_read() {
        assert_eq!(opened::<Job>(502, b"<html>"), Err(ClientError::Unreadable { status: 502 }));
    }
}
