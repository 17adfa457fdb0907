//! One child process that reads, as the service sees it.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use shared::textract::TextBlock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::protocol::{Heard, Reply, Request, SAID_HEAD_BYTES, Said};
use super::{Document, ModelFiles, ReadingError, Task};
use crate::limits::{DOCUMENTS_PER_READER, MAX_READING_ANSWER_BYTES, READER_KEPT_BYTES};
use crate::progress::Progress;

/// How long a process that broke down is waited for, to log how it ended.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A process that reads documents; ended when it is dropped.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    documents: u32,
}

impl Worker {
    /// Starts one; it loads the models, if there are any, while nobody waits yet.
    pub(super) fn start(program: &Path, models: Option<&ModelFiles>, memory_bytes: u64) -> Result<Self, ReadingError> {
        let mut command = Command::new(program);
        command.arg("read-document").arg("--memory-bytes").arg(memory_bytes.to_string());
        if let Some(models) = models {
            command.arg("--models-dir").arg(models.folder());
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| ReadingError::Unavailable(error.to_string()))?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(ReadingError::Unavailable("no pipes to the child process".to_owned()));
        };
        Ok(Self { child, stdin, stdout, documents: 0 })
    }

    /// Whether it has read anything before.
    pub(super) fn is_used(&self) -> bool {
        self.documents > 0
    }

    /// Whether it is still there.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Whether it may read another document: not too many yet, and not holding on to too much memory.
    pub(super) fn may_go_on(&self) -> bool {
        self.documents < DOCUMENTS_PER_READER && self.held_bytes().is_none_or(|bytes| bytes <= READER_KEPT_BYTES)
    }

    /// Resident memory, where the system tells it in the way of Linux.
    fn held_bytes(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix("kB")?;
        Some(kilobytes.trim().parse::<u64>().ok()? * 1024)
    }

    /// Has a document read. After an error the process is not to be asked again.
    pub(super) async fn ask(
        &mut self,
        task: Task,
        document: &Document,
        text: &[TextBlock],
        progress: &Progress,
    ) -> Result<Reply, ReadingError> {
        self.documents += 1;
        let answer = self.talk(task, document, text, progress).await?;
        let Some(answer) = answer else {
            let status = tokio::time::timeout(LAST_WORDS, self.child.wait()).await;
            let status = status.ok().and_then(Result::ok).map(|status| status.to_string());
            tracing::warn!(task = task.as_str(), status, "the process that read a document broke down");
            return Err(ReadingError::Crashed);
        };
        // Megabytes of JSON: not on a thread that answers requests.
        tokio::task::spawn_blocking(move || serde_json::from_slice(&answer).map_err(|_| ReadingError::Crashed))
            .await
            .map_err(|error| ReadingError::Unavailable(error.to_string()))?
    }

    /// Sends the document and waits for the answer; `None` where it ends or says what is none.
    async fn talk(
        &mut self,
        task: Task,
        document: &Document,
        text: &[TextBlock],
        progress: &Progress,
    ) -> Result<Option<Vec<u8>>, ReadingError> {
        let (head, tail) = Request::around(task, document.format, &document.bytes, text)
            .map_err(|error| ReadingError::Unavailable(error.to_string()))?;
        let Self { stdin, stdout, .. } = self;
        let send = async {
            for part in [&head[..], &document.bytes, &tail] {
                stdin.write_all(part).await?;
            }
            stdin.flush().await
        };
        let receive = receive(stdout, progress);
        tokio::pin!(send, receive);
        tokio::select! {
            // An answer to what was not sent yet is none.
            _ = &mut receive => Ok(None),
            sent = &mut send => Ok(if sent.is_ok() { receive.await } else { None }),
        }
    }
}

/// Everything up to the answer, which is given as it came.
async fn receive(stdout: &mut ChildStdout, progress: &Progress) -> Option<Vec<u8>> {
    loop {
        let mut head = [0; SAID_HEAD_BYTES];
        stdout.read_exact(&mut head).await.ok()?;
        let (kind, length) = Said::announced(head)?;
        if length > MAX_READING_ANSWER_BYTES as u64 {
            return None;
        }
        let mut json = Vec::new();
        let received = (&mut *stdout).take(length).read_to_end(&mut json).await.ok()?;
        if received as u64 != length {
            return None;
        }
        match kind {
            Said::Answer => return Some(json),
            Said::Progress => {
                let Heard { stage, share } = serde_json::from_slice(&json).ok()?;
                progress.read(stage, share);
            }
        }
    }
}
