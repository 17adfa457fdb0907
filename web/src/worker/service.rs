//! The worker's end: holds the opened documents and answers requests.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use js_sys::Uint8Array;
use shared::{Analysis, Detector, LineWork, Picture};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::protocol::{DocumentId, PageScale, Reply, Request, Summary};
use super::warm_up::warm_up;
use super::{envelope, picture};
use crate::later;

/// An opened file.
#[derive(Default)]
struct Opened {
    /// The picture's file, to trace walls again when the words are known.
    file: Option<Blob>,
    detector: Option<Detector>,
}

#[derive(Clone)]
struct Service {
    scope: DedicatedWorkerGlobalScope,
    documents: Rc<RefCell<BTreeMap<DocumentId, Opened>>>,
    /// Requests that wait for the one before: a picture must be open before its analysis comes.
    waiting: Rc<RefCell<VecDeque<(Request, JsValue)>>>,
    busy: Rc<Cell<bool>>,
}

/// Listens to the page until the page is gone.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let service =
        Service { scope: scope.clone(), documents: Rc::default(), waiting: Rc::default(), busy: Rc::default() };
    let at_worker = service.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((request, payload)) = envelope::unpack::<Request>(&event.data()) {
            at_worker.take(request, payload);
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // the worker listens as long as it lives
    listener.forget();
    service.reply(&Reply::Ready, &JsValue::UNDEFINED);
    warm_up();
}

impl Service {
    /// Answers a request when those before it are answered.
    fn take(&self, request: Request, payload: JsValue) {
        self.waiting.borrow_mut().push_back((request, payload));
        if self.busy.replace(true) {
            return;
        }
        let service = self.clone();
        spawn_local(async move {
            loop {
                let next = service.waiting.borrow_mut().pop_front();
                let Some((request, payload)) = next else { break };
                service.answer(request, payload).await;
            }
            service.busy.set(false);
        });
    }

    async fn answer(&self, request: Request, payload: JsValue) {
        match request {
            Request::OpenPicture { document } => {
                let outcome = self.open_picture(document, payload.unchecked_into()).await;
                self.settle(document, outcome);
            }
            Request::OpenAnalysis { document } => {
                let outcome = self.open_analysis(document, &payload.unchecked_into()).await;
                self.settle(document, outcome);
            }
            Request::AddPages { document } => {
                let outcome = self.add_pages(document, &payload.unchecked_into()).await;
                self.settle(document, outcome);
            }
            Request::See { document, page, settings } => {
                let json = self.with_detector(document, |detector| serde_json::to_vec(&detector.seen(page, &settings)));
                self.reply_json(document, json, &Reply::Seen { document });
            }
            Request::Detect { document, settings } => {
                let start = self.now();
                let mut scales = Vec::new();
                let json = self.with_detector(document, |detector| {
                    let detection = detector.detect(&settings);
                    scales = PageScale::all(detector, &detection.rooms, &settings);
                    serde_json::to_vec(&detection)
                });
                let milliseconds = self.now() - start;
                self.reply_json(document, json, &Reply::Detected { document, milliseconds, scales });
            }
            Request::RoomAt { document, page, at, settings } => {
                let documents = self.documents.borrow();
                let detector = documents.get(&document).and_then(|opened| opened.detector.as_ref());
                let room = detector.and_then(|detector| detector.room_at(page, at, &settings)).map(Box::new);
                self.reply(&Reply::RoomAt { document, room }, &JsValue::UNDEFINED);
            }
            Request::SaveAnalysis { document, purpose } => {
                let json = match later::fetched().await {
                    Ok(parts) => self.with_detector(document, parts.worker.write),
                    Err(fault) => Err(fault.to_string()),
                };
                self.reply_json(document, json, &Reply::Analysis { document, purpose });
            }
            Request::Export { document, format, rooms, scales } => {
                let text = match later::fetched().await {
                    Ok(parts) => self.with_detector(document, |detector| {
                        Ok((parts.worker.export)(detector, &format, &rooms, &scales))
                    }),
                    Err(fault) => Err(fault.to_string()),
                };
                self.reply_json(document, text, &Reply::Exported { document, format });
            }
            Request::Close { document } => {
                self.documents.borrow_mut().remove(&document);
            }
        }
    }

    async fn open_picture(&self, document: DocumentId, file: Blob) -> Result<(), String> {
        let bitmap = picture::decode(&self.scope, &file).await.map_err(|e| e.to_string())?;
        let start = self.now();
        let rgba = picture::pixels(&bitmap).map_err(|e| e.to_string())?;
        let (width_px, height_px) = (bitmap.width(), bitmap.height());
        self.reply(&Reply::Decoded { document, width_px, height_px }, &bitmap);
        let picture = Picture::rgba(width_px, height_px, &rgba).map_err(|e| e.to_string())?;
        let analysis = Analysis::of_line_work(LineWork::trace(&picture, &[]));
        self.keep(document, analysis, Some(file), start);
        Ok(())
    }

    async fn open_analysis(&self, document: DocumentId, bytes: &Uint8Array) -> Result<(), String> {
        let start = self.now();
        let bytes = bytes.to_vec();
        let mut analysis = (later::fetched().await.map_err(|fault| fault.to_string())?.worker.read)(&bytes)?;
        let file = self.documents.borrow().get(&document).and_then(|opened| opened.file.clone());
        if analysis.line_work.is_empty()
            && let Some(file) = &file
        {
            let bitmap = picture::decode(&self.scope, file).await.map_err(|e| e.to_string())?;
            let rgba = picture::pixels(&bitmap).map_err(|e| e.to_string())?;
            let picture = Picture::rgba(bitmap.width(), bitmap.height(), &rgba).map_err(|e| e.to_string())?;
            analysis.add_picture(1, &picture);
        }
        self.keep(document, analysis, file, start);
        Ok(())
    }

    async fn add_pages(&self, document: DocumentId, bytes: &Uint8Array) -> Result<(), String> {
        let start = self.now();
        let pages = (later::fetched().await.map_err(|fault| fault.to_string())?.worker.read)(&bytes.to_vec())?;
        let opened = self.documents.borrow_mut().remove(&document).unwrap_or_default();
        let analysis = match opened.detector {
            None => pages,
            Some(detector) => {
                let mut analysis = detector.into_analysis();
                analysis.add_pages(pages);
                analysis
            }
        };
        self.keep(document, analysis, opened.file, start);
        Ok(())
    }

    fn keep(&self, document: DocumentId, analysis: Analysis, file: Option<Blob>, start: f64) {
        let detector = Detector::new(analysis);
        let summary = Summary::of(&detector);
        let opened = Opened { file, detector: Some(detector) };
        self.documents.borrow_mut().insert(document, opened);
        let milliseconds = self.now() - start;
        self.reply(&Reply::Opened { document, summary, milliseconds }, &JsValue::UNDEFINED);
    }

    fn with_detector(
        &self,
        document: DocumentId,
        ask: impl FnOnce(&Detector) -> Result<Vec<u8>, serde_json::Error>,
    ) -> Result<Vec<u8>, String> {
        let documents = self.documents.borrow();
        let detector = documents.get(&document).and_then(|opened| opened.detector.as_ref());
        ask(detector.ok_or("The plan is not open any more.")?).map_err(|e| e.to_string())
    }

    fn settle(&self, document: DocumentId, outcome: Result<(), String>) {
        if let Err(message) = outcome {
            self.reply(&Reply::Refused { document, message }, &JsValue::UNDEFINED);
        }
    }

    fn reply_json(&self, document: DocumentId, json: Result<Vec<u8>, String>, reply: &Reply) {
        match json {
            Ok(json) => self.reply(reply, &Uint8Array::from(json.as_slice())),
            Err(message) => self.reply(&Reply::Refused { document, message }, &JsValue::UNDEFINED),
        }
    }

    fn reply(&self, reply: &Reply, payload: &JsValue) {
        let (message, handed_over) = envelope::pack(reply, payload);
        // the page that would have to hear of a failure is the one that cannot be reached
        let _ = self.scope.post_message_with_transfer(&message, &handed_over);
    }

    fn now(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }
}
