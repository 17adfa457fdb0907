//! Answers in Textract's shape, made from what is printed on plans that the project draws itself.

use std::sync::OnceLock;

use plan_generator::Plan;
use serde_json::{Value, json};

/// The answer of `AnalyzeDocument` for a drawn plan: its words and lines, a layout block for each line as the feature
/// LAYOUT gives them, and a block of a type that nobody has heard of yet.
#[must_use]
pub fn answer_of(plan: &Plan) -> Value {
    let mut answer = plan.textract();
    let blocks = answer["Blocks"].as_array_mut().expect("an answer has blocks");
    let lines: Vec<Value> = blocks.iter().filter(|block| block["BlockType"] == "LINE").cloned().collect();
    for (i, line) in lines.iter().enumerate() {
        blocks.push(json!({
            "BlockType": "LAYOUT_TEXT", "Id": format!("layout-{i}"), "Confidence": 81.5, "Geometry": line["Geometry"],
            "Relationships": [{"Type": "CHILD", "Ids": [line["Id"]]}],
        }));
    }
    blocks.push(json!({
        "BlockType": "LAYOUT_OF_TOMORROW", "Id": "tomorrow", "Confidence": 50.0, "Novelty": {"Of": ["another", "day"]},
        "Geometry": {"BoundingBox": {"Width": 0.1, "Height": 0.1, "Left": 0.2, "Top": 0.3}, "RotationAngle": 12.5},
    }));
    answer
}

/// The answer for the sample plan.
#[must_use]
pub fn sample_answer() -> &'static Value {
    static ANSWER: OnceLock<Value> = OnceLock::new();
    ANSWER.get_or_init(|| answer_of(&plan_generator::sample()))
}

/// The blocks of an answer on each of several pages, with ids of their own.
#[must_use]
pub fn in_pages(answer: &Value, pages: u32) -> Vec<Value> {
    let blocks = answer["Blocks"].as_array().expect("an answer has blocks");
    let on_page = |page: u32| {
        blocks.iter().map(move |block| {
            let mut block = block.clone();
            block["Id"] = json!(format!("{page}-{}", block["Id"].as_str().unwrap_or_default()));
            block["Page"] = json!(page);
            for relation in block["Relationships"].as_array_mut().into_iter().flatten() {
                for id in relation["Ids"].as_array_mut().into_iter().flatten() {
                    *id = json!(format!("{page}-{}", id.as_str().unwrap_or_default()));
                }
            }
            block
        })
    };
    (1..=pages).flat_map(on_page).collect()
}
