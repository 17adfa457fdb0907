//! What the first rooms do not need: settings and corrections, the service, files to take away, dialogs, the reader of PDF
//! files.
//!
//! It lies in a file of its own, which is fetched when something of it is first wanted. `scripts/split-programs.sh` cuts
//! the program where `bin/page.rs` asks for [`PARTS`]: what is reached from there alone goes into that file, whichever
//! module it stands in.

use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use shared::{DetectorSettings, Room};
use wasm_bindgen::JsValue;
use web_sys::{Blob, CanvasRenderingContext2d};

use crate::state::document::Document;
use crate::state::editing::Editing;
use crate::state::link;
use crate::state::look::Look;
use crate::state::placing::Place;
use crate::state::shown::ShownRoom;
use crate::state::tool::Tool;
use crate::state::viewport::Viewport;
use crate::state::workspace::Workspace;
use crate::storage::Saved;
use crate::worker::protocol::{DocumentId, Purpose};
use crate::{canvas, download, feedback, open, panels, pdf_reader, session, shortcuts, storage, uploads, worker};

/// The ways in.
pub struct Parts {
    /// What stands around the stage, and in dialogs.
    pub views: Views,
    /// Corrections, and the tools that make them.
    pub correcting: Correcting,
    /// The service.
    pub service: AtService,
    /// Files out and in.
    pub files: Files,
    /// The settings that an address names.
    pub settings_of_address: fn(&str) -> DetectorSettings,
    /// What an address says of settings.
    pub address_of_settings: fn(&DetectorSettings) -> String,
    /// Takes up what the detector saw.
    pub take_seen: fn(Document, &JsValue),
    /// Draws it.
    pub draw_seen: fn(&CanvasRenderingContext2d, Document, Look, Viewport),
    /// Those of the worker.
    pub worker: worker::later::Parts,
}

/// What stands around the stage, and in dialogs.
pub struct Views {
    /// The settings of the detector.
    pub settings: fn(Document) -> AnyView,
    /// What is known of the scale.
    pub scale: fn(Document) -> AnyView,
    /// How rooms are drawn.
    pub look: fn() -> AnyView,
    /// The chosen room.
    pub room_form: fn(Document, Memo<Option<ShownRoom>>) -> AnyView,
    /// The measured line.
    pub scale_form: fn(Document) -> AnyView,
    /// What to do next with the tool in hand.
    pub tool_hint: fn(Document) -> AnyView,
    /// The pages of a document of several.
    pub pages: fn(Document) -> AnyView,
    /// Where the corrections are.
    pub delivery: fn(Document) -> AnyView,
    /// What can be taken away.
    pub files: fn(Document) -> AnyView,
    /// What the service has to say.
    pub service_notices: fn() -> AnyView,
    /// The plans on the start page.
    pub recent_plans: fn() -> AnyView,
    /// The list of all plans.
    pub plans: fn() -> AnyView,
    /// The sheet of keys.
    pub keys: fn() -> AnyView,
    /// What is asked of who signs in.
    pub sign_in: fn() -> AnyView,
}

/// Corrections, and the tools that make them.
pub struct Correcting {
    /// Takes a tool in hand.
    pub take: fn(Editing, Tool),
    /// Chooses a room with the tool for merging.
    pub merge_with: fn(Editing, &str, &str),
    /// Adds a room that the worker found at a place.
    pub add_found: fn(Editing, &Room),
    /// Does what a letter asks for.
    pub letter: fn(Editing, &str),
    /// A pointer goes down on the stage.
    pub press: fn(Editing, Place) -> bool,
    /// It moves.
    pub shift: fn(Editing, Place) -> bool,
    /// It goes up.
    pub release: fn(Editing, Place) -> bool,
    /// A key is pressed there.
    pub key: fn(Editing, &str, bool) -> bool,
    /// Draws what the tool is about.
    pub draw: fn(&CanvasRenderingContext2d, Editing, Viewport, &str),
}

/// The service.
pub struct AtService {
    /// Begins as many uploads as may run at once.
    pub upload: fn(Workspace),
    /// Sends the corrections of a plan.
    pub send_feedback: fn(Workspace, Document),
    /// Signs in by what the browser still knows of the last time.
    pub sign_in_again: fn(Workspace),
    /// Signs out.
    pub sign_out: fn(Workspace),
}

/// Files out and in.
pub struct Files {
    /// Opens a `.roomprint` file.
    pub open_work: fn(Workspace, String, Blob),
    /// Takes an analysis that the worker handed over.
    pub take_analysis: fn(Workspace, Document, Purpose, &JsValue),
    /// Saves rooms that the worker wrote in the format of this name.
    pub save_export: fn(Document, &str, &JsValue),
    /// Asks the reader of PDF files for what is to be done next.
    pub read_pdf: fn(Workspace),
    /// Has it forget one.
    pub close_pdf: fn(Workspace, DocumentId),
    /// Reads a plan that the browser kept.
    pub read_kept: fn(&str) -> Option<Saved>,
}

/// What is fetched.
pub static PARTS: Parts = Parts {
    views: Views {
        settings: panels::settings,
        scale: panels::scale_panel,
        look: panels::look,
        room_form: panels::room_form,
        scale_form: panels::scale_form,
        tool_hint: panels::tool_hint,
        pages: panels::page_strip,
        delivery: panels::delivery,
        files: panels::files,
        service_notices: panels::service_notices,
        recent_plans: panels::recent_plans,
        plans: panels::plans_sheet,
        keys: panels::key_sheet,
        sign_in: panels::sign_in_forms,
    },
    correcting: Correcting {
        take: Editing::take_here,
        merge_with: Editing::merge_with,
        add_found: Editing::add_found,
        letter: shortcuts::correct,
        press: canvas::tools::press,
        shift: canvas::tools::shift,
        release: canvas::tools::release,
        key: canvas::tool_key,
        draw: canvas::tool_layer::draw,
    },
    service: AtService {
        upload: uploads::pump_here,
        send_feedback: feedback::send_here,
        sign_in_again: session::sign_in_again,
        sign_out: session::sign_out_here,
    },
    files: Files {
        open_work: open::open_work_file,
        take_analysis: open::take_analysis,
        save_export: download::save_export,
        read_pdf: pdf_reader::reading::proceed_here,
        close_pdf: pdf_reader::reading::close_here,
        read_kept: storage::read,
    },
    settings_of_address: link::read,
    address_of_settings: link::write,
    take_seen: open::take_seen,
    draw_seen: canvas::draw_seen,
    worker: worker::later::PARTS,
};

/// The file could not be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A part of the page cannot be fetched. Is there a network? Try again.")]
pub struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Parts on their way.
pub type Coming = Pin<Box<dyn Future<Output = Result<&'static Parts, NotFetched>>>>;

/// How the parts are fetched.
pub type Fetch = fn() -> Coming;

thread_local! {
    static FETCH: Cell<Option<Fetch>> = const { Cell::new(None) };
    static FETCHED: Cell<Option<&'static Parts>> = const { Cell::new(None) };
}

/// Sets how the parts are fetched.
pub fn fetch_by(fetch: Fetch) {
    FETCH.set(Some(fetch));
}

/// The parts; fetches them when they are not there yet.
pub async fn fetched() -> Result<&'static Parts, NotFetched> {
    if let Some(parts) = FETCHED.get() {
        return Ok(parts);
    }
    let parts = FETCH.get().ok_or(NotFetched)?().await?;
    FETCHED.set(Some(parts));
    Ok(parts)
}

/// Does something with the parts: at once where they are there.
pub fn call(act: impl FnOnce(Result<&'static Parts, NotFetched>) + 'static) {
    match FETCHED.get() {
        Some(parts) => act(Ok(parts)),
        None => spawn_local(async move { act(fetched().await) }),
    }
}

/// Does something with the parts, or says that they cannot be fetched.
pub fn call_or_say(workspace: Workspace, act: impl FnOnce(&'static Parts) + 'static) {
    call(move |parts| match parts {
        Ok(parts) => act(parts),
        Err(fault) => workspace.error.set(Some(fault.to_string())),
    });
}

/// The parts, where they are there.
#[must_use]
pub fn now() -> Option<&'static Parts> {
    FETCHED.get()
}

/// Makes a view of the parts.
type Make = Arc<dyn Fn(&Parts) -> AnyView + Send + Sync>;

/// A view among the parts; until it is there, or where it cannot be fetched, words that say so.
pub fn view(make: impl Fn(&Parts) -> AnyView + Send + Sync + 'static) -> AnyView {
    view_of(Arc::new(make))
}

/// The same, from when it is first wanted on.
pub fn when(
    wanted: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn(&Parts) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let (wanted, make): (Arc<dyn Fn() -> bool + Send + Sync>, Make) = (Arc::new(wanted), Arc::new(make));
    let was_wanted = Memo::new(move |before: Option<&bool>| before == Some(&true) || wanted());
    let shown = move || if was_wanted.get() { view_of(make.clone()) } else { ().into_any() };
    shown.into_any()
}

fn view_of(make: Make) -> AnyView {
    let parts = RwSignal::new(FETCHED.get().map(Ok::<_, NotFetched>));
    if parts.read_untracked().is_none() {
        call(move |fetched| {
            // what asked for it may be closed again
            let _ = parts.try_set(Some(fetched));
            request_animation_frame(panels::focus::take_up_late);
        });
    }
    let shown = move || match parts.get() {
        Some(Ok(parts)) => make(parts),
        Some(Err(fault)) => leptos::html::p().role("alert").child(fault.to_string()).into_any(),
        None => ().into_any(),
    };
    shown.into_any()
}
