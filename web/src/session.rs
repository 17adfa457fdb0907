//! Who is signed in, where the service wants to know.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::ClientError;
use shared::sign_in::Challenge;

use crate::client::auth::{self, Step};
use crate::client::jobs::{self, Found};
use crate::state::workspace::{Service, Workspace};
use crate::{feedback, later, uploads};

/// Seconds before its end at which a token is renewed.
const RENEW_BEFORE_SECONDS: f64 = 60.0;
/// Until the service is looked for again.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// Who is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Session {
    /// Nobody has to be.
    #[default]
    NotNeeded,
    /// Nobody is, and somebody should be.
    SignedOut,
    /// Somebody is: their name, where it is known.
    SignedIn(Option<String>),
}

/// Where the dialog for signing in is.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Dialog {
    /// Not open.
    #[default]
    Closed,
    /// It asks for name and password.
    Password,
    /// It asks one more question of that user.
    Challenge(String, Challenge),
}

/// Looks for the service, and for who is signed in; looks again while nobody answers.
pub fn begin(workspace: Workspace) {
    if workspace.looking.get_value() {
        return;
    }
    workspace.looking.set_value(true);
    spawn_local(async move {
        let found = jobs::look().await;
        workspace.looking.set_value(false);
        match found {
            Found::Service(health) => {
                workspace.uploads_above.set_value(Some(health.uploads_above_bytes));
                if health.sign_in != "none" && !health.sign_in.is_empty() {
                    later::call(move |parts| match parts {
                        Ok(parts) => (parts.service.sign_in_again)(workspace),
                        Err(_) => {
                            workspace.session.set(Session::SignedOut);
                            arrive(workspace);
                        }
                    });
                } else {
                    arrive(workspace);
                }
            }
            Found::Other => workspace.service.set(Service::None),
            Found::Nobody => {
                workspace.service.set(Service::Away);
                set_timeout(move || begin(workspace), LOOK_AGAIN);
            }
        }
    });
}

/// Signs in by the cookie that the browser still has.
pub fn sign_in_again(workspace: Workspace) {
    spawn_local(async move {
        if auth::refresh().await {
            signed_in(workspace, None);
        } else {
            workspace.session.set(Session::SignedOut);
        }
        arrive(workspace);
    });
}

/// The service is there: what waits for it goes on.
fn arrive(workspace: Workspace) {
    workspace.service.set(Service::There);
    uploads::resume(workspace);
    uploads::try_now(workspace, None);
    feedback::try_now(workspace);
}

/// Somebody has to sign in: says so, and opens the dialog the first time. Whoever closed it opens it when they want to.
pub fn ask(workspace: Workspace) {
    workspace.session.set(Session::SignedOut);
    if !workspace.asked.get_value() && workspace.dialog.get_untracked() == Dialog::Closed {
        workspace.asked.set_value(true);
        workspace.dialog.set(Dialog::Password);
    }
}

/// Takes what signing in led to: the end, or one more question.
pub fn take(workspace: Workspace, username: &str, outcome: Result<Step, ClientError>) -> Result<(), ClientError> {
    match outcome? {
        Step::Done { expires_in } => {
            signed_in(workspace, Some(expires_in));
            workspace.dialog.set(Dialog::Closed);
            workspace.say.set("Signed in".to_owned());
            uploads::resume(workspace);
            uploads::try_now(workspace, None);
            feedback::try_now(workspace);
        }
        Step::Challenge(challenge) => workspace.dialog.set(Dialog::Challenge(username.to_owned(), challenge)),
    }
    Ok(())
}

fn signed_in(workspace: Workspace, expires_in: Option<f64>) {
    workspace.session.set(Session::SignedIn(auth::username()));
    if let Some(seconds) = expires_in {
        renew_in(workspace, seconds);
    }
}

/// Renews the token before it ends.
fn renew_in(workspace: Workspace, expires_in: f64) {
    let seconds = (expires_in - RENEW_BEFORE_SECONDS).max(expires_in / 2.0).clamp(1.0, 86_400.0);
    set_timeout(
        move || {
            if !matches!(workspace.session.get_untracked(), Session::SignedIn(_)) {
                return;
            }
            spawn_local(async move {
                if let Ok(Step::Done { expires_in }) = auth::renew().await {
                    renew_in(workspace, expires_in);
                }
                // else the next request that is refused asks for signing in
            });
        },
        Duration::from_secs_f64(seconds),
    );
}

/// Signs out. Plans stay in this browser.
pub fn sign_out(workspace: Workspace) {
    later::call_or_say(workspace, move |parts| (parts.service.sign_out)(workspace));
}

/// The same, where the parts are.
pub fn sign_out_here(workspace: Workspace) {
    spawn_local(async move {
        let words = match auth::sign_out().await {
            Ok(()) => "Signed out. Your plans stay in this browser.",
            Err(_) => "Signed out here; the service could not be told.",
        };
        workspace.session.set(Session::SignedOut);
        workspace.say.set(words.to_owned());
    });
}
