//! What every adapter of a port must do. The suites know the port and nothing of the adapter: each is handed to every
//! adapter there is.

mod blobs;
mod jobs;
mod ledger;
mod previews;

use std::sync::Arc;

use api::blobs::{BlobStore, FolderBlobs};
use api::database::Database;
use api::jobs::SqliteJobs;
use api::ledger::SqliteLedger;
use api::previews::SqlitePreviews;
use jiff::Timestamp;
use tempfile::TempDir;

fn database() -> (Database, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Database::open(&folder.path().join("test.sqlite")).unwrap(), folder)
}

/// A whole second of a quiet morning, plus some.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_705_314_600 + seconds).unwrap()
}

#[tokio::test]
async fn folder_blobs() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn BlobStore> = Arc::new(FolderBlobs::open(folder.path().join("blobs")).unwrap());
    blobs::conforms(store).await;
}

#[tokio::test]
async fn sqlite_jobs() {
    let (database, _folder) = database();
    jobs::conforms(Arc::new(SqliteJobs::new(database))).await;
}

#[tokio::test]
async fn sqlite_previews() {
    let (database, _folder) = database();
    previews::conforms(Arc::new(SqlitePreviews::new(database))).await;
}

#[tokio::test]
async fn sqlite_ledger() {
    let (database, _folder) = database();
    ledger::conforms(Arc::new(SqliteLedger::new(database))).await;
}

#[tokio::test]
async fn folder_blobs_stay_in_their_folder() {
    let folder = tempfile::tempdir().unwrap();
    let store = FolderBlobs::open(folder.path().join("blobs")).unwrap();
    for key in ["../outside", "a/../../outside", "/etc/passwd", "a//b", "", "a/./b", "a\\b", "a b", "ä"] {
        assert!(store.put(key, "x".into(), "text/plain").await.is_err(), "{key:?}");
        assert!(store.get(key).await.is_err(), "{key:?}");
        assert!(store.delete(key).await.is_err(), "{key:?}");
    }
    assert!(!folder.path().join("outside").exists());
}
