//! The line that says what is going on.

use leptos::prelude::*;

use crate::state::document::Document;
use crate::state::progress::Bar;

/// What is going on, with a bar while something is under way.
#[component]
pub fn StatusLine(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let sentence = Memo::new(move |_| match document.writing.get() {
        Some((_, 1)) => "Writing the PDF".to_owned(),
        Some((page, count)) => format!("Writing the PDF, page {page} of {count}"),
        None => document.progress.read().sentence(document.found()),
    });
    let bar = Memo::new(move |_| match document.writing.get() {
        Some((page, count)) => Some(Bar::Share(f64::from(page) / f64::from(count))),
        None => document.progress.read().bar(),
    });
    view! {
        <div class="status">
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
        </div>
    }
}
