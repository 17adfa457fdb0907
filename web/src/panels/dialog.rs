//! A dialog in front of everything: the browser keeps the focus inside, and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::icon::Icon;

/// A dialog with a title.
#[component]
pub fn Dialog(
    /// Its name for tests.
    testid: &'static str,
    /// Its title.
    #[prop(into)]
    title: Signal<&'static str>,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// It was closed, by whatever.
    on_close: Callback<()>,
    /// What stands in it while it is open.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                // a dialog that is on the page and closed can be opened
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let title_id = format!("{testid}-title");
    let labelled_by = title_id.clone();
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            aria-labelledby=labelled_by
            data-testid=testid
            on:close=move |_| on_close.run(())
        >
            <div class="panel-head">
                <h2 id=title_id>{title}</h2>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Close"
                    on:click=move |_| {
                        if let Some(dialog) = dialog.get_untracked() {
                            dialog.close();
                        }
                    }
                >
                    <Icon name="x" />
                </button>
            </div>
            <Show when=move || open.get()>{children.read_value()()}</Show>
        </dialog>
    }
}
