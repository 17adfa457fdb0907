//! The page: built by Trunk into `dist/`, again only when something that it is made of has changed.

use std::fmt::Write as _;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::Result;
use sha2::{Digest, Sha256};
use xshell::{Shell, cmd};

/// What the page is made of.
const SOURCES: [&str; 9] = [
    "web",
    "shared",
    "reader",
    "detector-wasm",
    "scripts",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo/config.toml",
];
const STAMP: &str = "target/xtask/page.stamp";

/// Puts the wasm toolchain and tools in the environment of what follows in the same `bash -c`.
pub(crate) const WASM_ENVIRONMENT: &str = r#"set -e
environment=$(scripts/setup-wasm.sh); eval "$environment"
environment=$(scripts/install-wasm-tools.sh Cargo.lock); eval "$environment"
"#;

/// Builds the page in release.
pub(crate) fn build(shell: &Shell) -> Result<()> {
    let fingerprint = fingerprint(&shell.current_dir())?;
    let built = shell.path_exists("dist/index.html") && shell.read_file(STAMP).is_ok_and(|stamp| stamp == fingerprint);
    if built {
        return Ok(());
    }
    println!("building the page (the first time, its tools are built too: about five minutes)");
    let script = format!(
        r#"{WASM_ENVIRONMENT} environment=$(scripts/small-std.sh); eval "$environment"
        cargo fetch --locked; trunk build --release --offline"#
    );
    // an inherited NO_COLOR=1 is not among the values that trunk takes for it
    cmd!(shell, "bash -c {script}").env_remove("NO_COLOR").quiet().run()?;
    compress(&shell.current_dir().join("dist"))?;
    shell.create_dir("target/xtask")?;
    shell.write_file(STAMP, fingerprint)?;
    Ok(())
}

/// Puts a file as small as Brotli can make it beside each file that gets smaller by it; the service hands those out.
fn compress(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_owned();
        if !["wasm", "js", "css", "svg", "html", "webmanifest"].contains(&extension.as_str()) {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            lgblock: 16, // programs change their kind of bytes often: small blocks pack them better
            size_hint: bytes.len(),
            ..brotli::enc::BrotliEncoderParams::default()
        };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &parameters)?;
        std::fs::write(path.with_extension(format!("{extension}.br")), compressed)?;
    }
    Ok(())
}

/// A hash over path, size and time of change of every source file.
fn fingerprint(root: &Path) -> Result<String> {
    let mut listing = String::new();
    for source in SOURCES {
        list(&root.join(source), &mut listing)?;
    }
    Ok(Sha256::digest(listing).iter().map(|byte| format!("{byte:02x}")).collect())
}

fn list(path: &Path, listing: &mut String) -> Result<()> {
    let Ok(metadata) = path.metadata() else { return Ok(()) };
    if metadata.is_dir() {
        let mut entries: Vec<_> = std::fs::read_dir(path)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            if !["pkg", "target", "node_modules", "tests"].iter().any(|skipped| entry.file_name() == *skipped) {
                list(&entry.path(), listing)?;
            }
        }
    } else {
        let changed = metadata.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
        writeln!(listing, "{} {} {changed}", path.display(), metadata.len())?;
    }
    Ok(())
}
