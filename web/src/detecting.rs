//! Rooms under the settings as they are: found by the worker, which made the analysis, until somebody is about to move a
//! slider; then in the page itself, in the frame in which the slider moves, from a copy of the analysis.
//!
//! ```text
//! settings ─┬─ copy there ──> Detector in the page ──────────────────> Document
//!           └─ not yet ─────> worker ──────> reply, unless outdated ──> Document
//! a hand near the sliders ──> worker: the analysis ──> copy
//! ```

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Uint8Array;
use leptos::prelude::*;
use shared::detect::Detection;
use shared::{Analysis, Detector, Room};
use wasm_bindgen::{JsCast, JsValue};

use crate::open::text_of;
use crate::state::corrections::is_corrected;
use crate::state::document::{Document, LastRun};
use crate::state::geometry::box_overlap;
use crate::state::workspace::Workspace;
use crate::worker::Payload;
use crate::worker::protocol::{PageScale, Purpose, Request};

/// How long nothing more has to come from the worker before the page asks for its copy again: pages come one by one.
const QUIET: Duration = Duration::from_millis(250);
/// Overlap of its box from which on a room is taken for the one that was chosen before.
const SAME: f64 = 0.5;

/// Asks for the rooms under the plan's settings. While an answer of the worker is on its way only the latest wish is kept.
pub fn detect(workspace: Workspace, document: Document) {
    if let Some(detector) = document.detector.get_value() {
        let clock = window().performance();
        let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
        let start = now();
        let (detection, scales) = document.settings.with_untracked(|settings| {
            let detection = detector.detect(settings);
            let scales = PageScale::all(&detector, &detection.rooms, settings);
            (detection, scales)
        });
        adopt(document, detection, now() - start, scales);
        workspace.look_closer(document);
        return;
    }
    if document.busy.get_value() {
        document.wanted.set_value(true);
        return;
    }
    document.busy.set_value(true);
    let request = Request::Detect { document: document.id, settings: document.settings.get_untracked() };
    workspace.send(&request, &JsValue::UNDEFINED);
}

/// Takes what the worker found, beside its reply.
pub fn take_detected(
    workspace: Workspace,
    document: Document,
    milliseconds: f64,
    scales: Vec<PageScale>,
    payload: &Payload,
) {
    document.busy.set_value(false);
    let is_outdated = document.wanted.get_value();
    document.wanted.set_value(false);
    if is_outdated || document.detector.with_value(Option::is_some) {
        detect(workspace, document);
        // between two answers of the worker something is to be seen
        if document.detector.with_value(Option::is_some) {
            return;
        }
    }
    // read as text, as every message is: what reads from bytes would be there a second time
    match serde_json::from_str::<Detection>(&text_of(payload)) {
        Ok(detection) => adopt(document, detection, milliseconds, scales),
        Err(error) => document.error.set(Some(format!("The rooms cannot be shown: {error}"))),
    }
    if !document.busy.get_value() {
        workspace.look_closer(document);
    }
}

/// Somebody is about to move a slider: the page asks for its copy.
pub fn prepare(workspace: Workspace, document: Document) {
    if !document.tunes.get_value() {
        document.tunes.set_value(true);
        ask_for_copy(workspace, document);
    }
}

/// Another analysis is open at the worker: the page's copy is outdated, and asked for anew when no more comes.
pub fn renew_copy(workspace: Workspace, document: Document) {
    document.detector.set_value(None);
    if !document.tunes.get_value() {
        return;
    }
    if let Some(before) = document.copy_soon.get_value() {
        before.clear();
    }
    let ask = move || ask_for_copy(workspace, document);
    document.copy_soon.set_value(set_timeout_with_handle(ask, QUIET).ok());
}

fn ask_for_copy(workspace: Workspace, document: Document) {
    // what is being opened is followed by this anyway
    if document.opening.try_get_untracked() == Some(0) {
        let request = Request::SaveAnalysis { document: document.id, purpose: Purpose::Tuning };
        workspace.send(&request, &JsValue::UNDEFINED);
    }
}

/// Takes the page's copy of the analysis: of what was opened last, as the worker answers in order.
pub fn take_copy(workspace: Workspace, document: Document, payload: &Payload) {
    let json = payload.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
    // what the worker opened can be opened here; if not, the worker goes on finding rooms
    let Ok(analysis) = Analysis::from_json(&json) else { return };
    document.detector.set_value(Some(Rc::new(Detector::new(analysis))));
    // an answer that is still to come from the worker is not waited for
    if document.busy.get_value() {
        detect(workspace, document);
    }
}

/// Shows what was found.
fn adopt(document: Document, detection: Detection, milliseconds: f64, scales: Vec<PageScale>) {
    follow_chosen(document, &detection.rooms);
    if document.scales.with_untracked(|before| *before != scales) {
        document.scales.set(scales);
    }
    document.last_run.set(Some(Arc::new(LastRun { detection, milliseconds })));
}

/// Detected rooms are named anew by every detection: what was chosen stays chosen where it lies, and comes back when the
/// room does.
fn follow_chosen(document: Document, found: &[Room]) {
    let page = document.page.get_untracked();
    let chosen = document.selected.get_untracked();
    let place = match &chosen {
        Some(id) => {
            let rooms = document.rooms.read_untracked();
            let Some(shown) = rooms.iter().find(|shown| shown.room.id == *id) else { return };
            // a corrected room keeps its name
            if is_corrected(&shown.room) {
                return;
            }
            shown.room.bounding_box
        }
        None => match document.chosen_before.get_value() {
            Some((of, place)) if of == page => place,
            _ => return,
        },
    };
    let overlap = |room: &&Room| box_overlap(room.bounding_box, place);
    let best = found.iter().filter(|room| room.page == page).max_by(|a, b| overlap(a).total_cmp(&overlap(b)));
    let same = best.filter(|room| overlap(room) >= SAME).map(|room| room.id.clone());
    document.chosen_before.set_value(same.is_none().then_some((page, place)));
    if same != chosen {
        document.selected.set(same);
    }
}
