//! The sheet of keys.

use leptos::html;
use leptos::prelude::*;

use super::icon::Icon;
use crate::later;
use crate::state::workspace::Workspace;

/// Keys and what they do.
const KEYS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Plan",
        &[
            ("+ −", "Zoom in and out"),
            ("0", "Fit the plan"),
            ("← → ↑ ↓", "Move the plan"),
            ("N, P", "Next room, room before"),
            ("Page ↓ ↑", "Next page, page before"),
            ("B, held", "Hide the rooms"),
        ],
    ),
    (
        "Chosen room",
        &[
            ("R", "Rename"),
            ("T", "Choose its type; Tab leads on to its number"),
            ("A", "Accept"),
            ("Delete", "Delete"),
            ("G", "Merge: N and P choose, Enter merges"),
            ("S", "Split along a line"),
            ("C", "Corners and sides"),
        ],
    ),
    (
        "With a tool",
        &[
            ("← → ↑ ↓", "Move the cross, the corner or the side; with Shift, farther"),
            ("W", "Move it to the nearest wall"),
            ("Enter", "Set a point"),
            ("[ ]", "Corner or side before, next one"),
            ("I", "Add a corner"),
            ("Delete", "Remove the corner"),
            ("Backspace", "Take the last point of an outline back"),
            ("F", "Finish an outline"),
            ("Esc", "Stop; once more, put the tool away"),
        ],
    ),
    (
        "Everywhere",
        &[
            ("D", "Draw a box"),
            ("O", "Draw an outline"),
            ("F", "Room from an empty space"),
            ("M", "Measure"),
            ("U", "m² or ft²"),
            ("Ctrl Z", "Undo"),
            ("Ctrl Shift Z", "Redo"),
            ("Ctrl S", "Save the whole work as a file"),
            ("Ctrl O", "Open a plan"),
            ("?", "This sheet"),
        ],
    ),
];

/// The sheet of keys, as a dialog.
#[component]
pub fn KeySheet() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let sheet = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(sheet) = sheet.get() else { return };
        if workspace.keys_shown.get() && !sheet.open() {
            // a dialog that is on the page and closed can be opened
            let _ = sheet.show_modal();
        }
    });
    let close = move |_| {
        if let Some(sheet) = sheet.get_untracked() {
            sheet.close();
        }
    };
    view! {
        <dialog
            node_ref=sheet
            class="key-sheet"
            aria-labelledby="key-sheet-title"
            data-testid="key-sheet"
            on:close=move |_| workspace.keys_shown.set(false)
        >
            <div class="panel-head">
                <h2 id="key-sheet-title">"Keys"</h2>
                <button class="icon-button" aria-label="Close" on:click=close>
                    <Icon name="x" />
                </button>
            </div>
            <Show when=move || workspace.keys_shown.get()>{later::view(|parts| (parts.views.keys)())}</Show>
        </dialog>
    }
}

/// What stands on the sheet.
pub fn key_sheet() -> AnyView {
    let workspace = expect_context::<Workspace>();
    let groups = KEYS.map(|(title, keys)| {
        let rows = keys.iter().map(|(key, does)| {
            view! {
                <div class="key-row">
                    <dt>
                        <kbd>{*key}</kbd>
                    </dt>
                    <dd>{*does}</dd>
                </div>
            }
        });
        view! {
            <section>
                <h3>{title}</h3>
                <dl>{rows.collect_view()}</dl>
            </section>
        }
    });
    view! {
        <div class="key-groups">{groups.collect_view()}</div>
        <label class="switch-line key-switch">
            <input
                type="checkbox"
                data-testid="letter-keys"
                prop:checked=move || workspace.letter_keys.get()
                on:change:target=move |event| workspace.letter_keys.set(event.target().checked())
            />
            <span>"Letters work without Ctrl. Off, they do nothing, for those who dictate; every button still does."</span>
        </label>
    }
    .into_any()
}
