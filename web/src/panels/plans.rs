//! The list of opened plans.

use leptos::prelude::*;

use super::icon::Icon;
use crate::keeping;
use crate::state::document::Document;
use crate::state::workspace::Workspace;

/// The name of the seen plan; opens the list of all.
#[component]
pub fn PlansMenu() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let open = RwSignal::new(false);
    let name = move || workspace.current_document().map(|document| document.name.get());
    let count = move || workspace.documents.read().len();
    view! {
        <div
            class="menu plans"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    open.set(false);
                }
            }
        >
            <Show when=move || workspace.current.get().is_some()>
                <button
                    class="plan-name"
                    data-testid="plans-menu"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <span dir="auto" data-testid="plan-name">{name}</span>
                    <span class="count" data-testid="plan-count">{count}</span>
                    <Icon name="chevron-down" />
                </button>
            </Show>
            <Show when=move || open.get()>
                <div class="menu-backdrop" on:click=move |_| open.set(false)></div>
                <ul class="menu-items" aria-label="Open plans">
                    <For each=move || workspace.documents.get() key=|document| document.id let:document>
                        <PlanItem document open />
                    </For>
                </ul>
            </Show>
        </div>
    }
}

#[component]
fn PlanItem(document: Document, open: RwSignal<bool>) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let close_label = move || format!("Close {} and forget its corrections", document.name.get());
    view! {
        <li class="plan-item">
            <button
                data-testid="plan-item"
                aria-current=move || (workspace.current.get() == Some(document.id)).to_string()
                on:click=move |_| {
                    open.set(false);
                    workspace.current.set(Some(document.id));
                }
            >
                <span dir="auto">{move || document.name.get()}</span>
                <span class="hint">{move || document.progress.read().sentence(document.found())}</span>
            </button>
            <button
                class="icon-button"
                data-testid="plan-close"
                aria-label=close_label
                on:click=move |_| keeping::close(workspace, document)
            >
                <Icon name="x" />
            </button>
        </li>
    }
}
