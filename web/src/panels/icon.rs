//! Icons: symbols of `public/icons.svg` (Lucide, ISC licence).

use leptos::prelude::*;

/// An icon; it says nothing to a screen reader, so what it stands on must have a name.
#[component]
pub fn Icon(
    /// The symbol's id.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=format!("icons.svg#{name}")></use>
        </svg>
    }
}
