//! The description of the contract: made from the code, whole, and as it was agreed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::Harness;

#[tokio::test]
async fn the_description_is_served_at_both_places_and_has_every_path() {
    let harness = Harness::embedded();
    let description = harness.get("/openapi.json").await;
    assert_eq!(description.status, 200);
    assert_eq!(harness.get("/api/v1/openapi.json").await.json, description.json);
    assert!(description.json["openapi"].as_str().unwrap().starts_with("3.1"));
    let operations: Vec<String> = description.json["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |method| format!("{method} {path}")))
        .collect();
    insta::assert_snapshot!(operations.join("\n"), @r"
    post /api/v1/auth/challenge
    post /api/v1/auth/refresh
    post /api/v1/auth/sign-in
    post /api/v1/auth/sign-out
    post /api/v1/detect
    get /api/v1/health
    get /api/v1/jobs
    post /api/v1/jobs
    delete /api/v1/jobs/{job_id}
    get /api/v1/jobs/{job_id}
    get /api/v1/jobs/{job_id}/blueprint
    get /api/v1/jobs/{job_id}/events
    get /api/v1/jobs/{job_id}/feedback
    post /api/v1/jobs/{job_id}/feedback
    get /api/v1/jobs/{job_id}/preview
    post /api/v1/jobs/{job_id}/preview
    get /api/v1/jobs/{job_id}/textract-results
    post /api/v1/uploads
    put /api/v1/uploads/{upload_id}
    ");
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    let description = serde_json::to_value(api::routes::openapi()).unwrap();
    let mut references = BTreeSet::new();
    collect_references(&description, &mut references);
    assert!(references.len() > 10);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("references stay in the document");
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                found.insert(reference.clone());
            }
            fields.values().for_each(|field| collect_references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_page_to_try_it_needs_nobody_elses_server() {
    let harness = Harness::embedded();
    for base in ["", "/api/v1"] {
        let index = harness.get(&format!("{base}/api-docs/")).await;
        assert_eq!(index.status, 200);
        let html = String::from_utf8(index.bytes).unwrap();
        assert!(!html.contains("http://") && !html.contains("https://"), "{html}");
        let script = harness.get(&format!("{base}/api-docs/swagger-initializer.js")).await;
        assert!(String::from_utf8(script.bytes).unwrap().contains(&format!("{base}/openapi.json")));
        let bundle = harness.get(&format!("{base}/api-docs/swagger-ui-bundle.js")).await;
        assert_eq!(bundle.status, 200);
        assert!(bundle.bytes.len() > 100_000);
    }
    assert!(harness.get("/api-docs").await.status.is_redirection());
    harness.get("/api-docs/nothing.js").await.error(404, "NOT_FOUND");
}
