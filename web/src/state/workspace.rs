//! All opened plans, and what holds for all of them.

use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::*;
use shared::DetectorSettings;
use shared::job::BlueprintFormat;
use web_sys::Blob;

use super::document::Document;
use super::look::Look;
use super::progress::Local;
use super::tool::Tool;
use super::units::Units;
use crate::later;
use crate::pdf_reader::reading::{self, PdfLine};
use crate::session::{Dialog, Session};
use crate::storage::Saved;
use crate::worker::Line;
use crate::worker::protocol::{DocumentId, Request};

/// Whether there is a service to ask for names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Service {
    /// Nobody knows yet.
    #[default]
    Unknown,
    /// It answers.
    There,
    /// It does not, and may again.
    Away,
    /// There is none where the page lies.
    None,
}

/// How long words that are said stand where they can be read.
const FLASH: Duration = Duration::from_secs(6);

/// Gives a plan the settings that the address of the page names.
fn take_settings_of_address(document: Document) {
    let address = window().location().hash().unwrap_or_default();
    if address.is_empty() {
        return;
    }
    later::call(move |parts| {
        // without what reads them the plan has the defaults, and may be closed meanwhile
        if let Ok(parts) = parts {
            let _ = document.settings.try_set((parts.settings_of_address)(&address));
        }
    });
}

/// The state of the page. Copies are the same state.
#[derive(Clone, Copy)]
pub struct Workspace {
    /// The opened plans, in the order in which they were opened.
    pub documents: RwSignal<Vec<Document>>,
    /// The one that is seen.
    pub current: RwSignal<Option<DocumentId>>,
    /// The units of all numbers.
    pub units: RwSignal<Units>,
    /// Whether there is a service.
    pub service: RwSignal<Service>,
    /// Whether plans are uploaded to it, so that names are read.
    pub upload: RwSignal<bool>,
    /// How rooms are drawn.
    pub look: RwSignal<Look>,
    /// Whether the rooms are hidden for a moment, to see the bare plan.
    pub bare: RwSignal<bool>,
    /// What the pointer does on the stage.
    pub tool: RwSignal<Tool>,
    /// Whether letters alone are keys; without, those who dictate do nothing by accident.
    pub letter_keys: RwSignal<bool>,
    /// Whether the sheet of keys is shown.
    pub keys_shown: RwSignal<bool>,
    /// What a screen reader is to say next.
    pub say: RwSignal<String>,
    /// What was just said and is to be read too, for a while.
    pub flash: RwSignal<Option<String>>,
    /// Whether a newer page is ready, to be used from the next start on.
    pub updated: RwSignal<bool>,
    /// Whether the browser was found not to keep plans.
    pub storage_failed: RwSignal<bool>,
    /// What went wrong outside of any plan.
    pub error: RwSignal<Option<String>>,
    /// Who is signed in.
    pub session: RwSignal<Session>,
    /// The dialog for signing in.
    pub dialog: RwSignal<Dialog>,
    /// Whether the list of plans is open.
    pub plans_shown: RwSignal<bool>,
    /// Whether the dialog for signing in opened by itself already.
    pub asked: StoredValue<bool>,
    /// Whether the service is being looked for.
    pub looking: StoredValue<bool>,
    /// Plans whose upload waits for its turn.
    pub queue: StoredValue<VecDeque<DocumentId>>,
    /// What the service says about large files, once it was asked: bytes above which they go by an upload of their own.
    pub uploads_above: StoredValue<Option<Option<u64>>>,
    /// Uploads that run.
    pub running: StoredValue<usize>,
    /// What is asked of the worker that reads PDF files.
    pub pdf: PdfLine,
    line: StoredValue<Option<Line<Request>>, LocalStorage>,
    flash_over: StoredValue<Option<TimeoutHandle>>,
    next_id: StoredValue<DocumentId>,
    /// Owns the signals of documents, which outlive the event that opened them.
    owner: StoredValue<Owner>,
}

impl Workspace {
    /// An empty page.
    #[must_use]
    pub fn new(owner: Owner) -> Self {
        Self {
            documents: RwSignal::new(Vec::new()),
            current: RwSignal::new(None),
            units: RwSignal::new(Units::default()),
            service: RwSignal::new(Service::default()),
            upload: RwSignal::new(true),
            look: RwSignal::new(Look::default()),
            bare: RwSignal::new(false),
            tool: RwSignal::new(Tool::default()),
            letter_keys: RwSignal::new(true),
            keys_shown: RwSignal::new(false),
            say: RwSignal::new(String::new()),
            flash: RwSignal::new(None),
            updated: RwSignal::new(false),
            storage_failed: RwSignal::new(false),
            error: RwSignal::new(None),
            session: RwSignal::new(Session::default()),
            dialog: RwSignal::new(Dialog::default()),
            plans_shown: RwSignal::new(false),
            asked: StoredValue::new(false),
            looking: StoredValue::new(false),
            queue: StoredValue::new(VecDeque::new()),
            uploads_above: StoredValue::new(None),
            running: StoredValue::new(0),
            pdf: PdfLine::default(),
            line: StoredValue::new_local(None),
            flash_over: StoredValue::new(None),
            next_id: StoredValue::new(1),
            owner: StoredValue::new(owner),
        }
    }

    /// Connects the worker.
    pub fn connect(&self, line: Line<Request>) {
        self.line.set_value(Some(line));
    }

    /// Adds a plan and shows it.
    pub fn add(&self, name: String, file: Option<(Blob, BlueprintFormat)>) -> Document {
        // the first plan takes its settings from the address, so that a link gives the same view
        let is_first = self.documents.with_untracked(Vec::is_empty);
        let (file, format) = file.unzip();
        let document = self.insert(crate::keeping::new_key(), name, format, DetectorSettings::default());
        if is_first {
            take_settings_of_address(document);
        }
        document.file.set(file);
        self.current.set(Some(document.id));
        document
    }

    /// Adds a plan that was open when the page was left; it is opened when it is looked at.
    pub fn add_asleep(&self, saved: Saved) -> Document {
        let document = self.insert(saved.key, saved.name, saved.format, saved.settings);
        document.progress.update(|progress| progress.local = Local::Asleep);
        document.history.set(saved.history);
        document.job_id.set(saved.job_id);
        document.told.set(saved.told);
        document.wants_names.set(saved.wants_names);
        document.thumbnail.set(saved.thumbnail);
        document.touched.set_value(saved.touched);
        document
    }

    fn insert(
        &self,
        key: String,
        name: String,
        format: Option<BlueprintFormat>,
        settings: DetectorSettings,
    ) -> Document {
        let id = self.next_id.get_value();
        self.next_id.set_value(id + 1);
        let owner = self.owner.get_value();
        let workspace = *self;
        let document = owner.with(|| {
            let document = Document::new(id, key, name, format, settings);
            crate::keeping::watch(workspace, document);
            crate::feedback::watch(workspace, document);
            crate::thumbnail::watch(document);
            crate::whole::watch(workspace, document);
            document
        });
        self.documents.update(|documents| documents.push(document));
        document
    }

    /// The plan of this id.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Option<Document> {
        self.documents.with_untracked(|documents| documents.iter().find(|document| document.id == id).copied())
    }

    /// The plan that is seen.
    #[must_use]
    pub fn current_document(&self) -> Option<Document> {
        let id = self.current.get()?;
        self.documents.with(|documents| documents.iter().find(|document| document.id == id).copied())
    }

    /// Closes a plan; its neighbour is seen next.
    pub fn close(&self, id: DocumentId) {
        if let Some(document) = self.document(id) {
            document.cancel.get_value().cancel();
            crate::whole::forget(document);
        }
        self.queue.update_value(|queue| queue.retain(|queued| *queued != id));
        self.send(&Request::Close { document: id }, &wasm_bindgen::JsValue::UNDEFINED);
        reading::close(*self, id);
        let next = self.documents.try_update(|documents| {
            let position = documents.iter().position(|document| document.id == id)?;
            documents.remove(position);
            documents.get(position.min(documents.len().saturating_sub(1))).map(|document| document.id)
        });
        if self.current.get_untracked() == Some(id) {
            self.current.set(next.flatten());
        }
    }

    /// Sends the worker a request, with what goes beside it.
    pub fn send(&self, request: &Request, payload: &wasm_bindgen::JsValue) {
        self.line.with_value(|line| {
            if let Some(line) = line {
                line.send(request, payload);
            }
        });
    }

    /// Hands the worker something to open.
    pub fn hand_over(&self, document: Document, request: &Request, payload: &wasm_bindgen::JsValue) {
        document.opening.update(|opening| *opening += 1);
        self.send(request, payload);
    }

    /// Says something aloud, and shows it for a while where the state of the plan stands.
    pub fn tell(&self, words: impl Into<String>) {
        let (words, flash) = (words.into(), self.flash);
        self.say.set(words.clone());
        flash.set(Some(words));
        let over = set_timeout_with_handle(move || flash.set(None), FLASH);
        if let Some(before) = self.flash_over.get_value() {
            before.clear();
        }
        self.flash_over.set_value(over.ok());
    }

    /// Asks which room lies at a place of the seen page (0–1000).
    pub fn ask_room_at(&self, document: Document, at: [f64; 2]) {
        let (page, settings) = (document.page.get_untracked(), document.settings.get_untracked());
        let request = Request::RoomAt { document: document.id, page, at, settings };
        self.send(&request, &wasm_bindgen::JsValue::UNDEFINED);
    }

    /// Asks for what the detector saw on the page that is looked at, where it is to be shown, or its walls draw a tool, or
    /// none of it is there. Nothing before the worker has opened the plan: then it is asked for anyway.
    pub fn look_closer(&self, document: Document) {
        let is_missing = document.seen.with_untracked(Option::is_none);
        let draws = self.tool.with_untracked(Tool::draws_to_walls);
        if document.last_run.with_untracked(Option::is_some)
            && (is_missing || draws || self.look.with_untracked(Look::shows_seen))
        {
            self.see(document);
        }
    }

    /// Asks for what the detector saw on the page that is looked at.
    pub fn see(&self, document: Document) {
        let (page, settings) = (document.page.get_untracked(), document.settings.get_untracked());
        self.send(&Request::See { document: document.id, page, settings }, &wasm_bindgen::JsValue::UNDEFINED);
    }
}
