//! The preview cache: asked before anything is done, written when something was. It never stands in the way.

use shared::detect::MODEL_VERSION;
use shared::job::Job;
use shared::preview::{Preview, Warning};

use super::{Analysed, Pipeline, warning};
use crate::blobs::keys;
use crate::clock::after;
use crate::error::StoreError;
use crate::limits::PREVIEW_LIFETIME;
use crate::ports::{Ports, within};
use crate::previews::{CachedPreview, PreviewKey};

/// What a job's preview is cached under.
fn key_of(job: &Job) -> PreviewKey {
    PreviewKey::new(&job.blueprint_hash, MODEL_VERSION)
}

/// Notes that a job uses its cached preview no more.
pub async fn release_preview(ports: &Ports, job: &Job) -> Result<(), StoreError> {
    ports.previews.release(&key_of(job), &job.job_id).await
}

impl Pipeline {
    /// The cached preview of the job's blueprint, if there is one that today's analyzer would give too.
    pub(super) async fn look_up(&self, job: &Job, warnings: &mut Vec<Warning>) -> Option<CachedPreview> {
        let key = key_of(job);
        let call = self.ports.previews.get(&key, &job.job_id, self.clock.now());
        let (outcome, found) = match within(self.deadlines.cache, call).await {
            Ok(Some(cached)) if cached.analyzer == self.ports.analyzer.identity() => ("hit", Some(cached)),
            Ok(_) => ("miss", None),
            Err(error) => {
                tracing::warn!(job_id = %job.job_id, %error, "preview cache could not be read");
                warnings.push(warning(
                    "PREVIEW_CACHE_UNAVAILABLE",
                    "The preview cache could not be read, so this preview was made anew.",
                ));
                ("error", None)
            }
        };
        metrics::counter!("roomprint_preview_cache_total", "outcome" => outcome).increment(1);
        found
    }

    /// Caches a preview for the next job with the same blueprint.
    pub(super) async fn keep_preview(
        &self,
        job: &Job,
        preview: Preview,
        analysed: &Analysed,
        warnings: &mut Vec<Warning>,
    ) {
        let cached = CachedPreview {
            // What this caller is warned of on its way here is nobody else's concern; what was found is.
            preview: Preview {
                warnings: preview.warnings.into_iter().chain(analysed.warnings.iter().cloned()).collect(),
                ..preview
            },
            analyzer: analysed.analysis.analyzer.clone(),
        };
        let expires_at = after(self.clock.now(), PREVIEW_LIFETIME);
        let key = key_of(job);
        let call = self.ports.previews.put(&key, &cached, expires_at);
        if let Err(error) = within(self.deadlines.cache, call).await {
            tracing::warn!(job_id = %job.job_id, %error, "preview could not be cached");
            warnings.push(warning(
                "PREVIEW_NOT_CACHED",
                "The preview could not be cached; asking again will take as long as this time.",
            ));
        }
    }

    /// Makes the analysis behind a cached preview the job's own, so that it outlives the job it was made for. Gives its
    /// key, if the job has it.
    pub(super) async fn take_over_analysis(
        &self,
        job: &Job,
        cached: &CachedPreview,
        warnings: &mut Vec<Warning>,
    ) -> Option<String> {
        let own = keys::analysis(&job.job_id);
        let theirs = cached.preview.s3_key.as_deref()?;
        if theirs == own {
            return Some(own);
        }
        let taken_over = async {
            if within(self.deadlines.store, self.ports.blobs.get(&own)).await?.is_some() {
                return Ok(());
            }
            match self.load_analysis(theirs).await? {
                Some(analysis) => self.store_analysis(job, &analysis).await,
                None => Err(StoreError::of("the analysis behind a cached preview is gone")),
            }
        };
        match taken_over.await {
            Ok(()) => Some(own),
            Err(error) => {
                self.warn_not_stored(job, &error, warnings);
                None
            }
        }
    }
}
