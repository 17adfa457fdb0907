//! A message as the browser carries it: `{ head: string, payload }`.

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// Makes a message. The second value lists what is handed over instead of copied.
pub(crate) fn pack<T: Serialize>(head: &T, payload: &JsValue) -> (JsValue, Array) {
    let message = Object::new();
    // the types of the protocol hold nothing that JSON cannot carry
    let head = serde_json::to_string(head).unwrap_or_default();
    // setting a property of an object made above cannot fail
    let _ = Reflect::set(&message, &"head".into(), &head.into());
    let _ = Reflect::set(&message, &"payload".into(), payload);
    let handed_over = Array::new();
    if let Some(bytes) = payload.dyn_ref::<js_sys::Uint8Array>() {
        handed_over.push(&bytes.buffer());
    } else if payload.is_instance_of::<web_sys::ImageBitmap>() {
        handed_over.push(payload);
    }
    (message.into(), handed_over)
}

/// Takes a message apart; `None` for what is no message of this protocol.
pub(crate) fn unpack<T: DeserializeOwned>(message: &JsValue) -> Option<(T, JsValue)> {
    let head = Reflect::get(message, &"head".into()).ok()?.as_string()?;
    let payload = Reflect::get(message, &"payload".into()).ok()?;
    Some((serde_json::from_str(&head).ok()?, payload))
}
