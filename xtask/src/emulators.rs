//! AWS on this machine, for the tests: moto (S3, DynamoDB, Cognito), out of PyPI, in a virtual environment under
//! the cache folder.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{models, service};

const PACKAGE: &str = "moto[server]==5.2.5";
/// Serves the emulator, one request after another: left to itself it lets two writers through a condition at once, which
/// DynamoDB does not.
const SERVE: &str = "
import sys, threading
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple
emulator, turn = DomainDispatcherApplication(create_backend_app), threading.Lock()
def serve(environment, start):
    with turn:
        return list(emulator(environment, start))
run_simple('127.0.0.1', int(sys.argv[1]), serve, threaded=True)
";
/// How long the emulator may take to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running emulator; stopped when dropped.
pub(crate) struct Emulators {
    process: Child,
    /// Where it answers.
    pub(crate) endpoint: String,
    /// The Python that it runs on, which has the SDK of AWS too.
    pub(crate) python: PathBuf,
}

/// Installs the emulator where it is missing, and starts it on a free port of this machine.
pub(crate) fn start(shell: &Shell) -> Result<Emulators> {
    let environment = install(shell)?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let log = shell.create_dir(crate::workspace_root().join("target"))?.join("moto.log");
    let log = std::fs::File::create(log)?;
    let python = environment.join("bin/python");
    let mut process = Command::new(&python)
        .args(["-c", SERVE, &port.to_string()])
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("the emulator of AWS does not start")?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let since = Instant::now();
    while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
        if process.try_wait()?.is_some() || since.elapsed() > PATIENCE {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
            bail!("the emulator of AWS does not listen; target/moto.log says more");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(Emulators { process, endpoint: format!("http://{address}"), python })
}

impl Drop for Emulators {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The virtual environment that holds the emulator.
fn install(shell: &Shell) -> Result<PathBuf> {
    let environment = crate::cache_folder()?.join("moto");
    let mark = environment.join("installed");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == PACKAGE) {
        return Ok(environment);
    }
    println!("fetching the emulator of AWS ({PACKAGE} from PyPI)");
    let python = models::install_python(shell)?;
    shell.remove_path(&environment)?;
    make_environment(shell, python, &environment)?;
    let pip = environment.join("bin/pip");
    cmd!(shell, "{pip} install --quiet --disable-pip-version-check {PACKAGE}").run()?;
    shell.write_file(&mark, PACKAGE)?;
    Ok(environment)
}

fn make_environment(shell: &Shell, python: &str, folder: &Path) -> Result<()> {
    let make = || cmd!(shell, "{python} -m venv {folder}").quiet();
    if make().ignore_stdout().ignore_stderr().run().is_ok() {
        return Ok(());
    }
    // Debian has the module in a package of its own.
    service::install_debian_packages(shell, &["python3-venv"])?;
    make().run()?;
    Ok(())
}
