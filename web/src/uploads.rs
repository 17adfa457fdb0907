//! Plans on their way to the service, which reads their names: in turn, each to be given up, tried again, and taken up
//! where it was left, also after the page was closed.
//!
//! ```text
//! queued ─> uploading ─> reading ─> read
//!    ^          │           │
//!    └─ waiting ┴───────────┘ (the line broke; again later, now, or when the network is back)
//! ```

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::error::ErrorCode;
use shared::job::{BlueprintFormat, Job};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::client::jobs::{Found, PutError};
use crate::client::{Cancel, ClientError, events, jobs};
use crate::state::document::Document;
use crate::state::progress::{Local, Remote};
use crate::state::workspace::{Service, Workspace};
use crate::worker::protocol::{DocumentId, Request};
use crate::{keeping, later, session, storage};

/// Plans that are uploaded or read at once.
const AT_ONCE: usize = 2;
/// Bytes up to which no service wants a file by an upload of its own.
const NEVER_BY_ITSELF_BYTES: f64 = 1024.0 * 1024.0;
/// Seconds until the next attempt, the first one first; the last holds from then on.
const WAITS_SECONDS: [u64; 5] = [2, 5, 15, 30, 60];

/// Has the service read a plan's names, when it is its turn.
pub fn enqueue(workspace: Workspace, document: Document) {
    document.wants_names.set(true);
    document.attempts.set_value(0);
    queue_up(workspace, document);
}

/// Takes up what was left when the page was closed.
pub fn resume(workspace: Workspace) {
    if workspace.service.get_untracked() != Service::There || !workspace.upload.get_untracked() {
        return;
    }
    for document in workspace.documents.get_untracked() {
        let remote = document.progress.with_untracked(|progress| progress.remote.clone());
        if document.wants_names.get_untracked() && matches!(remote, Remote::None) {
            queue_up(workspace, document);
        }
    }
}

/// Tries at once what waits: the network is back, somebody signed in, or does not want to wait.
pub fn try_now(workspace: Workspace, only: Option<Document>) {
    let waits = |document: &Document| {
        only.is_none_or(|only| only.id == document.id)
            && document.progress.with_untracked(|progress| {
                matches!(progress.remote, Remote::Waiting { .. } | Remote::SignInNeeded | Remote::Failed(_))
            })
            && document.wants_names.get_untracked()
    };
    for document in workspace.documents.get_untracked().into_iter().filter(waits) {
        queue_up(workspace, document);
    }
}

/// Gives a plan's upload up; the plan stays as it is.
pub fn cancel(workspace: Workspace, document: Document) {
    document.wants_names.set(false);
    document.upload.set_value(None);
    document.cancel.get_value().cancel();
    workspace.queue.update_value(|queue| queue.retain(|id| *id != document.id));
    set(document, Remote::Cancelled);
    workspace.say.set(format!("Upload of {} cancelled", document.name.get_untracked()));
}

fn queue_up(workspace: Workspace, document: Document) {
    let is_queued = workspace.queue.with_value(|queue| queue.contains(&document.id));
    if is_queued || document.progress.with_untracked(|progress| progress.remote.is_running()) {
        return;
    }
    document.cancel.set_value(Cancel::default());
    set(document, Remote::Queued);
    workspace.queue.update_value(|queue| queue.push_back(document.id));
    pump(workspace);
}

/// Begins as many as may run at once.
fn pump(workspace: Workspace) {
    later::call(move |parts| match parts {
        Ok(parts) => (parts.service.upload)(workspace),
        // what cannot be fetched now may be when the service can be reached
        Err(_) => {
            while let Some(id) = next_of(workspace) {
                if let Some(document) = workspace.document(id) {
                    wait(workspace, document, &ClientError::Unreachable);
                }
            }
        }
    });
}

fn next_of(workspace: Workspace) -> Option<DocumentId> {
    workspace.queue.try_update_value(std::collections::VecDeque::pop_front).flatten()
}

/// The same, where the parts are.
pub fn pump_here(workspace: Workspace) {
    while workspace.running.get_value() < AT_ONCE {
        let Some(id) = next_of(workspace) else { return };
        let Some(document) = workspace.document(id) else { continue };
        workspace.running.update_value(|running| *running += 1);
        spawn_local(async move {
            let cancel = document.cancel.get_value();
            let outcome = run(workspace, document, &cancel).await;
            workspace.running.update_value(|running| *running -= 1);
            // a plan that was closed, or begun anew, has nothing to do with this outcome
            if workspace.document(id).is_some() && !cancel.is_cancelled() {
                settle(workspace, document, outcome);
            }
            pump_here(workspace);
        });
    }
}

async fn run(workspace: Workspace, document: Document, cancel: &Cancel) -> Result<Remote, ClientError> {
    let key = document.key.get_value();
    let file = match document.file.get_untracked() {
        Some(file) => Some(file),
        None => storage::file(&key).await.ok().and_then(|kept| kept.file),
    };
    let Some((file, format)) = file.zip(document.format.get_untracked()) else {
        return Ok(Remote::Failed("The browser has dropped this plan. Open its file again.".to_owned()));
    };
    let job = match document.job_id.get_untracked() {
        Some(job) => job,
        None => {
            let job = upload(workspace, document, &file, format, cancel).await?;
            document.job_id.set(Some(job.clone()));
            job
        }
    };
    workspace.service.set(Service::There);
    let preview = {
        set(document, Remote::Reading { stage: String::new(), share: None });
        let (followed, news) = (job.clone(), Cancel::default());
        let until = news.clone();
        spawn_local(async move {
            events::follow(&followed, &until, |progress| {
                // news that come after the end are none
                document.progress.update(|all| {
                    if let Remote::Reading { stage, share } = &mut all.remote {
                        *stage = progress.stage;
                        *share = Some(progress.progress).filter(|share| (0.0..=1.0).contains(share));
                    }
                });
            })
            .await;
        });
        let preview = jobs::make_preview(&job, cancel).await;
        news.cancel();
        preview?
    };
    let analysis = jobs::analysis(&job, cancel).await?;
    keeping::write_file(workspace, document, Some(file), Some(&analysis));
    // a plan that nobody looked at yet takes its analysis from the database when somebody does
    if document.progress.with_untracked(|progress| progress.local != Local::Asleep) {
        document.sheets.all_read();
        workspace.hand_over(document, &Request::OpenAnalysis { document: document.id }, &JsValue::from(analysis));
    }
    Ok(match preview.warnings.first() {
        Some(warning) if preview.partial => Remote::Failed(warning.message.clone()),
        _ => Remote::Read,
    })
}

/// Hands the service a file; the name of its job comes back.
async fn upload(
    workspace: Workspace,
    document: Document,
    file: &Blob,
    format: BlueprintFormat,
    cancel: &Cancel,
) -> Result<String, ClientError> {
    set(document, Remote::Uploading(0.0));
    let until = cancel.clone();
    let on_progress = move |share| {
        if !until.is_cancelled() {
            set(document, Remote::Uploading(share));
        }
    };
    let name = document.name.get_untracked();
    let job = if goes_by_itself(workspace, file).await {
        upload_by_itself(document, file, &name, format, cancel, on_progress).await?
    } else {
        jobs::create(file, &name, format, cancel, on_progress).await?
    };
    Ok(job.job_id.to_string())
}

/// Whether a file is too large for the body of the request that makes its job.
async fn goes_by_itself(workspace: Workspace, file: &Blob) -> bool {
    if file.size() <= NEVER_BY_ITSELF_BYTES {
        return false;
    }
    if workspace.uploads_above.get_value().is_none()
        && let Found::Service(health) = jobs::look().await
    {
        workspace.uploads_above.set_value(Some(health.uploads_above_bytes));
    }
    // a limit of bytes is far below 2^53
    workspace.uploads_above.get_value().flatten().is_some_and(|limit| file.size() > limit as f64)
}

/// Puts a file where the service wants it, then makes its job. What was done before a line broke is not done again.
async fn upload_by_itself(
    document: Document,
    file: &Blob,
    name: &str,
    format: BlueprintFormat,
    cancel: &Cancel,
    on_progress: impl Fn(f64) + Clone + 'static,
) -> Result<Job, ClientError> {
    for attempt in 0.. {
        let (upload, is_there) = match document.upload.get_value() {
            Some(pending) => pending,
            None => (jobs::open_upload(file, name, format, cancel).await?, false),
        };
        document.upload.set_value(Some((upload.clone(), is_there)));
        if !is_there {
            match jobs::put(&upload, file, cancel, on_progress.clone()).await {
                Ok(()) => document.upload.set_value(Some((upload.clone(), true))),
                // its time was over before the line was back
                Err(PutError::Over) if attempt == 0 => {
                    document.upload.set_value(None);
                    continue;
                }
                Err(PutError::Over) => break,
                Err(PutError::Client(error)) => return Err(error),
            }
        }
        match jobs::create_of(&upload.upload_id, cancel).await {
            Err(ClientError::Refused { code: ErrorCode::NotFound, .. }) if attempt == 0 => {
                document.upload.set_value(None);
            }
            Err(error) => {
                // a file that is refused once is refused always; one that waits for a line is kept
                if !error.may_pass() && error != ClientError::SignInNeeded {
                    document.upload.set_value(None);
                }
                return Err(error);
            }
            Ok(job) => {
                document.upload.set_value(None);
                return Ok(job);
            }
        }
    }
    document.upload.set_value(None);
    Err(ClientError::Unreachable)
}

fn settle(workspace: Workspace, document: Document, outcome: Result<Remote, ClientError>) {
    match outcome {
        Ok(remote) => {
            document.wants_names.set(false);
            set(document, remote);
        }
        // the job has expired, or was deleted elsewhere: the file is still here
        Err(ClientError::Refused { code: ErrorCode::JobNotFound, .. }) if document.job_id.get_untracked().is_some() => {
            document.job_id.set(None);
            wait(workspace, document, &ClientError::Unreachable);
        }
        Err(ClientError::SignInNeeded) => {
            set(document, Remote::SignInNeeded);
            session::ask(workspace);
        }
        Err(error) if error.may_pass() => {
            if error == ClientError::Unreachable {
                workspace.service.set(Service::Away);
            }
            wait(workspace, document, &error);
        }
        Err(error) => {
            document.wants_names.set(false);
            let message = error.to_string();
            set(document, Remote::Failed(message));
        }
    }
}

/// Says why, and tries again later.
fn wait(workspace: Workspace, document: Document, error: &ClientError) {
    let attempt = document.attempts.get_value();
    document.attempts.set_value(attempt + 1);
    let seconds = WAITS_SECONDS[attempt.min(WAITS_SECONDS.len() - 1)];
    let was_uploading = document.job_id.get_untracked().is_none();
    let what = if was_uploading { "in the middle of the upload" } else { "while the names were read" };
    let why = match error {
        ClientError::Unreachable => format!("The service went away {what}."),
        other => format!("The service did not finish {what}: {other}"),
    };
    set(document, Remote::Waiting { why, seconds });
    let cancel = document.cancel.get_value();
    set_timeout(
        move || {
            let still = document.progress.try_with_untracked(|all| matches!(all.remote, Remote::Waiting { .. }));
            if still == Some(true) && !cancel.is_cancelled() {
                queue_up(workspace, document);
            }
        },
        Duration::from_secs(seconds),
    );
}

fn set(document: Document, remote: Remote) {
    // a plan that was closed has no signals any more
    let _ = document.progress.try_update(|progress| progress.remote = remote);
}
