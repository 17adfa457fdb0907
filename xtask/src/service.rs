//! `cargo xtask run`: everything built, then served.

use std::ffi::OsString;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{models, page};

/// Builds page and service and serves them until interrupted; on AWS, or on this machine alone.
pub(crate) fn run(shell: &Shell, listen: &str, on_aws: bool, flags: &[String]) -> Result<()> {
    page::build(shell)?;
    cmd!(shell, "cargo build --quiet --release --locked --package api --bin roomprint").run()?;
    let backend: Vec<OsString> = if on_aws { vec!["--backend".into(), "aws".into()] } else { recognition(shell) };
    let binary = binary("release");
    cmd!(shell, "{binary} serve --listen {listen} --web-dir dist {backend...} {flags...}").quiet().run()?;
    Ok(())
}

/// Flags for reading text on this machine, as far as that can be.
fn recognition(shell: &Shell) -> Vec<OsString> {
    match models::fetch(shell) {
        Ok(folder) => vec!["--models-dir".into(), folder.into()],
        Err(error) => {
            eprintln!("no text recognition: {error:#}");
            eprintln!(
                "rooms are found from line work and from the text of PDFs; run again with Python and a network for the rest"
            );
            Vec::new()
        }
    }
}

/// Path of the service, built in the profile whose folder is named.
pub(crate) fn binary(profile: &str) -> std::path::PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), std::path::PathBuf::from);
    crate::workspace_root().join(target).join(profile).join("roomprint")
}

/// Installs Debian packages, where there is apt.
pub(crate) fn install_debian_packages(shell: &Shell, packages: &[&str]) -> Result<()> {
    if cmd!(shell, "apt-get --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        bail!("please install {} and run this again", packages.join(", "));
    }
    println!("installing {}", packages.join(", "));
    let is_root = cmd!(shell, "id -u").quiet().read()? == "0";
    let sudo: &[&str] = if is_root { &[] } else { &["sudo"] };
    let apt = [sudo, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]].concat();
    let (program, apt) = apt.split_first().context("the command names a program")?;
    cmd!(shell, "{program} {apt...} update").quiet().ignore_stdout().run()?;
    cmd!(shell, "{program} {apt...} install --yes --no-install-recommends {packages...}")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()?;
    Ok(())
}
