//! The ports of one service, and the one place that picks their adapters.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::analyzer::{DocumentAnalyzer, DocumentInspector, LocalAnalyzer};
use crate::auth::{Authorizer, LocalUser};
use crate::blobs::{BlobStore, FolderBlobs};
use crate::database::Database;
use crate::error::StoreError;
use crate::jobs::{JobStore, SqliteJobs};
use crate::ledger::{AnalysisLedger, SqliteLedger};
use crate::previews::{PreviewCache, SqlitePreviews};
use crate::reading::DocumentReader;

/// Everything the routes and the pipeline reach the outside through. They never know which adapter they hold.
#[derive(Clone)]
pub struct Ports {
    /// Reads documents.
    pub analyzer: Arc<dyn DocumentAnalyzer>,
    /// Checks documents, and traces line work where the analyzer fails.
    pub inspector: Arc<dyn DocumentInspector>,
    /// Keeps blueprints and analyses.
    pub blobs: Arc<dyn BlobStore>,
    /// Keeps jobs.
    pub jobs: Arc<dyn JobStore>,
    /// Keeps previews for a while.
    pub previews: Arc<dyn PreviewCache>,
    /// Knows who analyses what.
    pub ledger: Arc<dyn AnalysisLedger>,
    /// Tells callers from strangers.
    pub auth: Arc<dyn Authorizer>,
}

impl Ports {
    /// The embedded adapters: a folder and a database file under `data_dir`, documents read by `reader` on this machine,
    /// one local user.
    pub fn embedded(data_dir: &Path, reader: DocumentReader, auth: LocalUser) -> Result<Self, StoreError> {
        let blobs = FolderBlobs::open(data_dir.join("blobs")).map_err(StoreError::of)?;
        let database = Database::open(&data_dir.join("roomprint.sqlite"))?;
        Ok(Self {
            analyzer: Arc::new(LocalAnalyzer::new(reader.clone())),
            inspector: Arc::new(reader),
            blobs: Arc::new(blobs),
            jobs: Arc::new(SqliteJobs::new(database.clone())),
            previews: Arc::new(SqlitePreviews::new(database.clone())),
            ledger: Arc::new(SqliteLedger::new(database)),
            auth: Arc::new(auth),
        })
    }
}

/// A call of a store that is given up after `deadline`.
pub async fn within<T>(deadline: Duration, call: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    tokio::time::timeout(deadline, call).await.unwrap_or(Err(StoreError::TimedOut))
}
