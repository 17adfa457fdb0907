//! Saved answers of Amazon Textract, where somebody has put some: every one comes out as it went in.

use std::path::PathBuf;

use serde_json::Value;
use shared::Analysis;

use crate::{same, there_and_back};

/// The folder that `ROOMPRINT_TEXTRACT` names, else one beside the repository.
fn folder() -> PathBuf {
    std::env::var_os("ROOMPRINT_TEXTRACT")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/textract"), PathBuf::from)
}

#[test]
fn nothing_of_a_saved_answer_is_lost() {
    let Ok(entries) = std::fs::read_dir(folder()) else {
        println!("skipped: no saved answers at {}", folder().display());
        return;
    };
    let mut checked = 0;
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        let is_answer = path.extension().is_some_and(|e| e == "json") && !path.ends_with("inventory.json");
        if !is_answer {
            continue;
        }
        let bytes = std::fs::read(&path).expect("a readable file");
        let raw: Value = serde_json::from_slice(&bytes).expect("JSON");
        let blocks = raw["Blocks"].as_array().map_or(0, Vec::len);
        let analysis = Analysis::from_json(&bytes).expect("an answer");
        assert_eq!(analysis.text_blocks.len() + analysis.layout_blocks.len(), blocks, "{}", path.display());
        assert!(same(&raw, &there_and_back(&raw)), "{}", path.display());
        // The typed form carries them all; nothing needs to be kept twice.
        let kept_twice: usize = analysis.answer.iter().flat_map(|a| &a.parts).map(|part| part.as_given.len()).sum();
        assert!(20 * kept_twice <= blocks, "{}: {kept_twice} of {blocks}", path.display());
        checked += 1;
    }
    println!("{checked} saved answers");
}
