//! The page's end of the line to a worker.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use js_sys::Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::envelope;

/// A message, and what of it is handed over instead of copied.
type Message = (JsValue, Array);

/// What comes beside a reply.
pub type Payload = JsValue;

/// A reply that may be the one that says that the worker listens.
pub trait Greeting {
    /// Whether it is.
    fn is_ready(&self) -> bool;
}

/// The line to a worker that takes requests of this kind. Requests made before the worker listens wait for it.
pub struct Line<Request> {
    end: End,
    requests: PhantomData<fn(Request)>,
}

impl<Request> Clone for Line<Request> {
    fn clone(&self) -> Self {
        Self { end: self.end.clone(), requests: PhantomData }
    }
}

impl<Request: Serialize> Line<Request> {
    /// Starts the worker, whose script is of this kind; a module is handed the page's own program to run. Every reply goes to `on_reply`. When the worker has died, which a file may bring about,
    /// `on_death` is called, and the line is of no more use. The error is what the browser says.
    pub fn open<Reply: DeserializeOwned + Greeting + 'static>(
        script: &str,
        kind: WorkerType,
        on_reply: impl Fn(Reply, Payload) + 'static,
        on_death: impl Fn() + 'static,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(kind);
        let worker = Worker::new_with_options(script, &options)?;
        if kind == WorkerType::Module {
            worker.post_message(&wasm_bindgen::module())?;
        }
        let end = End { worker, waiting: Rc::new(RefCell::new(Some(Vec::new()))) };
        let at_page = end.clone();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match envelope::unpack::<Reply>(&event.data()) {
                Some((reply, _)) if reply.is_ready() => at_page.send_waiting(),
                Some((reply, payload)) => on_reply(reply, payload),
                None => {}
            }
        });
        end.worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        let at_page = end.clone();
        let mourner = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            // the page says it in its own words
            event.prevent_default();
            at_page.worker.terminate();
            on_death();
        });
        end.worker.set_onerror(Some(mourner.as_ref().unchecked_ref()));
        // a worker lives as long as the page, or until it dies
        listener.forget();
        mourner.forget();
        Ok(Self { end, requests: PhantomData })
    }

    /// Sends a request, with what goes beside it.
    pub fn send(&self, request: &Request, payload: &JsValue) {
        self.end.send(envelope::pack(request, payload));
    }
}

/// The line, whatever is said on it.
#[derive(Clone)]
struct End {
    worker: Worker,
    /// `None` once the worker listens.
    waiting: Rc<RefCell<Option<Vec<Message>>>>,
}

impl End {
    fn send(&self, message: Message) {
        match self.waiting.borrow_mut().as_mut() {
            Some(waiting) => waiting.push(message),
            None => self.post(&message),
        }
    }

    fn send_waiting(&self) {
        for message in self.waiting.borrow_mut().take().unwrap_or_default() {
            self.post(&message);
        }
    }

    fn post(&self, (message, handed_over): &Message) {
        if let Err(error) = self.worker.post_message_with_transfer(message, handed_over) {
            leptos::logging::error!("the worker cannot be reached: {error:?}");
        }
    }
}
