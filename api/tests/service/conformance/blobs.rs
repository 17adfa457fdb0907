//! The suite of `BlobStore`.

use std::sync::Arc;

use api::blobs::BlobStore;
use bytes::Bytes;

const KEY: &str = "blueprints/job_20240115_abc123def456/plan-1_a.png";

pub(super) async fn conforms(store: Arc<dyn BlobStore>) {
    keeps_bytes(store.as_ref()).await;
    lets_one_of_many_writers_win(store).await;
}

pub(super) async fn keeps_bytes(store: &dyn BlobStore) {
    let key = KEY;
    store.probe().await.unwrap();

    assert_eq!(store.get(key).await.unwrap(), None, "absent is no error");
    store.delete(key).await.unwrap();

    let bytes = Bytes::from((0..=255).cycle().take(300_000).collect::<Vec<u8>>());
    store.put(key, bytes.clone(), "image/png").await.unwrap();
    assert_eq!(store.get(key).await.unwrap(), Some(bytes));

    store.put(key, "shorter".into(), "image/png").await.unwrap();
    assert_eq!(store.get(key).await.unwrap(), Some("shorter".into()), "replaced as a whole");

    let neighbour = "blueprints/job_20240115_abc123def456/other.pdf";
    store.put(neighbour, Bytes::new(), "application/pdf").await.unwrap();
    store.delete(key).await.unwrap();
    assert_eq!(store.get(key).await.unwrap(), None);
    assert_eq!(store.get(neighbour).await.unwrap(), Some(Bytes::new()), "empty is not absent");
}

async fn lets_one_of_many_writers_win(store: Arc<dyn BlobStore>) {
    let key = KEY;
    let writers = (0..8_u8).map(|n| {
        let store = Arc::clone(&store);
        async move { store.put(key, vec![n; 100_000].into(), "image/png").await.unwrap() }
    });
    futures_util::future::join_all(writers).await;
    let winner = store.get(key).await.unwrap().unwrap();
    assert_eq!(winner.len(), 100_000);
    assert!(winner.iter().all(|byte| *byte == winner[0]), "of several writers one wins whole");
}
