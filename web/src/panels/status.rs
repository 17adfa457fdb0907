//! The line that says what is going on.

use leptos::prelude::*;

use crate::state::document::Document;
use crate::state::editing::focus_stage;
use crate::state::progress::Bar;
use crate::state::workspace::Workspace;
use crate::whole::{self, Taking};

/// What is going on, with a bar while something is under way; for a while, what was just said.
#[component]
pub fn StatusLine(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let unread = Memo::new(move |_| {
        let pages = document.sheets.pages.read();
        let (read, count) = (pages.read_count(), pages.count);
        (document.sheets.is_pdf.get() && count > 1 && read < count).then_some((read, count))
    });
    let sentence = Memo::new(move |_| {
        if let Some(words) = workspace.flash.get() {
            return words;
        }
        match (document.taking.get(), unread.get()) {
            (Some(taking), _) => taking.sentence(),
            (None, Some((read, count))) => {
                format!("{} · {read} of {count} pages read", document.progress.read().sentence(document.found()))
            }
            (None, None) => document.progress.read().sentence(document.found()),
        }
    });
    let bar = Memo::new(move |_| {
        let of_pages = unread.get().map(|(read, count)| Taking::Reading { read, count });
        document
            .taking
            .get()
            .or(of_pages)
            .map_or_else(|| document.progress.read().bar(), |taking| Some(Bar::Share(taking.share())))
    });
    let can_cancel = Memo::new(move |_| document.taking.read().is_some());
    view! {
        <div class="status" class:flash=move || workspace.flash.read().is_some()>
            {move || {
                bar.get()
                    .map(|bar| {
                        let share = match bar {
                            Bar::Share(share) => Some(share),
                            Bar::Unknown => None,
                        };
                        view! {
                            <progress
                                aria-label="Progress"
                                max="1"
                                value=share.map(|share| format!("{share:.3}"))
                            ></progress>
                        }
                    })
            }}
            <p data-testid="status-line">{sentence}</p>
            <Show when=move || can_cancel.get()>
                <button
                    class="button small"
                    data-testid="taking-cancel"
                    title="Cancel (Esc)"
                    on:click=move |_| {
                        focus_stage();
                        whole::cancel(workspace, document);
                    }
                >
                    "Cancel"
                </button>
            </Show>
        </div>
    }
}
