//! Bodies: read up to a limit, and JSON that says which field is wrong.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use serde::Deserialize;

use crate::error::ApiError;
use crate::limits::{DRAIN_TIME, MAX_DRAINED_BYTES};

/// Reads a body of at most `limit` bytes. One that says it is longer is refused before a byte of it is kept.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, ApiError> {
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > limit as u64) {
        // Who waits for permission to send is told at once; who sends already would not hear it before having sent.
        if !headers.contains_key(header::EXPECT) {
            drain(body).await;
        }
        return Err(ApiError::too_many_bytes(limit));
    }
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::with_capacity(announced.map_or(0, |n| usize::try_from(n).unwrap_or(0).min(limit)));
    while let Some(chunk) = stream.next().await {
        let chunk =
            chunk.map_err(|_| ApiError::invalid_request("body", "The body broke off or paused for too long."))?;
        if bytes.len() + chunk.len() > limit {
            drain(Body::from_stream(stream)).await;
            return Err(ApiError::too_many_bytes(limit));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.into())
}

/// Reads and forgets the rest of a refused body, within limits: closing the connection on somebody who is still
/// writing would throw away the answer.
pub async fn drain(body: Body) {
    let rest = async {
        let mut stream = body.into_data_stream();
        let mut drained = 0;
        while let Some(Ok(chunk)) = stream.next().await {
            drained += chunk.len();
            if drained > MAX_DRAINED_BYTES {
                break;
            }
        }
    };
    // Running out of time is as good as running out of bytes.
    let _ = tokio::time::timeout(DRAIN_TIME, rest).await;
}

/// Reads JSON; an error names the field as far as the reader knows it, and quotes no text of the body but, cut short,
/// the name of a field or a choice that there is not.
pub fn json<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, ApiError> {
    if bytes.is_empty() {
        return Err(ApiError::invalid_request("body", "The body is empty; JSON was expected."));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let text = unquoted(&error.to_string());
        let field = field_in(&text).unwrap_or("body").to_owned();
        let message = match error.classify() {
            serde_json::error::Category::Data => format!("The JSON does not fit: {text}."),
            _ => format!("The body is not JSON: {text}."),
        };
        ApiError::invalid_request(&field, message)
    })
}

/// An error's text without the string of the body that serde may quote, and no longer than a line or two.
fn unquoted(text: &str) -> String {
    const LONGEST: usize = 200;
    let text = match (text.find(" \""), text.rfind('"')) {
        (Some(start), Some(end)) if start + 1 < end => [&text[..start], &text[end + 1..]].concat(),
        _ => text.to_owned(),
    };
    text.chars().take(LONGEST).collect()
}

/// The field that serde names in "missing field `x`" and "unknown field `x`".
fn field_in(message: &str) -> Option<&str> {
    let rest = message.split_once("field `")?.1;
    Some(rest.split_once('`')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        #[expect(dead_code, reason = "only reading it matters")]
        format: String,
    }

    #[test]
    fn errors_name_the_field() {
        let missing = json::<Wanted>(b"{}").unwrap_err();
        assert_eq!(missing.details["field"], "format");
        let unknown = json::<Wanted>(br#"{"format":"png","colour":1}"#).unwrap_err();
        assert_eq!(unknown.details["field"], "colour");
        assert_eq!(json::<Wanted>(b"").unwrap_err().details["field"], "body");
        assert!(json::<Wanted>(b"{").unwrap_err().message.starts_with("The body is not JSON"));
    }

    #[test]
    fn errors_do_not_quote_the_body() {
        let body = format!(r#""secret \" {}""#, "x".repeat(100_000));
        let message = json::<Wanted>(body.as_bytes()).unwrap_err().message;
        assert!(message.contains("invalid type: string, expected"), "{message}");
        assert!(!message.contains("secret") && !message.contains("xx"), "{message}");
        let name = format!(r#"{{"{}":1}}"#, "y".repeat(100_000));
        assert!(json::<Wanted>(name.as_bytes()).unwrap_err().message.len() < 300);
    }
}
