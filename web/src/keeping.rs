//! Keeps plans and corrections in the browser, and brings them back.

use std::time::Duration;

use js_sys::{Date, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

use crate::later;
use crate::state::document::Document;
use crate::state::history::History;
use crate::state::progress::Local;
use crate::state::workspace::Workspace;
use crate::storage::{self, Kept, Saved};
use crate::worker::protocol::DocumentId;

/// How long settings have to stay as they are before they are written.
const SETTLES: Duration = Duration::from_millis(150);

/// A key that no other plan has.
#[must_use]
pub fn new_key() -> String {
    format!("{:013.0}-{:06.0}", Date::now(), js_sys::Math::random() * 1e6)
}

/// Writes every change of what a person did with a plan at once, so that a tab that dies takes nothing with it; settings
/// when they have settled. Runs until the plan is closed.
pub fn watch(workspace: Workspace, document: Document) {
    let writer = Writer { workspace, document, state: StoredValue::new(Writing::Idle) };
    // a slider makes many settings, of which the last is kept
    let settled = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        document.settings.track();
        if let Some(pending) = settled.get_value() {
            pending.clear();
        }
        if before.is_some() {
            settled.set_value(set_timeout_with_handle(move || writer.write(), SETTLES).ok());
        }
    });
    Effect::new(move |before: Option<()>| {
        document.history.track();
        document.name.track();
        document.job_id.track();
        document.told.track();
        document.wants_names.track();
        document.thumbnail.track();
        // what was just opened or brought back is written by whoever did that
        if before.is_some() {
            writer.write();
        }
    });
}

/// Whether a plan is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Idle,
    Busy,
    /// Something changed meanwhile.
    Again,
}

/// Writes one state after another; those that were overtaken are left out.
#[derive(Clone, Copy)]
struct Writer {
    workspace: Workspace,
    document: Document,
    state: StoredValue<Writing>,
}

impl Writer {
    fn write(self) {
        // settings may settle after their plan was closed
        if self.workspace.document(self.document.id).is_none() {
            return;
        }
        if self.state.get_value() != Writing::Idle {
            self.state.set_value(Writing::Again);
            return;
        }
        self.state.set_value(Writing::Busy);
        let saved = saved(self.workspace, self.document);
        spawn_local(async move {
            let outcome = storage::keep_work(&saved).await;
            tell_of(self.workspace, outcome);
            // a plan that was closed meanwhile is not written again
            if let Some(Writing::Again) = self.state.try_get_value() {
                self.state.set_value(Writing::Idle);
                self.write();
            } else {
                self.state.try_update_value(|state| *state = Writing::Idle);
            }
        });
    }
}

/// Says once that the browser keeps nothing, and what to do.
fn tell_of(workspace: Workspace, outcome: Result<(), idb::Error>) {
    if let Err(error) = outcome
        && !workspace.storage_failed.get_untracked()
    {
        leptos::logging::warn!("the browser does not keep the plan: {error}");
        workspace.storage_failed.set(true);
        workspace.error.set(Some(NOT_KEPT.to_owned()));
    }
}

/// What is said when the browser's database does not take a plan.
const NOT_KEPT: &str = "This browser has no room to keep your plans, or does not allow it (a private window?). Before you \
                        leave the page, save your work with Download, “Whole work”.";

fn saved(workspace: Workspace, document: Document) -> Saved {
    // what happens to a plan that nobody looks at, as its corrections reaching the service, does not bring it to the front
    if workspace.current.get_untracked() == Some(document.id) {
        document.touched.set_value(Date::now());
    }
    Saved {
        key: document.key.get_value(),
        name: document.name.get_untracked(),
        format: document.format.get_untracked(),
        settings: document.settings.get_untracked(),
        history: document.history.with_untracked(History::kept),
        job_id: document.job_id.get_untracked(),
        told: document.told.get_untracked(),
        wants_names: document.wants_names.get_untracked(),
        thumbnail: document.thumbnail.get_untracked(),
        touched: document.touched.get_value(),
    }
}

/// Writes what a person did with a plan.
pub fn write(workspace: Workspace, document: Document) {
    let saved = saved(workspace, document);
    spawn_local(async move { tell_of(workspace, storage::keep_work(&saved).await) });
}

/// Writes a plan's file and analysis.
pub fn write_file(workspace: Workspace, document: Document, file: Option<Blob>, analysis: Option<&Uint8Array>) {
    let key = document.key.get_value();
    // a copy: the worker is handed the bytes themselves
    let analysis = analysis.map(|bytes| bytes.slice(0, bytes.length()));
    spawn_local(async move {
        tell_of(workspace, storage::keep_file(&key, &Kept { file, analysis }).await);
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
    if saved.is_empty() {
        return;
    }
    let parts = match later::fetched().await {
        Ok(parts) => parts,
        Err(fault) => return workspace.error.set(Some(fault.to_string())),
    };
    let mut last: Option<(f64, DocumentId)> = None;
    for saved in saved.iter().filter_map(|kept| (parts.files.read_kept)(kept)) {
        let touched = saved.touched;
        let document = workspace.add_asleep(saved);
        if last.is_none_or(|(other, _)| touched >= other) {
            last = Some((touched, document.id));
        }
    }
    // what a person opened meanwhile stays in front
    if workspace.current.get_untracked().is_none() {
        workspace.current.set(last.map(|(_, id)| id));
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
                crate::open::show(workspace, document, file, analysis);
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
