//! What went wrong, in plain words, and what the detector wants known.

use leptos::prelude::*;

use super::icon::Icon;
use crate::state::progress::Remote;
use crate::state::workspace::Workspace;

/// Errors and warnings over the stage.
#[component]
pub fn Notices() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let document_error = move || workspace.current_document().and_then(|document| document.error.get());
    let remote_error = Memo::new(move |_| match workspace.current_document()?.progress.get().remote {
        Remote::Failed(message) => Some(message),
        _ => None,
    });
    let dismissed = RwSignal::new(None::<String>);
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
            <Show when=move || workspace.updated.get()>
                <div class="notice" role="status" data-testid="update-message">
                    <Icon name="info" />
                    <p>"A newer version of this page is ready. It is used from the next time on; reload when it suits you."</p>
                    <button class="icon-button" aria-label="Dismiss" on:click=move |_| workspace.updated.set(false)>
                        <Icon name="x" />
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
                                    on:click=move |_| dismissed.set(Some(message.clone()))
                                >
                                    <Icon name="x" />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn ErrorNotice(message: String, dismiss: Callback<()>) -> impl IntoView {
    view! {
        <div class="notice error" role="alert">
            <Icon name="circle-alert" />
            <p data-testid="error-message">{message}</p>
            <button class="icon-button" aria-label="Dismiss" on:click=move |_| dismiss.run(())>
                <Icon name="x" />
            </button>
        </div>
    }
}
