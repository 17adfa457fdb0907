//! The page's side: what is asked of the worker next, and what becomes of its answers.
//!
//! The worker does one thing at a time, so that what somebody waits for never stands behind what nobody sees: the page
//! that is looked at is drawn and read first, then come thumbnails, then the other pages and plans.

use std::collections::VecDeque;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use shared::limits::PDF_PAGE_SIDE_PX;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, WorkerType};

use super::protocol::{Purpose, Reply, Request};
use crate::later;
use crate::state::document::Document;
use crate::state::pages::{Pages, Step};
use crate::state::progress::Local;
use crate::state::sheets::{Detail, WantedPart};
use crate::state::workspace::Workspace;
use crate::worker::protocol::{DocumentId, Request as DetectorRequest, Summary};
use crate::worker::{Line, Payload};

/// The script that starts the worker.
const SCRIPT: &str = "pdf_boot.js";
/// Pixels of the longer side of a thumbnail.
const THUMBNAIL_PX: u32 = 320;

/// What the worker is doing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Asked {
    Open,
    Step(Step),
    Part,
    Print,
}

/// Pages that are to be drawn for a file, each with what is called with its picture, or with nothing.
type Prints = VecDeque<(DocumentId, u32, Function)>;

/// The line to the worker, and what is asked on it. Copies are the same line.
#[derive(Clone, Copy)]
pub struct PdfLine {
    line: StoredValue<Option<Line<Request>>, LocalStorage>,
    asked: StoredValue<Option<(DocumentId, Asked)>>,
    to_open: StoredValue<VecDeque<(DocumentId, Blob)>, LocalStorage>,
    prints: StoredValue<Prints, LocalStorage>,
}

impl Default for PdfLine {
    fn default() -> Self {
        Self {
            line: StoredValue::new_local(None),
            asked: StoredValue::new(None),
            to_open: StoredValue::new_local(VecDeque::new()),
            prints: StoredValue::new_local(VecDeque::new()),
        }
    }
}

/// Opens a PDF: its pages are drawn and read, one after the other.
pub fn open(workspace: Workspace, document: Document, file: Blob) {
    workspace.pdf.to_open.update_value(|waiting| waiting.push_back((document.id, file)));
    proceed(workspace);
}

/// Draws a page as the stage would show it. `None` where it cannot be drawn.
pub async fn draw(workspace: Workspace, document: DocumentId, page: u32) -> Option<ImageBitmap> {
    let promise = Promise::new(&mut |resolve, _| {
        workspace.pdf.prints.update_value(|prints| prints.push_back((document, page, resolve)));
    });
    proceed(workspace);
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Hands over pages that were to be drawn for a file: their picture, or nothing.
fn settle_prints(workspace: Workspace, of: impl Fn(DocumentId, u32) -> bool, picture: &JsValue) {
    let settled = workspace.pdf.prints.try_update_value(|prints| {
        let (settled, waiting): (Prints, Prints) = prints.drain(..).partition(|(id, page, _)| of(*id, *page));
        *prints = waiting;
        settled
    });
    for (.., resolve) in settled.unwrap_or_default() {
        // resolving a promise cannot fail
        let _ = resolve.call1(&JsValue::UNDEFINED, picture);
    }
}

/// Forgets a PDF.
pub fn close(workspace: Workspace, document: DocumentId) {
    let pdf = workspace.pdf;
    settle_prints(workspace, |id, _| id == document, &JsValue::UNDEFINED);
    pdf.to_open.update_value(|waiting| waiting.retain(|(id, _)| *id != document));
    if pdf.line.with_value(Option::is_some) {
        later::call_or_say(workspace, move |parts| (parts.files.close_pdf)(workspace, document));
    }
}

/// The same, where the parts are.
pub fn close_here(workspace: Workspace, document: DocumentId) {
    workspace.pdf.line.with_value(|line| {
        if let Some(line) = line {
            line.send(&Request::Close { document }, &JsValue::UNDEFINED);
        }
    });
}

/// Asks for what is to be done next, where there is a PDF at all.
pub fn proceed(workspace: Workspace) {
    let is_pdf = |document: &Document| document.sheets.is_pdf.get_untracked();
    let wanted = !workspace.pdf.to_open.with_value(VecDeque::is_empty)
        || workspace.documents.with_untracked(|documents| documents.iter().any(is_pdf));
    if wanted {
        later::call(move |parts| match parts {
            Ok(parts) => (parts.files.read_pdf)(workspace),
            Err(fault) => {
                while let Some((document, _)) = workspace.pdf.to_open.try_update_value(VecDeque::pop_front).flatten() {
                    fail(workspace, document, &fault.to_string());
                }
            }
        });
    }
}

/// Asks for what is to be done next, unless the worker is busy.
pub fn proceed_here(workspace: Workspace) {
    let pdf = workspace.pdf;
    if pdf.asked.get_value().is_some() {
        return;
    }
    let opening = pdf.to_open.try_update_value(VecDeque::pop_front).flatten();
    let (document, asked, request, payload) = if let Some((document, file)) = opening {
        (document, Asked::Open, Request::Open { document }, file.into())
    } else if let Some((document, asked, request)) = untrack(|| next(workspace)) {
        (document, asked, request, JsValue::UNDEFINED)
    } else {
        return;
    };
    let Some(line) = line(workspace) else {
        fail(
            workspace,
            document,
            "This browser does not let the page start its PDF reader. Save the page as PNG, and drop that.",
        );
        return;
    };
    pdf.asked.set_value(Some((document, asked)));
    line.send(&request, &payload);
}

/// The worker, started when there is none.
fn line(workspace: Workspace) -> Option<Line<Request>> {
    let pdf = workspace.pdf;
    if let Some(line) = pdf.line.get_value() {
        return Some(line);
    }
    let on_reply = move |reply, payload| take_reply(workspace, reply, &payload);
    let line = Line::open(SCRIPT, WorkerType::Classic, on_reply, move || take_death(workspace)).ok()?;
    pdf.line.set_value(Some(line.clone()));
    Some(line)
}

/// What comes next when no file waits to be opened.
fn next(workspace: Workspace) -> Option<(DocumentId, Asked, Request)> {
    let current = workspace.current.get_untracked();
    let documents = workspace.documents.get_untracked();
    let is_pdf = |document: &&Document| document.sheets.is_pdf.get_untracked();
    let (seen, others): (Vec<&Document>, Vec<&Document>) =
        documents.iter().filter(is_pdf).partition(|document| Some(document.id) == current);
    if let Some((document, page)) =
        workspace.pdf.prints.with_value(|prints| prints.front().map(|(id, page, _)| (*id, *page)))
    {
        let request = Request::Draw { document, page, side_px: PDF_PAGE_SIDE_PX, purpose: Purpose::Print };
        return Some((document, Asked::Print, request));
    }
    let of_seen = seen.into_iter().find_map(|document| {
        let page = document.page.get_untracked();
        let step = document.sheets.pages.with_untracked(|pages| pages.next(page));
        if !matches!(step, Some(Step::Draw(_) | Step::Read(_)))
            && let Some(part) = document.sheets.wanted_part.get_value()
        {
            document.sheets.wanted_part.set_value(None);
            return Some((document.id, Asked::Part, draw_part(document.id, part)));
        }
        Some((document.id, step?)).map(|(id, step)| (id, Asked::Step(step), request(id, step)))
    });
    of_seen.or_else(|| {
        others.into_iter().find_map(|document| {
            let step = document.sheets.pages.with_untracked(Pages::next_unseen)?;
            Some((document.id, Asked::Step(step), request(document.id, step)))
        })
    })
}

fn request(document: DocumentId, step: Step) -> Request {
    match step {
        Step::Draw(page) => Request::Draw { document, page, side_px: PDF_PAGE_SIDE_PX, purpose: Purpose::Stage },
        Step::Thumbnail(page) => Request::Draw { document, page, side_px: THUMBNAIL_PX, purpose: Purpose::Thumbnail },
        Step::Read(page) => Request::Read { document, page },
    }
}

fn draw_part(document: DocumentId, part: WantedPart) -> Request {
    let (width_px, height_px) = part.size_px;
    Request::DrawPart { document, page: part.page, area: part.area, width_px, height_px }
}

fn take_reply(workspace: Workspace, reply: Reply, payload: &Payload) {
    let asked = workspace.pdf.asked.get_value();
    workspace.pdf.asked.set_value(None);
    match reply {
        Reply::Ready => {}
        Reply::Opened { document, page_sizes_px } => {
            if let Some(document) = workspace.document(document) {
                take_opened(document, page_sizes_px);
            }
        }
        Reply::Drawn { document, page, purpose: Purpose::Print } => {
            settle_prints(workspace, |id, other| id == document && other == page, payload);
        }
        Reply::Drawn { document, page, purpose } => {
            if let (Some(document), Ok(picture)) = (workspace.document(document), payload.clone().dyn_into()) {
                take_picture(document, page, purpose, picture);
            }
        }
        Reply::PartDrawn { document, page, area } => {
            if let (Some(document), Ok(picture)) = (workspace.document(document), payload.clone().dyn_into())
                && document.page.get_untracked() == page
            {
                document.sheets.detail.set(Some(Detail { page, area, picture }));
            }
        }
        Reply::Read { document, page } => {
            if let Some(document) = workspace.document(document) {
                // what the service read meanwhile is better: it reads pixels too
                let is_new = document.sheets.pages.with_untracked(|pages| !pages.is_read(page));
                if is_new {
                    workspace.hand_over(document, &DetectorRequest::AddPages { document: document.id }, payload);
                    document.sheets.pages.update(|pages| {
                        pages.done(Step::Read(page));
                    });
                }
            }
        }
        Reply::Refused { document, page: None, message } => fail(workspace, document, &message),
        Reply::Refused { document, page: Some(page), message } => {
            if matches!(asked, Some((_, Asked::Print))) {
                settle_prints(workspace, |id, other| id == document && other == page, &JsValue::UNDEFINED);
            } else if let (Some(document), Some((_, Asked::Step(step)))) = (workspace.document(document), asked) {
                document.sheets.pages.update(|pages| {
                    pages.done(step);
                });
                if !matches!(step, Step::Thumbnail(_)) {
                    document.error.set(Some(format!("Page {page}: {message}")));
                }
            }
        }
    }
    proceed_here(workspace);
}

fn take_opened(document: Document, page_sizes_px: Vec<(u32, u32)>) {
    // at most MAX_PAGES
    let count = page_sizes_px.len() as u32;
    let sheets = document.sheets;
    if sheets.pages.with_untracked(|pages| pages.count != count) {
        sheets.pages.set(Pages::new(count));
    }
    if sheets.were_read.get_value() {
        sheets.all_read();
    }
    sheets.is_pdf.set(true);
    if document.summary.read_untracked().is_none() {
        let page_sizes_px = page_sizes_px.into_iter().map(Some).collect();
        document.summary.set(Some(Summary { pages: count, page_sizes_px, ..Summary::default() }));
    }
    document.progress.update(|progress| {
        if progress.local == Local::Decoding {
            progress.local = Local::Tracing;
        }
    });
}

fn take_picture(document: Document, page: u32, purpose: Purpose, picture: ImageBitmap) {
    let sheets = document.sheets;
    match purpose {
        Purpose::Thumbnail => {
            sheets.thumbnails.update(|thumbnails| {
                thumbnails.insert(page, picture);
            });
            sheets.pages.update(|pages| {
                pages.done(Step::Thumbnail(page));
            });
        }
        Purpose::Print => {}
        Purpose::Stage => {
            sheets.pages.update(|pages| {
                pages.done(Step::Draw(page));
            });
            sheets.keep_picture(page, picture.clone());
            if document.page.get_untracked() == page {
                document.picture.set(Some(picture));
            }
        }
    }
}

/// The worker has died over what it was asked for. Other plans are opened again in a new one.
fn take_death(workspace: Workspace) {
    let pdf = workspace.pdf;
    pdf.line.set_value(None);
    let culprit = pdf.asked.get_value().map(|(document, _)| document);
    pdf.asked.set_value(None);
    settle_prints(workspace, |_, _| true, &JsValue::UNDEFINED);
    for document in workspace.documents.get_untracked() {
        if Some(document.id) != culprit
            && document.sheets.is_pdf.get_untracked()
            && let Some(file) = document.file.get_untracked()
        {
            pdf.to_open.update_value(|waiting| waiting.push_back((document.id, file)));
        }
    }
    if let Some(culprit) = culprit {
        fail(
            workspace,
            culprit,
            "This PDF makes the reader stop: it is damaged, or too much for this browser. Save the page as PNG, and drop that.",
        );
    }
    proceed_here(workspace);
}

/// Says that a PDF cannot be read. Rooms that came from elsewhere stay.
fn fail(workspace: Workspace, document: DocumentId, message: &str) {
    let Some(document) = workspace.document(document) else { return };
    document.sheets.is_pdf.set(false);
    if document.last_run.read_untracked().is_some() {
        document.error.set(Some(message.to_owned()));
    } else {
        document.fail(message.to_owned());
    }
}
