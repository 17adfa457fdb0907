//! The commands of the README: `cargo xtask run` and `cargo xtask test`, and the steps that they are made of.

mod browser;
mod coverage;
mod deploy;
mod emulators;
mod logs;
mod models;
mod page;
mod service;
mod suite;

use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::prelude::*;
use xshell::Shell;

const USAGE: &str = "\
cargo xtask run [--listen ADDRESS:PORT] [--aws] [-- FLAGS OF `roomprint serve`]
    builds the page and the service in release and serves both on one port (default 127.0.0.1:8080);
    with --aws on the account, or the endpoints, that the environment names (docs/operations.md)
cargo xtask test [NAME ...]
    installs what the tests need and runs them all, or only the named parts:
    rust, schemas, deploy, wasm, package, browser, logs
cargo xtask page
    builds the page alone, into dist/
cargo xtask coverage
    measures how many lines of the analyzer and the pipeline the tests of the service run through
cargo xtask models
    fetches the text recognition models alone
";

fn main() -> Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(workspace_root());
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(Value(command)) => command.string()?,
        Some(Long("help") | Short('h')) | None => {
            print!("{USAGE}");
            return Ok(());
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "run" => {
            let mut listen = "127.0.0.1:8080".to_owned();
            let (mut flags, mut on_aws) = (Vec::new(), false);
            while let Some(argument) = arguments.next()? {
                match argument {
                    Long("listen") => listen = arguments.value()?.string()?,
                    Long("aws") => on_aws = true,
                    Value(flag) => {
                        flags.push(flag.string()?);
                        flags.extend(arguments.raw_args()?.map(|flag| flag.to_string_lossy().into_owned()));
                    }
                    other => return Err(other.unexpected().into()),
                }
            }
            service::run(&shell, &listen, on_aws, &flags)
        }
        "test" => {
            let mut names = Vec::new();
            while let Some(argument) = arguments.next()? {
                match argument {
                    Value(name) => names.push(name.string()?),
                    other => return Err(other.unexpected().into()),
                }
            }
            suite::run(&shell, &names)
        }
        "page" => page::build(&shell),
        "coverage" => coverage::measure(&shell),
        "models" => models::fetch(&shell).map(|folder| println!("{}", folder.display())),
        other => bail!("there is no command '{other}'\n\n{USAGE}"),
    }
}

/// The folder of the workspace, from wherever the command was started.
fn workspace_root() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}

/// Where downloads are kept between checkouts: `$XDG_CACHE_HOME/roomprint`, or `~/.cache/roomprint`.
fn cache_folder() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    match base {
        Some(base) => Ok(base.join("roomprint")),
        None => bail!("no home folder is known; set XDG_CACHE_HOME to where downloads may be kept"),
    }
}
