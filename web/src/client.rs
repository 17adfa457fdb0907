//! The service's HTTP interface, as far as the page uses it.
//!
//! The page works without it: what is asked here is help with names.

use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use shared::error::{Envelope, ErrorCode};
use shared::job::{BlueprintFormat, Job, JobId};
use shared::preview::Preview;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

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
    let answer = ask("GET", &format!("{BASE}/health"), Body::Nothing, |_| {}).await;
    // a file server that answers everything with the page is no service
    answer.is_ok_and(|answer| answer.is_json)
}

/// Uploads a plan; `on_progress` gets the share that is sent.
pub async fn create_job(
    file: &Blob,
    format: BlueprintFormat,
    on_progress: impl Fn(f64) + 'static,
) -> Result<Job, ClientError> {
    let body = Body::File(file, format.media_type());
    let answer = ask("POST", &format!("{BASE}/jobs"), body, on_progress).await?;
    opened(answer.status, &answer.bytes.to_vec())
}

/// Has the words of a plan read, and its rooms found.
pub async fn make_preview(job: &JobId) -> Result<Preview, ClientError> {
    let answer = ask("POST", &format!("{BASE}/jobs/{job}/preview"), Body::Json("{}"), |_| {}).await?;
    opened(answer.status, &answer.bytes.to_vec())
}

/// The analysis document of a plan, in the service's envelope, for the worker to read.
pub async fn analysis(job: &JobId) -> Result<Uint8Array, ClientError> {
    let answer = ask("GET", &format!("{BASE}/jobs/{job}/textract-results"), Body::Nothing, |_| {}).await?;
    if answer.is_ok() {
        return Ok(answer.bytes);
    }
    let status = answer.status;
    opened::<serde::de::IgnoredAny>(status, &answer.bytes.to_vec())?;
    Err(ClientError::Unreadable { status })
}

/// Sends the rooms as a person wants them.
pub async fn send_feedback(job: &str, feedback: &str) -> Result<(), ClientError> {
    let answer = ask("POST", &format!("{BASE}/jobs/{job}/feedback"), Body::Json(feedback), |_| {}).await?;
    opened::<serde::de::IgnoredAny>(answer.status, &answer.bytes.to_vec()).map(|_| ())
}

/// A file that lies beside the page.
pub async fn asset(path: &str) -> Result<Blob, ClientError> {
    let answer = ask("GET", path, Body::Nothing, |_| {}).await?;
    if !answer.is_ok() {
        return Err(ClientError::Unreadable { status: answer.status });
    }
    Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&answer.bytes)).map_err(|_| ClientError::Unreachable)
}

enum Body<'a> {
    Nothing,
    Json(&'a str),
    /// A file and its media type.
    File(&'a Blob, &'a str),
}

struct Answer {
    status: u16,
    is_json: bool,
    bytes: Uint8Array,
}

impl Answer {
    fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// One request. Not by `fetch`: that does not tell how much of a file is sent.
async fn ask(
    method: &str,
    address: &str,
    body: Body<'_>,
    on_progress: impl Fn(f64) + 'static,
) -> Result<Answer, ClientError> {
    let request = XmlHttpRequest::new().map_err(|_| ClientError::Unreachable)?;
    let listener = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            on_progress(event.loaded() / event.total());
        }
    });
    let finished = finished(&request);
    let send = || {
        request.open(method, address)?;
        request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
        match body {
            Body::Nothing => request.send(),
            Body::Json(json) => {
                request.set_request_header("content-type", "application/json")?;
                request.send_with_opt_str(Some(json))
            }
            Body::File(file, media_type) => {
                request.set_request_header("content-type", media_type)?;
                request.upload()?.set_onprogress(Some(listener.as_ref().unchecked_ref()));
                request.send_with_opt_blob(Some(file))
            }
        }
    };
    send().map_err(|_| ClientError::Unreachable)?;
    // it always resolves: `loadend` comes after success and after failure
    let _ = JsFuture::from(finished).await;
    let status = request.status().unwrap_or(0);
    if status == 0 {
        return Err(ClientError::Unreachable);
    }
    let kind = request.get_response_header("content-type").ok().flatten().unwrap_or_default();
    let bytes = Uint8Array::new(&request.response().unwrap_or(JsValue::UNDEFINED));
    Ok(Answer { status, is_json: kind.contains("json"), bytes })
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
