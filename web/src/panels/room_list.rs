//! The list of rooms, linked both ways to the stage.
//!
//! A slider finds rooms anew in every frame. The list follows behind the frame that paints them, and a row stays the row of
//! the room at its place, whatever its id and number have become: rows are made only for rooms that were not there before.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::announce::room_in_words;
use crate::canvas::colour;
use crate::state::document::{Document, LastRun};
use crate::state::editing::Editing;
use crate::state::look::Colours;
use crate::state::shown::ShownRoom;
use crate::state::workspace::Workspace;

/// Which room a row is of: its page, its box, and which of those with that box.
type Place = (u32, [u64; 4], usize);

/// The rooms that are listed, and where each of them stands among them.
#[derive(Debug, Clone, Default, PartialEq)]
struct Listed {
    rooms: Arc<Vec<ShownRoom>>,
    places: Vec<Place>,
    at: HashMap<Place, usize>,
}

impl Listed {
    fn new(rooms: Arc<Vec<ShownRoom>>) -> Self {
        let mut seen = HashMap::new();
        let place = |shown: &ShownRoom| {
            let (page, corners) = (shown.room.page, shown.room.bounding_box.map(f64::to_bits));
            let before = seen.entry((page, corners)).or_insert(0);
            *before += 1;
            (page, corners, *before)
        };
        let places: Vec<Place> = rooms.iter().map(place).collect();
        let at = places.iter().enumerate().map(|(index, place)| (*place, index)).collect();
        Self { rooms, places, at }
    }
}

/// The list.
#[component]
pub fn RoomList(
    /// The plan.
    document: Document,
) -> impl IntoView {
    // what is chosen on the stage is brought into sight in the list
    Effect::new(move |_| {
        if let Some(id) = document.selected.get() {
            request_animation_frame(move || show_item(&id));
        }
    });
    let listed = listed(document);
    view! {
        <ul class="rooms" aria-label="Rooms">
            <For each=move || listed.read().places.clone() key=|place| *place let:place>
                <RoomItem document listed place />
            </For>
        </ul>
    }
}

/// The rooms as the list has them. What a person did is listed at once; what was detected anew, behind the frame that paints
/// it, and once however much was detected meanwhile.
fn listed(document: Document) -> RwSignal<Listed> {
    let listed = RwSignal::new(Listed::new(document.rooms.get_untracked()));
    let pending = Rc::new(Cell::new(false));
    Effect::new(move |before: Option<Option<Arc<LastRun>>>| {
        let rooms = document.rooms.get();
        let run = document.last_run.get_untracked();
        let is_detected = before.is_some_and(|before| match (&before, &run) {
            (Some(before), Some(run)) => !Arc::ptr_eq(before, run),
            _ => false,
        });
        if !is_detected {
            listed.set(Listed::new(rooms));
        } else if !pending.replace(true) {
            let pending = pending.clone();
            let follow = move || {
                pending.set(false);
                // the list may be gone with its plan
                let _ = listed.try_set(Listed::new(document.rooms.get_untracked()));
            };
            request_animation_frame(move || set_timeout(follow, Duration::ZERO));
        }
        run
    });
    listed
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
fn RoomItem(document: Document, listed: RwSignal<Listed>, place: Place) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    // a row whose room is gone goes away, and shows until then what it showed
    let row = Memo::new(move |before: Option<&Option<(ShownRoom, usize, usize)>>| {
        let listed = listed.read();
        let found = listed.at.get(&place).map(|&at| (listed.rooms[at].clone(), at + 1, listed.rooms.len()));
        found.or_else(|| before.cloned().flatten())
    });
    let of_room = move |tell: fn(&ShownRoom) -> String| {
        move || row.read().as_ref().map(|(shown, ..)| tell(shown)).unwrap_or_default()
    };
    let id = Memo::new(move |_| of_room(|shown| shown.room.id.clone())());
    let is = move |signal: RwSignal<Option<String>>| signal.read().as_ref() == Some(&*id.read());
    let colour = move || {
        let row = row.read();
        let (shown, ..) = row.as_ref()?;
        let colour = match workspace.look.read().colours {
            Colours::Type => colour::of_type(shown.room.room_type.as_deref()),
            Colours::Confidence => colour::of_confidence(shown.room.confidence),
        };
        Some(colour.css(1.0))
    };
    let area = move || {
        let row = row.read();
        row.as_ref()?.0.room.area.as_ref().map(|area| workspace.units.get().measure(area))
    };
    let is_unnamed = move || row.read().as_ref().is_some_and(|(shown, ..)| shown.room.name_hint.is_none());
    let in_words = move || {
        row.read().as_ref().map(|(shown, number, count)| room_in_words(shown, *number, *count, workspace.units.get()))
    };
    let choose = move |_| {
        Editing { workspace, document }.choose(Some(id.get_untracked()));
        if let Some((shown, ..)) = row.get_untracked() {
            document.show_area(shown.box_px);
        }
    };
    view! {
        <li id=move || item_id(&id.read())>
            <button
                class="room"
                class:pointed=move || is(document.hovered)
                data-testid="room-item"
                data-room=id
                aria-pressed=move || is(document.selected).to_string()
                on:click=choose
                on:pointerenter=move |_| document.hovered.set(Some(id.get_untracked()))
                on:pointerleave=move |_| document.hovered.set(None)
                on:keydown=move |event| walk_list(&event)
            >
                <span class="visually-hidden">{in_words}</span>
                <span class="swatch" aria-hidden="true" style:background=colour></span>
                <span class="room-name" aria-hidden="true" class:unnamed=is_unnamed dir="auto">
                    {of_room(|shown| shown.name.clone())}
                </span>
                <span class="room-number" aria-hidden="true">{of_room(|shown| shown.room.number.clone().unwrap_or_default())}</span>
                <span class="room-area" aria-hidden="true">{area}</span>
                <span class="room-confidence" aria-hidden="true" title="Confidence">
                    {of_room(|shown| format!("{} %", shown.percent()))}
                </span>
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
