//! What a person corrected: kept whole, given back, gone with its job.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::fakes::{Fault, Faults, Faulty};
use crate::support::{Harness, drawings};
use api::Ports;

fn corrections() -> Value {
    json!({
        "rooms": [
            {"id": "room_001", "page": 1, "bounding_box": [100, 100, 500, 900],
             "polygon": [[100, 100], [500, 100.5], [500, 900], [100, 900]],
             "holes": [[[200, 200], [220, 220], [220, 200]]],
             "name_hint": "Küche", "room_type": "kitchen", "number": "1.01"},
            {"page": 2, "bounding_box": [0, 0, 1000, 1000], "polygon": [[0, 0], [1000, 0], [1000, 1000]]}
        ],
        "settings": {"strictness": 0.5},
        "note": "The stairs are no room."
    })
}

#[tokio::test]
async fn corrections_are_kept_whole_and_the_last_ones_are_given_back() {
    let harness = Harness::embedded();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let path = format!("/api/v1/jobs/{job_id}/feedback");
    harness.get(&path).await.error(404, "NOT_FOUND");

    harness.post(&path, json!({"rooms": []})).await.data(201);
    let receipt = harness.post(&path, corrections()).await;
    let receipt = receipt.data(201);
    assert_eq!((&receipt["job_id"], &receipt["rooms"]), (&json!(job_id), &json!(2)));

    let kept = harness.get(&path).await;
    let kept = kept.data(200);
    for field in ["feedback_id", "job_id", "created_at"] {
        assert_eq!(kept[field], receipt[field]);
    }
    assert_eq!(kept["format_version"], 1);
    assert_eq!(kept["model_version"], shared::MODEL_VERSION);
    for field in ["settings", "note"] {
        assert_eq!(kept[field], corrections()[field]);
    }
    assert_eq!(kept["rooms"][0]["polygon"][1], json!([500.0, 100.5]));
    assert_eq!(kept["rooms"][0]["name_hint"], "Küche");
    assert_eq!(kept["rooms"][1].get("name_hint"), None);
    assert_eq!(harness.stored_files().len(), 2, "the blueprint and one document of corrections");

    let delete = Request::delete(format!("/api/v1/jobs/{job_id}")).body(Body::empty()).unwrap();
    harness.call(delete).await.data(200);
    harness.assert_nothing_stored();
    harness.get(&path).await.error(404, "JOB_NOT_FOUND");
    harness.post(&path, corrections()).await.error(404, "JOB_NOT_FOUND");
    harness.assert_nothing_stored();
}

#[tokio::test]
async fn corrections_that_are_none_are_told_where_and_not_kept() {
    let harness = Harness::embedded();
    let job_id = harness.job_for(drawings::plan_png()).await;
    let path = format!("/api/v1/jobs/{job_id}/feedback");
    let changed = |pointer: &str, value: Value| {
        let mut body = corrections();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    for (body, code, field) in [
        (json!({}), "INVALID_REQUEST", "rooms"),
        (json!({"rooms": [], "colour": 1}), "INVALID_REQUEST", "colour"),
        (changed("/rooms/0/polygon/0", json!([100])), "INVALID_REQUEST", "body"),
        (changed("/rooms/0/page", json!(0)), "INVALID_REQUEST", "rooms[0].page"),
        (changed("/rooms/1/bounding_box/2", json!(1000.5)), "INVALID_REQUEST", "rooms[1].bounding_box"),
        (changed("/rooms/0/polygon/0", json!([99, 100])), "INVALID_REQUEST", "rooms[0].polygon"),
        (changed("/rooms/0/name_hint", json!("x".repeat(501))), "INVALID_REQUEST", "rooms[0].name_hint"),
        (changed("/note", json!("x".repeat(4001))), "INVALID_REQUEST", "note"),
        (changed("/settings", json!({"strictness": 7})), "INVALID_SETTINGS", "settings.strictness"),
    ] {
        let answer = harness.post(&path, body).await;
        assert_eq!(answer.error(400, code)["details"]["field"], field);
    }
    let huge = json!({"rooms": [], "note": "x".repeat(9 * 1024 * 1024)});
    harness.post(&path, huge).await.error(413, "FILE_TOO_LARGE");
    harness.get(&path).await.error(404, "NOT_FOUND");
}

#[tokio::test]
async fn a_store_that_is_down_keeps_what_was_there() {
    let faults = Faults::default();
    let harness = Harness::with(|ports| Ports { blobs: Faulty::new(ports.blobs, &faults), ..ports });
    let job_id = harness.job_for(drawings::plan_png()).await;
    let path = format!("/api/v1/jobs/{job_id}/feedback");
    let first = harness.post(&path, corrections()).await;
    faults.set("put analysis", Fault::Fails);
    let refused = harness.post(&path, json!({"rooms": []})).await;
    refused.error(503, "SERVICE_UNAVAILABLE");
    assert!(refused.headers.contains_key("retry-after"));
    faults.mend();
    assert_eq!(harness.get(&path).await.data(200)["feedback_id"], first.data(201)["feedback_id"]);
}
