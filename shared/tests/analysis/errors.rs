//! What is refused, and what is said then.

use shared::Analysis;
use shared::analysis::AnalysisError;

fn refusal(bytes: &[u8]) -> String {
    Analysis::from_json(bytes).expect_err("no analysis").to_string()
}

#[test]
fn the_error_says_what_was_found_and_what_would_be_right() {
    for (text, found) in [
        ("", "it is empty"),
        ("   ", "it is empty"),
        ("[]", "an empty list"),
        ("3", "it is a number"),
        ("\"Blocks\"", "it is a text"),
        ("{}", "no fields"),
        (r#"{"rooms":[],"job_id":"x"}"#, "`job_id`, `rooms` and no `Blocks`"),
        (r#"[{"Blocks":[]},7]"#, "part 2 of the list is a number"),
        (r#"{"Blocks":["#, "EOF"),
    ] {
        let refusal = refusal(text.as_bytes());
        assert!(refusal.contains(found) && refusal.contains("expected an analysis document"), "{text}: {refusal}");
    }
    let newer = refusal(br#"{"format_version":99,"text_blocks":[],"layout_blocks":[],"metadata":{}}"#);
    assert!(newer.contains("format_version is 99"), "{newer}");
}

#[test]
fn limits_have_names() {
    let many = format!("[{}]", vec![r#"{"BlockType":"W"}"#; shared::limits::MAX_BLOCKS + 1].join(","));
    let error = Analysis::from_json(many.as_bytes()).expect_err("too many");
    assert_eq!(error, AnalysisError::TooLarge { what: "the number of blocks", limit: shared::limits::MAX_BLOCKS });
    let error = Analysis::from_json(br#"{"DocumentMetadata":{"Pages":4000000000}}"#).expect_err("too many");
    assert!(matches!(error, AnalysisError::TooLarge { what: "the number of pages", .. }));
    let error = Analysis::from_json(&vec![b' '; shared::limits::MAX_ANALYSIS_BYTES + 1]).expect_err("too long");
    assert!(matches!(error, AnalysisError::TooLarge { what: "the number of bytes", .. }));
}

#[test]
fn depth_is_limited() {
    for depth in [200, 100_000] {
        let deep = format!("{}{}", r#"{"Blocks":["#.repeat(depth), "]}".repeat(depth));
        assert!(refusal(deep.as_bytes()).contains("recursion limit"));
        assert!(!refusal("[".repeat(depth).as_bytes()).is_empty());
    }
}
