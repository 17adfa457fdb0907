//! From a file to rooms: what happens when somebody hands one over, and when the worker answers.
//!
//! ```text
//! file ─> recognise ─┬─ picture ──> worker: walls ─> rooms              (at once)
//!                    │          └─> service: upload ─> words ─> worker  (names fill in)
//!                    ├─ PDF ─┬───> PDF worker: pages ─> worker: rooms    (at once)
//!                    │       └───> service
//!                    └─ analysis ─> worker ─> rooms
//! ```

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::job::BlueprintFormat;
use shared::seen::Seen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::client::{self, Cancel, jobs};
use crate::detecting;
use crate::keeping;
use crate::later;
use crate::pdf_reader::reading;
use crate::state::document::Document;
use crate::state::editing::Editing;
use crate::state::pages::Pages;
use crate::state::progress::{Local, Remote};
use crate::state::source::{HEAD_BYTES, Source, recognise};
use crate::state::workspace::{Service, Workspace};
use crate::uploads;
use crate::work_file::{self, Work};
use crate::worker::Payload;
use crate::worker::protocol::{Purpose, Reply, Request};

/// What is said where nothing closes off a space.
const NO_ROOM_HERE: &str = "No walls close off a space here. Draw the room instead: D for a box, O for an outline.";

/// Opens files that were dropped, chosen or pasted.
pub fn open_files(workspace: Workspace, files: Vec<File>) {
    for file in files {
        let name = file.name();
        spawn_local(async move { open(workspace, name, file.unchecked_into()).await });
    }
}

/// Opens the sample plan that comes with the page.
pub fn open_sample(workspace: Workspace) {
    spawn_local(async move {
        match client::asset("sample.png").await {
            Ok(file) => open(workspace, "sample.png".to_owned(), file).await,
            Err(error) => workspace.error.set(Some(error.to_string())),
        }
    });
}

async fn open(workspace: Workspace, name: String, file: Blob) {
    workspace.error.set(None);
    let head = head(&file).await.unwrap_or_default();
    // a Blob has at most 2^53 bytes
    match recognise(&name, &head, file.size() as u64) {
        Err(refusal) => workspace.error.set(Some(refusal.to_string())),
        Ok(Source::Blueprint(format)) => {
            let document = workspace.add(name, Some((file.clone(), format)));
            keeping::write_file(workspace, document, Some(file.clone()), None);
            keeping::write(workspace, document);
            show(workspace, document, Some(file), None);
            read_names(workspace, document);
        }
        Ok(Source::Work) => later::call_or_say(workspace, move |parts| (parts.files.open_work)(workspace, name, file)),
        Ok(Source::Analysis) => match bytes(&file).await {
            Ok(bytes) => {
                let document = workspace.add(name, None);
                keeping::write_file(workspace, document, None, Some(&bytes));
                keeping::write(workspace, document);
                document.progress.update(|progress| progress.local = Local::Tracing);
                workspace.hand_over(document, &Request::OpenAnalysis { document: document.id }, &bytes);
            }
            Err(_) => workspace.error.set(Some(format!("“{name}” cannot be read. Is it still where it was?"))),
        },
    }
}

/// Opens a work that was saved as one file.
pub fn open_work_file(workspace: Workspace, name: String, file: Blob) {
    spawn_local(async move {
        match work_file::open(&name, &file).await {
            Ok(work) => open_work(workspace, work),
            Err(fault) => workspace.error.set(Some(fault.to_string())),
        }
    });
}

fn open_work(workspace: Workspace, work: Work) {
    let document = workspace.add(work.name, work.plan.clone());
    document.settings.set(work.settings);
    document.history.set(work.history);
    keeping::write_file(workspace, document, work.plan.as_ref().map(|(file, _)| file.clone()), work.analysis.as_ref());
    keeping::write(workspace, document);
    show(workspace, document, work.plan.map(|(file, _)| file), work.analysis);
}

/// Opens a plan that the service keeps.
pub fn open_job(workspace: Workspace, job: String, name: String) {
    spawn_local(async move {
        let file = match jobs::blueprint(&job, &Cancel::default()).await {
            Ok(file) => file,
            Err(error) => return workspace.error.set(Some(format!("“{name}” cannot be fetched. {error}"))),
        };
        let head = head(&file).await.unwrap_or_default();
        match recognise(&name, &head, file.size() as u64) {
            Ok(Source::Blueprint(format)) => {
                let document = workspace.add(name, Some((file.clone(), format)));
                document.job_id.set(Some(job));
                keeping::write_file(workspace, document, Some(file.clone()), None);
                keeping::write(workspace, document);
                show(workspace, document, Some(file), None);
                uploads::enqueue(workspace, document);
            }
            Ok(_) => workspace.error.set(Some(format!("“{name}” is no plan any more."))),
            Err(refusal) => workspace.error.set(Some(refusal.to_string())),
        }
    });
}

/// Hands the workers what is known of a plan: its file for pixels and the text that a PDF tells, its analysis.
pub fn show(workspace: Workspace, document: Document, file: Option<Blob>, analysis: Option<Uint8Array>) {
    if analysis.is_some() {
        document.sheets.all_read();
    }
    match (file, document.format.get_untracked()) {
        (Some(file), Some(BlueprintFormat::Pdf)) => reading::open(workspace, document, file),
        (Some(file), Some(_)) => {
            workspace.hand_over(document, &Request::OpenPicture { document: document.id }, &file);
        }
        _ => {}
    }
    if let Some(analysis) = analysis {
        workspace.hand_over(document, &Request::OpenAnalysis { document: document.id }, &JsValue::from(analysis));
    }
}

/// Has the service read the words of a plan; what it finds goes to the worker.
fn read_names(workspace: Workspace, document: Document) {
    if workspace.upload.get_untracked() && workspace.service.get_untracked() != Service::None {
        uploads::enqueue(workspace, document);
    }
}

/// Takes up what the worker says.
pub fn take_reply(workspace: Workspace, reply: Reply, payload: &Payload) {
    match reply {
        Reply::Ready => {}
        Reply::Decoded { document, width_px, height_px } => {
            let Some(document) = workspace.document(document) else { return };
            document.picture.set(payload.clone().dyn_into().ok());
            document.summary.set(Some(crate::worker::protocol::Summary {
                pages: 1,
                page_sizes_px: vec![Some((width_px, height_px))],
                ..Default::default()
            }));
            document.progress.update(|progress| progress.local = Local::Tracing);
        }
        Reply::Opened { document, summary, .. } => {
            let Some(document) = workspace.document(document) else { return };
            let sheets = document.sheets;
            if !sheets.is_pdf.get_untracked() {
                sheets.pages.set(Pages::new(summary.pages));
            }
            document.summary.set(Some(summary));
            is_opened(document);
            document.progress.update(|progress| progress.local = Local::Ready);
            detecting::renew_copy(workspace, document);
            // before the rooms: whoever sees them and draws at once finds the walls there, however busy the worker is then
            workspace.see(document);
            detecting::detect(workspace, document);
        }
        Reply::RoomAt { document, room } => {
            let Some(document) = workspace.document(document) else { return };
            match room {
                Some(room) => later::call_or_say(workspace, move |parts| {
                    (parts.correcting.add_found)(Editing { workspace, document }, &room);
                }),
                None => workspace.tell(NO_ROOM_HERE),
            }
        }
        Reply::Detected { document, milliseconds, scales } => {
            if let Some(document) = workspace.document(document) {
                detecting::take_detected(workspace, document, milliseconds, scales, payload);
            }
        }
        Reply::Seen { document } => {
            if let Some(document) = workspace.document(document) {
                let payload = payload.clone();
                // where the parts cannot be fetched there is no tool either, and that is said where they would stand
                later::call(move |parts| {
                    if let Ok(parts) = parts {
                        (parts.take_seen)(document, &payload);
                    }
                });
            }
        }
        Reply::Analysis { document, purpose } => {
            if let Some(document) = workspace.document(document) {
                let payload = payload.clone();
                later::call_or_say(workspace, move |parts| {
                    (parts.files.take_analysis)(workspace, document, purpose, &payload);
                });
            }
        }
        Reply::Exported { document, format } => {
            if let Some(document) = workspace.document(document) {
                let payload = payload.clone();
                later::call_or_say(workspace, move |parts| (parts.files.save_export)(document, &format, &payload));
            }
        }
        Reply::Refused { document, message } => {
            let Some(document) = workspace.document(document) else { return };
            document.busy.set_value(false);
            is_opened(document);
            // rooms that are there stay: only what was to make them better failed
            if document.last_run.read_untracked().is_some() {
                document.progress.update(|progress| progress.remote = Remote::Failed(message));
            } else {
                document.fail(message);
            }
        }
    }
}

/// Notes that the worker has done with something that it was handed.
fn is_opened(document: Document) {
    document.opening.update(|opening| *opening = opening.saturating_sub(1));
}

/// Takes up what the detector saw.
pub fn take_seen(document: Document, json: &JsValue) {
    let seen = serde_json::from_str::<Seen>(&text_of(json)).ok();
    // somebody may have turned the page meanwhile
    let seen = seen.filter(|seen| seen.page == document.page.get_untracked());
    document.seen.set(seen.map(Arc::new));
}

/// The text that comes beside a reply.
pub(crate) fn text_of(payload: &JsValue) -> String {
    let bytes = payload.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
    // the worker writes JSON
    String::from_utf8(bytes).unwrap_or_default()
}

/// Takes an analysis that the worker handed over: to save it, or to find rooms in it.
pub fn take_analysis(workspace: Workspace, document: Document, purpose: Purpose, json: &JsValue) {
    match purpose {
        Purpose::Alone => crate::download::save_analysis(document, json),
        Purpose::Work => work_file::save(workspace, document, json),
        Purpose::Tuning => detecting::take_copy(workspace, document, json),
    }
}

async fn head(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let part = file.slice_with_i32_and_i32(0, HEAD_BYTES as i32)?;
    bytes(&part).await.map(|bytes| bytes.to_vec())
}

async fn bytes(file: &Blob) -> Result<Uint8Array, JsValue> {
    JsFuture::from(file.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer))
}
