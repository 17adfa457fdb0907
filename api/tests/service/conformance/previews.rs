//! The suite of `PreviewCache`.

use std::sync::Arc;

use api::previews::{CachedPreview, PreviewCache, PreviewKey};
use shared::analysis::{Analysis, Analyzer};
use shared::detect::detect;
use shared::job::JobId;
use shared::preview::{Preview, TimingMetrics};
use shared::settings::DetectorSettings;

use super::at;

fn preview(job_id: &JobId) -> CachedPreview {
    let detection = detect(&Analysis::default(), &DetectorSettings::default());
    let times = TimingMetrics { total_seconds: 0.1 + 0.2, ..TimingMetrics::default() };
    CachedPreview {
        preview: Preview::of(detection, job_id.as_str(), "2024-01-15T10:30:00Z".to_owned(), times),
        analyzer: Analyzer { name: "local".to_owned(), version: Some("1".to_owned()) },
    }
}

/// A preview with more rooms than an item of DynamoDB holds.
fn large(job_id: &JobId) -> CachedPreview {
    let mut large = preview(job_id);
    let room = large.preview.rooms[0].clone();
    large.preview.rooms = (0..4000).map(|_| room.clone()).collect();
    large
}

/// A preview that fits into an item of DynamoDB, and one that does not.
pub(super) fn small_and_large() -> (CachedPreview, CachedPreview) {
    let job_id = "job_20240115_cccccccccccc".parse().unwrap();
    (preview(&job_id), large(&job_id))
}

pub(super) async fn conforms(cache: Arc<dyn PreviewCache>) {
    let ids: [JobId; 2] = ["job_20240115_aaaaaaaaaaaa", "job_20240115_bbbbbbbbbbbb"].map(|text| text.parse().unwrap());
    let [first, second] = &ids;
    let key = PreviewKey::new(&"cd".repeat(32), "model-1");
    cache.probe().await.unwrap();

    assert_eq!(cache.get(&key, first, at(0)).await.unwrap(), None);
    let kept = preview(first);
    cache.put(&key, &kept, at(3600)).await.unwrap();
    assert_eq!(cache.get(&key, first, at(3599)).await.unwrap(), Some(kept.clone()), "to the last digit");
    assert_eq!(cache.get(&key, first, at(3600)).await.unwrap(), None, "expired is a miss, swept or not");
    let other_model = PreviewKey::new(&"cd".repeat(32), "model-2");
    assert_eq!(cache.get(&other_model, first, at(0)).await.unwrap(), None);

    cache.put(&key, &kept, at(7200)).await.unwrap();
    assert!(cache.get(&key, second, at(7199)).await.unwrap().is_some(), "written again, it lives longer");

    cache.release(&key, first).await.unwrap();
    assert!(cache.get(&key, second, at(10)).await.unwrap().is_some(), "the second job uses it still");
    cache.release(&key, second).await.unwrap();
    assert_eq!(cache.get(&key, second, at(10)).await.unwrap(), None, "nobody uses it any more");
    cache.release(&key, second).await.unwrap();

    cache.put(&key, &kept, at(3600)).await.unwrap();
    cache.sweep(at(3599)).await.unwrap();
    assert!(cache.get(&key, first, at(0)).await.unwrap().is_some());

    // DynamoDB takes items of 400 KB; a large plan's preview is larger.
    let large_key = PreviewKey::new(&"ef".repeat(32), "model-1");
    let large = large(first);
    cache.put(&large_key, &large, at(3600)).await.unwrap();
    assert_eq!(cache.get(&large_key, first, at(0)).await.unwrap(), Some(large));
}
