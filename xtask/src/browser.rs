//! What the browser tests need: Chromium with its driver, a current Node, and the packages of `tests/browser`.

use std::path::PathBuf;

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::service::install_debian_packages;

/// The Node that the tests run on, whatever the machine has; from npm, where packages carry its binary.
const NODE: &str = "node@22.23.3";

/// Where the browser and its driver are; `CHROMIUM` and `CHROMEDRIVER` name others.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

/// Installs Chromium and its driver where they are missing.
pub(crate) fn install(shell: &Shell) -> Result<Browser> {
    let from_environment =
        |name: &str, default: &str| std::env::var_os(name).map_or_else(|| default.into(), PathBuf::from);
    let chromium_default = if cfg!(target_os = "macos") {
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    } else {
        "/usr/bin/chromium"
    };
    let driver_default =
        if cfg!(target_os = "macos") { "/opt/homebrew/bin/chromedriver" } else { "/usr/bin/chromedriver" };
    let browser = Browser {
        chromium: from_environment("CHROMIUM", chromium_default),
        chromedriver: from_environment("CHROMEDRIVER", driver_default),
    };
    if !browser.chromium.exists() || !browser.chromedriver.exists() {
        install_debian_packages(shell, &["chromium", "chromium-driver", "fonts-liberation"])?;
    }
    Ok(browser)
}

/// The folder of a Node of the pinned version, to be put in front of PATH.
pub(crate) fn install_node(shell: &Shell) -> Result<PathBuf> {
    let folder = crate::cache_folder()?.join("node");
    let programs = folder.join("node_modules/.bin");
    let node = programs.join("node");
    let version = cmd!(shell, "{node} --version").quiet().ignore_stderr().read().unwrap_or_default();
    if version.trim_start_matches('v') != NODE.trim_start_matches("node@") {
        if cmd!(shell, "npm --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
            install_debian_packages(shell, &["nodejs", "npm"])?;
        }
        shell.create_dir(&folder)?;
        cmd!(shell, "npm install --silent --no-audit --no-fund --prefix {folder} {NODE}").run()?;
    }
    Ok(programs)
}

/// Installs the packages of the browser tests, as its lock file names them.
pub(crate) fn install_packages(shell: &Shell) -> Result<()> {
    let _folder = shell.push_dir("tests/browser");
    cmd!(shell, "npm ci --silent --no-audit --no-fund --ignore-scripts").run()?;
    Ok(())
}
