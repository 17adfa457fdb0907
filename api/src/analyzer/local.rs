//! Adapter: text recognition and PDF reading on this machine, in a child process.

use std::time::Instant;

use async_trait::async_trait;
use reader::read::READER_VERSION;
use shared::analysis::{Analysis, Analyzer};

use super::{AnalyzerError, DocumentAnalyzer};
use crate::error::StoreError;
use crate::progress::Progress;
use crate::reading::{Document, DocumentReader, ModelFiles, TextRead};

/// Reads with the crate `reader`.
#[derive(Debug, Clone)]
pub struct LocalAnalyzer {
    reader: DocumentReader,
}

impl LocalAnalyzer {
    /// An analyzer that reads through `reader`.
    #[must_use]
    pub fn new(reader: DocumentReader) -> Self {
        Self { reader }
    }
}

#[async_trait]
impl DocumentAnalyzer for LocalAnalyzer {
    fn identity(&self) -> Analyzer {
        let models = self.reader.models().map_or("no-models", ModelFiles::fingerprint);
        Analyzer { name: "local".to_owned(), version: Some(format!("{READER_VERSION}-{models}")) }
    }

    fn reads_text(&self) -> bool {
        self.reader.models().is_some()
    }

    fn spoken_name(&self) -> &'static str {
        "Text recognition"
    }

    async fn analyze(
        &self,
        document: &Document,
        _blueprint_key: &str,
        _until: Instant,
        progress: &Progress,
    ) -> Result<TextRead, AnalyzerError> {
        let TextRead { analysis, recognition_failed } = self.reader.read(document, progress).await?;
        Ok(TextRead { analysis: Analysis { analyzer: self.identity(), ..analysis }, recognition_failed })
    }

    async fn probe(&self) -> Result<(), StoreError> {
        let program = tokio::fs::metadata(self.reader.program()).await.map_err(StoreError::of)?;
        if program.is_file() { Ok(()) } else { Err(StoreError::of("the program that reads documents is gone")) }
    }
}
