//! Checks of the deployment's templates: `cfn-lint` and `sam validate --lint`, from PyPI, in an environment of their own.

use std::path::PathBuf;

use anyhow::Result;
use xshell::{Shell, cmd};

/// The linters, pinned: a new rule of theirs shall not fail an old commit.
const PACKAGES: [&str; 2] = ["cfn-lint==1.58.0", "aws-sam-cli==1.170.0"];
/// Where the templates are meant to be deployed, for rules that depend on it.
const REGION: &str = "eu-central-1";

/// Lints the templates.
pub(crate) fn lint(shell: &Shell) -> Result<()> {
    let programs = install(shell)?;
    let (cfn_lint, sam) = (programs.join("cfn-lint"), programs.join("sam"));
    cmd!(shell, "{cfn_lint} --regions {REGION} -- deploy/template.yaml").run()?;
    // it must not write into the home folder, nor report anywhere that it ran
    let _telemetry = shell.push_env("SAM_CLI_TELEMETRY", "0");
    cmd!(shell, "{sam} validate --lint --template deploy/template.yaml --region {REGION}").run()?;
    Ok(())
}

/// The folder of the linters' programs; installs them where they are missing or of another version.
fn install(shell: &Shell) -> Result<PathBuf> {
    let folder = crate::cache_folder()?.join("linters");
    let programs = folder.join("bin");
    let stamp = folder.join("installed");
    let wanted = PACKAGES.join("\n");
    if shell.read_file(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    if cmd!(shell, "python3 -m venv --clear {folder}").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        crate::service::install_debian_packages(shell, &["python3", "python3-venv"])?;
        cmd!(shell, "python3 -m venv --clear {folder}").quiet().run()?;
    }
    println!("installing {}", PACKAGES.join(", "));
    let pip = programs.join("pip");
    cmd!(shell, "{pip} install --quiet --disable-pip-version-check {PACKAGES...}").quiet().run()?;
    shell.write_file(&stamp, wanted)?;
    Ok(programs)
}
