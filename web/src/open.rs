//! From a file to rooms: what happens when somebody hands one over, and when the worker answers.
//!
//! ```text
//! file ─> recognise ─┬─ picture ──> worker: walls ─> rooms              (at once)
//!                    │          └─> service: upload ─> words ─> worker  (names fill in)
//!                    ├─ PDF ─────> service
//!                    └─ analysis ─> worker ─> rooms
//! ```

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::detect::Detection;
use shared::job::BlueprintFormat;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::client::{self, ClientError};
use crate::keeping;
use crate::state::document::{Document, LastRun};
use crate::state::progress::{Local, Remote};
use crate::state::source::{HEAD_BYTES, Source, recognise};
use crate::state::workspace::{Service, Workspace};
use crate::worker::Payload;
use crate::worker::protocol::{Reply, Request};

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
            keeping::write_file(document, Some(file.clone()), None);
            keeping::write(document);
            if format != BlueprintFormat::Pdf {
                workspace.send(&Request::OpenPicture { document: document.id }, &file);
            }
            read_names(workspace, document, file, format).await;
        }
        Ok(Source::Analysis) => match bytes(&file).await {
            Ok(bytes) => {
                let document = workspace.add(name, None);
                keeping::write_file(document, None, Some(&bytes));
                keeping::write(document);
                document.progress.update(|progress| progress.local = Local::Tracing);
                workspace.send(&Request::OpenAnalysis { document: document.id }, &bytes);
            }
            Err(_) => workspace.error.set(Some(format!("“{name}” cannot be read. Is it still where it was?"))),
        },
    }
}

/// Has the service read the words of a plan; what it finds goes to the worker.
async fn read_names(workspace: Workspace, document: Document, file: Blob, format: BlueprintFormat) {
    if !workspace.upload.get_untracked() || workspace.service.get_untracked() == Service::Away {
        if format == BlueprintFormat::Pdf {
            document.fail("Reading a PDF needs the service, which is not there or was switched off. Save the page as PNG and drop that, or try again later.".to_owned());
        }
        return;
    }
    match ask_service(workspace, document, file, format).await {
        Ok(()) => {}
        Err(error) => {
            let message = error.to_string();
            if error == ClientError::Unreachable {
                workspace.service.set(Service::Away);
            }
            if format == BlueprintFormat::Pdf {
                document.fail(message.clone());
            }
            document.progress.update(|progress| progress.remote = Remote::Failed(message));
        }
    }
}

async fn ask_service(
    workspace: Workspace,
    document: Document,
    file: Blob,
    format: BlueprintFormat,
) -> Result<(), ClientError> {
    let remote = move |remote: Remote| document.progress.update(|progress| progress.remote = remote);
    remote(Remote::Uploading(0.0));
    let job = client::create_job(&file, format, move |share| remote(Remote::Uploading(share))).await?;
    workspace.service.set(Service::There);
    document.job_id.set(Some(job.job_id.to_string()));
    remote(Remote::Reading);
    let preview = client::make_preview(&job.job_id).await?;
    let analysis = client::analysis(&job.job_id).await?;
    keeping::write_file(document, Some(file), Some(&analysis));
    workspace.send(&Request::OpenAnalysis { document: document.id }, &analysis);
    match preview.warnings.first() {
        Some(warning) if preview.partial => remote(Remote::Failed(warning.message.clone())),
        _ => remote(Remote::Read),
    }
    Ok(())
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
            document.summary.set(Some(summary));
            document.progress.update(|progress| progress.local = Local::Ready);
            workspace.detect(document);
        }
        Reply::Detected { document, milliseconds } => {
            let Some(document) = workspace.document(document) else { return };
            document.busy.set_value(false);
            if document.wanted.get_value() {
                document.wanted.set_value(false);
                workspace.detect(document);
            }
            let json = payload.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
            match serde_json::from_slice::<Detection>(&json) {
                Ok(detection) => document.last_run.set(Some(Arc::new(LastRun { detection, milliseconds }))),
                Err(error) => document.error.set(Some(format!("The rooms cannot be shown: {error}"))),
            }
        }
        Reply::Analysis { document } => {
            if let Some(document) = workspace.document(document) {
                crate::download::save_analysis(document, payload);
            }
        }
        Reply::Exported { document, format } => {
            if let (Some(document), Ok(format)) = (workspace.document(document), format.parse()) {
                crate::download::save_export(document, format, payload);
            }
        }
        Reply::Refused { document, message } => {
            let Some(document) = workspace.document(document) else { return };
            document.busy.set_value(false);
            // rooms that are there stay: only what was to make them better failed
            if document.last_run.read_untracked().is_some() {
                document.progress.update(|progress| progress.remote = Remote::Failed(message));
            } else {
                document.fail(message);
            }
        }
    }
}

async fn head(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let part = file.slice_with_i32_and_i32(0, HEAD_BYTES as i32)?;
    bytes(&part).await.map(|bytes| bytes.to_vec())
}

async fn bytes(file: &Blob) -> Result<Uint8Array, JsValue> {
    JsFuture::from(file.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer))
}
