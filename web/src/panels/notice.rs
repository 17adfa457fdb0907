//! What went wrong, in plain words, and what the detector wants known.

use leptos::prelude::*;

use super::icon::Icon;
use crate::later;
use crate::session::Dialog;
use crate::state::document::Document;
use crate::state::editing::focus_stage;
use crate::state::progress::Remote;
use crate::state::workspace::Workspace;
use crate::uploads;

/// Errors and warnings over the stage.
#[component]
pub fn Notices() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let document_error = move || workspace.current_document().and_then(|document| document.error.get());
    // what else there is to say
    let has_more = move || {
        let remote = workspace.current_document().map(|document| document.progress.get().remote);
        workspace.updated.get()
            || matches!(remote, Some(Remote::Waiting { .. } | Remote::SignInNeeded | Remote::Failed(_)))
    };
    view! {
        <div class="notices">
            {move || {
                workspace
                    .error
                    .get()
                    .map(|message| {
                        view! { <ErrorNotice message dismiss=Callback::new(move |()| workspace.error.set(None)) /> }
                    })
            }}
            {move || {
                document_error()
                    .map(|message| {
                        let dismiss = Callback::new(move |()| {
                            if let Some(document) = untrack(|| workspace.current_document()) {
                                document.error.set(None);
                            }
                        });
                        view! { <ErrorNotice message dismiss /> }
                    })
            }}
            {later::when(has_more, |parts| (parts.views.service_notices)())}
        </div>
    }
}

/// What the service has to say, and that there is a newer page.
#[component]
fn ServiceNotices() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let document_error = move || workspace.current_document().and_then(|document| document.error.get());
    let remote = Memo::new(move |_| workspace.current_document().map(|document| document.progress.get().remote));
    let remote_error = Memo::new(move |_| match remote.get()? {
        Remote::Failed(message) => Some(message),
        _ => None,
    });
    let waiting = Memo::new(move |_| match remote.get()? {
        Remote::Waiting { why, seconds } => Some((why, seconds)),
        _ => None,
    });
    let sign_in = Memo::new(move |_| remote.get() == Some(Remote::SignInNeeded));
    let dismissed = RwSignal::new(None::<String>);
    view! {
        <Show when=move || workspace.updated.get()>
            <div class="notice" role="status" data-testid="update-message">
                <Icon name="info" />
                <p>"A newer version of this page is ready. It is used from the next time on, or now if you reload; your plans and corrections stay."</p>
                <button
                    class="button small"
                    data-testid="update-now"
                    on:click=move |_| {
                        // a page that does not let itself be reloaded stays as it is
                        let _ = window().location().reload();
                    }
                >
                    "Reload"
                </button>
                <button class="icon-button" aria-label="Dismiss" on:click=move |_| {
                    focus_stage();
                    workspace.updated.set(false);
                }>
                    <Icon name="x" />
                </button>
            </div>
        </Show>
        {move || {
            waiting
                .get()
                .map(|(why, seconds)| {
                    let act = move |act: fn(Workspace, Document)| {
                        move |_| {
                            if let Some(document) = untrack(|| workspace.current_document()) {
                                focus_stage();
                                act(workspace, document);
                            }
                        }
                    };
                    view! {
                        <div class="notice" role="status" data-testid="waiting-message">
                            <Icon name="wifi-off" />
                            <p>{why} " Your plan is safe in this browser; it is tried again in " {seconds} " s."</p>
                            <span class="notice-actions">
                                <button
                                    class="button small"
                                    data-testid="waiting-now"
                                    on:click=act(|workspace, document| uploads::try_now(workspace, Some(document)))
                                >
                                    "Try now"
                                </button>
                                <button class="button small" data-testid="waiting-stop" on:click=act(uploads::cancel)>
                                    "Stop"
                                </button>
                            </span>
                        </div>
                    }
                })
        }}
        <Show when=move || sign_in.get()>
            <div class="notice" role="status" data-testid="sign-in-message">
                <Icon name="user" />
                <p>"Rooms are found from the walls. To have their names read too, sign in."</p>
                <button class="button small primary" on:click=move |_| workspace.dialog.set(Dialog::Password)>
                    "Sign in"
                </button>
            </div>
        </Show>
        {move || {
            remote_error
                .get()
                .filter(|message| dismissed.get().as_ref() != Some(message) && document_error().as_ref() != Some(message))
                .map(|message| {
                    let text = message.clone();
                    view! {
                        <div class="notice" role="status" data-testid="warning-message">
                            <Icon name="info" />
                            <p>{text}</p>
                            <button
                                class="icon-button"
                                aria-label="Dismiss"
                                on:click=move |_| {
                                    focus_stage();
                                    dismissed.set(Some(message.clone()));
                                }
                            >
                                <Icon name="x" />
                            </button>
                        </div>
                    }
                })
        }}
    }
}

#[component]
fn ErrorNotice(message: String, dismiss: Callback<()>) -> impl IntoView {
    view! {
        <div class="notice error" role="alert">
            <Icon name="circle-alert" />
            <p data-testid="error-message">{message}</p>
            <button class="icon-button" aria-label="Dismiss" on:click=move |_| {
                focus_stage();
                dismiss.run(());
            }>
                <Icon name="x" />
            </button>
        </div>
    }
}

/// What the service has to say.
pub fn service_notices() -> AnyView {
    view! { <ServiceNotices  /> }.into_any()
}
