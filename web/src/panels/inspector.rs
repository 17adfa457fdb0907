//! What can be done with the chosen room, all of it by buttons and keys too.
//!
//! The form stays the same element while rooms come and go in it, so that the focus stays where it is.

use leptos::prelude::*;
use shared::labels::RoomType;
use shared::room::Room;

use super::icon::Icon;
use crate::later;
use crate::state::corrections::is_corrected;
use crate::state::document::Document;
use crate::state::editing::Editing;
use crate::state::shown::{ShownRoom, percent};
use crate::state::tool::Tool;
use crate::state::workspace::Workspace;

/// The field with the name, for the key that leads to it.
pub const NAME_ID: &str = "room-name";
/// The field with the type, for the key that leads to it.
pub const KIND_ID: &str = "room-type";

/// The chosen room.
#[component]
pub fn Inspector(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        let id = document.selected.get()?;
        document.rooms.read().iter().find(|shown| shown.room.id == id).cloned()
    });
    let is_chosen = Memo::new(move |_| chosen.read().is_some());
    view! {
        <Show when=move || is_chosen.get()>
            {later::view(move |parts| (parts.views.room_form)(document, chosen))}
        </Show>
    }
}

#[component]
fn RoomForm(document: Document, chosen: Memo<Option<ShownRoom>>) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let editing = Editing { workspace, document };
    let of_room = move |tell: fn(&ShownRoom) -> String| move || chosen.read().as_ref().map(tell).unwrap_or_default();
    let printed = Memo::new(move |_| printed_names(document));
    let button = move |testid: &'static str,
                       icon: &'static str,
                       label: &'static str,
                       title: &'static str,
                       act: fn(&Editing, &Room)| {
        view! {
            <button class="button small" data-testid=testid title=title on:click=move |_| editing.with_chosen(act)>
                <Icon name=icon />
                {label}
            </button>
        }
    };
    let is_accepted = move || chosen.read().as_ref().is_some_and(|shown| is_corrected(&shown.room));
    view! {
        <div class="inspector" role="group" aria-label="Chosen room" data-testid="inspector">
            <label class="field">
                <span class="field-label">"Name"</span>
                <input
                    type="text"
                    id=NAME_ID
                    list="printed-names"
                    dir="auto"
                    maxlength="200"
                    autocomplete="off"
                    placeholder="No name"
                    data-testid="room-name"
                    prop:value=of_room(|shown| shown.room.name_hint.clone().unwrap_or_default())
                    on:change:target=move |event| {
                        let name = event.target().value();
                        editing.with_chosen(|editing, room| editing.rename(room, &name));
                    }
                />
                <datalist id="printed-names">
                    {move || printed.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
                </datalist>
            </label>
            <div class="field-row">
                <label class="field">
                    <span class="field-label">"Type"</span>
                    <select
                        id=KIND_ID
                        data-testid="room-type"
                        prop:value=of_room(|shown| shown.room.room_type.clone().unwrap_or_default())
                        on:change:target=move |event| {
                            let kind = RoomType::from_word(&event.target().value());
                            editing.with_chosen(|editing, room| editing.set_kind(room, kind));
                        }
                    >
                        <option value="">"Not known"</option>
                        {kinds().into_iter().map(|(word, label)| view! { <option value=word>{label}</option> }).collect_view()}
                    </select>
                </label>
                <label class="field">
                    <span class="field-label">"Number"</span>
                    <input
                        type="text"
                        maxlength="40"
                        autocomplete="off"
                        placeholder="None"
                        data-testid="room-number"
                        prop:value=of_room(|shown| shown.room.number.clone().unwrap_or_default())
                        on:change:target=move |event| {
                            let number = event.target().value();
                            editing.with_chosen(|editing, room| editing.set_number(room, &number));
                        }
                    />
                </label>
            </div>
            <p class="hint" data-testid="room-source">{of_room(source_in_words)}</p>
            <div class="actions">
                <button
                    class="button small"
                    data-testid="room-accept"
                    title="Accept as it is (A)"
                    aria-pressed=move || is_accepted().to_string()
                    on:click=move |_| editing.with_chosen(Editing::accept)
                >
                    <Icon name="check" />
                    {move || if is_accepted() { "Accepted" } else { "Accept" }}
                </button>
                {button("room-delete", "trash-2", "Delete", "Delete (Del)", Editing::remove)}
                {button("room-corners", "spline", "Corners", "Move corners and sides (C)", |editing, _| editing.take(Tool::Corners))}
                {button(
                    "room-merge",
                    "merge",
                    "Merge",
                    "Merge with another room (G)",
                    |editing, room| editing.take(Tool::Merge(room.id.clone())),
                )}
                {button("room-split", "scissors", "Split", "Split along a line (S)", |editing, _| editing.take(Tool::Split))}
                {button("room-halve-upright", "scissors", "Halve │", "Split upright in the middle", |editing, room| editing.halve(room, true))}
                {button("room-halve-level", "scissors", "Halve ─", "Split level in the middle", |editing, room| editing.halve(room, false))}
            </div>
        </div>
    }
}

/// The kinds of room, each as its word and as people read it, in the order of the alphabet.
fn kinds() -> Vec<(&'static str, String)> {
    let mut kinds: Vec<_> = RoomType::ALL.iter().map(|kind| (kind.as_str(), capitalised(kind.as_str()))).collect();
    kinds.sort_unstable();
    kinds
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Names found on the plan, for the field to offer: those that found no room first.
fn printed_names(document: Document) -> Vec<String> {
    let run = document.last_run.read();
    let Some(run) = run.as_ref() else { return Vec::new() };
    let of_rooms = run.detection.rooms.iter().flat_map(|room| room.names.iter());
    let mut names: Vec<String> = Vec::new();
    for name in run.detection.unmatched_labels.iter().map(|label| &label.text).chain(of_rooms) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn source_in_words(shown: &ShownRoom) -> String {
    let room = &shown.room;
    if is_corrected(room) {
        return "Yours: detecting again leaves it as it is.".to_owned();
    }
    let parts: Vec<String> = room
        .evidence
        .parts
        .iter()
        .take(3)
        .map(|part| {
            let sign = if part.points < 0.0 { '−' } else { '+' };
            format!("{} {sign}{:.1}", part.name.replace('_', " "), part.points.abs())
        })
        .collect();
    let made_of = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    format!("Confidence {} %{made_of}", percent(room.confidence))
}

/// What can be done with the chosen room.
pub fn room_form(document: Document, chosen: Memo<Option<ShownRoom>>) -> AnyView {
    view! { <RoomForm document chosen /> }.into_any()
}
