//! Signing in, where the service wants to know who asks.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::error::ErrorCode;
use shared::sign_in::Challenge;

use super::dialog::Dialog as DialogFrame;
use super::icon::Icon;
use crate::client::ClientError;
use crate::client::auth;
use crate::later;
use crate::session::{self, Dialog, Session};
use crate::state::workspace::Workspace;

/// Signs in or out; nothing where nobody has to.
#[component]
pub fn SignInButton() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    move || {
        match workspace.session.get() {
        Session::NotNeeded => ().into_any(),
        Session::SignedOut => view! {
            <button class="button small" aria-label="Sign in" data-testid="sign-in" on:click=move |_| workspace.dialog.set(Dialog::Password)>
                <Icon name="log-in" />
                <span class="wide">"Sign in"</span>
            </button>
        }
        .into_any(),
        Session::SignedIn(name) => {
            let label = name.as_ref().map_or("Sign out".to_owned(), |name| format!("Sign out {name}"));
            view! {
                <button class="button small" aria-label=label.clone() title=label data-testid="sign-out" on:click=move |_| session::sign_out(workspace)>
                    <Icon name="log-out" />
                    <span class="wide user-name" dir="auto">{name.unwrap_or_else(|| "Sign out".to_owned())}</span>
                </button>
            }
            .into_any()
        }
    }
    }
}

/// The dialog.
#[component]
pub fn SignIn() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let open = Signal::derive(move || *workspace.dialog.read() != Dialog::Closed);
    let title = Signal::derive(move || match &*workspace.dialog.read() {
        Dialog::Challenge(_, challenge) => Question::of(challenge).title,
        _ => "Sign in",
    });
    view! {
        <DialogFrame
            testid="sign-in-dialog"
            title
            open
            on_close=Callback::new(move |()| workspace.dialog.set(Dialog::Closed))
        >
            {later::view(|parts| (parts.views.sign_in)())}
        </DialogFrame>
    }
}

/// What is asked: name and password, or one more question.
pub fn sign_in_forms() -> AnyView {
    let workspace = expect_context::<Workspace>();
    let form = move || match workspace.dialog.get() {
        Dialog::Closed => ().into_any(),
        Dialog::Password => view! { <PasswordForm /> }.into_any(),
        Dialog::Challenge(username, challenge) => view! { <ChallengeForm username challenge /> }.into_any(),
    };
    form.into_any()
}

/// Asks; what goes wrong stands in the form.
fn submit(
    workspace: Workspace,
    username: String,
    busy: RwSignal<bool>,
    fault: RwSignal<Option<String>>,
    step: impl Future<Output = Result<auth::Step, ClientError>> + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    fault.set(None);
    spawn_local(async move {
        let outcome = session::take(workspace, &username, step.await);
        // the form is gone when it went well
        let _ = busy.try_set(false);
        if let Err(error) = outcome {
            let _ = fault.try_set(Some(in_words(&error)));
        }
    });
}

fn in_words(error: &ClientError) -> String {
    match error {
        ClientError::Refused { code: ErrorCode::Unauthorized | ErrorCode::Forbidden, message } => {
            format!("{message} Check what you typed and try again.")
        }
        ClientError::SignInNeeded => "This was not right. Check what you typed and try again.".to_owned(),
        ClientError::Unreachable => {
            "The service cannot be reached. Your plans are safe here; try again later.".to_owned()
        }
        other => other.to_string(),
    }
}

/// What went wrong, and the button.
#[component]
fn FormFoot(label: &'static str, busy: RwSignal<bool>, fault: RwSignal<Option<String>>) -> impl IntoView {
    view! {
        <p class="form-fault" role="alert" data-testid="sign-in-fault">{fault}</p>
        <button type="submit" class="button primary" data-testid="sign-in-submit" aria-disabled=move || busy.get().to_string()>
            {move || if busy.get() { "One moment …" } else { label }}
        </button>
    }
}

#[component]
fn PasswordForm() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let (busy, fault) = (RwSignal::new(false), RwSignal::new(None));
    let (username, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    view! {
        <form
            class="dialog-form"
            on:submit=move |event| {
                event.prevent_default();
                let (username, password) = (username.get_untracked(), password.get_untracked());
                if username.trim().is_empty() || password.is_empty() {
                    fault.set(Some("Type your name and your password.".to_owned()));
                    return;
                }
                let known = username.trim().to_owned();
                submit(workspace, known.clone(), busy, fault, async move { auth::sign_in(&known, &password).await });
            }
        >
            <p class="hint">"Signed in, names are read by the service, and your plans are kept there too. Rooms are found without it."</p>
            <label class="field">
                <span class="field-label">"Name or e-mail address"</span>
                <input
                    type="text"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus
                    data-testid="sign-in-username"
                    on:input:target=move |event| username.set(event.target().value())
                />
            </label>
            <label class="field">
                <span class="field-label">"Password"</span>
                <input
                    type="password"
                    autocomplete="current-password"
                    data-testid="sign-in-password"
                    on:input:target=move |event| password.set(event.target().value())
                />
            </label>
            <FormFoot label="Sign in" busy fault />
        </form>
    }
}

/// How a question is put.
struct Question {
    title: &'static str,
    words: &'static str,
    label: &'static str,
    is_password: bool,
}

impl Question {
    fn of(challenge: &Challenge) -> Self {
        match challenge.name.as_str() {
            "NEW_PASSWORD_REQUIRED" => Self {
                title: "Choose a password",
                words: "The password you were given was for the first time only. Choose one of your own.",
                label: "New password",
                is_password: true,
            },
            "SMS_MFA" => Self {
                title: "Code by message",
                words: "A code was sent to your phone.",
                label: "Code from the message",
                is_password: false,
            },
            _ => Self {
                title: "Code from your app",
                words: "Open your authenticator app for the code of this account.",
                label: "Six-digit code",
                is_password: false,
            },
        }
    }
}

#[component]
fn ChallengeForm(username: String, challenge: Challenge) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let (busy, fault) = (RwSignal::new(false), RwSignal::new(None));
    let typed = RwSignal::new(String::new());
    let question = Question::of(&challenge);
    let (kind, autocomplete, mode) =
        if question.is_password { ("password", "new-password", "text") } else { ("text", "one-time-code", "numeric") };
    view! {
        <form
            class="dialog-form"
            on:submit=move |event| {
                event.prevent_default();
                let answer = typed.get_untracked();
                if answer.trim().is_empty() {
                    fault.set(Some("Type the answer first.".to_owned()));
                    return;
                }
                let (username, challenge) = (username.clone(), challenge.clone());
                submit(workspace, username.clone(), busy, fault, async move {
                    auth::answer(&username, &challenge, &answer).await
                });
            }
        >
            <p class="hint">{question.words}</p>
            <label class="field">
                <span class="field-label">{question.label}</span>
                <input
                    type=kind
                    inputmode=mode
                    autocomplete=autocomplete
                    autofocus
                    data-testid="sign-in-answer"
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </label>
            <FormFoot label="Go on" busy fault />
        </form>
    }
}
