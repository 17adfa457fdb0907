//! What the page may load and run: its own files, its own WebAssembly, and the inline scripts that were built into it. Where
//! plans lie elsewhere, it may fetch them there too.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The `Content-Security-Policy` of a built page, which may also fetch from and send to `files_elsewhere`, an origin.
pub(super) fn of_page(html: &str, files_elsewhere: Option<&str>) -> String {
    let elsewhere = files_elsewhere.map(|origin| format!(" {origin}")).unwrap_or_default();
    let inline: String = inline_scripts(html)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes()))))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{inline}; worker-src 'self' blob:; \
         style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' blob: data:{elsewhere}; \
         manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// The text of every `<script>` that has no `src`.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=") && !script.is_empty()).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_named_by_their_hash_and_nothing_else_inline_runs() {
        let html = r#"<script src="a.js"></script><script type="module">import a from '/a.js';</script>"#;
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["import a from '/a.js';"]);
        let policy = of_page(html, None);
        // printf "import a from '/a.js';" | openssl dgst -sha256 -binary | base64
        assert!(policy.contains("'sha256-"), "{policy}");
        let scripts = policy.split("script-src").nth(1).unwrap().split(';').next().unwrap();
        assert!(!scripts.contains("unsafe-inline"));
    }
}
