//! How far a plan has come, as the service tells it: server-sent events, by `fetch`, for `EventSource` sends no token.

use js_sys::{Reflect, Uint8Array};
use shared::progress::JobProgress;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReadableStreamDefaultReader, RequestInit, Response};

use super::auth;
use super::request::{BASE, Cancel};

/// Bytes of one event at most; what is longer is passed over.
const MAX_EVENT_BYTES: usize = 64 * 1024;

/// Follows a plan until it is done, given up, or the line breaks. Whoever waits for the preview learns of the end there.
pub async fn follow(job: &str, cancel: &Cancel, on_progress: impl Fn(JobProgress)) {
    // without news there is only less to show
    let _ = read(job, cancel, on_progress).await;
}

async fn read(job: &str, cancel: &Cancel, on_progress: impl Fn(JobProgress)) -> Result<(), JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "text/event-stream")?;
    if let Some(token) = auth::token() {
        headers.set("authorization", &format!("Bearer {token}"))?;
    }
    let init = RequestInit::new();
    init.set_headers(&headers);
    let address = format!("{BASE}/jobs/{job}/events");
    let promise = leptos::prelude::window().fetch_with_str_and_init(&address, &init);
    let response: Response = JsFuture::from(promise).await?.dyn_into()?;
    let kind = response.headers().get("content-type")?.unwrap_or_default();
    let Some(body) = response.body().filter(|_| response.ok() && kind.starts_with("text/event-stream")) else {
        return Ok(());
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    let mut parser = Parser::default();
    loop {
        if cancel.is_cancelled() {
            // the stream is over for this page either way
            let _ = JsFuture::from(reader.cancel()).await;
            return Ok(());
        }
        let chunk = JsFuture::from(reader.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(());
        }
        let bytes: Uint8Array = Reflect::get(&chunk, &"value".into())?.dyn_into()?;
        for event in parser.push(&bytes.to_vec()) {
            match event.name.as_str() {
                "progress" => {
                    if let Ok(progress) = serde_json::from_str(&event.data) {
                        on_progress(progress);
                    }
                }
                "completed" | "failed" => return Ok(()),
                _ => {}
            }
        }
    }
}

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Event {
    name: String,
    data: String,
}

/// Puts events together from the bytes as they come.
#[derive(Debug, Default)]
struct Parser {
    line: Vec<u8>,
    event: Event,
}

impl Parser {
    fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            if byte != b'\n' {
                if self.line.len() < MAX_EVENT_BYTES {
                    self.line.push(byte);
                }
                continue;
            }
            let line = std::mem::take(&mut self.line);
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches('\r');
            if line.is_empty() {
                let event = std::mem::take(&mut self.event);
                if !event.data.is_empty() {
                    events.push(event);
                }
                continue;
            }
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "event" => self.event.name = value.to_owned(),
                "data" if self.event.data.len() + value.len() < MAX_EVENT_BYTES => {
                    if !self.event.data.is_empty() {
                        self.event.data.push('\n');
                    }
                    self.event.data.push_str(value);
                }
                _ => {}
            }
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_in_pieces() {
        let mut parser = Parser::default();
        assert_eq!(parser.push(b": hello\n\nevent: prog"), []);
        assert_eq!(parser.push(b"ress\ndata: {\"job_id\":\"job_20260101_abcdef123456\",\"status\":\"processing\",\"stage\":\"reading\","), []);
        let events = parser.push(b"\"progress\":0.5}\r\n\r\nevent: completed\ndata: {}\n\n");
        assert_eq!(events.len(), 2);
        let progress: JobProgress = serde_json::from_str(&events[0].data).unwrap();
        assert_eq!((events[0].name.as_str(), progress.progress), ("progress", 0.5));
        assert_eq!(events[1].name, "completed");
    }

    #[test]
    fn an_endless_line_does_not_fill_the_memory() {
        let mut parser = Parser::default();
        for _ in 0..100 {
            parser.push(&[b'x'; 4096]);
        }
        assert!(parser.line.len() <= MAX_EVENT_BYTES);
    }
}
