//! JSON Schemas (2020-12) of the documents that leave the program, derived from their types.

use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use crate::error::ErrorBody;
use crate::feedback::StoredFeedback;
use crate::job::Job;
use crate::settings::Control;
use crate::{Analysis, DetectorSettings, Preview};

/// A document's name, as in `docs/schemas/{name}.schema.json`, and its schema.
pub type NamedSchema = (&'static str, Value);

/// The schemas of all documents.
pub fn all() -> Result<Vec<NamedSchema>, serde_json::Error> {
    Ok(vec![
        ("analysis", of::<Analysis>("Analysis document")?),
        ("error", of::<ErrorBody>("Error")?),
        ("feedback", of::<StoredFeedback>("Feedback")?),
        ("job", of::<Job>("Job")?),
        ("preview", of::<Preview>("Preview")?),
        ("settings", with_ranges(of::<DetectorSettings>("Detector settings")?)),
    ])
}

/// A schema that stands by itself: what it refers to is in its `$defs`.
fn of<T: ToSchema + PartialSchema>(title: &str) -> Result<Value, serde_json::Error> {
    let mut referred = Vec::new();
    T::schemas(&mut referred);
    // Sorted by name; types that several fields use come several times.
    let mut defs = Map::new();
    for (name, schema) in referred {
        defs.insert(name, with_local_references(serde_json::to_value(schema)?));
    }
    let mut schema = with_local_references(serde_json::to_value(T::schema())?);
    if let Value::Object(fields) = &mut schema {
        fields.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        fields.insert("title".to_owned(), json!(title));
        fields.insert("$defs".to_owned(), Value::Object(defs));
    }
    Ok(schema)
}

/// The ranges that settings are checked against.
fn with_ranges(mut schema: Value) -> Value {
    for setting in DetectorSettings::describe() {
        if let Control::Range { min, max, .. } | Control::OptionalNumber { min, max, .. } = setting.control
            && let Some(property) = schema.pointer_mut(&format!("/properties/{}", setting.key))
        {
            property["minimum"] = json!(min);
            property["maximum"] = json!(max);
        }
    }
    schema
}

/// OpenAPI keeps types under `#/components/schemas`; a JSON Schema keeps them under `$defs`.
fn with_local_references(schema: Value) -> Value {
    match schema {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, value)| match value {
                    Value::String(target) if key == "$ref" => {
                        (key, json!(target.replace("#/components/schemas/", "#/$defs/")))
                    }
                    value => (key, with_local_references(value)),
                })
                .collect(),
        ),
        Value::Array(values) => Value::Array(values.into_iter().map(with_local_references).collect()),
        other => other,
    }
}
