//! The page as a whole: an empty page or a workbench, and the ways in which files come.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_use_event_listener::use_event_listener;
use shared::DetectorSettings;
use web_sys::{DataTransfer, File, WorkerType};

use crate::canvas::Stage;
use crate::detecting;
use crate::keeping;
use crate::open::{open_files, take_reply};
use crate::panels::focus;
use crate::panels::{
    EditBar, EmptyPage, Inspector, KeySheet, Notices, RoomsPanel, SignIn, StatusLine, TopBar, ViewButtons,
};
use crate::pdf_reader::reading;
use crate::state::document::Document;
use crate::state::editing::focus_stage;
use crate::state::look::Look;
use crate::state::progress::Local;
use crate::state::tool::Tool;
use crate::state::workspace::Workspace;
use crate::worker::Line;
use crate::{later, session, shortcuts};

/// The script that starts the worker.
const WORKER_SCRIPT: &str = "worker_boot.js";
/// How long settings have to stay as they are before the address carries them.
const ADDRESS_SETTLES: Duration = Duration::from_millis(150);
/// What the file chooser offers.
const ACCEPTED: &str = ".png,.jpg,.jpeg,.pdf,.json,.roomprint,image/png,image/jpeg,application/pdf,application/json";

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let workspace = Workspace::new(Owner::current().unwrap_or_default());
    provide_context(workspace);
    start_worker(workspace);
    spawn_local(async move {
        keeping::restore(workspace).await;
        session::begin(workspace);
    });
    let _ = use_event_listener(window(), ev::online, move |_| session::begin(workspace));
    Effect::new(move |_| {
        if let Some(document) = workspace.current_document() {
            keeping::wake(workspace, document);
        }
    });
    let chooser = NodeRef::<html::Input>::new();
    let browse = Callback::new(move |()| {
        if let Some(chooser) = chooser.get_untracked() {
            chooser.click();
        }
    });
    let dragging = take_dropped_files(workspace);
    take_pasted_files(workspace);
    let _ = use_event_listener(window(), ev::Custom::<ev::CustomEvent>::new("roomprint-updated"), move |_| {
        workspace.updated.set(true);
    });
    shortcuts::watch(workspace, browse);
    focus::watch();

    view! {
        <TopBar browse />
        <main class:dragging=dragging>
            <input
                node_ref=chooser
                class="visually-hidden"
                type="file"
                multiple
                accept=ACCEPTED
                tabindex="-1"
                aria-label="Plans to open"
                data-testid="file-input"
                on:change:target=move |event| {
                    let input = event.target();
                    open_files(workspace, files_of(input.files()));
                    // so that the same file can be chosen again
                    input.set_value("");
                }
            />
            <Notices />
            {move || match workspace.current_document() {
                Some(document) => view! { <Workbench document /> }.into_any(),
                None => view! { <EmptyPage browse /> }.into_any(),
            }}
        </main>
        <KeySheet />
        <SignIn />
        <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcement">
            {move || workspace.say.get()}
        </div>
    }
}

/// The stage with its panels.
#[component]
fn Workbench(document: Document) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    // every change of a setting asks for rooms; the first run comes when the worker has opened the plan
    let address = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        document.settings.track();
        if let Some(pending) = address.get_value() {
            pending.clear();
        }
        // browsers take a few changes of the address a second, and a slider makes many
        let write = move || {
            let settings = document.settings.try_get_untracked();
            match settings {
                Some(settings) if settings != DetectorSettings::default() => later::call(move |parts| {
                    // where they cannot be fetched the address stays as it is
                    if let Ok(parts) = parts {
                        put_in_address(&(parts.address_of_settings)(&settings));
                    }
                }),
                Some(_) => put_in_address(""),
                None => {}
            }
        };
        address.set_value(set_timeout_with_handle(write, ADDRESS_SETTLES).ok());
        if before.is_some() && document.last_run.read_untracked().is_some() {
            detecting::detect(workspace, document);
        }
    });
    // what had the focus on the start page is gone with it
    request_animation_frame(|| {
        if focus::is_lost() {
            focus_stage();
        }
    });
    let draws_to_walls = Memo::new(move |_| workspace.tool.with(Tool::draws_to_walls));
    // another page is drawn and read, and looked at closer
    Effect::new(move |_| {
        document.page.track();
        reading::proceed(workspace);
        workspace.look.with(Look::shows_seen);
        draws_to_walls.with(|_| ());
        workspace.look_closer(document);
    });
    let tab = RwSignal::new("rooms");
    // what stands beside the rooms comes after them, unless somebody asks for it
    let is_at_rest = move || {
        let failed = document.progress.read().local == Local::Failed;
        document.last_run.read().is_some() || failed || tab.get() != "rooms" || later::now().is_some()
    };
    let has_tool = move || workspace.tool.get() != Tool::Select;
    let tab_button = move |key: &'static str, label: &'static str| {
        view! {
            <button
                role="tab"
                id=format!("tab-{key}")
                data-testid=format!("tab-{key}")
                aria-selected=move || (tab.get() == key).to_string()
                aria-controls=format!("panel-{key}")
                on:click=move |_| tab.set(key)
            >
                {label}
            </button>
        }
    };
    view! {
        <h1 class="visually-hidden">"Rooms of " {move || document.name.get()}</h1>
        <div class="workbench" data-tab=move || tab.get()>
            <div class="stage-frame">
                <div class="stage-place">
                    <Stage document />
                    <EditBar document />
                    <div class="tool-dock">
                        {later::when(has_tool, move |parts| (parts.views.scale_form)(document))}
                        {later::when(has_tool, move |parts| (parts.views.tool_hint)(document))}
                    </div>
                    <ViewButtons document />
                    <StatusLine document />
                </div>
                {later::when(
                    move || document.sheets.pages.read().count > 1,
                    move |parts| (parts.views.pages)(document),
                )}
            </div>
            <div class="tabs" role="tablist" aria-label="Panels">
                {tab_button("rooms", "Rooms")} {tab_button("settings", "Detector")} {tab_button("scale", "Scale")}
                {tab_button("look", "View")}
            </div>
            <aside class="side left" aria-label="Detector, scale and view">
                <section id="panel-settings" class="panel" aria-label="Detector">
                    {later::when(is_at_rest, move |parts| (parts.views.settings)(document))}
                </section>
                <section id="panel-scale" class="panel" aria-label="Scale">
                    {later::when(is_at_rest, move |parts| (parts.views.scale)(document))}
                </section>
                <section id="panel-look" class="panel" aria-label="View">
                    <div class="panel-head">
                        <h2>"View"</h2>
                    </div>
                    {later::when(is_at_rest, |parts| (parts.views.look)())}
                </section>
            </aside>
            <aside class="side right" aria-label="Rooms">
                <section id="panel-rooms" class="panel" aria-label="Rooms">
                    <RoomsPanel document />
                    <Inspector document />
                </section>
            </aside>
        </div>
    }
}

/// Puts the settings into the address of the page, without a step in the browser's history.
fn put_in_address(fragment: &str) {
    let address =
        if fragment.is_empty() { window().location().pathname().unwrap_or_default() } else { format!("#{fragment}") };
    let history = window().history();
    // a browser that does not let the address change shows an address without settings
    let _ =
        history.and_then(|history| history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address)));
}

fn start_worker(workspace: Workspace) {
    let on_reply = move |reply, payload| take_reply(workspace, reply, &payload);
    match Line::open(WORKER_SCRIPT, WorkerType::Module, on_reply, move || take_death(workspace)) {
        Ok(line) => workspace.connect(line),
        Err(_) => workspace.error.set(Some(
            "This browser does not let the page start its detector. Try a current Chrome, Edge, Firefox or Safari."
                .to_owned(),
        )),
    }
}

/// The detector has died, over a plan that was too much for it: the plans are opened again when they are looked at next.
fn take_death(workspace: Workspace) {
    start_worker(workspace);
    workspace.error.set(Some(
        "The detector stopped, most likely because a plan is too large for this browser's memory. Your corrections are kept; reload the page to go on, or save the plan smaller.".to_owned(),
    ));
    for document in workspace.documents.get_untracked() {
        document.busy.set_value(false);
        document.opening.set(0);
        document.progress.update(|progress| progress.local = Local::Failed);
    }
}

/// Opens files dropped anywhere; gives whether some are held over the page.
fn take_dropped_files(workspace: Workspace) -> RwSignal<bool> {
    let dragging = RwSignal::new(false);
    let _ = use_event_listener(window(), ev::dragover, move |event| {
        event.prevent_default();
        dragging.set(true);
    });
    let _ = use_event_listener(window(), ev::dragleave, move |event| {
        // leaving for another element of the page is no leaving
        if event.related_target().is_none() {
            dragging.set(false);
        }
    });
    let _ = use_event_listener(window(), ev::drop, move |event| {
        event.prevent_default();
        dragging.set(false);
        open_files(workspace, files_in(event.data_transfer()));
    });
    dragging
}

fn take_pasted_files(workspace: Workspace) {
    let _ = use_event_listener(window(), ev::paste, move |event| {
        let files = files_in(event.clipboard_data());
        if !files.is_empty() {
            event.prevent_default();
            open_files(workspace, files);
        }
    });
}

fn files_in(data: Option<DataTransfer>) -> Vec<File> {
    files_of(data.and_then(|data| data.files()))
}

fn files_of(list: Option<web_sys::FileList>) -> Vec<File> {
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.get(index)).collect())
}
