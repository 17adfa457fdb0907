//! Files that the page hands out.

use js_sys::{Array, Date};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::state::document::Document;

/// The rooms as the service would hand them over.
pub fn save_preview(document: Document) {
    if let Some(preview) = document.preview(now())
        && let Ok(json) = serde_json::to_string_pretty(&preview)
    {
        save(&file_name(document, "rooms.json"), "application/json", &json.into());
    }
}

/// The analysis document that the worker handed over.
pub fn save_analysis(document: Document, json: &JsValue) {
    save(&file_name(document, "analysis.json"), "application/json", json);
}

/// The time, in RFC 3339.
#[must_use]
pub fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// `plan.png` and `rooms.json` make `plan-rooms.json`.
fn file_name(document: Document, what: &str) -> String {
    let name = document.name.get_untracked();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    format!("{stem}-{what}")
}

/// Lets the browser save a file.
pub fn save(name: &str, media_type: &str, content: &JsValue) {
    let save = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(content), &options)?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&url)
    };
    if let Err(error) = save() {
        leptos::logging::error!("{name} cannot be saved: {error:?}");
    }
}
