//! From an opened plan to a `.roomprint` file: in place where the browser lets the page write files, else as a download.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag};

use super::manifest::{ANALYSIS, CORRECTIONS, MANIFEST, Manifest, PLAN};
use super::tar::{BLOCK_BYTES, Entry, header, padding};
use crate::download;
use crate::state::document::Document;
use crate::state::workspace::Workspace;
use crate::whole::{self, Of};
use crate::worker::protocol::{Purpose, Request};

const MEDIA_TYPE: &str = "application/x-roomprint";
const EXTENSION: &str = "roomprint";

/// Begins to save, once all pages are read.
pub fn ask(workspace: Workspace, document: Document) {
    if document.last_run.read_untracked().is_none() {
        workspace.tell("There is nothing to save yet: the plan is still being read");
        return;
    }
    whole::take(workspace, document, Of::AllPages, ask_worker);
}

/// The worker hands over the analysis first.
fn ask_worker(workspace: Workspace, document: Document) {
    let request = Request::SaveAnalysis { document: document.id, purpose: Purpose::Work };
    workspace.send(&request, &JsValue::UNDEFINED);
}

/// Saves, with the analysis that the worker handed over.
pub fn save(workspace: Workspace, document: Document, analysis: &JsValue) {
    let analysis = analysis.clone();
    spawn_local(async move {
        let written = match pack(document, &analysis) {
            Ok(blob) => write(document, &blob).await,
            Err(error) => Err(error),
        };
        match written {
            Ok(Written::InPlace) => workspace.tell("Saved"),
            Ok(Written::Download) => workspace.tell("Saved among your downloads"),
            Ok(Written::Cancelled) => workspace.tell("Not saved"),
            Err(error) => {
                leptos::logging::error!("the work cannot be saved: {error:?}");
                workspace.error.set(Some("The file cannot be written. Is the disk full, or the folder not yours? Choose another place with Download, “Whole work”.".to_owned()));
            }
        }
    });
}

/// The file.
fn pack(document: Document, analysis: &JsValue) -> Result<Blob, JsValue> {
    let pieces = Array::new();
    let manifest = Manifest::of(document.name.get_untracked(), &document.settings.get_untracked());
    let history = document.history.with_untracked(crate::state::history::History::kept);
    for (name, json) in [(MANIFEST, serde_json::to_vec_pretty(&manifest)), (CORRECTIONS, serde_json::to_vec(&history))]
    {
        let json = json.map_err(|error| JsValue::from_str(&error.to_string()))?;
        add(&pieces, name, json.len() as u64, &Uint8Array::from(json.as_slice()));
    }
    if let (Some(file), Some(format)) = (document.file.get_untracked(), document.format.get_untracked()) {
        add(&pieces, &format!("{PLAN}{}", format.extension()), file.size() as u64, &file);
    }
    if let Some(analysis) = analysis.dyn_ref::<Uint8Array>() {
        add(&pieces, ANALYSIS, u64::from(analysis.length()), analysis);
    }
    pieces.push(&Uint8Array::new_with_length(2 * BLOCK_BYTES as u32));
    let options = BlobPropertyBag::new();
    options.set_type(MEDIA_TYPE);
    Blob::new_with_blob_sequence_and_options(&pieces, &options)
}

fn add(pieces: &Array, name: &str, size: u64, content: &JsValue) {
    let entry = Entry { name: name.to_owned(), size };
    pieces.push(&Uint8Array::from(header(&entry).as_slice()));
    pieces.push(content);
    // fewer than a block
    pieces.push(&Uint8Array::new_with_length(padding(size) as u32));
}

enum Written {
    InPlace,
    Download,
    Cancelled,
}

/// Writes where the work was saved before, else where the user says.
async fn write(document: Document, blob: &Blob) -> Result<Written, JsValue> {
    let name = download::file_name(document, EXTENSION).replace("-roomprint", ".roomprint");
    let picker = Reflect::get(&window(), &"showSaveFilePicker".into())?;
    let Ok(picker) = picker.dyn_into::<Function>() else {
        download::save(&name, MEDIA_TYPE, blob);
        return Ok(Written::Download);
    };
    let handle = match document.saved_in.get_value() {
        Some(handle) => handle,
        None => match call(&picker, &window(), &[&picker_options(&name)?]).await {
            Ok(handle) => handle,
            Err(error) if is_cancelled(&error) => return Ok(Written::Cancelled),
            Err(_) => {
                // a page in a frame may not ask
                download::save(&name, MEDIA_TYPE, blob);
                return Ok(Written::Download);
            }
        },
    };
    let stream = method(&handle, "createWritable", &[]).await?;
    method(&stream, "write", &[blob]).await?;
    method(&stream, "close", &[]).await?;
    document.saved_in.set_value(Some(handle));
    Ok(Written::InPlace)
}

fn picker_options(name: &str) -> Result<JsValue, JsValue> {
    let set = |object: &Object, key: &str, value: &JsValue| Reflect::set(object, &key.into(), value);
    let accept = Object::new();
    set(&accept, MEDIA_TYPE, &Array::of1(&format!(".{EXTENSION}").into()))?;
    let kind = Object::new();
    set(&kind, "description", &"Roomprint work".into())?;
    set(&kind, "accept", &accept)?;
    let options = Object::new();
    set(&options, "suggestedName", &name.into())?;
    set(&options, "types", &Array::of1(&kind))?;
    Ok(options.into())
}

fn is_cancelled(error: &JsValue) -> bool {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).as_deref() == Some("AbortError")
}

async fn method(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(object, &name.into())?.dyn_into()?;
    call(&function, object, arguments).await
}

async fn call(function: &Function, on: &JsValue, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let list: Array = arguments.iter().copied().collect();
    let promise: Promise = function.apply(on, &list)?.dyn_into()?;
    JsFuture::from(promise).await
}
