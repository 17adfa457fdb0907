//! No bytes make the reader panic.

use proptest::prelude::*;
use serde_json::{Value, json};
use shared::{Analysis, labels};

use crate::{same, there_and_back};

/// Any JSON, of which objects like to have the fields of answers and analyses.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "[ -~àéñ°×²'\"]{0,12}".prop_map(Value::from),
        prop_oneof![Just("WORD"), Just("LINE"), Just("PAGE"), Just("BED 12'6x10"), Just("13,5 m²")]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let key = prop_oneof![
            prop_oneof![Just("Blocks"), Just("DocumentMetadata"), Just("Pages"), Just("Page"), Just("BlockType")],
            prop_oneof![Just("Text"), Just("Id"), Just("Geometry"), Just("BoundingBox"), Just("Polygon"), Just("X")],
            prop_oneof![Just("text_blocks"), Just("layout_blocks"), Just("metadata"), Just("answer"), Just("parts")],
            prop_oneof![Just("id"), Just("blockType"), Just("page"), Just("confidence"), Just("data"), Just("turns")],
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.prop_map(str::to_owned), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Analysis::from_json(&bytes);
    }

    #[test]
    fn any_json_is_read_or_refused(value in any_json()) {
        if let Ok(analysis) = Analysis::from_json(value.to_string().as_bytes()) {
            let _ = (analysis.to_raw(), labels::read_page(&analysis, 1));
        }
    }

    #[test]
    fn any_blocks_survive(blocks in prop::collection::vec(any_json(), 0..8)) {
        // Numbers that JSON cannot hold are null by now.
        let raw: Value = serde_json::from_str(&json!({ "Blocks": blocks }).to_string()).expect("JSON");
        if Analysis::from_json(raw.to_string().as_bytes()).is_ok() {
            prop_assert!(same(&raw, &there_and_back(&raw)));
        }
    }

    #[test]
    fn any_printed_text_is_read(texts in prop::collection::vec("\\PC{0,30}|[0-9xX'\"°.,= m²/:]{0,16}", 1..12)) {
        let blocks: Vec<Value> = texts.iter().enumerate().map(|(row, text)| json!({
            "BlockType": "LINE", "Id": "l", "Text": text, "Confidence": 95,
            "Geometry": { "BoundingBox": { "Left": 0.1, "Top": 0.03 * row as f64, "Width": 0.2, "Height": 0.02 } }
        })).collect();
        let analysis = Analysis::from_json(json!(blocks).to_string().as_bytes()).expect("blocks");
        let labels = labels::read_page(&analysis, 1);
        let read = labels.names.len() + labels.other.len() + labels.areas.len() + labels.lengths.len();
        prop_assert!(read <= 3 * texts.len());
    }
}
