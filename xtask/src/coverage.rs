//! `cargo xtask coverage`: how many lines of the analyzer and the pipeline the tests of the service run through.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{emulators, models, service};

/// What has to be covered, ...
const FOLDERS: [&str; 2] = ["api/src/analyzer", "api/src/pipeline"];
/// ... and how much of each, in percent of its lines.
const LEAST: f64 = 80.0;

/// Lines that there are, and lines that were run through.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Lines {
    all: u32,
    covered: u32,
}

impl Lines {
    fn percent(self) -> f64 {
        100.0 * f64::from(self.covered) / f64::from(self.all.max(1))
    }
}

/// Runs the tests of the service in programs that count, prints the figures, and fails where they are too low.
pub(crate) fn measure(shell: &Shell) -> Result<()> {
    let (profdata, cov) = tools(shell)?;
    if let Err(error) = models::fetch(shell) {
        eprintln!("no text recognition: {error:#}");
    }
    let emulators = emulators::start(shell)?;
    let root = crate::workspace_root();
    let folder = root.join("target/coverage");
    shell.remove_path(&folder)?;
    shell.create_dir(&folder)?;
    // Only crates of the workspace are built anew, beside their usual builds.
    let _counting = shell.push_env("RUSTC_WORKSPACE_WRAPPER", root.join("scripts/rustc-with-coverage.sh"));
    let _written = shell.push_env("LLVM_PROFILE_FILE", folder.join("%p-%8m.profraw"));
    let _emulators = shell.push_env("ROOMPRINT_MOTO", &emulators.endpoint);
    let tests = ["test", "--locked", "--workspace", "--exclude", "detector-wasm", "--test", "service"];
    let unit_tests = ["test", "--locked", "--workspace", "--exclude", "detector-wasm", "--lib"];
    let mut programs = vec![service::binary("debug"), service::binary("debug").with_file_name("roomprint-lambda")];
    for tests in [&tests[..], &unit_tests] {
        let built = cmd!(shell, "cargo {tests...} --no-run --message-format=json").quiet().read()?;
        programs.extend(executables(&built, &["service", "api"]));
    }
    for tests in [&tests[..], &unit_tests] {
        cmd!(shell, "cargo {tests...}").run()?;
    }
    let counts: Vec<PathBuf> = shell.read_dir(&folder)?;
    let merged = folder.join("all.profdata");
    cmd!(shell, "{profdata} merge --sparse --output={merged} {counts...}").quiet().run()?;
    let (program, others) = programs.split_first().context("the tests have a program")?;
    let others = others.iter().flat_map(|program| ["--object".into(), program.clone().into_os_string()]);
    let told = cmd!(shell, "{cov} export --format=lcov --instr-profile={merged} {program} {others...}").quiet();
    let by_file = lines_by_file(&told.ignore_stderr().read()?);
    shell.remove_path(&folder)?;
    say(&by_file)
}

/// The programs of tests with these names, out of what Cargo tells of a build.
fn executables(messages: &str, names: &[&str]) -> Vec<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let wanted = messages.filter(|message| names.iter().any(|name| message["target"]["name"] == *name));
    wanted.filter_map(|message| Some(message["executable"].as_str()?.into())).collect()
}

/// Lines of every file, out of a trace in the format of lcov.
fn lines_by_file(trace: &str) -> BTreeMap<String, Lines> {
    let mut by_file: BTreeMap<String, Lines> = BTreeMap::new();
    let mut file = String::new();
    for line in trace.lines() {
        match line.split_once(':') {
            Some(("SF", path)) => path.clone_into(&mut file),
            Some(("LF", all)) => by_file.entry(file.clone()).or_default().all = all.parse().unwrap_or_default(),
            Some(("LH", hit)) => by_file.entry(file.clone()).or_default().covered = hit.parse().unwrap_or_default(),
            _ => {}
        }
    }
    by_file
}

fn say(by_file: &BTreeMap<String, Lines>) -> Result<()> {
    let mut too_low = Vec::new();
    for folder in FOLDERS {
        let mut all = Lines::default();
        for (path, lines) in by_file.iter().filter(|(path, _)| path.contains(&format!("/{folder}/"))) {
            all = Lines { all: all.all + lines.all, covered: all.covered + lines.covered };
            let name = path.rsplit_once(&format!("{folder}/")).map_or(path.as_str(), |(_, name)| name);
            println!("    {:5.1} %  {:4} of {:4}  {name}", lines.percent(), lines.covered, lines.all);
        }
        println!("{:9.1} %  {:4} of {:4}  {folder}", all.percent(), all.covered, all.all);
        if all.percent() < LEAST {
            too_low.push(folder);
        }
    }
    if too_low.is_empty() { Ok(()) } else { bail!("less than {LEAST} % of {} is covered", too_low.join(" and ")) }
}

/// `llvm-profdata` and `llvm-cov` of the LLVM that rustc is made with; `LLVM_PROFDATA` and `LLVM_COV` name others.
fn tools(shell: &Shell) -> Result<(PathBuf, PathBuf)> {
    let told = cmd!(shell, "rustc -vV").quiet().read()?;
    let version = told.lines().find_map(|line| line.strip_prefix("LLVM version: ")?.split('.').next());
    let version = version.context("rustc does not tell which LLVM it is made with")?;
    let tool = |variable: &str, name: &str| {
        std::env::var_os(variable).map_or_else(|| format!("/usr/bin/{name}-{version}").into(), PathBuf::from)
    };
    let (profdata, cov) = (tool("LLVM_PROFDATA", "llvm-profdata"), tool("LLVM_COV", "llvm-cov"));
    if !profdata.exists() || !cov.exists() {
        service::install_debian_packages(shell, &[&format!("llvm-{version}")])?;
    }
    Ok((profdata, cov))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_off_a_trace() {
        let trace =
            "SF:/a/api/src/pipeline/mod.rs\nDA:1,3\nLF:10\nLH:7\nend_of_record\nSF:/a/b.rs\nLF:4\nLH:4\nend_of_record";
        let by_file = lines_by_file(trace);
        let pipeline = by_file["/a/api/src/pipeline/mod.rs"];
        assert_eq!(pipeline, Lines { all: 10, covered: 7 });
        assert!(say(&by_file).is_err(), "nothing of the analyzer and 70 % of the pipeline");
    }

    #[test]
    fn programs_are_found_among_cargos_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"service"},"executable":"/t/service-1"}
            not json
            {"reason":"compiler-artifact","target":{"name":"api"},"executable":null}
            {"reason":"compiler-artifact","target":{"name":"xtask"},"executable":"/t/xtask-1"}"#;
        assert_eq!(executables(messages, &["service", "api"]), [PathBuf::from("/t/service-1")]);
    }
}
