//! Reading analyses from outside: nothing is lost, and nothing breaks.

#![expect(clippy::expect_used, reason = "a test breaks off where its premises do not hold")]

mod errors;
mod hostile;
mod round_trip;
mod saved_answers;

use serde_json::Value;
use shared::Analysis;

/// What a raw answer looks like after it was read, written as an analysis document, read again, and written raw.
pub fn there_and_back(raw: &Value) -> Value {
    let bytes = serde_json::to_vec(raw).expect("JSON");
    let analysis = Analysis::from_json(&bytes).expect("a raw answer");
    let document = analysis.to_json().expect("JSON");
    let again = Analysis::from_json(&document).expect("an analysis document");
    assert_eq!(again, analysis);
    again.to_raw()
}

/// Whether two values say the same; numbers are compared as numbers.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same(value, other)))
        }
        _ => a == b,
    }
}
