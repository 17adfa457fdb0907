//! `docs/acceptance.md` names the tests behind every line of what was asked for; here it is checked that they exist.

use std::path::{Path, PathBuf};

/// The lines of what was asked for.
const LINES: [&str; 16] =
    ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Whether a file has a test of this name.
fn has_test(path: &Path, name: &str) -> bool {
    let Ok(source) = std::fs::read_to_string(path) else { return false };
    let lines: Vec<&str> = source.lines().collect();
    lines.iter().enumerate().any(|(i, line)| {
        let is_it = line
            .trim_start()
            .trim_start_matches("async ")
            .strip_prefix("fn ")
            .is_some_and(|rest| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')));
        // The attributes stand on the lines before.
        let attributes = lines[..i].iter().rev().take_while(|line| line.trim_start().starts_with('#'));
        is_it && attributes.clone().any(|line| line.contains("test"))
    })
}

#[test]
fn every_line_names_tests_that_exist() {
    let text = std::fs::read_to_string(root().join("docs/acceptance.md")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| nr"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let numbers: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(numbers, LINES);
    for row in &rows {
        let mut named = 0;
        for reference in quoted(row[2]) {
            if let Some((file, name)) = reference.split_once("::") {
                assert!(has_test(&root().join(file), name), "{}: there is no test {reference}", row[0]);
                named += 1;
            } else if reference.contains('/') {
                assert!(root().join(reference).is_file(), "{}: there is no {reference}", row[0]);
                named += 1;
            }
        }
        // Coverage is measured and has no test of its own.
        assert!(named > 0 || row[0] == "11", "{} names no test", row[0]);
    }
}
