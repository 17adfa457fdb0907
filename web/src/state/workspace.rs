//! All opened plans, and what holds for all of them.

use leptos::prelude::*;
use shared::DetectorSettings;
use shared::job::BlueprintFormat;
use web_sys::Blob;

use super::document::Document;
use super::look::Look;
use super::progress::Local;
use super::tool::Tool;
use super::units::Units;
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
    /// It does not.
    Away,
}

fn settings_of_address() -> DetectorSettings {
    super::link::read(&window().location().hash().unwrap_or_default())
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
    /// Whether the sheet of keys is shown.
    pub keys_shown: RwSignal<bool>,
    /// What a screen reader is to say next.
    pub say: RwSignal<String>,
    /// Whether a newer page is ready, to be used from the next start on.
    pub updated: RwSignal<bool>,
    /// What went wrong outside of any plan.
    pub error: RwSignal<Option<String>>,
    line: StoredValue<Option<Line>, LocalStorage>,
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
            keys_shown: RwSignal::new(false),
            say: RwSignal::new(String::new()),
            updated: RwSignal::new(false),
            error: RwSignal::new(None),
            line: StoredValue::new_local(None),
            next_id: StoredValue::new(1),
            owner: StoredValue::new(owner),
        }
    }

    /// Connects the worker.
    pub fn connect(&self, line: Line) {
        self.line.set_value(Some(line));
    }

    /// Adds a plan and shows it.
    pub fn add(&self, name: String, file: Option<(Blob, BlueprintFormat)>) -> Document {
        // the first plan takes its settings from the address, so that a link gives the same view
        let is_first = self.documents.with_untracked(Vec::is_empty);
        let settings = if is_first { settings_of_address() } else { DetectorSettings::default() };
        let (file, format) = file.unzip();
        let document = self.insert(crate::keeping::new_key(), name, format, settings);
        document.file.set(file);
        self.current.set(Some(document.id));
        document
    }

    /// Adds a plan that was open when the page was left; it is opened when it is looked at.
    pub fn add_asleep(
        &self,
        name: String,
        format: Option<BlueprintFormat>,
        key: String,
        settings: DetectorSettings,
    ) -> Document {
        let document = self.insert(key, name, format, settings);
        document.progress.update(|progress| progress.local = Local::Asleep);
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
        let document = owner.with(|| {
            let document = Document::new(id, key, name, format, settings);
            crate::keeping::watch(document);
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
        self.send(&Request::Close { document: id }, &wasm_bindgen::JsValue::UNDEFINED);
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

    /// Asks for the rooms under the plan's settings. While an answer is on its way only the latest wish is kept.
    pub fn detect(&self, document: Document) {
        if document.busy.get_value() {
            document.wanted.set_value(true);
            return;
        }
        document.busy.set_value(true);
        let request = Request::Detect { document: document.id, settings: document.settings.get_untracked() };
        self.send(&request, &wasm_bindgen::JsValue::UNDEFINED);
    }
}
