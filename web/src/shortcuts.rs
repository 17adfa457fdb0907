//! Keys that work wherever the focus is. Those of the stage and of tools are in [`crate::canvas`].

use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::later;
use crate::panels::{KIND_ID, NAME_ID};
use crate::state::document::Document;
use crate::state::editing::Editing;
use crate::state::tool::Tool;
use crate::state::workspace::Workspace;
use crate::whole;

/// Listens as long as the page lives. `browse` opens the file chooser.
pub fn watch(workspace: Workspace, browse: Callback<()>) {
    let _ = use_event_listener(window(), ev::keydown, move |event| {
        // a dialog has the keys to itself
        if event.default_prevented() || event.alt_key() || is_in_dialog() {
            return;
        }
        let document = untrack(|| workspace.current_document());
        let taken = if event.ctrl_key() || event.meta_key() {
            with_control(workspace, document, &event, browse)
        } else {
            !is_typing() && letter(workspace, document, &event)
        };
        if taken {
            event.prevent_default();
        }
    });
    watch_bare_key(workspace);
}

fn with_control(workspace: Workspace, document: Option<Document>, event: &KeyboardEvent, browse: Callback<()>) -> bool {
    let key = event.key().to_lowercase();
    match (key.as_str(), event.shift_key(), document) {
        ("o", false, _) => browse.run(()),
        ("s", false, Some(document)) => crate::work_file::ask(workspace, document),
        // in a field, Ctrl Z belongs to what is typed there
        ("z", shift, Some(document)) if !is_typing() => {
            let editing = Editing { workspace, document };
            if shift { editing.redo() } else { editing.undo() }
        }
        ("y", false, Some(document)) if !is_typing() => Editing { workspace, document }.redo(),
        _ => return false,
    }
    true
}

fn letter(workspace: Workspace, document: Option<Document>, event: &KeyboardEvent) -> bool {
    let key = event.key().to_lowercase();
    let is_letter = key.chars().count() == 1;
    if is_letter && !workspace.letter_keys.get_untracked() {
        return false;
    }
    match key.as_str() {
        "?" => {
            workspace.keys_shown.set(true);
            return true;
        }
        "u" => {
            workspace.units.update(|units| *units = units.other());
            return true;
        }
        _ => {}
    }
    let Some(document) = document else { return false };
    let editing = Editing { workspace, document };
    let is_chosen = || editing.chosen().is_some();
    let tool = workspace.tool.get_untracked();
    let is_meant = match key.as_str() {
        "pagedown" => {
            document.turn_by(1);
            return true;
        }
        "pageup" => {
            document.turn_by(-1);
            return true;
        }
        "r" | "t" | "a" | "g" | "c" | "s" => is_chosen(),
        // with the tool for corners, Delete is about a corner
        "delete" | "backspace" => tool != Tool::Corners && is_chosen(),
        // without a tool in hand, Esc belongs to what is open: a menu, a dialog
        "escape" if tool == Tool::Select => {
            let is_taken = document.taking.read_untracked().is_some();
            if is_taken {
                whole::cancel(workspace, document);
            }
            return is_taken;
        }
        "escape" | "d" | "o" | "f" | "m" => true,
        _ => false,
    };
    if is_meant {
        later::call_or_say(workspace, move |parts| (parts.correcting.letter)(editing, &key));
    }
    is_meant
}

/// Does what a letter, or another key without Ctrl, asks for.
pub fn correct(editing: Editing, key: &str) {
    match (key, editing.chosen()) {
        ("d", _) => editing.take(Tool::Draw),
        ("o", _) => editing.take(Tool::Outline),
        ("f", _) => editing.take(Tool::Fill),
        ("m", _) => editing.take(Tool::Measure),
        ("r", Some(_)) => focus_field(NAME_ID),
        ("t", Some(_)) => focus_field(KIND_ID),
        ("a", Some(room)) => editing.accept(&room),
        ("delete" | "backspace", Some(room)) => editing.remove(&room),
        ("g", Some(room)) => editing.take(Tool::Merge(room.id)),
        ("c", Some(_)) => editing.take(Tool::Corners),
        ("s", Some(_)) => editing.take(Tool::Split),
        ("escape", _) => editing.take(Tool::Select),
        _ => {}
    }
}

/// Gives the focus to a field of the chosen room; where its form is just coming, in the next frame.
fn focus_field(id: &'static str) {
    if !focus_at_once(id) {
        request_animation_frame(move || {
            focus_at_once(id);
        });
    }
}

fn focus_at_once(id: &str) -> bool {
    let Some(field) = document().get_element_by_id(id) else { return false };
    if let Some(field) = field.dyn_ref::<HtmlElement>() {
        // a field that is on the page takes the focus
        let _ = field.focus();
    }
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
    true
}

/// While `B` is held, the plan is seen without its rooms.
fn watch_bare_key(workspace: Workspace) {
    let _ = use_event_listener(window(), ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat());
        let is_key = event.key().eq_ignore_ascii_case("b") && workspace.letter_keys.get_untracked();
        if plain && is_key && !is_typing() && !is_in_dialog() {
            workspace.bare.set(true);
        }
    });
    let _ = use_event_listener(window(), ev::keyup, move |event| {
        if event.key().eq_ignore_ascii_case("b") {
            workspace.bare.set(false);
        }
    });
    let _ = use_event_listener(window(), ev::blur, move |_| workspace.bare.set(false));
}

/// Whether what has the focus takes letters.
fn is_typing() -> bool {
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    focused.is_some_and(|element| match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("range" | "checkbox" | "radio" | "file")),
        _ => element.is_content_editable(),
    })
}

fn is_in_dialog() -> bool {
    let focused = document().active_element();
    let dialog = focused.and_then(|element| element.closest("dialog[open]").ok().flatten());
    // a dialog that lost the focus is still in front
    dialog.is_some() || document().query_selector("dialog[open]").ok().flatten().is_some()
}
