//! The detector of `shared` for JavaScript: a [`Detector`] is made once for a document and asked many times.
//!
//! ```text
//! analysis or Textract JSON ─> Detector.fromAnalysis ─┐
//! pixels (and Textract JSON) ─> Detector.fromPixels ──┴─> detect(settings) -> Detection, as often as wanted
//! ```
//!
//! Nothing is decided here: values are handed over, and errors become JavaScript errors with a code.

mod error;
mod input;
mod types;

use js_sys::JSON;
use shared::{Analysis, MODEL_VERSION, Picture};
use wasm_bindgen::prelude::*;

use crate::error::Fault;

/// A document made ready for detection.
#[wasm_bindgen(skip_typescript)]
pub struct Detector {
    detector: shared::Detector,
}

#[wasm_bindgen]
impl Detector {
    /// Reads an analysis document or raw Textract JSON, as a string or as UTF-8 bytes.
    #[wasm_bindgen(js_name = fromAnalysis, skip_typescript)]
    pub fn from_analysis(json: &JsValue) -> Result<Detector, JsValue> {
        let analysis = Analysis::from_json(&input::bytes("json", json)?).map_err(Fault::from)?;
        Ok(Self { detector: shared::Detector::new(analysis) })
    }

    /// Traces the walls of a picture: RGBA bytes, row by row, as `ImageData.data` holds them. `textract`, where
    /// given, is what was read on the same page.
    #[wasm_bindgen(js_name = fromPixels, skip_typescript)]
    pub fn from_pixels(width_px: u32, height_px: u32, rgba: &JsValue, textract: &JsValue) -> Result<Detector, JsValue> {
        let rgba = input::bytes("rgba", rgba)?;
        let picture = Picture::rgba(width_px, height_px, &rgba).map_err(Fault::from)?;
        let analysis = if textract.is_undefined() || textract.is_null() {
            Analysis::of_line_work(shared::LineWork::trace(&picture, &[]))
        } else {
            let mut analysis = Analysis::from_json(&input::bytes("textract", textract)?).map_err(Fault::from)?;
            analysis.add_picture(1, &picture);
            analysis
        };
        Ok(Self { detector: shared::Detector::new(analysis) })
    }

    /// The rooms under these settings, as an object.
    #[wasm_bindgen(skip_typescript)]
    pub fn detect(&self, settings: &JsValue) -> Result<JsValue, JsValue> {
        JSON::parse(&self.detect_json(settings)?)
    }

    /// The rooms under these settings, as the very JSON that the service and the command line give.
    #[wasm_bindgen(js_name = detectJson, skip_typescript)]
    pub fn detect_json(&self, settings: &JsValue) -> Result<String, JsValue> {
        let settings = input::settings(settings)?;
        Ok(serde_json::to_string(&self.detector.detect(&settings)).map_err(Fault::from)?)
    }

    /// The analysis document, to be kept and opened again with `fromAnalysis`.
    #[wasm_bindgen(js_name = analysisJson, skip_typescript)]
    pub fn analysis_json(&self) -> Result<String, JsValue> {
        Ok(serde_json::to_string(self.detector.analysis()).map_err(Fault::from)?)
    }
}

/// Every setting with its label, help, range and default, in the order to show them.
#[wasm_bindgen(js_name = settingsDescription, skip_typescript)]
pub fn settings_description() -> Result<JsValue, JsValue> {
    let description = serde_json::to_string(&shared::DetectorSettings::describe()).map_err(Fault::from)?;
    JSON::parse(&description)
}

/// The version of the detector: it changes whenever its answers can change.
#[must_use]
#[wasm_bindgen(js_name = modelVersion, skip_typescript)]
pub fn model_version() -> String {
    MODEL_VERSION.to_owned()
}
