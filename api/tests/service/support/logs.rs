//! Log lines of every service that is started here, kept in the folder that `ROOMPRINT_TEST_LOGS` names, so that a look
//! through all of them (`xtask/src/logs.rs`) ends a run of all tests.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::sync::{Arc, Once};

use api::telemetry;

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("ROOMPRINT_TEST_LOGS")?);
    std::fs::create_dir_all(&folder).unwrap();
    Some(folder)
}

/// A new file for the lines of one more process.
pub(crate) fn of_program(kind: &str) -> Option<File> {
    let name = format!("{kind}-{}.log", uuid::Uuid::new_v4().simple());
    Some(OpenOptions::new().create_new(true).append(true).open(folder()?.join(name)).unwrap())
}

/// Has the services of this process log, as the program does.
pub(crate) fn of_this_process() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if let Some(file) = of_program("in-process") {
            telemetry::log_as_json(Arc::new(file));
        }
    });
}
