//! `cargo xtask test`: every test there is, in parts that can also be run alone.

use std::time::Instant;

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use crate::page::WASM_ENVIRONMENT;
use crate::{browser, deploy, emulators, logs, models, page, service};

type Part = (&'static str, fn(&Shell) -> Result<()>);

/// In the order in which they fail fastest.
const PARTS: [Part; 7] = [
    ("rust", rust),
    ("schemas", schemas),
    ("deploy", deploy::lint),
    ("wasm", wasm),
    ("package", package),
    ("browser", in_browser),
    ("logs", logs::search),
];

/// Runs the named parts, or all; goes on after a part that failed, so that one run shows everything.
pub(crate) fn run(shell: &Shell, names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|(part, _)| part != name)) {
        bail!("there is no part '{unknown}'; the parts are {}", PARTS.map(|(name, _)| name).join(", "));
    }
    // where the models cannot be fetched, the tests that want them say that they are skipped
    if let Err(error) = models::fetch(shell) {
        eprintln!("no text recognition: {error:#}");
    }
    let mut outcomes = Vec::new();
    for (name, part) in PARTS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            println!("\n=== {name}");
            let start = Instant::now();
            let outcome = part(shell);
            if let Err(error) = &outcome {
                eprintln!("{name} failed: {error:#}");
            }
            outcomes.push((name, start.elapsed(), outcome.is_ok()));
        }
    }
    println!();
    for (name, time, ok) in &outcomes {
        println!("{:10} {:6.1} s  {}", name, time.as_secs_f64(), if *ok { "passed" } else { "FAILED" });
    }
    let failed = outcomes.iter().filter(|(_, _, ok)| !ok).count();
    println!("parts: {} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 { bail!("{failed} of {} parts failed", outcomes.len()) } else { Ok(()) }
}

/// Unit, property, snapshot, HTTP and accuracy tests, natively.
fn rust(shell: &Shell) -> Result<()> {
    // Tests that want an account of AWS get one here; elsewhere they say that they are skipped.
    let emulators = emulators::start(shell)?;
    cmd!(shell, "cargo test --locked --workspace --exclude detector-wasm")
        .env("ROOMPRINT_MOTO", &emulators.endpoint)
        .env(logs::VARIABLE, logs::emptied(shell, "rust")?)
        .run()?;
    Ok(())
}

/// The schemas that are derived from the types, and their files.
fn schemas(shell: &Shell) -> Result<()> {
    cmd!(shell, "cargo test --locked --package shared --features schema").run()?;
    Ok(())
}

/// The detector's wasm surface, in node and in the browser.
fn wasm(shell: &Shell) -> Result<()> {
    let browser = browser::install(shell)?;
    let node = browser::install_node(shell)?;
    let driver = browser.chromedriver;
    let in_node = format!(
        "{WASM_ENVIRONMENT} export PATH={}:$PATH; cd detector-wasm; wasm-pack test --mode no-install --node",
        node.display()
    );
    cmd!(shell, "bash -c {in_node}").quiet().run()?;
    let in_chromium = format!(
        "{WASM_ENVIRONMENT} cd detector-wasm; wasm-pack test --mode no-install --headless --chrome --chromedriver \"$CHROMEDRIVER\""
    );
    cmd!(shell, "bash -c {in_chromium}").env("CHROMEDRIVER", driver).quiet().run()?;
    Ok(())
}

/// The npm package, built and used from node.
fn package(shell: &Shell) -> Result<()> {
    let node = browser::install_node(shell)?;
    let script = format!(
        "{WASM_ENVIRONMENT} export PATH={}:$PATH; cd detector-wasm; wasm-pack build --mode no-install --release --target nodejs --out-dir pkg/node; cd example; node --test",
        node.display()
    );
    cmd!(shell, "bash -c {script}").quiet().run()?;
    Ok(())
}

/// The page, as people use it, against the service.
fn in_browser(shell: &Shell) -> Result<()> {
    let browser = browser::install(shell)?;
    let node = browser::install_node(shell)?;
    page::build(shell)?;
    // What computes is optimised in debug builds too. The same choice of packages and of tests as in `rust`: another
    // would have other features, and all dependencies would be built once more.
    let programs = ["--bin", "roomprint", "--bin", "textract-stand-in"];
    cmd!(shell, "cargo build --locked --workspace --exclude detector-wasm --tests {programs...}").run()?;
    browser::install_packages(shell)?;
    let emulators = emulators::start(shell)?;
    let logs = logs::emptied(shell, "browser")?;
    let _folder = shell.push_dir("tests/browser");
    let node = node.join("node");
    // what a test that failed leaves running must not hold up the rest
    cmd!(shell, "{node} --test --test-force-exit --test-concurrency=1")
        .env("CHROMIUM", browser.chromium)
        .env("ROOMPRINT_BINARY", service::binary("debug"))
        .env("ROOMPRINT_TEXTRACT_STAND_IN", service::binary("debug").with_file_name("textract-stand-in"))
        .env("ROOMPRINT_MOTO", &emulators.endpoint)
        .env("ROOMPRINT_MOTO_PYTHON", &emulators.python)
        .env(logs::VARIABLE, logs)
        .run()?;
    Ok(())
}
