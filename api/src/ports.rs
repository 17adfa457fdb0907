//! The ports of one service, and the one place that picks their adapters.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::analyzer::{DocumentAnalyzer, DocumentInspector, LocalAnalyzer};
use crate::auth::{Authorizer, LocalUser};
use crate::aws::{AwsClients, AwsSettings};
use crate::blobs::{BlobStore, FolderBlobs, S3Blobs};
use crate::database::Database;
use crate::error::StoreError;
use crate::jobs::{DynamoJobs, JobStore, SqliteJobs};
use crate::ledger::{AnalysisLedger, DynamoLedger, SqliteLedger};
use crate::previews::{DynamoPreviews, PreviewCache, SqlitePreviews};
use crate::reading::DocumentReader;
use crate::uploads::{OwnDoor, S3Door, UploadDoor};

/// Everything the routes and the pipeline reach the outside through. They never know which adapter they hold.
#[derive(Clone)]
pub struct Ports {
    /// Reads documents.
    pub analyzer: Arc<dyn DocumentAnalyzer>,
    /// Checks documents, and traces line work where the analyzer fails.
    pub inspector: Arc<dyn DocumentInspector>,
    /// Keeps blueprints and analyses.
    pub blobs: Arc<dyn BlobStore>,
    /// Lets large files in.
    pub uploads: Arc<dyn UploadDoor>,
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
            uploads: Arc::new(OwnDoor::new(blobs.clone())),
            blobs: Arc::new(blobs),
            jobs: Arc::new(SqliteJobs::new(database.clone())),
            previews: Arc::new(SqlitePreviews::new(database.clone())),
            ledger: Arc::new(SqliteLedger::new(database)),
            auth: Arc::new(auth),
        })
    }

    /// The adapters of AWS: S3 and DynamoDB for what is kept; `reader` checks documents on this machine, `analyzer` reads
    /// them, `auth` tells callers from strangers.
    #[must_use]
    pub fn aws(
        settings: &AwsSettings,
        clients: &AwsClients,
        reader: DocumentReader,
        analyzer: Arc<dyn DocumentAnalyzer>,
        auth: Arc<dyn Authorizer>,
    ) -> Self {
        let AwsClients { s3, dynamodb, .. } = clients;
        let AwsSettings { blueprints_bucket, cache_bucket, jobs_table, preview_cache_table, .. } = settings;
        let blobs = Arc::new(S3Blobs::new(s3.clone(), blueprints_bucket.clone(), cache_bucket.clone()));
        Self {
            analyzer,
            inspector: Arc::new(reader),
            uploads: Arc::new(S3Door::new(s3.clone(), blueprints_bucket.clone())),
            jobs: Arc::new(DynamoJobs::new(dynamodb.clone(), jobs_table.clone())),
            previews: Arc::new(DynamoPreviews::new(
                dynamodb.clone(),
                preview_cache_table.clone(),
                Arc::clone(&blobs) as _,
            )),
            ledger: Arc::new(DynamoLedger::new(dynamodb.clone(), preview_cache_table.clone())),
            blobs,
            auth,
        }
    }
}

/// A call of a store that is given up after `deadline`.
pub async fn within<T>(deadline: Duration, call: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    tokio::time::timeout(deadline, call).await.unwrap_or(Err(StoreError::TimedOut))
}
