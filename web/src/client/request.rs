//! One request, and what can become of it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use shared::error::{Envelope, ErrorCode};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use super::auth;

/// Where the interface lies, as seen from the page.
pub(super) const BASE: &str = "api/v1";

/// Why the service did not help, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// Nobody answered, or the line broke.
    #[error("The service cannot be reached")]
    Unreachable,
    /// The user gave it up.
    #[error("Cancelled")]
    Cancelled,
    /// It wants to know who asks.
    #[error("The service wants you to sign in")]
    SignInNeeded,
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
        "The service gave an answer that cannot be read (HTTP {status}). If it stays so, the page is newer or older than the service: reload it."
    )]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

impl ClientError {
    /// Whether the same request may go through a little later.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Refused { code, .. } => {
                matches!(code, ErrorCode::RateLimitExceeded | ErrorCode::ServiceUnavailable | ErrorCode::InternalError)
            }
            Self::Unreadable { status } => *status >= 500,
            Self::Cancelled | Self::SignInNeeded => false,
        }
    }
}

/// Gives a request up; copies give up the same one.
#[derive(Clone, Default)]
pub struct Cancel(Rc<RefCell<CancelState>>);

#[derive(Default)]
struct CancelState {
    is_cancelled: bool,
    request: Option<XmlHttpRequest>,
}

impl Cancel {
    /// Gives it up, also the request that is on its way.
    pub fn cancel(&self) {
        let mut state = self.0.borrow_mut();
        state.is_cancelled = true;
        let request = state.request.take();
        drop(state);
        if let Some(request) = request {
            // a request that is over cannot be given up any more
            let _ = request.abort();
        }
    }

    /// Whether it was given up.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.borrow().is_cancelled
    }

    fn attach(&self, request: Option<XmlHttpRequest>) {
        self.0.borrow_mut().request = request;
    }
}

/// A file that lies beside the page.
pub async fn asset(path: &str) -> Result<Blob, ClientError> {
    let answer = once("GET", path, &Body::Nothing, &Cancel::default(), Rc::new(|_| {})).await?;
    if !answer.is_ok() {
        return Err(ClientError::Unreadable { status: answer.status });
    }
    Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&answer.bytes)).map_err(|_| ClientError::Unreachable)
}

/// What is sent.
pub(super) enum Body<'a> {
    Nothing,
    Json(&'a str),
    /// A file, its media type, and its name.
    File(&'a Blob, &'a str, &'a str),
    /// A file for an address elsewhere, which says by itself who may use it: headers as they were agreed upon, no token.
    Foreign(&'a Blob, &'a BTreeMap<String, String>),
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) is_json: bool,
    pub(super) media_type: String,
    pub(super) bytes: Uint8Array,
}

impl Answer {
    pub(super) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The data of the success envelope.
    pub(super) fn data<T: DeserializeOwned>(&self) -> Result<T, ClientError> {
        opened(self.status, &self.bytes.to_vec())
    }

    /// The error of the other envelope.
    pub(super) fn error(&self) -> ClientError {
        match opened::<serde::de::IgnoredAny>(self.status, &self.bytes.to_vec()) {
            Err(error) => error,
            Ok(_) => ClientError::Unreadable { status: self.status },
        }
    }
}

/// A request; where the access token has run out, once more with a new one.
pub(super) async fn ask(
    method: &str,
    path: &str,
    body: Body<'_>,
    cancel: &Cancel,
    on_progress: impl Fn(f64) + 'static,
) -> Result<Answer, ClientError> {
    let address = format!("{BASE}/{path}");
    let on_progress: Rc<dyn Fn(f64)> = Rc::new(on_progress);
    let answer = once(method, &address, &body, cancel, on_progress.clone()).await?;
    if answer.status != 401 {
        return Ok(answer);
    }
    if !auth::refresh().await {
        return Err(ClientError::SignInNeeded);
    }
    let again = once(method, &address, &body, cancel, on_progress).await?;
    if again.status == 401 { Err(ClientError::SignInNeeded) } else { Ok(again) }
}

/// One request. Not by `fetch`: that does not tell how much of a file is sent.
pub(super) async fn once(
    method: &str,
    address: &str,
    body: &Body<'_>,
    cancel: &Cancel,
    on_progress: Rc<dyn Fn(f64)>,
) -> Result<Answer, ClientError> {
    if cancel.is_cancelled() {
        return Err(ClientError::Cancelled);
    }
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
        if let Some(token) = auth::token().filter(|_| !matches!(body, Body::Foreign(..))) {
            request.set_request_header("authorization", &format!("Bearer {token}"))?;
        }
        match body {
            Body::Nothing => request.send(),
            Body::Json(json) => {
                request.set_request_header("content-type", "application/json")?;
                request.send_with_opt_str(Some(json))
            }
            Body::File(file, media_type, name) => {
                request.set_request_header("content-type", media_type)?;
                let disposition = format!("attachment; filename=\"{}\"", header_safe(name));
                request.set_request_header("content-disposition", &disposition)?;
                request.upload()?.set_onprogress(Some(listener.as_ref().unchecked_ref()));
                request.send_with_opt_blob(Some(file))
            }
            Body::Foreign(file, headers) => {
                for (name, value) in *headers {
                    request.set_request_header(name, value)?;
                }
                request.upload()?.set_onprogress(Some(listener.as_ref().unchecked_ref()));
                request.send_with_opt_blob(Some(file))
            }
        }
    };
    send().map_err(|_| ClientError::Unreachable)?;
    cancel.attach(Some(request.clone()));
    // it always resolves: `loadend` comes after success and after failure
    let _ = JsFuture::from(finished).await;
    cancel.attach(None);
    if cancel.is_cancelled() {
        return Err(ClientError::Cancelled);
    }
    let status = request.status().unwrap_or(0);
    if status == 0 {
        return Err(ClientError::Unreachable);
    }
    let media_type = request.get_response_header("content-type").ok().flatten().unwrap_or_default();
    let bytes = Uint8Array::new(&request.response().unwrap_or(JsValue::UNDEFINED));
    Ok(Answer { status, is_json: media_type.contains("json"), media_type, bytes })
}

/// A file name as a header can carry it.
fn header_safe(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\;".contains(c) || c == ' ' { c } else { '_' }).collect()
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
    use shared::job::Job;

    #[test]
    fn the_words_of_the_service_are_passed_on() {
        let body = br#"{"status":"error","error":{"code":"FILE_TOO_LARGE","message":"too large"},"meta":{"request_id":"a","api_version":"v1"}}"#;
        let error = opened::<Job>(413, body).unwrap_err();
        assert_eq!(error, ClientError::Refused { code: ErrorCode::FileTooLarge, message: "too large".to_owned() });
        assert!(!error.may_pass());
    }

    #[test]
    fn a_header_carries_any_name() {
        assert_eq!(header_safe("Grundriß \"1\";\n.png"), "Grundri_ _1___.png");
    }

    #[test]
    fn an_answer_of_somebody_else_is_not_read() {
        let error = opened::<Job>(502, b"<html>").unwrap_err();
        assert_eq!(error, ClientError::Unreadable { status: 502 });
        assert!(error.may_pass(), "a gateway that is up again may answer");
    }
}
