//! The page's end of the line to the worker.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

use super::envelope;
use super::protocol::{Reply, Request};

/// A message, and what of it is handed over instead of copied.
type Message = (JsValue, Array);

/// What comes beside a reply.
pub type Payload = JsValue;

/// The line to a worker. Requests made before the worker listens wait for it.
#[derive(Clone)]
pub struct Line {
    worker: Worker,
    /// `None` once the worker listens.
    waiting: Rc<RefCell<Option<Vec<Message>>>>,
}

impl Line {
    /// Starts the worker; every reply goes to `on_reply`. The error is what the browser says.
    pub fn open(script: &str, on_reply: impl Fn(Reply, Payload) + 'static) -> Result<Self, JsValue> {
        let worker = Worker::new(script)?;
        let line = Self { worker, waiting: Rc::new(RefCell::new(Some(Vec::new()))) };
        let at_page = line.clone();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match envelope::unpack::<Reply>(&event.data()) {
                Some((Reply::Ready, _)) => at_page.send_waiting(),
                Some((reply, payload)) => on_reply(reply, payload),
                None => {}
            }
        });
        line.worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // the worker lives as long as the page
        listener.forget();
        Ok(line)
    }

    /// Sends a request, with what goes beside it.
    pub fn send(&self, request: &Request, payload: &JsValue) {
        let message = envelope::pack(request, payload);
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
