//! The list of rooms, linked both ways to the stage.

use leptos::prelude::*;
use shared::room::Room;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::announce::room_in_words;
use super::icon::Icon;
use crate::canvas::colour;
use crate::feedback::{self, Delivery};
use crate::later;
use crate::state::document::Document;
use crate::state::editing::{Editing, focus_stage};
use crate::state::look::Colours;
use crate::state::shown::ShownRoom;
use crate::state::workspace::Workspace;

/// How long nothing has to move before results are said aloud.
const SETTLED: std::time::Duration = std::time::Duration::from_millis(700);

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
    announce_results(workspace, document);
    // what is chosen on the stage is brought into sight in the list
    Effect::new(move |_| {
        if let Some(id) = document.selected.get() {
            request_animation_frame(move || show_item(&id));
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
        {later::when(
            move || !document.history.read().now().is_empty(),
            move |parts| (parts.views.delivery)(document),
        )}
    }
}

/// Says how many rooms there are when a detection has changed that, and nothing more is moving.
fn announce_results(workspace: Workspace, document: Document) {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let said = StoredValue::new(None::<usize>);
    Effect::new(move |_| {
        if document.last_run.read().is_none() {
            return;
        }
        // what else is said is not cut short
        workspace.say.track();
        if let Some(timeout) = pending.get_value() {
            timeout.clear();
        }
        let say = move || {
            let Some(count) = document.all_rooms.try_with_untracked(|rooms| rooms.len()) else { return };
            if said.try_get_value().flatten() != Some(count) {
                said.try_update_value(|said| *said = Some(count));
                let plural = if count == 1 { "room" } else { "rooms" };
                workspace.say.set(format!("{count} {plural} found"));
            }
        };
        pending.set_value(set_timeout_with_handle(say, SETTLED).ok());
    });
}

/// Where the corrections are.
#[component]
fn DeliveryLine(document: Document) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let is_corrected = move || !document.history.read().now().is_empty();
    let words = move || match document.delivery.get() {
        Delivery::Nothing => "Your corrections are kept in this browser.".to_owned(),
        Delivery::Soon | Delivery::Sending => {
            "Your corrections are kept here, and on their way to the service.".to_owned()
        }
        Delivery::Told => "Your corrections are kept here and at the service.".to_owned(),
        Delivery::Failed(why) => {
            let why = why.trim_end_matches('.');
            format!("Your corrections are kept here; the service does not have them yet. {why}.")
        }
    };
    let state = move || match document.delivery.get() {
        Delivery::Nothing => "here",
        Delivery::Soon => "soon",
        Delivery::Sending => "sending",
        Delivery::Told => "told",
        Delivery::Failed(_) => "failed",
    };
    let can_send = move || matches!(document.delivery.get(), Delivery::Soon | Delivery::Failed(_));
    view! {
        <Show when=is_corrected>
            <div class="delivery" data-testid="delivery" data-state=state>
                <p class="hint" role="status">{words}</p>
                <Show when=can_send>
                    <button class="button small" data-testid="delivery-send" on:click=move |_| {
                        focus_stage();
                        feedback::send(workspace, document);
                    }>
                        <Icon name="send" />
                        "Send now"
                    </button>
                </Show>
            </div>
        </Show>
    }
}

/// What a list item shows: it is made again when any of it changes, and kept when only the outline does.
fn shown_content(room: &ShownRoom) -> (String, String, u32, Option<u64>, Option<String>, Option<String>) {
    let ShownRoom { room: Room { id, area, room_type, number, .. }, name, .. } = room;
    let area = area.as_ref().map(|area| area.value.to_bits());
    (id.clone(), name.clone(), room.percent(), area, room_type.clone(), number.clone())
}

/// Brings a room into sight in the list. Where its form stands above the list, it is the form that has to be seen, unless
/// somebody is walking the list by keys: what has their focus is not to leave their sight.
fn show_item(room: &str) {
    let page = leptos::prelude::document();
    let Some(item) = page.get_element_by_id(&item_id(room)) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    item.scroll_into_view_with_scroll_into_view_options(&options);
    let form = page.query_selector(".inspector").ok().flatten();
    let is_above = |form: &Element| form.get_bounding_client_rect().top() < item.get_bounding_client_rect().top();
    let is_walked = page.query_selector(".rooms :focus-visible").ok().flatten().is_some();
    if let Some(form) = form.filter(|form| is_above(form) && !is_walked) {
        options.set_block(ScrollLogicalPosition::Start);
        form.scroll_into_view_with_scroll_into_view_options(&options);
    }
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
    let in_words = move || {
        let rooms = document.rooms.read();
        let place = rooms.iter().position(|shown| id.with_value(|id| shown.room.id == *id))?;
        Some(room_in_words(&rooms[place], place + 1, rooms.len(), workspace.units.get()))
    };
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
                <span class="visually-hidden">{in_words}</span>
                <span class="swatch" aria-hidden="true" style:background=colour></span>
                <span class="room-name" aria-hidden="true" class:unnamed=!named dir="auto">{name}</span>
                <span class="room-number" aria-hidden="true">{detail}</span>
                <span class="room-area" aria-hidden="true">{area}</span>
                <span class="room-confidence" aria-hidden="true" title="Confidence">{percent} " %"</span>
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

/// Where the corrections are.
pub fn delivery(document: Document) -> AnyView {
    view! { <DeliveryLine document /> }.into_any()
}
