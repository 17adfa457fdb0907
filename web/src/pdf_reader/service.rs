//! The worker's end: holds the opened files and answers requests, one after the other.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Promise, Uint8Array, global};
use reader::{OwnedPicture, PagedDocument, ReadError};
use shared::job::BlueprintFormat;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, ImageBitmap, ImageData, MessageEvent};

use super::protocol::{Reply, Request};
use crate::worker::envelope;
use crate::worker::protocol::DocumentId;

#[derive(Clone)]
struct Service {
    scope: DedicatedWorkerGlobalScope,
    documents: Rc<RefCell<BTreeMap<DocumentId, PagedDocument>>>,
}

/// Why a request cannot be met, in plain words.
type Fault = String;

/// Listens to the page until the page is gone.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
    let service = Service { scope: scope.clone(), documents: Rc::default() };
    let at_worker = service.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((request, payload)) = envelope::unpack::<Request>(&event.data()) {
            let service = at_worker.clone();
            // the page asks for one thing at a time
            spawn_local(async move { service.answer(request, payload).await });
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // the worker listens as long as it lives
    listener.forget();
    service.reply(&Reply::Ready, &JsValue::UNDEFINED);
}

impl Service {
    async fn answer(&self, request: Request, payload: JsValue) {
        let (document, page, outcome) = match request {
            Request::Open { document } => (document, None, self.open(document, payload.unchecked_into()).await),
            Request::Draw { document, page, side_px, purpose } => {
                let picture = self.of(document, |opened| opened.picture(page, side_px));
                (document, Some(page), self.hand_over(picture, &Reply::Drawn { document, page, purpose }).await)
            }
            Request::DrawPart { document, page, area, width_px, height_px } => {
                let picture = self.of(document, |opened| opened.part(page, area, width_px, height_px));
                (document, Some(page), self.hand_over(picture, &Reply::PartDrawn { document, page, area }).await)
            }
            Request::Read { document, page } => (document, Some(page), self.read(document, page)),
            Request::Close { document } => {
                self.documents.borrow_mut().remove(&document);
                (document, None, Ok(()))
            }
        };
        if let Err(message) = outcome {
            self.reply(&Reply::Refused { document, page, message }, &JsValue::UNDEFINED);
        }
    }

    async fn open(&self, document: DocumentId, file: Blob) -> Result<(), Fault> {
        let buffer = JsFuture::from(file.array_buffer()).await;
        let bytes = buffer.map_err(|_| "The file cannot be read. Is it still where it was?")?;
        let bytes = Uint8Array::new(&bytes).to_vec();
        let opened = PagedDocument::open(&bytes, BlueprintFormat::Pdf).map_err(in_words)?;
        let page_sizes_px = opened.page_sizes().iter().map(|size| (size.width_px, size.height_px)).collect();
        self.documents.borrow_mut().insert(document, opened);
        self.reply(&Reply::Opened { document, page_sizes_px }, &JsValue::UNDEFINED);
        Ok(())
    }

    fn read(&self, document: DocumentId, page: u32) -> Result<(), Fault> {
        let analysis = self.of(document, |opened| opened.read(page))?;
        let json = analysis.to_json().map_err(|error| error.to_string())?;
        self.reply(&Reply::Read { document, page }, &Uint8Array::from(json.as_slice()));
        Ok(())
    }

    /// Sends a picture as the browser draws it.
    async fn hand_over(&self, picture: Result<OwnedPicture, Fault>, reply: &Reply) -> Result<(), Fault> {
        let bitmap =
            self.bitmap(&picture?).await.map_err(|_| "The browser has no memory for the picture of this page.")?;
        self.reply(reply, &bitmap);
        Ok(())
    }

    async fn bitmap(&self, picture: &OwnedPicture) -> Result<ImageBitmap, JsValue> {
        let rgba: Vec<u8> = picture.rgb().chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], u8::MAX]).collect();
        let pixels =
            ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), picture.width_px(), picture.height_px())?;
        let promise: Promise = self.scope.create_image_bitmap_with_image_data(&pixels)?.unchecked_into();
        JsFuture::from(promise).await?.dyn_into()
    }

    fn of<T>(
        &self,
        document: DocumentId,
        ask: impl FnOnce(&PagedDocument) -> Result<T, ReadError>,
    ) -> Result<T, Fault> {
        let documents = self.documents.borrow();
        let opened = documents.get(&document).ok_or("The plan is not open any more.")?;
        ask(opened).map_err(in_words)
    }

    fn reply(&self, reply: &Reply, payload: &JsValue) {
        let (message, handed_over) = envelope::pack(reply, payload);
        // the page that would have to hear of a failure is the one that cannot be reached
        let _ = self.scope.post_message_with_transfer(&message, &handed_over);
    }
}

/// The reader's words as a sentence.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn in_words(error: ReadError) -> Fault {
    format!("This PDF cannot be read: {error}.")
}
