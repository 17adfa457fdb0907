//! Answers drawn up for these tests: every form, and every oddity.

use serde_json::{Value, json};
use shared::Analysis;

use crate::{same, there_and_back};

fn word(id: &str) -> Value {
    json!({
        "BlockType": "WORD", "Id": id, "Text": "KITCHEN", "Confidence": 99, "TextType": "PRINTED",
        "Geometry": {
            "BoundingBox": { "Width": 0.1, "Height": 0.02, "Left": 0.3, "Top": 0.4 },
            "Polygon": [{ "X": 0.3, "Y": 0.4 }, { "X": 0.4, "Y": 0.4 }, { "X": 0.4, "Y": 0.42 }],
            "RotationAngle": 90, "Skew": 0.1
        }
    })
}

fn layout(kind: &str) -> Value {
    json!({ "BlockType": kind, "Id": kind, "Confidence": 87.5, "Relationships": [{ "Type": "CHILD", "Ids": ["w"] }] })
}

fn unchanged(raw: &Value) {
    let back = there_and_back(raw);
    assert!(same(raw, &back), "{raw:#}\nbecame\n{back:#}");
}

#[test]
fn one_answer() {
    unchanged(&json!({
        "DocumentMetadata": { "Pages": 1 }, "AnalyzeDocumentModelVersion": "1.0", "Warnings": null,
        "Blocks": [layout("PAGE"), word("w1"), word("w2"), layout("LAYOUT_NEXT_YEAR"), word("w3")]
    }));
}

#[test]
fn parts_of_one_answer() {
    unchanged(&json!([
        { "JobStatus": "SUCCEEDED", "NextToken": "abc", "Blocks": [word("w1"), layout("PAGE")] },
        { "JobStatus": "SUCCEEDED", "Blocks": [] },
        { "JobStatus": "SUCCEEDED", "DocumentMetadata": { "Pages": 2 } },
        { "JobStatus": "SUCCEEDED", "Blocks": [layout("TABLE"), word("w2")] }
    ]));
}

#[test]
fn blocks_alone() {
    unchanged(&json!([layout("PAGE"), word("w")]));
}

#[test]
fn an_answer_without_blocks() {
    unchanged(&json!({ "DocumentMetadata": { "Pages": 1 }, "ExpenseDocuments": [{ "ExpenseIndex": 1 }] }));
    unchanged(&json!({ "DocumentMetadata": {}, "Blocks": null }));
}

#[test]
fn blocks_of_every_sort_of_oddity() {
    let mut on_page = word("on page 3");
    on_page["Page"] = json!(3);
    unchanged(&json!({ "Blocks": [
        on_page,
        { "BlockType": "WORD" },
        { "BlockType": "LINE", "Id": 7, "Text": null, "Confidence": "high", "Geometry": [], "Page": "1" },
        { "BlockType": "WORD", "Id": "w", "Text": "x", "Page": 0, "Geometry": { "Polygon": [] } },
        { "BlockType": "WORD", "Id": "own fields", "id": 1, "blockType": 2, "geometry": { "a": 1 }, "page": -1 },
        { "BlockType": "PAGE", "Id": "p", "Page": 1e30, "Geometry": { "BoundingBox": { "Depth": 1, "Left": 0 } } },
        { "BlockType": null },
        {},
        null,
        "WORD",
        [1, 2]
    ] }));
}

#[test]
fn what_an_answer_says_of_itself_is_known() {
    let mut late = word("w");
    late["Page"] = json!(2);
    let raw = json!({ "DocumentMetadata": { "Pages": 1 }, "DetectDocumentTextModelVersion": "1.2", "Blocks": [late] });
    let analysis = Analysis::from_json(raw.to_string().as_bytes()).expect("an answer");
    assert_eq!(analysis.metadata.pages, 2);
    assert_eq!(analysis.analyzer.name, "textract");
    assert_eq!(analysis.analyzer.version.as_deref(), Some("1.2"));
    assert_eq!((analysis.text_blocks[0].confidence, analysis.text_blocks[0].page), (99.0, 2));
}

#[test]
fn an_analysis_that_was_never_raw_has_a_raw_form() {
    let block = shared::textract::TextBlock {
        id: "w".to_owned(),
        block_type: "WORD".to_owned(),
        text: "HALL".to_owned(),
        page: 1,
        ..Default::default()
    };
    let analysis = Analysis { text_blocks: vec![block.clone()], ..Analysis::default() };
    let again = Analysis::from_json(analysis.to_raw().to_string().as_bytes()).expect("a raw answer");
    assert_eq!(again.text_blocks, [block]);
}

#[test]
fn the_success_envelope_is_looked_into() {
    let text = r#"{"status":"success","data":{"text_blocks":[{"id":"w","blockType":"WORD","text":"HALL"}]},"meta":{}}"#;
    let analysis = Analysis::from_json(text.as_bytes()).expect("an envelope");
    assert_eq!(analysis.text_blocks[0].text, "HALL");
    assert_eq!(analysis.text_blocks[0].page, 1);
}
