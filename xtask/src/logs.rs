//! A look through the log lines of every service that the tests have started: no text of a document, no file name and no
//! token may be in any of them.

use std::path::PathBuf;

use anyhow::{Result, bail};
use xshell::Shell;

/// The variable that tells tests where their services' lines are kept.
pub(crate) const VARIABLE: &str = "ROOMPRINT_TEST_LOGS";

/// Under the workspace; a folder for each part of the tests.
const FOLDER: &str = "target/test-logs";

/// Services as tests start them, by what their files' names begin with. Where one has no lines, nothing was looked at.
const KINDS: [&str; 4] = ["in-process", "program", "function", "browser"];

/// What may be in no line, in lower case: what is written on the plans that the tests use, how their files are named, and
/// what a password, a secret address, a key, a cookie or a header with a token holds.
const SECRETS: [&str; 19] = [
    "kitchen",
    "bedroom",
    "laundry",
    "living room",
    "geheimzimmer",
    ".png",
    ".jpg",
    ".jpeg",
    ".pdf",
    "villa-of-somebody",
    "villa of somebody",
    "my-own-words",
    "token-of-somebody",
    "bearer ",
    "secret=",
    "x-amz-signature",
    "x-amz-credential",
    "wjalrxutnfemi",
    "roomprint_refresh",
];

/// How every token of Cognito begins; ids, in lower case, do not hold it by chance.
const TOKEN: &str = "eyJ";

/// The emptied folder for one part of the tests.
pub(crate) fn emptied(shell: &Shell, part: &str) -> Result<PathBuf> {
    let folder = crate::workspace_root().join(FOLDER).join(part);
    shell.remove_path(&folder)?;
    Ok(shell.create_dir(&folder)?)
}

/// Fails where a line holds a secret, and where there are no lines.
pub(crate) fn search(_shell: &Shell) -> Result<()> {
    let mut lines = [0; KINDS.len()];
    let mut found = Vec::new();
    for part in ["rust", "browser"] {
        let folder = crate::workspace_root().join(FOLDER).join(part);
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            if let Some(kind) = KINDS.iter().position(|kind| name.starts_with(kind)) {
                lines[kind] += text.lines().count();
            }
            let place = |(number, secret)| format!("{}:{number} holds {secret:?}", path.display());
            found.extend(secrets_in(&text).map(place));
        }
    }
    for (kind, count) in KINDS.iter().zip(lines) {
        println!("{kind:12} {count:7} lines");
    }
    if let Some((kind, _)) = KINDS.iter().zip(lines).find(|(_, count)| *count == 0) {
        bail!("there are no log lines of services of the kind '{kind}'; the parts rust and browser make them");
    }
    if found.is_empty() { Ok(()) } else { bail!("what nobody should read is in the logs:\n{}", found.join("\n")) }
}

/// Numbers of the lines that hold a secret, and which.
fn secrets_in(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines().enumerate().filter_map(|(i, line)| {
        let lower = line.to_lowercase();
        let secret = SECRETS.into_iter().find(|secret| lower.contains(secret));
        Some((i + 1, secret.or_else(|| line.contains(TOKEN).then_some(TOKEN))?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_where_they_are_and_nowhere_else() {
        let harmless = r#"{"level":"INFO","job_id":"job_20260101_eyjpngabcdef","route":"/api/v1/jobs/{job_id}","message":"answered"}"#;
        let lines = [
            harmless,
            r#"{"message":"read Master BEDROOM"}"#,
            r#"{"message":"put","key":"blueprints/job_1/plan.PNG"}"#,
            r#"{"message":"asked","token":"eyJhbGciOiJSUzI1NiJ9.e30.x"}"#,
            harmless,
        ];
        let found: Vec<_> = secrets_in(&lines.join("\n")).collect();
        assert_eq!(found, [(2, "bedroom"), (3, ".png"), (4, TOKEN)]);
    }
}
