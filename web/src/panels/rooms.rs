//! The list of rooms, linked both ways to the stage.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::canvas::colour;
use crate::state::document::Document;
use crate::state::editing::Editing;
use crate::state::look::Colours;
use crate::state::shown::ShownRoom;
use crate::state::workspace::Workspace;

/// The rooms of the seen page.
#[component]
pub fn RoomsPanel(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let count = move || document.rooms.read().len();
    let total = move || {
        let rooms = document.rooms.read();
        let areas: Vec<f64> = rooms
            .iter()
            .filter_map(|room| room.room.area.as_ref())
            .filter(|area| area.unit == "m2")
            .map(|area| area.value)
            .collect();
        (!areas.is_empty()).then(|| workspace.units.get().area(areas.iter().sum()))
    };
    // what is chosen on the stage is brought into sight in the list
    Effect::new(move |_| {
        if let Some(id) = document.selected.get()
            && let Some(item) = leptos::prelude::document().get_element_by_id(&item_id(&id))
        {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            item.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <div class="panel-head">
            <h2>
                "Rooms " <span class="count" data-testid="room-count">{count}</span>
            </h2>
            <span class="total">{total}</span>
        </div>
        <ul class="rooms" aria-label="Rooms">
            <For
                each=move || document.rooms.get().to_vec()
                key=shown_content
                let:room
            >
                <RoomItem document room />
            </For>
        </ul>
    }
}

/// What a list item shows: it is made again when any of it changes, and kept when only the outline does.
fn shown_content(room: &ShownRoom) -> (String, String, u32, Option<u64>, Option<String>) {
    let area = room.room.area.as_ref().map(|area| area.value.to_bits());
    (room.room.id.clone(), room.name.clone(), room.percent(), area, room.room.room_type.clone())
}

fn item_id(room: &str) -> String {
    format!("item-{room}")
}

#[component]
fn RoomItem(document: Document, room: ShownRoom) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let id = StoredValue::new(room.room.id.clone());
    let is = move |signal: RwSignal<Option<String>>| id.with_value(|id| signal.read().as_ref() == Some(id));
    let colour = {
        let (kind, confidence) = (room.room.room_type.clone(), room.room.confidence);
        move || {
            match workspace.look.read().colours {
                Colours::Type => colour::of_type(kind.as_deref()),
                Colours::Confidence => colour::of_confidence(confidence),
            }
            .css(1.0)
        }
    };
    let area = room.room.area.clone();
    let area = move || area.as_ref().map(|area| workspace.units.get().measure(area));
    let named = room.room.name_hint.is_some();
    let name = room.name.clone();
    let percent = room.percent();
    let detail = room.room.number.clone();
    let choose = move |_| {
        let id = id.get_value();
        let area = document.rooms.read_untracked().iter().find(|room| room.room.id == id).map(|room| room.box_px);
        Editing { workspace, document }.choose(Some(id));
        if let Some(area) = area {
            document.show_area(area);
        }
    };
    view! {
        <li id=item_id(&room.room.id)>
            <button
                class="room"
                class:pointed=move || is(document.hovered)
                data-testid="room-item"
                data-room=room.room.id.clone()
                aria-pressed=move || is(document.selected).to_string()
                on:click=choose
                on:pointerenter=move |_| document.hovered.set(Some(id.get_value()))
                on:pointerleave=move |_| document.hovered.set(None)
                on:keydown=move |event| walk_list(&event)
            >
                <span class="swatch" style:background=colour></span>
                <span class="room-name" class:unnamed=!named dir="auto">{name}</span>
                <span class="room-number">{detail}</span>
                <span class="room-area">{area}</span>
                <span class="room-confidence" title="Confidence">{percent} " %"</span>
            </button>
        </li>
    }
}

/// Arrow keys go up and down the list.
fn walk_list(event: &web_sys::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => "nextElementSibling",
        "ArrowUp" => "previousElementSibling",
        _ => return,
    };
    event.prevent_default();
    let item = event
        .current_target()
        .and_then(|button| button.dyn_into::<HtmlElement>().ok())
        .and_then(|button| button.parent_element());
    let neighbour = item.and_then(|item| {
        if step == "nextElementSibling" { item.next_element_sibling() } else { item.previous_element_sibling() }
    });
    if let Some(button) =
        neighbour.and_then(|item| item.first_element_child()).and_then(|button| button.dyn_into::<HtmlElement>().ok())
    {
        // focus on an element that is on the page does not fail
        let _ = button.focus();
        button.click();
    }
}
