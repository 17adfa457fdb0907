//! Port: what reads the text of a document.

mod local;
mod textract;

use std::time::Instant;

use async_trait::async_trait;
use shared::analysis::{Analysis, Analyzer};
use shared::textract::TextBlock;

use crate::error::StoreError;
use crate::progress::Progress;
use crate::reading::{Document, DocumentReader, ReadingError, TextRead};

pub use local::LocalAnalyzer;
pub use textract::TextractAnalyzer;

/// Why an analyzer gave nothing.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AnalyzerError {
    /// The document itself is at fault.
    #[error(transparent)]
    Document(#[from] ReadingError),
    /// The analyzer does not take this document; others may. For the logs.
    #[error("refused: {0}")]
    Refused(String),
    /// Down, throttled or misconfigured. For the logs.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// No answer before the deadline.
    #[error("no answer in time")]
    TimedOut,
}

/// Reads a document: its text, its layout and its line work.
#[async_trait]
pub trait DocumentAnalyzer: Send + Sync {
    /// Who reads, and with which model; stands in every analysis, and tells whether a stored one is as good as a new one.
    fn identity(&self) -> Analyzer;

    /// Whether text is read at all. Without recognition models only PDFs bring text along.
    fn reads_text(&self) -> bool;

    /// What people call it, for warnings: `Textract`, `text recognition`.
    fn spoken_name(&self) -> &'static str;

    /// Reads the document. `blueprint_key` is where its bytes are stored, for an analyzer that fetches them itself; no
    /// call of another service goes on beyond `until`; `progress` is told how far it is.
    ///
    /// The analysis carries the line work of its pages too, and [`DocumentAnalyzer::identity`] as its analyzer.
    async fn analyze(
        &self,
        document: &Document,
        blueprint_key: &str,
        until: Instant,
        progress: &Progress,
    ) -> Result<TextRead, AnalyzerError>;

    /// Whether it would answer now.
    async fn probe(&self) -> Result<(), StoreError>;
}

/// Looks at documents without any analyzer: at the door, and when the analyzer fails.
#[async_trait]
pub trait DocumentInspector: Send + Sync {
    /// Whether the document can be read and is within limits.
    async fn check(&self, document: &Document) -> Result<(), ReadingError>;

    /// The line work of every page. `text` is what is written on them, which is no line work. Where nothing is known of
    /// it, the text that the document itself tells (of PDFs) stands in, and is in the analysis.
    async fn trace(&self, document: &Document, text: &[TextBlock]) -> Result<Analysis, ReadingError>;
}

#[async_trait]
impl DocumentInspector for DocumentReader {
    async fn check(&self, document: &Document) -> Result<(), ReadingError> {
        Self::check(self, document).await
    }

    async fn trace(&self, document: &Document, text: &[TextBlock]) -> Result<Analysis, ReadingError> {
        Self::trace(self, document, text).await
    }
}
