//! Adapter: Amazon Textract reads the text; the line work is traced here.
//!
//! ```text
//! document ── fit ──> one page:  AnalyzeDocument, bytes or S3 object ─────┐
//!                └──> more pages: StartDocumentAnalysis, GetDocumentAnalysis ┤
//!                                                                            v
//!                                                   raw answer ──> words ──┐
//! document ── line work, as far as it goes without words, meanwhile ───────┴> line work ──> Analysis
//! ```
//!
//! Words come before line work is whole: ink inside the box of a word is text and no wall. Decoding or drawing the page,
//! finding the building on it and separating ink, symbols and fills need no words, and are done while Textract reads.

mod calls;
mod errors;
mod raw_answer;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use aws_sdk_textract::Client;
use aws_sdk_textract::types::FeatureType;
use bytes::Bytes;
use shared::analysis::{Analysis, Analyzer};
use shared::progress::Stage;

use super::{AnalyzerError, DocumentAnalyzer};
use crate::error::StoreError;
use crate::progress::Progress;
use crate::reading::{Document, DocumentReader, Fitted, TextRead};

use calls::{Calls, Sent};

/// Bytes up to which a document is sent as it is; a larger one Textract fetches from the bucket by itself. (The reference
/// of `Document` names 5 MB for bytes, the quotas name 10 MB.)
const SENT_BYTES: usize = 5 * 1024 * 1024;
/// How long the answer to a probe holds: health checks of strangers must not use up the calls a second of an account.
const PROBE_HOLDS: Duration = Duration::from_secs(10);

/// Reads text by Textract.
pub struct TextractAnalyzer {
    calls: Calls,
    reader: DocumentReader,
    deadline: Duration,
    probed: Mutex<Option<(Instant, Result<(), StoreError>)>>,
}

impl TextractAnalyzer {
    /// An analyzer that asks Textract for `features`, for blueprints in `bucket`, and traces line work through `reader`.
    ///
    /// The client tries again where that helps; `deadline` is for all calls of one document together.
    #[must_use]
    pub fn new(
        client: Client,
        features: Vec<FeatureType>,
        bucket: String,
        reader: DocumentReader,
        deadline: Duration,
    ) -> Self {
        Self { calls: Calls::new(client, features, bucket), reader, deadline, probed: Mutex::new(None) }
    }

    /// The raw answer for a document.
    async fn ask(
        &self,
        document: &Document,
        fitted: Fitted,
        key: &str,
        until: Instant,
    ) -> Result<Bytes, AnalyzerError> {
        let Fitted { pages, redrawn } = fitted;
        if pages > 1 {
            return self.calls.many_pages(key, until).await;
        }
        let sent = match redrawn {
            Some(picture) => Sent::Bytes(picture.bytes),
            None if document.bytes.len() <= SENT_BYTES => Sent::Bytes(document.bytes.clone()),
            None => Sent::InBucket,
        };
        self.calls.one_page(sent, key, until).await
    }
}

#[async_trait]
impl DocumentAnalyzer for TextractAnalyzer {
    fn identity(&self) -> Analyzer {
        // The version of Textract's own model is known only from its answers; it stays in the analysis, with the answer.
        Analyzer { name: "textract".to_owned(), version: Some(self.calls.features()) }
    }

    fn reads_text(&self) -> bool {
        true
    }

    fn spoken_name(&self) -> &'static str {
        "Textract"
    }

    async fn analyze(
        &self,
        document: &Document,
        key: &str,
        until: Instant,
        progress: &Progress,
    ) -> Result<TextRead, AnalyzerError> {
        progress.at(Stage::Reading);
        let until = until.min(Instant::now() + self.deadline);
        let fitted = self.reader.fit(document).await?;
        let asking = async {
            let answer = self.ask(document, fitted, key, until).await;
            let outcome = if answer.is_ok() { "answered" } else { "failed" };
            metrics::counter!("roomprint_textract_documents_total", "outcome" => outcome).increment(1);
            answer
        };
        // Where Textract fails, nobody waits for the line work that was begun.
        let (answer, begun) = tokio::try_join!(asking, async { Ok(self.reader.begin_trace(document).await) })?;
        // Megabytes of JSON: not on a thread that answers requests.
        let read = tokio::task::spawn_blocking(move || Analysis::from_json(&answer)).await;
        let text = read
            .map_err(|error| AnalyzerError::Unavailable(error.to_string()))?
            // What is wrong with it may quote it.
            .map_err(|_| AnalyzerError::Unavailable("an answer that is none of Textract's".to_owned()))?;
        progress.at(Stage::LineWork);
        let finished = match begun {
            Some(begun) if !text.text_blocks.is_empty() => begun.finish(&text.text_blocks).await,
            _ => None,
        };
        let traced = match finished {
            Some(traced) => traced,
            None => self.reader.trace(document, &text.text_blocks).await?,
        };
        let analysis = text.with_line_work(traced.line_work, traced.metadata.page_sizes);
        Ok(TextRead { analysis: Analysis { analyzer: self.identity(), ..analysis }, recognition_failed: false })
    }

    async fn probe(&self) -> Result<(), StoreError> {
        let known = self.probed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((when, state)) = known
            && when.elapsed() < PROBE_HOLDS
        {
            return state;
        }
        let state = self.calls.probe().await;
        *self.probed.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), state.clone()));
        state
    }
}
