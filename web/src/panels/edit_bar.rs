//! The tools, undo and redo, and what to do next with the tool in hand.

use leptos::prelude::*;

use super::icon::Icon;
use crate::canvas::tool_key;
use crate::state::document::Document;
use crate::state::editing::{Editing, focus_stage};
use crate::state::tool::Tool;
use crate::state::workspace::Workspace;

/// Tools that need no chosen room, and undo.
#[component]
pub fn EditBar(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let editing = Editing { workspace, document };
    let undoable = move || document.history.read().undoable().map(str::to_owned);
    let redoable = move || document.history.read().redoable().map(str::to_owned);
    let tool_button = move |tool: Tool, testid: &'static str, icon: &'static str, title: &'static str| {
        let (pressed, taken) = (tool.clone(), tool.clone());
        view! {
            <button
                class="icon-button"
                aria-label=tool.name()
                title=title
                data-testid=testid
                aria-pressed=move || (*workspace.tool.read() == pressed).to_string()
                on:click=move |_| {
                    let is_in_hand = *workspace.tool.read_untracked() == taken;
                    editing.take(if is_in_hand { Tool::Select } else { taken.clone() });
                }
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="edit-bar" role="group" aria-label="Corrections">
            {tool_button(Tool::Draw, "tool-draw", "square-dashed", "Draw a box (D)")}
            {tool_button(Tool::Outline, "tool-outline", "pentagon", "Draw an outline (O)")}
            {tool_button(Tool::Fill, "tool-fill", "paint-bucket", "Room from an empty space (F)")}
            {tool_button(Tool::Measure, "tool-measure", "ruler", "Measure, to check or set the scale (M)")}
            <button
                class="icon-button"
                aria-label=move || undoable().map_or("Undo".to_owned(), |what| format!("Undo: {what}"))
                title="Undo (Ctrl Z)"
                data-testid="undo"
                aria-disabled=move || undoable().is_none().to_string()
                on:click=move |_| editing.undo()
            >
                <Icon name="undo-2" />
            </button>
            <button
                class="icon-button"
                aria-label=move || redoable().map_or("Redo".to_owned(), |what| format!("Redo: {what}"))
                title="Redo (Ctrl Shift Z)"
                data-testid="redo"
                aria-disabled=move || redoable().is_none().to_string()
                on:click=move |_| editing.redo()
            >
                <Icon name="redo-2" />
            </button>
        </div>
    }
}

/// What to do next with the tool in hand.
#[component]
pub fn ToolHint(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let editing = Editing { workspace, document };
    let by_key = move |testid: &'static str, label: &'static str, key: &'static str| {
        view! {
            <button
                class="button small"
                data-testid=testid
                on:click=move |_| {
                    tool_key(editing, key, false);
                }
            >
                {label}
            </button>
        }
    };
    move || {
        let tool = workspace.tool.get();
        tool.hint().map(|(pointer, keys)| {
            let more = match tool {
                Tool::Corners => view! {
                    {by_key("corner-to-wall", "To the wall", "w")}
                    {by_key("corner-add", "Add corner", "i")}
                    {by_key("corner-remove", "Remove corner", "Delete")}
                }
                .into_any(),
                Tool::Outline => view! {
                    {by_key("outline-back", "Take one back", "Backspace")}
                    {by_key("outline-finish", "Finish", "f")}
                }
                .into_any(),
                _ => ().into_any(),
            };
            view! {
                <div class="tool-hint" data-testid="tool-hint">
                    <p>
                        {pointer} <span class="hint keys-hint">{keys}</span>
                    </p>
                    <div class="tool-hint-actions">
                        {more}
                        <button
                            class="button small primary"
                            data-testid="tool-done"
                            on:click=move |_| {
                                editing.take(Tool::Select);
                                focus_stage();
                            }
                        >
                            "Done"
                        </button>
                    </div>
                </div>
            }
        })
    }
}

/// What to do next with the tool in hand.
pub fn tool_hint(document: Document) -> AnyView {
    view! { <ToolHint document /> }.into_any()
}
