//! The side that starts a child process and waits for it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use shared::analysis::Analysis;
use shared::textract::TextBlock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;

use super::protocol::{Reply, Request};
use super::{Document, ModelFiles, ReadingError, Task};
use crate::limits::{Deadlines, MAX_READING_ANSWER_BYTES};

/// What was read of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRead {
    /// Text and line work.
    pub analysis: Analysis,
    /// Whether the recogniser gave up, so that text may be missing.
    pub recognition_failed: bool,
}

/// Reads documents, each in a child process of its own.
#[derive(Debug, Clone)]
pub struct DocumentReader {
    program: PathBuf,
    models: Option<ModelFiles>,
    deadlines: Deadlines,
    places: Arc<Semaphore>,
}

impl DocumentReader {
    /// A reader that starts `program` (this binary), with these recognition models if there are any.
    ///
    /// At most `at_once` documents are read at the same time.
    #[must_use]
    pub fn new(program: PathBuf, models: Option<ModelFiles>, deadlines: Deadlines, at_once: usize) -> Self {
        Self { program, models, deadlines, places: Arc::new(Semaphore::new(at_once.max(1))) }
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
        match self.run(Task::Check, document, &[], self.deadlines.check).await? {
            Reply::Readable => Ok(()),
            Reply::Error(error) => Err(error),
            Reply::Analysis(_) | Reply::WithoutText(_) => Err(unexpected()),
        }
    }

    /// The document's line work. `text` is what is written on it, which is no line work.
    pub async fn trace(&self, document: &Document, text: &[TextBlock]) -> Result<Analysis, ReadingError> {
        match self.run(Task::Trace, document, text, self.deadlines.line_work).await? {
            Reply::Analysis(analysis) => Ok(*analysis),
            Reply::Error(error) => Err(error),
            Reply::Readable | Reply::WithoutText(_) => Err(unexpected()),
        }
    }

    /// The document's text and line work.
    pub async fn read(&self, document: &Document) -> Result<TextRead, ReadingError> {
        match self.run(Task::Read, document, &[], self.deadlines.analysis).await? {
            Reply::Analysis(analysis) => Ok(TextRead { analysis: *analysis, recognition_failed: false }),
            Reply::WithoutText(analysis) => Ok(TextRead { analysis: *analysis, recognition_failed: true }),
            Reply::Error(error) => Err(error),
            Reply::Readable => Err(unexpected()),
        }
    }

    async fn run(
        &self,
        task: Task,
        document: &Document,
        text: &[TextBlock],
        deadline: Duration,
    ) -> Result<Reply, ReadingError> {
        // Checks are short and stand at the door: they do not queue behind analyses.
        let _place = match task {
            Task::Check => None,
            Task::Trace | Task::Read => Some(
                tokio::time::timeout(self.deadlines.queue, Arc::clone(&self.places).acquire_owned())
                    .await
                    .map_err(|_| ReadingError::Busy)?
                    .map_err(|e| ReadingError::Unavailable(e.to_string()))?,
            ),
        };
        tokio::time::timeout(deadline, self.talk(task, document, text)).await.map_err(|_| ReadingError::TimedOut)?
    }

    async fn talk(&self, task: Task, document: &Document, text: &[TextBlock]) -> Result<Reply, ReadingError> {
        let unavailable = |e: std::io::Error| ReadingError::Unavailable(e.to_string());
        let mut child = Command::new(&self.program)
            .args(self.arguments(task, document))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(unavailable)?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(ReadingError::Unavailable("no pipes to the child process".to_owned()));
        };
        let (head, tail) =
            Request::around(&document.bytes, text).map_err(|e| ReadingError::Unavailable(e.to_string()))?;
        let send = async {
            for part in [&head[..], &document.bytes, &tail] {
                // A child that breaks down closes its end early; how it ended says so.
                if stdin.write_all(part).await.is_err() {
                    break;
                }
            }
            drop(stdin);
        };
        let mut answer = Vec::new();
        let mut stdout = stdout.take(MAX_READING_ANSWER_BYTES as u64);
        let (received, ()) = tokio::join!(stdout.read_to_end(&mut answer), send);
        received.map_err(unavailable)?;
        let status = child.wait().await.map_err(unavailable)?;
        if !status.success() {
            tracing::warn!(task = task.as_str(), %status, "the process that read a document broke down");
            return Err(ReadingError::Crashed);
        }
        // Megabytes of JSON: not on a thread that answers requests.
        tokio::task::spawn_blocking(move || serde_json::from_slice(&answer).map_err(|_| ReadingError::Crashed))
            .await
            .map_err(|e| ReadingError::Unavailable(e.to_string()))?
    }

    fn arguments(&self, task: Task, document: &Document) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = vec![
            "read-document".into(),
            "--task".into(),
            task.as_str().into(),
            "--format".into(),
            document.format.extension().into(),
        ];
        if let (Task::Read, Some(models)) = (task, &self.models) {
            arguments.extend(["--models-dir".into(), models.folder().into()]);
        }
        arguments
    }
}

fn unexpected() -> ReadingError {
    ReadingError::Unavailable("an answer to another question".to_owned())
}
