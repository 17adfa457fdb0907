//! The page of Roomprint and its worker.
//!
//! ```text
//!  files ─> open ─> Document ──settings──> worker (detector) ──detection──> Document
//!             │        │                                                        │
//!             └─> client (when a service is there) ─ analysis ─> worker         └─> canvas, panels, exports
//! ```
//!
//! * [`state`]: what is known and what a person did: plain rules, tested natively, and the signals that hold them
//! * [`worker`]: the detector in its own thread, and the page's end of the line to it
//! * [`detecting`]: whether the worker or the page itself finds the rooms
//! * [`pdf_reader`]: PDF files, read in another one
//! * [`client`]: the service's HTTP interface; everything else works without it
//! * [`uploads`], [`feedback`], [`session`]: plans and corrections to the service, and who is signed in there
//! * [`work_file`]: the whole work as one file, taken away and opened again
//! * [`whole`], [`download`], [`pdf`]: files to take away, once all of their pages are read
//! * [`keeping`], [`storage`], [`thumbnail`]: plans and corrections in the browser's own database
//! * [`canvas`] and [`panels`]: what is seen
//! * [`later`]: what of all this is fetched when it is first wanted
//!
//! No detection happens here, and no type of the HTTP interface is copied: both are `shared`'s.

pub mod app;
pub mod canvas;
pub mod client;
pub mod detecting;
pub mod download;
pub mod feedback;
pub mod keeping;
pub mod later;
pub mod open;
pub mod panels;
pub mod pdf;
pub mod pdf_reader;
pub mod session;
pub mod shortcuts;
pub mod state;
pub mod storage;
pub mod thumbnail;
pub mod uploads;
pub mod whole;
pub mod work_file;
pub mod worker;

use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// Starts the page, or in a worker its detector; `fetch_later` fetches what is not there from the start.
pub fn start(fetch_later: later::Fetch) {
    console_error_panic_hook::set_once();
    later::fetch_by(fetch_later);
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        worker::serve(&scope);
        return;
    }
    // what stood there while this program was on its way
    if let Some(arriving) = leptos::prelude::document().get_element_by_id("arriving") {
        arriving.remove();
    }
    leptos::mount::mount_to_body(app::App);
}

/// Starts the worker that reads PDF files.
pub fn start_pdf_worker() {
    console_error_panic_hook::set_once();
    pdf_reader::service::serve();
}
