//! The program as a process of its own, with its log.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::logs;

/// `roomprint serve` on a free port; stopped when dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) origin: String,
    log: Arc<Mutex<String>>,
    reading: Option<std::thread::JoinHandle<()>>,
    _data: TempDir,
}

impl Program {
    pub(crate) fn serve(flags: &[&str]) -> Self {
        Self::serve_with(flags, &[])
    }

    /// The same, with variables of its own.
    pub(crate) fn serve_with(flags: &[&str], environment: &[(&str, String)]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_roomprint"))
            .args(["serve", "--listen", "127.0.0.1:0", "--models-dir", "/nonexistent", "--data-dir"])
            .arg(data.path())
            .args(flags)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .current_dir(data.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first_line = String::new();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        stderr.read_line(&mut first_line).unwrap();
        let origin = first_line.trim().strip_prefix("Roomprint: ").expect(&first_line).to_owned();
        let log = Arc::new(Mutex::new(String::new()));
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let lines = Arc::clone(&log);
        let mut kept = logs::of_program("program");
        // What it says last, if it breaks down, is said here.
        let mut last_words = kept.as_ref().map(|file| file.try_clone().unwrap());
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if let Some(file) = &mut last_words {
                    writeln!(file, "{line}").unwrap();
                }
            }
        });
        let reading = std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if let Some(file) = &mut kept {
                    writeln!(file, "{line}").unwrap();
                }
                let mut log = lines.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        Self { child, origin, log, reading: Some(reading), _data: data }
    }

    /// Asks the program to stop, waits until it has, and gives its whole log.
    pub(crate) fn stopped(mut self) -> String {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        assert!(self.child.wait().unwrap().success(), "a clean end");
        self.reading.take().unwrap().join().unwrap();
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Already ended where it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
