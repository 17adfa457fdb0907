//! What callers in JavaScript rely on.

use detector_wasm::{Detector, model_version, settings_description};
use js_sys::{Array, JSON, Object, Reflect, Uint8Array, Uint8ClampedArray};
use shared::{Analysis, DetectorSettings, LineWork, Picture, detect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const WIDTH_PX: u32 = 360;
const HEIGHT_PX: u32 = 240;

/// Two rooms with a door between them: black walls of 6 px on white.
fn two_rooms() -> Vec<u8> {
    let mut rgba = vec![255; (WIDTH_PX * HEIGHT_PX * 4) as usize];
    let mut wall = |x0: u32, y0: u32, x1: u32, y1: u32| {
        for y in y0..y1 {
            for x in x0..x1 {
                let at = ((y * WIDTH_PX + x) * 4) as usize;
                rgba[at..at + 3].fill(0);
            }
        }
    };
    wall(30, 30, 330, 36);
    wall(30, 204, 330, 210);
    wall(30, 30, 36, 210);
    wall(324, 30, 330, 210);
    wall(177, 30, 183, 100);
    wall(177, 130, 183, 210);
    rgba
}

fn settings(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn property(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

#[wasm_bindgen_test]
fn pixels_give_what_the_crate_gives() {
    let rgba = two_rooms();
    let picture = Picture::rgba(WIDTH_PX, HEIGHT_PX, &rgba).unwrap();
    let analysis = Analysis::of_line_work(LineWork::trace(&picture, &[]));
    let pixels = Uint8ClampedArray::from(rgba.as_slice());
    let detector = Detector::from_pixels(WIDTH_PX, HEIGHT_PX, &pixels, &JsValue::UNDEFINED).unwrap();
    for (json, expected) in [
        ("{}", DetectorSettings::default()),
        (r#"{"strictness":0.9}"#, DetectorSettings { strictness: 0.9, ..DetectorSettings::default() }),
    ] {
        let expected = serde_json::to_string(&detect(&analysis, &expected)).unwrap();
        assert_eq!(detector.detect_json(&settings(json)).unwrap(), expected);
    }
}

#[wasm_bindgen_test]
fn a_saved_analysis_gives_the_same_rooms_as_its_pixels() {
    let pixels = Uint8Array::from(two_rooms().as_slice());
    let from_pixels = Detector::from_pixels(WIDTH_PX, HEIGHT_PX, &pixels, &JsValue::NULL).unwrap();
    let saved = from_pixels.analysis_json().unwrap();
    let as_text = Detector::from_analysis(&saved.as_str().into()).unwrap();
    let as_bytes = Detector::from_analysis(&Uint8Array::from(saved.as_bytes())).unwrap();
    let expected = from_pixels.detect_json(&JsValue::UNDEFINED).unwrap();
    assert_eq!(as_text.detect_json(&JsValue::UNDEFINED).unwrap(), expected);
    assert_eq!(as_bytes.detect_json(&JsValue::UNDEFINED).unwrap(), expected);
}

#[wasm_bindgen_test]
fn an_object_is_the_json_parsed() {
    let pixels = Uint8Array::from(two_rooms().as_slice());
    let detector = Detector::from_pixels(WIDTH_PX, HEIGHT_PX, &pixels, &JsValue::UNDEFINED).unwrap();
    let detection = detector.detect(&JsValue::UNDEFINED).unwrap();
    let text: String = JSON::stringify(&detection).unwrap().into();
    let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
    let direct: serde_json::Value = serde_json::from_str(&detector.detect_json(&JsValue::UNDEFINED).unwrap()).unwrap();
    assert_eq!(parsed["rooms"].as_array().unwrap().len(), direct["rooms"].as_array().unwrap().len());
    assert_eq!(parsed["model_version"], model_version());
}

#[wasm_bindgen_test]
fn errors_have_a_name_a_code_and_a_field() {
    let pixels = Uint8Array::from(two_rooms().as_slice());
    let detector = Detector::from_pixels(WIDTH_PX, HEIGHT_PX, &pixels, &JsValue::UNDEFINED).unwrap();
    let cases = [
        (detector.detect_json(&settings(r#"{"strictness":7}"#)).err(), "INVALID_SETTINGS", Some("strictness")),
        (detector.detect_json(&settings(r#"{"strict":1}"#)).err(), "INVALID_SETTINGS", Some("strict")),
        (Detector::from_analysis(&"{ not json".into()).err(), "UNREADABLE_DOCUMENT", None),
        (Detector::from_analysis(&JsValue::from(7)).err(), "INVALID_REQUEST", Some("json")),
        (Detector::from_pixels(10, 10, &pixels, &JsValue::UNDEFINED).err(), "UNREADABLE_DOCUMENT", None),
        (Detector::from_pixels(0, 10, &pixels, &JsValue::UNDEFINED).err(), "UNREADABLE_DOCUMENT", None),
    ];
    for (error, code, field) in cases {
        let error = error.expect("refused");
        assert!(error.is_instance_of::<js_sys::Error>());
        assert_eq!(property(&error, "name"), "RoomprintError");
        assert_eq!(property(&error, "code"), code);
        assert_eq!(property(&error, "field").as_string().as_deref(), field);
        assert!(!property(&error, "message").as_string().unwrap().is_empty());
    }
}

#[wasm_bindgen_test]
fn every_setting_is_described() {
    let description: Array = settings_description().unwrap().dyn_into().unwrap();
    let described: Vec<String> =
        description.iter().map(|setting| property(&setting, "key").as_string().unwrap()).collect();
    let defaults = serde_json::to_string(&DetectorSettings::default()).unwrap();
    let fields: Object = JSON::parse(&defaults).unwrap().dyn_into().unwrap();
    for key in Object::keys(&fields).iter() {
        assert!(described.contains(&key.as_string().unwrap()), "{key:?} has no description");
    }
}
