//! Adapters that fail and hang on command, and an analyzer that counts.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use api::analyzer::{AnalyzerError, DocumentAnalyzer, DocumentInspector};
use api::auth::{Authorizer, Caller};
use api::blobs::BlobStore;
use api::error::{ApiError, StoreError};
use api::jobs::{Cursor, JobPage, JobStore, Move, Moved, OwnedJob};
use api::ledger::{AnalysisLedger, Claim, DocumentKey};
use api::previews::{CachedPreview, PreviewCache, PreviewKey};
use api::progress::Progress;
use api::reading::{Document, ReadingError, TextRead};
use api::uploads::Ticket;
use async_trait::async_trait;
use axum::http::HeaderMap;
use bytes::Bytes;
use jiff::Timestamp;
use shared::analysis::{Analysis, Analyzer};
use shared::job::{BlueprintFormat, JobId};
use shared::progress::Stage;
use shared::textract::TextBlock;

/// How an operation goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Fails,
    Hangs,
}

/// Which operations go wrong at the moment; `*` stands for all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<BTreeMap<String, Fault>>>);

impl Faults {
    pub(crate) fn set(&self, operation: &str, fault: Fault) {
        self.0.lock().unwrap().insert(operation.to_owned(), fault);
    }

    pub(crate) fn mend(&self) {
        self.0.lock().unwrap().clear();
    }

    async fn strike(&self, operation: &str) -> Result<(), StoreError> {
        let fault = {
            let faults = self.0.lock().unwrap();
            faults.get(operation).or_else(|| faults.get("*")).copied()
        };
        match fault {
            None => Ok(()),
            Some(Fault::Fails) => Err(StoreError::Unavailable("told to fail: secret-host-name".to_owned())),
            Some(Fault::Hangs) => std::future::pending().await,
        }
    }
}

/// Any port with faults in front of it.
pub(crate) struct Faulty<T: ?Sized> {
    pub(crate) inner: Arc<T>,
    pub(crate) faults: Faults,
}

impl<T: ?Sized> Faulty<T> {
    pub(crate) fn new(inner: Arc<T>, faults: &Faults) -> Arc<Self> {
        Arc::new(Self { inner, faults: faults.clone() })
    }
}

#[async_trait]
impl BlobStore for Faulty<dyn BlobStore> {
    async fn put(&self, key: &str, bytes: Bytes, media_type: &str) -> Result<(), StoreError> {
        self.faults.strike(if key.starts_with("cache/") { "put analysis" } else { "put" }).await?;
        self.inner.put(key, bytes, media_type).await
    }
    async fn get(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        self.faults.strike("get").await?;
        self.inner.get(key).await
    }
    async fn delete(&self, key: &str) -> Result<(), StoreError> {
        self.faults.strike("delete").await?;
        self.inner.delete(key).await
    }
    async fn probe(&self) -> Result<(), StoreError> {
        self.faults.strike("probe").await?;
        self.inner.probe().await
    }
}

#[async_trait]
impl JobStore for Faulty<dyn JobStore> {
    async fn create(&self, job: &OwnedJob) -> Result<(), StoreError> {
        self.faults.strike("create").await?;
        self.inner.create(job).await
    }
    async fn get(&self, job_id: &JobId, now: Timestamp) -> Result<Option<OwnedJob>, StoreError> {
        self.faults.strike("get").await?;
        self.inner.get(job_id, now).await
    }
    async fn list(
        &self,
        owner: &str,
        limit: u32,
        after: Option<&Cursor>,
        now: Timestamp,
    ) -> Result<JobPage, StoreError> {
        self.faults.strike("list").await?;
        self.inner.list(owner, limit, after, now).await
    }
    async fn advance(&self, job_id: &JobId, to: Move, now: Timestamp) -> Result<Moved, StoreError> {
        self.faults.strike("advance").await?;
        self.inner.advance(job_id, to, now).await
    }
    async fn delete(&self, job_id: &JobId) -> Result<(), StoreError> {
        self.faults.strike("delete").await?;
        self.inner.delete(job_id).await
    }
    async fn expired(&self, limit: u32, now: Timestamp) -> Result<Vec<OwnedJob>, StoreError> {
        self.inner.expired(limit, now).await
    }
    async fn probe(&self) -> Result<(), StoreError> {
        self.faults.strike("probe").await?;
        self.inner.probe().await
    }
}

#[async_trait]
impl PreviewCache for Faulty<dyn PreviewCache> {
    async fn get(&self, key: &PreviewKey, job_id: &JobId, now: Timestamp) -> Result<Option<CachedPreview>, StoreError> {
        self.faults.strike("get").await?;
        self.inner.get(key, job_id, now).await
    }
    async fn put(&self, key: &PreviewKey, preview: &CachedPreview, expires_at: Timestamp) -> Result<(), StoreError> {
        self.faults.strike("put").await?;
        self.inner.put(key, preview, expires_at).await
    }
    async fn release(&self, key: &PreviewKey, job_id: &JobId) -> Result<(), StoreError> {
        self.faults.strike("release").await?;
        self.inner.release(key, job_id).await
    }
    async fn sweep(&self, now: Timestamp) -> Result<(), StoreError> {
        self.inner.sweep(now).await
    }
    async fn probe(&self) -> Result<(), StoreError> {
        self.faults.strike("probe").await?;
        self.inner.probe().await
    }
}

#[async_trait]
impl AnalysisLedger for Faulty<dyn AnalysisLedger> {
    async fn claim(
        &self,
        document: &DocumentKey,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Claim, StoreError> {
        self.faults.strike("claim").await?;
        self.inner.claim(document, holder, now, until).await
    }
    async fn finish(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError> {
        self.faults.strike("finish").await?;
        self.inner.finish(document, analysis_key).await
    }
    async fn give_up(&self, document: &DocumentKey, holder: &str) -> Result<(), StoreError> {
        self.inner.give_up(document, holder).await
    }
    async fn forget(&self, document: &DocumentKey, analysis_key: &str) -> Result<(), StoreError> {
        self.inner.forget(document, analysis_key).await
    }
}

/// An analyzer that counts its calls, takes its time, fails and hangs on command, and reads one word and the line work
/// of a picture.
pub(crate) struct CountingAnalyzer {
    pub(crate) calls: AtomicUsize,
    pub(crate) faults: Faults,
    pub(crate) takes: Duration,
}

impl CountingAnalyzer {
    pub(crate) fn new(faults: &Faults, takes: Duration) -> Arc<Self> {
        Arc::new(Self { calls: AtomicUsize::new(0), faults: faults.clone(), takes })
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl DocumentAnalyzer for CountingAnalyzer {
    fn identity(&self) -> Analyzer {
        Analyzer { name: "counting".to_owned(), version: Some("1".to_owned()) }
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
        _blueprint_key: &str,
        _until: Instant,
        progress: &Progress,
    ) -> Result<TextRead, AnalyzerError> {
        progress.at(Stage::Reading);
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.faults.strike("analyze").await.map_err(|error| AnalyzerError::Unavailable(error.to_string()))?;
        tokio::time::sleep(self.takes / 2).await;
        progress.at(Stage::LineWork);
        tokio::time::sleep(self.takes / 2).await;
        let read = reader::read(&document.bytes, document.format, None, &mut |_| ()).map_err(ReadingError::from)?;
        let word = TextBlock {
            id: "word-1".to_owned(),
            block_type: "WORD".to_owned(),
            text: "Kitchen".to_owned(),
            page: 1,
            confidence: 99.0,
            ..TextBlock::default()
        };
        let analysis = Analysis { analyzer: self.identity(), text_blocks: vec![word], ..read.analysis };
        Ok(TextRead { analysis, recognition_failed: false })
    }
    async fn probe(&self) -> Result<(), StoreError> {
        self.faults.strike("probe").await
    }
}

/// An inspector whose tracing fails.
pub(crate) struct Blind(pub(crate) Arc<dyn DocumentInspector>);

#[async_trait]
impl DocumentInspector for Blind {
    async fn check(&self, document: &Document) -> Result<(), ReadingError> {
        self.0.check(document).await
    }
    async fn trace(&self, _document: &Document, _text: &[TextBlock]) -> Result<Analysis, ReadingError> {
        Err(ReadingError::Crashed)
    }
}

/// Takes everybody for who they say they are in `x-owner`.
pub(crate) struct NamedByHeader;

#[async_trait]
impl Authorizer for NamedByHeader {
    async fn authorize(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        let owner = headers.get("x-owner").and_then(|value| value.to_str().ok()).unwrap_or("nobody");
        Ok(Caller { owner: owner.to_owned() })
    }
    async fn probe(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// What somebody asked for who is to put a file of three bytes until then.
pub(crate) fn ticket(expires_at: Timestamp) -> Ticket {
    Ticket {
        owner: "anna".to_owned(),
        filename: None,
        format: BlueprintFormat::Png,
        bytes: 3,
        sha256: None,
        expires_at,
        secret_hash: [0; 32],
    }
}
