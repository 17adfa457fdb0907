//! Keeps plans and corrections in the browser, and brings them back.

use std::time::Duration;

use js_sys::{Date, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::job::BlueprintFormat;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::state::document::Document;
use crate::state::history::History;
use crate::state::progress::Local;
use crate::state::workspace::Workspace;
use crate::storage::{self, Kept, Saved};
use crate::worker::protocol::Request;

/// How long changes are gathered before they are written.
const GATHER: Duration = Duration::from_millis(150);

/// A key that no other plan has.
#[must_use]
pub fn new_key() -> String {
    format!("{:013.0}-{:06.0}", Date::now(), js_sys::Math::random() * 1e6)
}

/// Writes every change of a plan's settings and corrections. Runs until the plan is closed.
pub fn watch(document: Document) {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        document.history.track();
        document.settings.track();
        document.name.track();
        document.job_id.track();
        // what was just opened or brought back is written by whoever did that
        if before.is_none() {
            return;
        }
        if let Some(timeout) = pending.get_value() {
            timeout.clear();
        }
        pending.set_value(set_timeout_with_handle(move || write(document), GATHER).ok());
    });
}

/// Writes what a person did with a plan.
pub fn write(document: Document) {
    let saved = Saved {
        key: document.key.get_value(),
        name: document.name.get_untracked(),
        format: document.format.get_untracked(),
        settings: document.settings.get_untracked(),
        corrections: document.history.with_untracked(|history| history.now().clone()),
        job_id: document.job_id.get_untracked(),
    };
    spawn_local(async move {
        if let Err(error) = storage::keep_work(&saved).await {
            leptos::logging::warn!("the browser does not keep the corrections: {error}");
        }
    });
}

/// Writes a plan's file and analysis.
pub fn write_file(document: Document, file: Option<Blob>, analysis: Option<&Uint8Array>) {
    let key = document.key.get_value();
    // a copy: the worker is handed the bytes themselves
    let analysis = analysis.map(|bytes| bytes.slice(0, bytes.length()));
    spawn_local(async move {
        if let Err(error) = storage::keep_file(&key, &Kept { file, analysis }).await {
            leptos::logging::warn!("the browser does not keep the plan: {error}");
        }
    });
}

/// Brings back the plans that were open when the page was left.
pub async fn restore(workspace: Workspace) {
    let saved = match storage::all().await {
        Ok(saved) => saved,
        Err(error) => {
            leptos::logging::warn!("nothing is brought back: {error}");
            return;
        }
    };
    let mut last = None;
    for saved in saved {
        let document = workspace.add_asleep(saved.name, saved.format, saved.key, saved.settings);
        document.history.set(History::of(saved.corrections));
        document.job_id.set(saved.job_id);
        last = Some(document.id);
    }
    // what a person opened meanwhile stays in front
    if workspace.current.get_untracked().is_none() {
        workspace.current.set(last);
    }
}

/// Opens a plan that was brought back, when it is looked at first.
pub fn wake(workspace: Workspace, document: Document) {
    if document.progress.with_untracked(|progress| progress.local != Local::Asleep) {
        return;
    }
    document.progress.update(|progress| progress.local = Local::Decoding);
    spawn_local(async move {
        match storage::file(&document.key.get_value()).await {
            Ok(Kept { file, analysis }) if file.is_some() || analysis.is_some() => {
                document.file.set(file.clone());
                let is_picture = document.format.get_untracked().is_some_and(|format| format != BlueprintFormat::Pdf);
                if let Some(file) = file.filter(|_| is_picture) {
                    workspace.send(&Request::OpenPicture { document: document.id }, &file);
                }
                if let Some(analysis) = analysis {
                    workspace.send(&Request::OpenAnalysis { document: document.id }, &JsValue::from(analysis));
                }
            }
            _ => document.fail("The browser has dropped this plan. Open its file again.".to_owned()),
        }
    });
}

/// Closes a plan and forgets it.
pub fn close(workspace: Workspace, document: Document) {
    let key = document.key.get_value();
    workspace.close(document.id);
    spawn_local(async move {
        if let Err(error) = storage::forget(&key).await {
            leptos::logging::warn!("the plan is still kept: {error}");
        }
    });
}
