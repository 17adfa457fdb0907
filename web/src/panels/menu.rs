//! A button that opens a menu, walked by arrow keys; the focus comes back to the button.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::icon::Icon;

/// A menu.
#[component]
pub fn Menu(
    /// What the button says.
    label: &'static str,
    /// The button's name for tests.
    testid: &'static str,
    /// The button's icon.
    icon: &'static str,
    /// Whether nothing can be chosen now.
    #[prop(into)]
    disabled: Signal<bool>,
    /// The items.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let host = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            focus(items(&list).first());
        }
    });
    let close = move |back: bool| {
        open.set(false);
        if let Some(button) = button.get_untracked().filter(|_| back) {
            // a button that is on the page takes the focus
            let _ = button.focus();
        }
    };
    let key = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked().filter(|_| open.get_untracked()) else { return };
        let items = items(&list);
        let focused = document().active_element();
        let at = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
        let count = items.len();
        match (event.key().as_str(), at) {
            ("Escape", _) => close(true),
            ("Tab", _) => return close(false),
            ("ArrowDown", at) => focus(items.get(at.map_or(0, |at| (at + 1) % count.max(1)))),
            ("ArrowUp", at) => {
                focus(items.get(at.map_or(count.saturating_sub(1), |at| (at + count - 1) % count.max(1))));
            }
            ("Home", _) => focus(items.first()),
            ("End", _) => focus(items.last()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let children = StoredValue::new(children);
    view! {
        <div class="menu" node_ref=host on:keydown=key>
            <button
                node_ref=button
                class="button primary small"
                data-testid=testid
                aria-label=label
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-disabled=move || disabled.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open && !disabled.get_untracked())
            >
                <Icon name=icon />
                <span class="wide">{label}</span>
            </button>
            <Show when=move || open.get()>
                <div class="menu-backdrop" on:click=move |_| close(true)></div>
                // a click that chooses bubbles up to here after the item has done its work
                <div class="menu-items" role="menu" aria-label=label node_ref=list on:click=move |_| close(true)>
                    {children.read_value()()}
                </div>
            </Show>
        </div>
    }
}

/// A heading inside a menu.
#[component]
pub fn MenuHeading(
    /// Its words.
    words: &'static str,
) -> impl IntoView {
    view! {
        <div class="menu-heading" role="presentation">
            {words}
        </div>
    }
}

/// Something to choose.
#[component]
pub fn MenuItem(
    /// Its name for tests.
    testid: &'static str,
    /// What it does.
    label: &'static str,
    /// More about it.
    #[prop(into)]
    hint: Signal<String>,
    /// What happens.
    act: Callback<()>,
) -> impl IntoView {
    view! {
        <button role="menuitem" tabindex="-1" data-testid=testid on:click=move |_| act.run(())>
            <span>{label}</span>
            <span class="hint">{hint}</span>
        </button>
    }
}

fn items(list: &Element) -> Vec<HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

fn focus(item: Option<&HtmlElement>) {
    if let Some(item) = item {
        // an item that is on the page takes the focus
        let _ = item.focus();
    }
}
