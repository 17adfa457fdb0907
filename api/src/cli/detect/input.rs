//! What a file given on the command line is, told by its content.

use std::path::Path;

use anyhow::{Context, bail};
use shared::analysis::Analysis;
use shared::job::BlueprintFormat;
use shared::limits::{MAX_ANALYSIS_BYTES, MAX_BLUEPRINT_BYTES};

use crate::progress::Progress;
use crate::reading::{Document, DocumentReader};

/// A file as it was recognised.
pub(super) enum Input {
    /// A PNG, JPG or PDF.
    Document(Document),
    /// An analysis document or raw Textract JSON.
    Analysis(Box<Analysis>),
}

/// Reads a file and tells what it is.
pub(super) async fn read(path: &Path) -> anyhow::Result<Input> {
    let bytes = bytes_of(path, MAX_BLUEPRINT_BYTES.max(MAX_ANALYSIS_BYTES)).await?;
    if let Some(format) = BlueprintFormat::sniff(&bytes) {
        return Ok(Input::Document(Document { bytes: bytes.into(), format }));
    }
    if matches!(bytes.iter().find(|byte| !byte.is_ascii_whitespace()), Some(b'{' | b'[')) {
        let analysis = tokio::task::spawn_blocking(move || Analysis::from_json(&bytes)).await??;
        return Ok(Input::Analysis(Box::new(analysis)));
    }
    if bytes.is_empty() {
        bail!("the file is empty");
    }
    bail!("neither PNG, JPG or PDF, nor an analysis document or Textract JSON");
}

/// Reads a file that must be an analysis document or raw Textract JSON.
pub(super) async fn read_analysis(path: &Path) -> anyhow::Result<Analysis> {
    let bytes = bytes_of(path, MAX_ANALYSIS_BYTES).await.with_context(|| format!("--analysis {}", path.display()))?;
    let parsed = tokio::task::spawn_blocking(move || Analysis::from_json(&bytes)).await?;
    parsed.with_context(|| format!("--analysis {}", path.display()))
}

async fn bytes_of(path: &Path, limit: usize) -> anyhow::Result<Vec<u8>> {
    let metadata = tokio::fs::metadata(path).await.context("it cannot be opened")?;
    if !metadata.is_file() {
        bail!("it is no file");
    }
    if metadata.len() > limit as u64 {
        bail!("it has {} bytes; at most {limit} are read", metadata.len());
    }
    tokio::fs::read(path).await.context("it cannot be read")
}

/// Text and line work of a document, read on this machine.
pub(super) async fn analysed(document: &Document, reader: &DocumentReader) -> anyhow::Result<Analysis> {
    let read = reader.read(document, &Progress::default()).await?;
    if read.recognition_failed {
        eprintln!("roomprint: text recognition gave up; rooms come from line work alone");
    }
    Ok(read.analysis)
}

/// What somebody else read on a document, with the document's own line work.
pub(super) async fn joined(
    analysis: Analysis,
    document: &Document,
    reader: &DocumentReader,
) -> anyhow::Result<Analysis> {
    let traced = reader.trace(document, &analysis.text_blocks).await?;
    let mut metadata = analysis.metadata;
    metadata.pages = metadata.pages.max(traced.metadata.pages);
    metadata.page_sizes = traced.metadata.page_sizes;
    Ok(Analysis { metadata, line_work: traced.line_work, ..analysis })
}
