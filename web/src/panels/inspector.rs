//! What can be done with the chosen room, all of it by buttons and keys too.

use leptos::prelude::*;
use shared::room::Room;

use super::icon::Icon;
use crate::state::corrections::is_corrected;
use crate::state::document::Document;
use crate::state::editing::Editing;
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
    let undoable = move || document.history.read().undoable();
    let redoable = move || document.history.read().redoable();
    let toggle = move |tool: Tool| {
        workspace.tool.update(|current| *current = if *current == tool { Tool::Select } else { tool });
    };
    view! {
        <div class="edit-bar" role="group" aria-label="Corrections">
            <button
                class="icon-button"
                aria-label="Draw a room"
                title="Draw a room (D)"
                data-testid="tool-draw"
                aria-pressed=move || (workspace.tool.get() == Tool::Draw).to_string()
                on:click=move |_| toggle(Tool::Draw)
            >
                <Icon name="square-dashed" />
            </button>
            <button
                class="icon-button"
                aria-label="Measure, to check the scale"
                title="Measure (M)"
                data-testid="tool-measure"
                aria-pressed=move || (workspace.tool.get() == Tool::Measure).to_string()
                on:click=move |_| toggle(Tool::Measure)
            >
                <Icon name="ruler" />
            </button>
            <button
                class="icon-button"
                aria-label=move || undoable().map_or("Undo".to_owned(), |what| format!("Undo: {what}"))
                title="Undo (Ctrl Z)"
                data-testid="undo"
                disabled=move || undoable().is_none()
                on:click=move |_| editing.undo()
            >
                <Icon name="undo-2" />
            </button>
            <button
                class="icon-button"
                aria-label=move || redoable().map_or("Redo".to_owned(), |what| format!("Redo: {what}"))
                title="Redo (Ctrl Shift Z)"
                data-testid="redo"
                disabled=move || redoable().is_none()
                on:click=move |_| editing.redo()
            >
                <Icon name="redo-2" />
            </button>
        </div>
    }
}

/// What to do next with the tool in hand.
#[component]
pub fn ToolHint() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    move || {
        workspace.tool.get().hint().map(|hint| {
            view! {
                <div class="tool-hint" role="status" data-testid="tool-hint">
                    <p>{hint}</p>
                    <button class="button small" on:click=move |_| workspace.tool.set(Tool::Select)>
                        "Done"
                    </button>
                </div>
            }
        })
    }
}

/// The chosen room.
#[component]
pub fn Inspector(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        let id = document.selected.get()?;
        document.rooms.read().iter().find(|shown| shown.room.id == id).map(|shown| shown.room.clone())
    });
    move || chosen.get().map(|room| view! { <RoomForm document room /> })
}

#[component]
fn RoomForm(document: Document, room: Room) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let editing = Editing { workspace, document };
    let name = room.name_hint.clone().unwrap_or_default();
    let printed: Vec<String> = {
        let run = document.last_run.read_untracked();
        let mut names: Vec<String> =
            run.iter().flat_map(|run| &run.detection.rooms).flat_map(|room| room.names.iter().cloned()).collect();
        names.extend(run.iter().flat_map(|run| &run.detection.unmatched_labels).map(|label| label.text.clone()));
        names.sort();
        names.dedup();
        names
    };
    let source = if is_corrected(&room) {
        "Corrected by you".to_owned()
    } else {
        let parts: Vec<String> = room
            .evidence
            .parts
            .iter()
            .take(3)
            .map(|part| {
                format!(
                    "{} {}{:.1}",
                    part.name.replace('_', " "),
                    if part.points < 0.0 { "−" } else { "+" },
                    part.points.abs()
                )
            })
            .collect();
        format!("Confidence {} % ({})", crate::state::shown::percent(room.confidence), parts.join(", "))
    };
    let room = StoredValue::new(room);
    let act = move |action: fn(&Editing, &Room)| move |_| room.with_value(|room| action(&editing, room));
    let button = move |testid: &'static str,
                       icon: &'static str,
                       label: &'static str,
                       title: &'static str,
                       action: fn(&Editing, &Room)| {
        view! {
            <button class="button small" data-testid=testid title=title on:click=act(action)>
                <Icon name=icon />
                {label}
            </button>
        }
    };
    view! {
        <div class="inspector" data-testid="inspector">
            <label class="field">
                <span class="field-label">"Name"</span>
                <input
                    type="text"
                    list="printed-names"
                    dir="auto"
                    data-testid="room-name"
                    prop:value=name
                    on:change:target=move |event| room.with_value(|room| editing.rename(room, &event.target().value()))
                />
                <datalist id="printed-names">
                    {printed.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
                </datalist>
            </label>
            <p class="hint">{source}</p>
            <div class="actions">
                {button("room-accept", "check", "Accept", "Accept (A)", Editing::accept)}
                {button("room-delete", "trash-2", "Delete", "Delete (Del)", Editing::remove)}
                {button(
                    "room-merge",
                    "merge",
                    "Merge",
                    "Merge with another room (G)",
                    |editing, room| editing.workspace.tool.set(Tool::Merge(room.id.clone())),
                )}
                {button("room-corners", "spline", "Corners", "Move corners (C)", |editing, _| editing.workspace.tool.set(Tool::Corners))}
                {button("room-split", "scissors", "Split", "Split along a line (S)", |editing, _| editing.workspace.tool.set(Tool::Split))}
                {button("room-halve-upright", "scissors", "Halve │", "Split upright in the middle", |editing, room| editing.halve(room, true))}
                {button("room-halve-level", "scissors", "Halve ─", "Split level in the middle", |editing, room| editing.halve(room, false))}
            </div>
        </div>
    }
}
