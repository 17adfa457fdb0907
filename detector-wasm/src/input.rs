//! What callers hand over, as Rust values.

use js_sys::{JSON, Uint8Array, Uint8ClampedArray};
use shared::DetectorSettings;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::Fault;

/// A string as UTF-8, or the bytes of an array. `name` is the argument, for the error.
pub(crate) fn bytes(name: &'static str, value: &JsValue) -> Result<Vec<u8>, Fault> {
    if let Some(text) = value.as_string() {
        Ok(text.into_bytes())
    } else if let Some(array) = value.dyn_ref::<Uint8Array>() {
        Ok(array.to_vec())
    } else if let Some(array) = value.dyn_ref::<Uint8ClampedArray>() {
        Ok(array.to_vec())
    } else {
        Err(Fault::Argument { name, expected: "a string, a Uint8Array or a Uint8ClampedArray" })
    }
}

/// Settings from an object; what it leaves out has its default.
pub(crate) fn settings(value: &JsValue) -> Result<DetectorSettings, Fault> {
    if value.is_undefined() || value.is_null() {
        return Ok(DetectorSettings::default());
    }
    let not_an_object = Fault::Argument { name: "settings", expected: "an object" };
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string()).ok_or(not_an_object)?;
    Ok(DetectorSettings::from_value(serde_json::from_str(&text)?)?)
}
