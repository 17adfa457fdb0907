//! The ports of one service, and the one place that picks their adapters.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::analyzer::{DocumentAnalyzer, DocumentInspector, LocalAnalyzer, TextractAnalyzer};
use crate::auth::{Authorizer, CognitoAuthorizer, LocalUser};
use crate::aws::{AwsClients, AwsSettings};
use crate::blobs::{BlobStore, FolderBlobs, S3Blobs};
use crate::database::Database;
use crate::error::StoreError;
use crate::jobs::{DynamoJobs, JobStore, SqliteJobs};
use crate::ledger::{AnalysisLedger, DynamoLedger, SqliteLedger};
use crate::limits::Deadlines;
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

    /// The adapters of AWS: S3 and DynamoDB keep, Textract reads, Cognito knows the people. `reader` checks documents and
    /// traces line work on this machine.
    #[must_use]
    pub fn aws(settings: &AwsSettings, clients: &AwsClients, reader: DocumentReader, deadlines: &Deadlines) -> Self {
        let AwsClients { s3, dynamodb, textract, cognito } = clients.clone();
        let AwsSettings { blueprints_bucket, cache_bucket, jobs_table, preview_cache_table, .. } = settings;
        let features = settings.textract_features.clone();
        let bucket = blueprints_bucket.clone();
        let analyzer = TextractAnalyzer::new(textract, features, bucket, reader.clone(), deadlines.analysis);
        let blobs = Arc::new(S3Blobs::new(s3.clone(), blueprints_bucket.clone(), cache_bucket.clone()));
        Self {
            analyzer: Arc::new(analyzer),
            inspector: Arc::new(reader),
            uploads: Arc::new(S3Door::new(s3.clone(), blueprints_bucket.clone())),
            jobs: Arc::new(DynamoJobs::new(dynamodb.clone(), jobs_table.clone())),
            previews: Arc::new(DynamoPreviews::new(
                dynamodb.clone(),
                preview_cache_table.clone(),
                Arc::clone(&blobs) as _,
            )),
            ledger: Arc::new(DynamoLedger::new(dynamodb, preview_cache_table.clone())),
            blobs,
            auth: Arc::new(CognitoAuthorizer::new(settings.cognito.clone(), cognito)),
        }
    }
}

/// A call of a store that is given up after `deadline`.
pub async fn within<T>(deadline: Duration, call: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    tokio::time::timeout(deadline, call).await.unwrap_or(Err(StoreError::TimedOut))
}
