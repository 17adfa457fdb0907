//! Corrections, told to the service that has the plan: a while after the last step, again when that fails, and on demand.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{ClientError, jobs};
use crate::state::corrections::Corrections;
use crate::state::document::Document;
use crate::state::workspace::Workspace;
use crate::{later, session};

/// How long corrections are gathered before they are sent.
const GATHER: Duration = Duration::from_secs(3);
/// Seconds until the next attempt.
const WAITS_SECONDS: [u64; 4] = [5, 15, 30, 60];

/// Whether the service knows the corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Delivery {
    /// There are none, or no service has the plan.
    #[default]
    Nothing,
    /// They are sent soon.
    Soon,
    /// They are on their way.
    Sending,
    /// It knows them all.
    Told,
    /// It does not; why, in plain words.
    Failed(String),
}

/// Tells the service of every change, until the plan is closed.
pub fn watch(workspace: Workspace, document: Document) {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let sum = Memo::new(move |_| document.history.with(|history| sum_of(history.now())));
    let is_found = Memo::new(move |_| document.last_run.read().is_some());
    Effect::new(move |_| {
        let sum = sum.get();
        let has_job = document.job_id.read().is_some();
        let is_found = is_found.get();
        let told = document.told.get();
        if let Some(timeout) = pending.get_value() {
            timeout.clear();
        }
        if told == sum {
            document.delivery.set(if sum.is_some() { Delivery::Told } else { Delivery::Nothing });
        } else if !has_job || !workspace.upload.get() {
            document.delivery.set(Delivery::Nothing);
        } else if is_found {
            document.delivery.set(Delivery::Soon);
            let send = move || send(workspace, document);
            pending.set_value(set_timeout_with_handle(send, GATHER).ok());
        }
    });
}

/// Sends the corrections now.
pub fn send(workspace: Workspace, document: Document) {
    later::call(move |parts| match parts {
        Ok(parts) => (parts.service.send_feedback)(workspace, document),
        Err(fault) => {
            // a plan that was closed has no signals any more
            if document.delivery.try_set(Delivery::Failed(fault.to_string())).is_none() {
                try_later(workspace, document);
            }
        }
    });
}

/// The same, where the parts are.
pub fn send_here(workspace: Workspace, document: Document) {
    let busy = document.delivery.try_with_untracked(|delivery| *delivery == Delivery::Sending);
    let (Some(false), Some(job)) = (busy, document.job_id.try_get_untracked().flatten()) else { return };
    let sum = document.history.with_untracked(|history| sum_of(history.now()));
    let rooms = document.all_rooms.get_untracked();
    let feedback = jobs::feedback(&rooms, &document.settings.get_untracked());
    document.delivery.set(Delivery::Sending);
    spawn_local(async move {
        let outcome = jobs::send_feedback(&job, &feedback).await;
        // a plan that was closed has no signals any more
        if document.delivery.try_get_untracked().is_none() {
            return;
        }
        match outcome {
            Ok(()) => {
                document.failures.set_value(0);
                document.delivery.set(Delivery::Told);
                // corrections made meanwhile have another sum, and are sent in turn
                document.told.set(sum);
            }
            Err(error) => {
                if error == ClientError::SignInNeeded {
                    session::ask(workspace);
                }
                document.delivery.set(Delivery::Failed(error.to_string()));
                if error.may_pass() {
                    try_later(workspace, document);
                }
            }
        }
    });
}

/// Sends what could not be sent, when somebody has signed in or the network is back.
pub fn try_now(workspace: Workspace) {
    for document in workspace.documents.get_untracked() {
        if matches!(document.delivery.get_untracked(), Delivery::Failed(_)) {
            send(workspace, document);
        }
    }
}

fn try_later(workspace: Workspace, document: Document) {
    let failures = document.failures.get_value();
    document.failures.set_value(failures + 1);
    let wait = Duration::from_secs(WAITS_SECONDS[failures.min(WAITS_SECONDS.len() - 1)]);
    set_timeout(
        move || {
            if document.delivery.try_with_untracked(|delivery| matches!(delivery, Delivery::Failed(_))) == Some(true) {
                send(workspace, document);
            }
        },
        wait,
    );
}

/// A number that differs where the corrections do (FNV-1a over their JSON); `None` where nothing is corrected.
fn sum_of(corrections: &Corrections) -> Option<u64> {
    if corrections.is_empty() {
        return None;
    }
    // corrections hold nothing that JSON cannot carry
    let json = serde_json::to_vec(corrections).unwrap_or_default();
    // 53 bits: all that a number of JavaScript carries
    Some(
        json.iter()
            .fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
            >> 11,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_corrections_have_another_sum() {
        let outline = vec![[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]];
        let (one, _) = Corrections::default().with_room(1, outline.clone());
        let (two, _) = one.clone().with_room(1, outline);
        assert_eq!(sum_of(&Corrections::default()), None);
        assert_ne!(sum_of(&one), sum_of(&two));
        assert_eq!(sum_of(&one), sum_of(&one.clone()));
    }
}
