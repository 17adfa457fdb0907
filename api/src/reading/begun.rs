//! Line work that is traced while somebody else still reads the text: as far as that goes without it, in a process that
//! then waits for the text, and the rest in that same process.

use std::sync::Arc;

use bytes::Bytes;
use shared::analysis::Analysis;
use shared::job::BlueprintFormat;
use shared::textract::TextBlock;
use tokio::sync::OwnedSemaphorePermit;

use super::process::give_back;
use super::protocol::Reply;
use super::worker::Worker;
use super::{Document, DocumentReader, Task};
use crate::progress::Progress;

/// Line work that waits for the text. It holds a process, and no place among those who read; dropped, it ends the process.
#[derive(Debug)]
pub struct BegunTrace {
    reader: DocumentReader,
    worker: Worker,
    format: BlueprintFormat,
    _one_of_few: OwnedSemaphorePermit,
}

impl DocumentReader {
    /// Begins to trace the line work of a document. `None` where that cannot be done at once or goes wrong: it is there to
    /// save time, and [`DocumentReader::trace`] does the whole later, and says what is wrong.
    pub async fn begin_trace(&self, document: &Document) -> Option<BegunTrace> {
        let one_of_few = Arc::clone(&self.begun).try_acquire_owned().ok()?;
        let _place = self.places.try_acquire().ok()?;
        let mut worker = self.readers.take().ok()?;
        let silent = Progress::default();
        let work = worker.ask(Task::BeginTrace, document, &[], &silent);
        if let Ok(Ok(Reply::Begun)) = tokio::time::timeout(self.deadlines.line_work, work).await {
            return Some(BegunTrace { reader: self.clone(), worker, format: document.format, _one_of_few: one_of_few });
        }
        drop(worker);
        self.readers.replenish();
        None
    }
}

impl BegunTrace {
    /// The line work, as [`DocumentReader::trace`] gives it for this text, of which there has to be some. `None` where
    /// something went wrong.
    pub async fn finish(self, text: &[TextBlock]) -> Option<Analysis> {
        let Self { reader, mut worker, format, .. } = self;
        let _place = reader.place().await.ok()?;
        let (nothing, silent) = (Document { bytes: Bytes::new(), format }, Progress::default());
        let work = worker.ask(Task::FinishTrace, &nothing, text, &silent);
        let reply = tokio::time::timeout(reader.deadlines.line_work, work).await.ok()?;
        give_back(&reader.readers, worker, &reply);
        match reply {
            Ok(Reply::Analysis(analysis)) => Some(*analysis),
            _ => None,
        }
    }
}
