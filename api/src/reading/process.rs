//! Reading documents: which process does it, for how long, and what becomes of the process.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use shared::analysis::Analysis;
use shared::textract::TextBlock;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::pool::Pool;
use super::protocol::Reply;
use super::worker::Worker;
use super::{Document, Fitted, ModelFiles, ReadingError, Task};
use crate::limits::{BEGUN_TRACES, Deadlines, READING_MEMORY_BYTES, WAITING_CHECKERS};
use crate::progress::Progress;

/// What was read of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRead {
    /// Text and line work.
    pub analysis: Analysis,
    /// Whether the recogniser gave up, so that text may be missing.
    pub recognition_failed: bool,
}

/// Reads documents in child processes, which are kept for the next document as long as nothing odd happens in them.
#[derive(Debug, Clone)]
pub struct DocumentReader {
    program: PathBuf,
    models: Option<ModelFiles>,
    pub(super) deadlines: Deadlines,
    pub(super) places: Arc<Semaphore>,
    /// Who may wait for text, with the line work begun.
    pub(super) begun: Arc<Semaphore>,
    pub(super) readers: Arc<Pool>,
    checkers: Arc<Pool>,
}

impl DocumentReader {
    /// A reader that starts `program` (this binary), with these recognition models if there are any.
    ///
    /// At most `at_once` documents are read at the same time.
    #[must_use]
    pub fn new(program: PathBuf, models: Option<ModelFiles>, deadlines: Deadlines, at_once: usize) -> Self {
        Self::with_memory(program, models, deadlines, at_once, READING_MEMORY_BYTES)
    }

    /// The same, whose processes have `memory_bytes` of address space each.
    #[must_use]
    pub fn with_memory(
        program: PathBuf,
        models: Option<ModelFiles>,
        deadlines: Deadlines,
        at_once: usize,
        memory_bytes: u64,
    ) -> Self {
        let at_once = at_once.max(1);
        let pool = |models, keeps| Arc::new(Pool::new(program.clone(), models, keeps, memory_bytes));
        Self {
            readers: pool(models.clone(), at_once),
            checkers: pool(None, WAITING_CHECKERS),
            places: Arc::new(Semaphore::new(at_once)),
            begun: Arc::new(Semaphore::new(BEGUN_TRACES)),
            program,
            models,
            deadlines,
        }
    }

    /// Starts what the first documents will need, so that they do not wait for it. Within a runtime.
    pub fn warm_up(&self) {
        self.checkers.replenish();
        self.readers.replenish();
    }

    /// The recognition models, if there are any.
    #[must_use]
    pub fn models(&self) -> Option<&ModelFiles> {
        self.models.as_ref()
    }

    /// The program that is started.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Whether the document can be read and is within limits.
    pub async fn check(&self, document: &Document) -> Result<(), ReadingError> {
        match self.run(Task::Check, document, &[], self.deadlines.check, &Progress::default()).await? {
            Reply::Readable => Ok(()),
            Reply::Error(error) => Err(error),
            _ => Err(unexpected()),
        }
    }

    /// The document's line work. `text` is what is written on it, which is no line work; where it is empty, what the
    /// document itself tells of its text comes along.
    pub async fn trace(&self, document: &Document, text: &[TextBlock]) -> Result<Analysis, ReadingError> {
        match self.run(Task::Trace, document, text, self.deadlines.line_work, &Progress::default()).await? {
            Reply::Analysis(analysis) => Ok(*analysis),
            Reply::Error(error) => Err(error),
            _ => Err(unexpected()),
        }
    }

    /// The document's text and line work; `progress` hears how far it is.
    pub async fn read(&self, document: &Document, progress: &Progress) -> Result<TextRead, ReadingError> {
        match self.run(Task::Read, document, &[], self.deadlines.analysis, progress).await? {
            Reply::Analysis(analysis) => Ok(TextRead { analysis: *analysis, recognition_failed: false }),
            Reply::WithoutText(analysis) => Ok(TextRead { analysis: *analysis, recognition_failed: true }),
            Reply::Error(error) => Err(error),
            _ => Err(unexpected()),
        }
    }

    /// The document as Textract takes it.
    pub async fn fit(&self, document: &Document) -> Result<Fitted, ReadingError> {
        match self.run(Task::Fit, document, &[], self.deadlines.check, &Progress::default()).await? {
            Reply::Fitted { pages, redrawn: None } => Ok(Fitted { pages, redrawn: None }),
            Reply::Fitted { pages, redrawn: Some(picture) } => {
                let bytes = STANDARD.decode(picture.base64).map_err(|_| unexpected())?;
                Ok(Fitted { pages, redrawn: Some(Document { bytes: bytes.into(), format: picture.format }) })
            }
            Reply::Error(error) => Err(error),
            _ => Err(unexpected()),
        }
    }

    /// One of the places for those who read.
    pub(super) async fn place(&self) -> Result<OwnedSemaphorePermit, ReadingError> {
        tokio::time::timeout(self.deadlines.queue, Arc::clone(&self.places).acquire_owned())
            .await
            .map_err(|_| ReadingError::Busy)?
            .map_err(|error| ReadingError::Unavailable(error.to_string()))
    }

    async fn run(
        &self,
        task: Task,
        document: &Document,
        text: &[TextBlock],
        deadline: Duration,
        progress: &Progress,
    ) -> Result<Reply, ReadingError> {
        // Checks are short and stand at the door: they do not queue behind analyses.
        let (pool, _place) = match task {
            Task::Check => (&self.checkers, None),
            _ => (&self.readers, Some(self.place().await?)),
        };
        let work = async {
            let mut worker = pool.take()?;
            let was_used = worker.is_used();
            let mut reply = worker.ask(task, document, text, progress).await;
            if was_used && matches!(reply, Err(ReadingError::Crashed)) {
                // Perhaps an earlier document is to blame: one in a new process tells.
                worker = pool.start()?;
                reply = worker.ask(task, document, text, progress).await;
            }
            Ok::<_, ReadingError>((worker, reply))
        };
        // Who runs out of time, or is no longer waited for, drops the process with it.
        let (worker, reply) = match tokio::time::timeout(deadline, work).await {
            Ok(done) => done?,
            Err(_) => {
                pool.replenish();
                return Err(ReadingError::TimedOut);
            }
        };
        give_back(pool, worker, &reply);
        reply
    }
}

/// Keeps a process for the next document only where nothing odd happened in it: after any error, also one that the
/// document is to blame for, a new one takes its place, so that no document can prepare the ground for the next.
pub(super) fn give_back(pool: &Pool, worker: Worker, reply: &Result<Reply, ReadingError>) {
    if matches!(reply, Ok(Reply::Readable | Reply::Analysis(_) | Reply::Fitted { .. })) {
        pool.put_back(worker);
    } else {
        drop(worker);
        pool.replenish();
    }
}

fn unexpected() -> ReadingError {
    ReadingError::Unavailable("an answer to another question".to_owned())
}
