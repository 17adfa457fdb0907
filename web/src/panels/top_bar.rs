//! The bar at the top: whose page this is, which plan is seen, what can be done with it.

use leptos::prelude::*;

use super::icon::Icon;
use super::plans::PlansMenu;
use super::sign_in::SignInButton;
use super::take_away::TakeAwayMenu;
use crate::state::workspace::Workspace;

/// The bar at the top.
#[component]
pub fn TopBar(
    /// Opens the file chooser.
    browse: Callback<()>,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    view! {
        <header class="top-bar">
            <a
                class="brand"
                href="./"
                aria-label="Roomprint, start page"
                on:click=move |event| {
                    // the start page is this page without a plan in front; a new tab is the browser's
                    if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                        event.prevent_default();
                        workspace.current.set(None);
                    }
                }
            >
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M3 3h18v18H3zM3 12h7M14 12h7M12 3v5M12 16v5"></path>
                </svg>
                <span>"Roomprint"</span>
            </a>
            <PlansMenu />
            <div class="top-actions">
                <SignInButton />
                {move || {
                    workspace
                        .current_document()
                        .map(|document| {
                            view! {
                                <button
                                    class="button small"
                                    data-testid="units-toggle"
                                    title="Square metres or square feet"
                                    on:click=move |_| workspace.units.update(|units| *units = units.other())
                                >
                                    {move || workspace.units.get().area_unit()}
                                </button>
                                <button class="button small" aria-label="Open a plan" title="Open a plan" data-testid="open-button" on:click=move |_| browse.run(())>
                                    <Icon name="file-plus-2" />
                                    <span class="wide">"Open"</span>
                                </button>
                                <button
                                    class="icon-button wide"
                                    aria-label="Keys"
                                    title="Keys (?)"
                                    data-testid="keys-button"
                                    on:click=move |_| workspace.keys_shown.set(true)
                                >
                                    <Icon name="keyboard" />
                                </button>
                                <TakeAwayMenu document />
                            }
                        })
                }}
            </div>
        </header>
    }
}
