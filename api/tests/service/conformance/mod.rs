//! What every adapter of a port must do. The suites know the port and nothing of the adapter: each is handed to every
//! adapter there is.

mod blobs;
mod jobs;
mod ledger;
mod previews;

use std::sync::Arc;

use api::blobs::{BlobStore, FolderBlobs, S3Blobs};
use api::database::Database;
use api::jobs::{DynamoJobs, SqliteJobs};
use api::ledger::{DynamoLedger, SqliteLedger};
use api::limits::Deadlines;
use api::previews::{DynamoPreviews, PreviewCache, PreviewKey, SqlitePreviews};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::support::emulators::{Account, strict_s3};

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

fn s3_blobs(account: &Account) -> S3Blobs {
    let settings = &account.settings;
    S3Blobs::new(account.clients.s3.clone(), settings.blueprints_bucket.clone(), settings.cache_bucket.clone())
}

#[tokio::test]
async fn s3_blobs_on_moto() {
    let Some(account) = Account::fresh().await else { return };
    blobs::conforms(Arc::new(s3_blobs(&account))).await;
}

#[tokio::test]
async fn objects_are_encrypted_and_carry_type_and_checksum_in_their_own_bucket() {
    use aws_sdk_s3::types::{ChecksumMode, ServerSideEncryption};
    let Some(account) = Account::fresh().await else { return };
    let settings = &account.settings;
    for (key, bucket) in [
        ("blueprints/job_20240115_abc123def456/plan.png", &settings.blueprints_bucket),
        ("uploads/upload_1/file", &settings.blueprints_bucket),
        ("cache/textract/job_20240115_abc123def456/analysis.json", &settings.cache_bucket),
    ] {
        s3_blobs(&account).put(key, "abc".into(), "image/png").await.unwrap();
        let head = account.clients.s3.head_object().bucket(bucket).key(key).checksum_mode(ChecksumMode::Enabled);
        let object = head.send().await.unwrap();
        assert_eq!(object.server_side_encryption(), Some(&ServerSideEncryption::Aes256), "{key}");
        assert_eq!(object.content_type(), Some("image/png"), "{key}");
        // printf abc | openssl dgst -sha256 -binary | base64
        assert_eq!(object.checksum_sha256(), Some("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="), "{key}");
    }
}

#[tokio::test]
async fn a_cached_preview_is_an_item_as_agreed_and_a_large_one_points_at_its_blob() {
    use aws_sdk_dynamodb::types::AttributeValue;
    let Some(account) = Account::fresh().await else { return };
    let blobs: Arc<dyn BlobStore> = Arc::new(s3_blobs(&account));
    let table = &account.settings.preview_cache_table;
    let cache = DynamoPreviews::new(account.clients.dynamodb.clone(), table.clone(), Arc::clone(&blobs));
    let (small, large) = previews::small_and_large();
    for (hash, preview, is_large) in [("ab".repeat(32), small, false), ("cd".repeat(32), large, true)] {
        cache.put(&PreviewKey::new(&hash, "model-1"), &preview, at(3600)).await.unwrap();
        let key = AttributeValue::S(format!("preview:{hash}:model-1"));
        let call = account.clients.dynamodb.get_item().table_name(table).key("blueprint_hash", key);
        let item = call.send().await.unwrap().item.unwrap();
        assert_eq!(item["expires_at"], AttributeValue::N(at(3600).as_second().to_string()));
        assert_eq!(item["timestamp"], AttributeValue::S(preview.preview.timestamp));
        assert_eq!(item["model_version"], AttributeValue::S(preview.preview.model_version));
        assert_eq!(item.get("rooms").is_some_and(AttributeValue::is_l), !is_large);
        let blob = format!("cache/preview/{hash}/model-1.json");
        assert_eq!(blobs.get(&blob).await.unwrap().is_some(), is_large);
        cache.release(&PreviewKey::new(&hash, "model-1"), &preview.preview.job_id.parse().unwrap()).await.unwrap();
        assert_eq!(blobs.get(&blob).await.unwrap(), None, "what nobody uses is gone");
    }
}

#[tokio::test]
async fn s3_blobs_where_signatures_count() {
    let folder = tempfile::tempdir().unwrap();
    let account = Account::at(&strict_s3(folder.path()).await, &Deadlines::default()).await;
    for bucket in [&account.settings.blueprints_bucket, &account.settings.cache_bucket] {
        account.clients.s3.create_bucket().bucket(bucket).send().await.unwrap();
    }
    // Of several writers at once it keeps the bytes of one and the checksum of another.
    blobs::keeps_bytes(&s3_blobs(&account)).await;
}

#[tokio::test]
async fn dynamodb_jobs() {
    let Some(account) = Account::fresh().await else { return };
    jobs::conforms(Arc::new(DynamoJobs::new(account.clients.dynamodb, account.settings.jobs_table))).await;
}

#[tokio::test]
async fn dynamodb_previews() {
    let Some(account) = Account::fresh().await else { return };
    let blobs: Arc<dyn BlobStore> = Arc::new(s3_blobs(&account));
    let table = account.settings.preview_cache_table.clone();
    previews::conforms(Arc::new(DynamoPreviews::new(account.clients.dynamodb.clone(), table, blobs))).await;
}

#[tokio::test]
async fn dynamodb_ledger() {
    let Some(account) = Account::fresh().await else { return };
    ledger::conforms(Arc::new(DynamoLedger::new(account.clients.dynamodb, account.settings.preview_cache_table))).await;
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
