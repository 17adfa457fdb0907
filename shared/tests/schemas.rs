//! The schemas under `docs/schemas` are those of the types, and documents keep to them.
#![expect(clippy::expect_used, reason = "a test breaks off where its premises do not hold")]

use std::path::Path;

use serde_json::{Value, json};
use shared::job::{BlueprintFormat, Job, JobStatus};
use shared::preview::{Preview, TimingMetrics};
use shared::{Analysis, DetectorSettings, LineWork, detect};

fn schema(name: &str) -> Value {
    let all = shared::schema::all().expect("schemas");
    all.into_iter().find(|(known, _)| *known == name).expect("a schema").1
}

fn errors(name: &str, document: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema(name)).expect("a valid schema");
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn keeps_to(name: &str, document: &impl serde::Serialize) {
    let document = serde_json::to_value(document).expect("JSON");
    assert_eq!(errors(name, &document), Vec::<String>::new());
}

fn answer() -> Value {
    json!({ "DocumentMetadata": { "Pages": 1 }, "Blocks": [
        { "BlockType": "PAGE", "Id": "p", "Page": 1 },
        { "BlockType": "LINE", "Id": "l", "Text": "KITCHEN", "Confidence": 99.5, "Relationships": [], "Geometry": {
            "BoundingBox": { "Left": 0.4, "Top": 0.4, "Width": 0.1, "Height": 0.02 },
            "Polygon": [{ "X": 0.4, "Y": 0.4 }] } },
        7
    ] })
}

#[test]
fn the_files_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schemas");
    for (name, schema) in shared::schema::all().expect("schemas") {
        let path = folder.join(format!("{name}.schema.json"));
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let written: Value = serde_json::from_str(&text).unwrap_or_default();
        assert_eq!(written, schema, "run: cargo run -p shared --features schema --example write_schemas");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for (name, schema) in shared::schema::all().expect("schemas") {
        assert!(jsonschema::validator_for(&schema).is_ok(), "{name}");
        assert!(!schema.to_string().contains("#/components"), "{name}");
    }
}

#[test]
fn analyses_keep_to_their_schema() {
    let read = Analysis::from_json(answer().to_string().as_bytes()).expect("an answer");
    keeps_to("analysis", &read);
    keeps_to("analysis", &Analysis::of_line_work(LineWork::default()));
    keeps_to("analysis", &Analysis::default());
    assert!(!errors("analysis", &json!({ "text_blocks": "none" })).is_empty());
}

#[test]
fn previews_keep_to_their_schema() {
    let read = Analysis::from_json(answer().to_string().as_bytes()).expect("an answer");
    let detection = detect(&read, &DetectorSettings::default());
    let preview = Preview::of(
        detection,
        "job_20240115_abc123def456",
        "2024-01-15T10:30:00Z".to_owned(),
        TimingMetrics::default(),
    );
    keeps_to("preview", &preview);
    assert!(!errors("preview", &json!({ "rooms": [] })).is_empty());
}

#[test]
fn settings_keep_to_their_schema() {
    keeps_to("settings", &DetectorSettings::default());
    keeps_to("settings", &json!({}));
    for wrong in [
        json!({ "strictness": "high" }),
        json!({ "strictness": 2 }),
        json!({ "walls": "medium" }),
        json!({ "unknown": 1 }),
    ] {
        assert!(!errors("settings", &wrong).is_empty(), "{wrong}");
    }
}

#[test]
fn jobs_and_errors_keep_to_their_schemas() {
    keeps_to(
        "job",
        &Job {
            job_id: "job_20240115_abc123def456".parse().expect("an id"),
            status: JobStatus::Pending,
            stage: "upload".to_owned(),
            blueprint_s3_key: "blueprints/job_20240115_abc123def456/plan.png".to_owned(),
            blueprint_format: BlueprintFormat::Png,
            blueprint_hash: "00".repeat(32),
            created_at: "2024-01-15T10:30:00Z".to_owned(),
            updated_at: "2024-01-15T10:30:00Z".to_owned(),
            expires_at: "2024-01-22T10:30:00Z".to_owned(),
            error: None,
        },
    );
    assert!(!errors("job", &json!({ "job_id": 7 })).is_empty());
    for code in shared::error::ErrorCode::ALL {
        keeps_to("error", &json!({ "code": code, "message": "Why.", "details": { "field": "x" } }));
    }
    assert!(!errors("error", &json!({ "code": "NO_SUCH_CODE", "message": "Why." })).is_empty());
}
