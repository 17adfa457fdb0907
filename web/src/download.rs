//! Files that the page hands out.

use js_sys::{Array, Date};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::export::ExportFormat;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::state::document::Document;
use crate::state::shown::percent;
use crate::state::units::Units;
use crate::state::workspace::Workspace;

/// The rooms as the service would hand them over.
pub fn save_preview(_: Workspace, document: Document) {
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

/// The rooms as a file of another program, as the worker handed it over.
pub fn save_export(document: Document, format: &str, text: &JsValue) {
    // the worker answers with a format that it was asked for
    let Ok(format) = format.parse::<ExportFormat>() else { return };
    save(&file_name(document, &format!("rooms.{}", format.extension())), format.media_type(), text);
}

/// A table of the rooms, for a spreadsheet: columns are parted by tabs.
#[must_use]
pub fn table(document: Document, units: Units) -> String {
    let mut table = format!("Name\tNumber\tType\tArea ({})\tConfidence (%)\tPage\n", units.area_unit());
    for room in document.all_rooms.get_untracked().iter() {
        let area = room.area.as_ref().filter(|area| area.unit == "m2").map(|area| units.area_number(area.value));
        let columns = [
            room.name_hint.clone().unwrap_or_default(),
            room.number.clone().unwrap_or_default(),
            room.room_type.clone().unwrap_or_default(),
            area.map_or_else(String::new, |area| format!("{area:.2}")),
            percent(room.confidence).to_string(),
            room.page.to_string(),
        ];
        table.push_str(&columns.map(|column| cell(&column)).join("\t"));
        table.push('\n');
    }
    table
}

/// A text as one cell: a tab or a line break would make another, and some first letters a formula.
fn cell(text: &str) -> String {
    let text = text.replace(['\t', '\n', '\r'], " ");
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@']);
    if is_formula { format!("'{text}") } else { text }
}

/// Puts text on the clipboard.
pub fn copy(workspace: Workspace, text: &str, said: &'static str) {
    let promise = window().navigator().clipboard().write_text(text);
    spawn_local(async move {
        let words = match wasm_bindgen_futures::JsFuture::from(promise).await {
            Ok(_) => said,
            Err(_) => "The browser does not allow copying here",
        };
        workspace.tell(words);
    });
}

/// The seen page with its rooms drawn on it, as PNG.
pub fn save_picture(workspace: Workspace, document: Document) {
    let fail = move || {
        let words = "This browser does not hand out a picture of that size. Take the SVG drawing instead.";
        workspace.error.set(Some(words.to_owned()));
    };
    let count = document.summary.with_untracked(|summary| summary.as_ref().map_or(1, |summary| summary.pages));
    let what = match count {
        1 => "rooms.png".to_owned(),
        _ => format!("page-{}-rooms.png", document.page.get_untracked()),
    };
    let saved = Closure::once_into_js(move |blob: JsValue| {
        if blob.is_null() { fail() } else { save(&file_name(document, &what), "image/png", &blob) }
    });
    let asked = crate::canvas::annotated(document, workspace).map(|canvas| canvas.to_blob(saved.unchecked_ref()));
    if !matches!(asked, Some(Ok(()))) {
        fail();
    }
}

/// The time, in RFC 3339.
#[must_use]
pub fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// `plan.png` and `rooms.json` make `plan-rooms.json`.
#[must_use]
pub fn file_name(document: Document, what: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_no_formula_and_no_cells() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("\t@SUM(A1)"), "' @SUM(A1)");
        assert_eq!(cell("Bath\tand\nmore"), "Bath and more");
    }
}
