//! Where the focus goes when what has it goes away.

use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use crate::state::editing::focus_stage;

/// Gives the focus to the first of `targets` that is found around what was clicked: inside its nearest `host`, inside the
/// element after it, inside the one before it; else to the stage.
pub(super) fn pass_on(event: &MouseEvent, host: &str, target: &str) {
    let clicked = event.current_target().and_then(|clicked| clicked.dyn_into::<Element>().ok());
    let host = clicked.and_then(|clicked| clicked.closest(host).ok().flatten());
    let neighbours = [
        host.clone(),
        host.as_ref().and_then(Element::next_element_sibling),
        host.and_then(|host| host.previous_element_sibling()),
    ];
    focus_first(neighbours.into_iter().flatten(), target);
}

/// The same for something that goes away itself: its neighbours take the focus.
pub(super) fn pass_to_neighbour(event: &MouseEvent, host: &str, target: &str) {
    let clicked = event.current_target().and_then(|clicked| clicked.dyn_into::<Element>().ok());
    let host = clicked.and_then(|clicked| clicked.closest(host).ok().flatten());
    let neighbours =
        [host.as_ref().and_then(Element::next_element_sibling), host.and_then(|host| host.previous_element_sibling())];
    focus_first(neighbours.into_iter().flatten(), target);
}

fn focus_first(places: impl Iterator<Item = Element>, target: &str) {
    let found = places.filter_map(|place| place.query_selector(target).ok().flatten()).next();
    // in a dialog, what is behind it cannot take the focus
    let found = found.or_else(|| document().query_selector("dialog[open] button").ok().flatten());
    match found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => {
            // an element that is on the page takes the focus
            let _ = element.focus();
        }
        None => focus_stage(),
    }
}

/// Gives the focus back where what had it went away by itself: a notice that is over, an upload that is done, a dialog whose
/// opener is gone.
pub fn watch() {
    let _ = use_event_listener(window(), ev::focusout, move |event| {
        let gone = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let Some(gone) = gone.filter(|_| event.related_target().is_none()) else { return };
        request_animation_frame(move || {
            // what is not on the page, or not shown there, lies in no other element
            if is_lost() && gone.offset_parent().is_none() {
                focus_first(std::iter::empty(), "");
            }
        });
    });
}

/// Gives the focus to what asks for it in an open dialog, or to the first item of an open menu, where that came after the
/// dialog or the menu had opened.
pub fn take_up_late() {
    const WANTS: &str = "dialog[open] [autofocus], .menu-items:not(:focus-within) [role=menuitem]";
    let wants = document().query_selector(WANTS).ok().flatten();
    if let Some(element) = wants.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // an element that is on the page takes the focus
        let _ = element.focus();
    }
}

/// Whether nothing has the focus.
#[must_use]
pub fn is_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}
