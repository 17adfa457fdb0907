//! Processes that wait for documents, so that nobody waits for a process.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::worker::Worker;
use super::{ModelFiles, ReadingError};

/// Processes of one kind: with the recognition models loaded, or without.
#[derive(Debug)]
pub(super) struct Pool {
    program: PathBuf,
    models: Option<ModelFiles>,
    idle: Mutex<Vec<Worker>>,
    /// How many wait at most.
    keeps: usize,
    /// Address space of each.
    memory_bytes: u64,
}

impl Pool {
    pub(super) fn new(program: PathBuf, models: Option<ModelFiles>, keeps: usize, memory_bytes: u64) -> Self {
        Self { program, models, idle: Mutex::default(), keeps, memory_bytes }
    }

    /// A process that waits, or a new one.
    pub(super) fn take(&self) -> Result<Worker, ReadingError> {
        loop {
            let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(mut worker) = waiting else { return self.start() };
            if worker.is_alive() {
                return Ok(worker);
            }
        }
    }

    /// A new process, which has read nothing.
    pub(super) fn start(&self) -> Result<Worker, ReadingError> {
        Worker::start(&self.program, self.models.as_ref(), self.memory_bytes)
    }

    /// Takes a process back that has done its work without anything odd; it is ended if it may not go on.
    pub(super) fn put_back(&self, worker: Worker) {
        if worker.may_go_on() {
            self.keep(worker);
        } else {
            drop(worker);
            self.replenish();
        }
    }

    /// Has a new process wait in place of one that was ended. Where none can be started, who needs it hears why.
    pub(super) fn replenish(&self) {
        if self.idle.lock().unwrap_or_else(PoisonError::into_inner).len() < self.keeps
            && let Ok(worker) = self.start()
        {
            self.keep(worker);
        }
    }

    fn keep(&self, worker: Worker) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.keeps {
            idle.push(worker);
        }
    }
}
