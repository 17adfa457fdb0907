//! Plans at the service.

use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use serde::Deserialize;
use serde_json::json;
use shared::feedback::{CorrectedRoom, Feedback};
use shared::job::{BlueprintFormat, Job};
use shared::preview::Preview;
use shared::{DetectorSettings, Room};
use web_sys::{Blob, BlobPropertyBag};

use super::request::{Answer, BASE, Body, Cancel, ClientError, ask, once};

/// What the service says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// `none`, or who signs people in.
    pub sign_in: String,
    /// Files of more bytes than this go by an upload of their own.
    pub uploads_above_bytes: Option<u64>,
}

/// What answers where the service would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The service.
    Service(Health),
    /// Something else: the page lies on a plain file server.
    Other,
    /// Nobody.
    Nobody,
}

/// Looks whether there is a service.
pub async fn look() -> Found {
    let address = format!("{BASE}/health");
    match once("GET", &address, &Body::Nothing, &Cancel::default(), Rc::new(|_| {})).await {
        // a file server that answers everything with the page is no service
        Ok(answer) if answer.is_ok() && answer.is_json => Found::Service(health(&answer).unwrap_or_default()),
        Ok(answer) if answer.status == 401 => {
            Found::Service(Health { sign_in: "unknown".to_owned(), ..Health::default() })
        }
        Ok(answer) if answer.status >= 500 => Found::Nobody,
        Ok(_) => Found::Other,
        Err(_) => Found::Nobody,
    }
}

/// Takes the answer apart by the browser's own means: this is asked at every start, and what reads all other answers is
/// fetched later.
fn health(answer: &Answer) -> Option<Health> {
    let text = String::from_utf8(answer.bytes.to_vec()).ok()?;
    let envelope = js_sys::JSON::parse(&text).ok()?;
    let data = Reflect::get(&envelope, &"data".into()).ok()?;
    let sign_in = Reflect::get(&data, &"sign_in".into()).ok()?.as_string().unwrap_or_default();
    let above = Reflect::get(&data, &"uploads_above_bytes".into()).ok()?.as_f64();
    // bytes of a file: below 2^53
    Some(Health { sign_in, uploads_above_bytes: above.map(|bytes| bytes as u64) })
}

/// Uploads a plan; `on_progress` gets the share that is sent.
pub async fn create(
    file: &Blob,
    name: &str,
    format: BlueprintFormat,
    cancel: &Cancel,
    on_progress: impl Fn(f64) + 'static,
) -> Result<Job, ClientError> {
    ask("POST", "jobs", Body::File(file, format.media_type(), name), cancel, on_progress).await?.data()
}

/// Where a large file is to be put.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Upload {
    /// Its name at the service.
    pub upload_id: String,
    url: String,
    headers: BTreeMap<String, String>,
}

/// Asks where a large file is to be put.
pub async fn open_upload(
    file: &Blob,
    name: &str,
    format: BlueprintFormat,
    cancel: &Cancel,
) -> Result<Upload, ClientError> {
    // a file has at most 2^53 bytes
    let wanted = json!({ "filename": name, "format": format, "bytes": file.size() as u64 });
    ask("POST", "uploads", Body::Json(&wanted.to_string()), cancel, |_| {}).await?.data()
}

/// Puts a large file where it belongs; `on_progress` gets the share that is sent.
pub async fn put(
    upload: &Upload,
    file: &Blob,
    cancel: &Cancel,
    on_progress: impl Fn(f64) + 'static,
) -> Result<(), PutError> {
    let answer = once("PUT", &upload.url, &Body::Foreign(file, &upload.headers), cancel, Rc::new(on_progress)).await?;
    match answer.status {
        200..=299 => Ok(()),
        // signed addresses end
        403 => Err(PutError::Over),
        _ => Err(answer.error().into()),
    }
}

/// Why a large file could not be put where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PutError {
    /// The address takes no file any more.
    #[error("The address for the file is over")]
    Over,
    /// As with every request.
    #[error(transparent)]
    Client(#[from] ClientError),
}

/// Makes a job of a file that was put where it belongs.
pub async fn create_of(upload: &str, cancel: &Cancel) -> Result<Job, ClientError> {
    let json = json!({ "upload_id": upload }).to_string();
    ask("POST", "jobs", Body::Json(&json), cancel, |_| {}).await?.data()
}

/// Has the words of a plan read, and its rooms found.
pub async fn make_preview(job: &str, cancel: &Cancel) -> Result<Preview, ClientError> {
    ask("POST", &format!("jobs/{job}/preview"), Body::Json("{}"), cancel, |_| {}).await?.data()
}

/// The analysis document of a plan, in the service's envelope, for the worker to read.
pub async fn analysis(job: &str, cancel: &Cancel) -> Result<Uint8Array, ClientError> {
    let answer = ask("GET", &format!("jobs/{job}/textract-results"), Body::Nothing, cancel, |_| {}).await?;
    bytes_of(answer).map(|(bytes, _)| bytes)
}

/// The file of a plan.
pub async fn blueprint(job: &str, cancel: &Cancel) -> Result<Blob, ClientError> {
    let answer = ask("GET", &format!("jobs/{job}/blueprint"), Body::Nothing, cancel, |_| {}).await?;
    let (bytes, media_type) = bytes_of(answer)?;
    let options = BlobPropertyBag::new();
    options.set_type(&media_type);
    Blob::new_with_u8_array_sequence_and_options(&js_sys::Array::of1(&bytes), &options)
        .map_err(|_| ClientError::Unreachable)
}

fn bytes_of(answer: Answer) -> Result<(Uint8Array, String), ClientError> {
    if answer.is_ok() { Ok((answer.bytes, answer.media_type)) } else { Err(answer.error()) }
}

/// Some of the user's plans.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct JobPage {
    /// Newest first.
    pub jobs: Vec<Job>,
    /// Where the older ones begin.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// The user's plans, newest first.
pub async fn list(cursor: Option<&str>) -> Result<JobPage, ClientError> {
    let path = cursor.map_or_else(|| "jobs?limit=20".to_owned(), |cursor| format!("jobs?limit=20&cursor={cursor}"));
    ask("GET", &path, Body::Nothing, &Cancel::default(), |_| {}).await?.data()
}

/// The rooms as they are shown, under these settings.
#[must_use]
pub fn feedback(rooms: &[Room], settings: &DetectorSettings) -> Feedback {
    let room = |room: &Room| CorrectedRoom {
        id: Some(room.id.clone()),
        page: room.page,
        bounding_box: room.bounding_box,
        polygon: room.polygon.clone(),
        holes: room.holes.clone(),
        name_hint: room.name_hint.clone(),
        room_type: room.room_type.clone(),
        number: room.number.clone(),
    };
    Feedback {
        // the room that stands for a page where nothing was found is none
        rooms: rooms.iter().filter(|room| !room.evidence.fallback).map(room).collect(),
        settings: serde_json::to_value(settings).ok(),
        note: None,
    }
}

/// Sends the rooms as a person wants them.
pub async fn send_feedback(job: &str, feedback: &Feedback) -> Result<(), ClientError> {
    // rooms and settings hold nothing that JSON cannot carry
    let json = serde_json::to_string(feedback).unwrap_or_default();
    let answer = ask("POST", &format!("jobs/{job}/feedback"), Body::Json(&json), &Cancel::default(), |_| {}).await?;
    if answer.is_ok() { Ok(()) } else { Err(answer.error()) }
}
