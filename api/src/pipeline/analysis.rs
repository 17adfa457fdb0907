//! What is known of a document: the stored analysis, somebody else's, or a new one. Of all who ask for the same
//! document at once, in this process or another, one analyses it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use shared::analysis::Analysis;
use shared::detect::Detection;
use shared::job::{Job, JobId};
use shared::preview::Warning;
use shared::progress::Stage;
use shared::settings::DetectorSettings;
use tokio::sync::OnceCell;
use tracing::Instrument;

use super::detection::DetectionRoom;
use super::{Pipeline, warning};
use crate::analyzer::AnalyzerError;
use crate::blobs::keys;
use crate::clock::{after, rfc3339};
use crate::error::{ApiError, StoreError};
use crate::ledger::{Claim, DocumentKey};
use crate::limits::{LEASE, LEASE_POLL, LEASE_RENEWAL};
use crate::ports::within;
use crate::progress::Progress;
use crate::reading::{Document, ReadingError, TextRead};

/// An analysis, and how it came about. Shared by all who asked for it at once.
pub(super) struct Analysed {
    pub(super) analysis: Arc<Analysis>,
    /// Whether the analyzer failed and this is line work alone.
    pub(super) partial: bool,
    /// What every caller should know of it.
    pub(super) warnings: Vec<Warning>,
    /// Seconds the analysis took; 0 when it was there already.
    pub(super) seconds: f64,
    /// The job it was stored for, if that went well.
    stored_for: Option<JobId>,
    /// The job it was made for, whose storing is not tried again.
    made_for: Option<JobId>,
    default_detection: OnceCell<(Detection, f64)>,
}

impl Analysed {
    fn found(analysis: Analysis, stored_for: Option<JobId>, warnings: Vec<Warning>) -> Self {
        Self {
            analysis: Arc::new(analysis),
            partial: false,
            warnings,
            seconds: 0.0,
            stored_for,
            made_for: None,
            default_detection: OnceCell::new(),
        }
    }

    /// The rooms under the default settings: detected once for all who share the analysis.
    pub(super) async fn by_default(&self, room: &DetectionRoom) -> Result<(Detection, f64), ApiError> {
        let detect = || room.detect(Arc::clone(&self.analysis), DetectorSettings::default());
        self.default_detection.get_or_try_init(detect).await.cloned()
    }
}

impl Pipeline {
    /// The analysis of a job's document. `any_stored` takes a stored one whatever analyzer made it: to detect again
    /// under other settings nobody pays for a second analysis.
    pub(super) async fn analysis_of(
        self: &Arc<Self>,
        job: &Job,
        any_stored: bool,
        progress: &Progress,
    ) -> Result<Arc<Analysed>, ApiError> {
        let identity = self.ports.analyzer.identity();
        match self.load_analysis(&keys::analysis(&job.job_id)).await {
            Ok(Some(analysis)) if any_stored || analysis.analyzer == identity => {
                let warnings = self.warnings_of(job, &analysis);
                return Ok(Arc::new(Analysed::found(analysis, Some(job.job_id.clone()), warnings)));
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(job_id = %job.job_id, %error, "stored analysis could not be read"),
        }
        let document_key = DocumentKey::new(&job.blueprint_hash, &identity);
        // All who wait for the analysis see how far it is.
        let reading = self.board.open(&format!("document:{}", document_key.as_str()));
        let steps = reading.watch();
        let begin = {
            let (pipeline, job, key) = (Arc::clone(self), job.clone(), document_key.clone());
            // A task of its own: an analysis that was begun is finished, whoever hangs up.
            move || {
                let work = async move { pipeline.analyse_once(&job, &key, &reading).await.map(Arc::new) };
                let task = tokio::spawn(work.in_current_span());
                async move {
                    task.await.unwrap_or_else(|error| {
                        tracing::error!(%error, "the analysis broke down");
                        Err(ApiError::internal())
                    })
                }
                .boxed()
            }
        };
        tokio::select! {
            analysed = self.analyses.run(document_key, begin) => analysed,
            never = progress.follow(steps) => match never {},
        }
    }

    /// Analyses the document unless another process does, or did.
    async fn analyse_once(&self, job: &Job, key: &DocumentKey, progress: &Progress) -> Result<Analysed, ApiError> {
        // Waiting for another process and analysing share one budget: whoever asks has an answer in bounded time.
        let until = Instant::now() + self.deadlines.queue + self.deadlines.analysis;
        loop {
            match self.claim(key).await {
                Ok(Claim::Analysed(analysis_key)) => match self.load_analysis(&analysis_key).await {
                    Ok(Some(analysis)) => {
                        let warnings = self.warnings_of(job, &analysis);
                        return Ok(Analysed::found(analysis, None, warnings));
                    }
                    Ok(None) => {
                        // The job it was stored for was deleted.
                        let call = self.ports.ledger.forget(key, &analysis_key);
                        if within(self.deadlines.cache, call).await.is_err() {
                            break;
                        }
                    }
                    Err(_) => break,
                },
                Ok(Claim::Held) if Instant::now() < until => tokio::time::sleep(LEASE_POLL).await,
                // Ours; or held for so long that there is time for line work alone.
                Ok(Claim::Granted | Claim::Held) => break,
                Err(error) => {
                    tracing::warn!(job_id = %job.job_id, %error, "ledger of analyses failed");
                    break;
                }
            }
        }
        let analysed = tokio::select! {
            analysed = self.analyse(job, until, progress) => analysed,
            never = self.renew(key) => match never {},
        };
        let note = async {
            match analysed.as_ref().ok().and_then(|made| made.stored_for.as_ref()) {
                Some(job_id) => self.ports.ledger.finish(key, &keys::analysis(job_id)).await,
                None => self.ports.ledger.give_up(key, &self.holder).await,
            }
        };
        if let Err(error) = within(self.deadlines.cache, note).await {
            tracing::warn!(job_id = %job.job_id, %error, "ledger of analyses failed");
        }
        analysed
    }

    async fn claim(&self, key: &DocumentKey) -> Result<Claim, StoreError> {
        let now = self.clock.now();
        within(self.deadlines.cache, self.ports.ledger.claim(key, &self.holder, now, after(now, LEASE))).await
    }

    /// Keeps the claim alive for as long as it is polled.
    async fn renew(&self, key: &DocumentKey) -> std::convert::Infallible {
        loop {
            tokio::time::sleep(LEASE_RENEWAL).await;
            if let Err(error) = self.claim(key).await {
                tracing::warn!(%error, "claim on a document could not be renewed");
            }
        }
    }

    /// Reads the document and stores what was read. Where the analyzer fails, the line work alone has to do.
    async fn analyse(&self, job: &Job, until: Instant, progress: &Progress) -> Result<Analysed, ApiError> {
        let document = self.document_of(job).await?;
        let started = Instant::now();
        let reading = self.ports.analyzer.analyze(&document, &job.blueprint_s3_key, until, progress);
        // The analyzer keeps the time by itself; what is traced after its last call has a little more, and an analyzer
        // that does not keep it ends here.
        let outer = until + self.deadlines.line_work;
        let read = tokio::time::timeout_at(outer.into(), reading).await.unwrap_or(Err(AnalyzerError::TimedOut));
        let (analysis, partial, warnings) = match read {
            Ok(TextRead { analysis, recognition_failed: false }) => {
                let warnings = self.warnings_of(job, &analysis);
                (analysis, false, warnings)
            }
            Ok(TextRead { analysis, recognition_failed: true }) => {
                tracing::warn!(job_id = %job.job_id, "text recognition gave up; line work alone");
                (analysis, true, vec![self.warning_of_failure(None)])
            }
            Err(AnalyzerError::Document(fault @ ReadingError::Document { .. })) => return Err(fault.into()),
            Err(error) => {
                tracing::warn!(job_id = %job.job_id, %error, "analyzer failed; line work alone");
                progress.at(Stage::LineWork);
                let warning = self.warning_of_failure(Some(&error));
                (self.line_work_of(&document, error).await?, true, vec![warning])
            }
        };
        let seconds = started.elapsed().as_secs_f64();
        metrics::histogram!("roomprint_analysis_seconds", "partial" => partial.to_string()).record(seconds);
        tracing::info!(job_id = %job.job_id, partial, analysis_seconds = seconds, "analysed");

        let analyzed_at = Some(rfc3339(self.clock.now()));
        let analysis =
            Analysis { metadata: shared::analysis::Metadata { analyzed_at, ..analysis.metadata }, ..analysis };
        // Line work alone is not kept: the next caller may get more.
        let stored = match if partial { None } else { Some(self.store_analysis(job, &analysis).await) } {
            Some(Ok(())) => true,
            Some(Err(error)) => {
                tracing::error!(job_id = %job.job_id, %error, "analysis could not be stored");
                false
            }
            None => false,
        };
        Ok(Analysed {
            analysis: Arc::new(analysis),
            partial,
            warnings,
            seconds,
            stored_for: stored.then(|| job.job_id.clone()),
            made_for: Some(job.job_id.clone()),
            default_detection: OnceCell::new(),
        })
    }

    async fn line_work_of(&self, document: &Document, failure: AnalyzerError) -> Result<Analysis, ApiError> {
        let outer: Duration = self.deadlines.queue + self.deadlines.line_work;
        let trace = self.ports.inspector.trace(document, &[]);
        match tokio::time::timeout(outer, trace).await.unwrap_or(Err(ReadingError::TimedOut)) {
            Ok(analysis) => Ok(analysis),
            Err(fault @ (ReadingError::Document { .. } | ReadingError::Busy)) => Err(fault.into()),
            Err(error) => {
                tracing::error!(%error, "line work could not be traced either");
                Err(failure.into())
            }
        }
    }

    /// The job's blueprint from the store.
    async fn document_of(&self, job: &Job) -> Result<Document, ApiError> {
        let call = self.ports.blobs.get(&job.blueprint_s3_key);
        match within(self.deadlines.store, call).await {
            Ok(Some(bytes)) => Ok(Document { bytes, format: job.blueprint_format }),
            Ok(None) => {
                tracing::error!(job_id = %job.job_id, "a job without its blueprint");
                Err(ApiError::unavailable("blueprint store"))
            }
            Err(error) => Err(ApiError::of_store("blueprint store", &error)),
        }
    }

    /// The analysis under a key of the blob store.
    pub(crate) async fn load_analysis(&self, key: &str) -> Result<Option<Analysis>, StoreError> {
        let Some(bytes) = within(self.deadlines.store, self.ports.blobs.get(key)).await? else { return Ok(None) };
        let parse = move || Analysis::from_json(&bytes).map_err(StoreError::of);
        tokio::task::spawn_blocking(parse).await.map_err(StoreError::of)?.map(Some)
    }

    /// Stores an analysis as the job's own.
    pub(super) async fn store_analysis(&self, job: &Job, analysis: &Analysis) -> Result<(), StoreError> {
        let document = Analysis {
            job_id: Some(job.job_id.to_string()),
            stored_at: Some(rfc3339(self.clock.now())),
            ..analysis.clone()
        };
        let write = move || document.to_json().map_err(StoreError::of);
        let bytes = tokio::task::spawn_blocking(write).await.map_err(StoreError::of)??;
        let key = keys::analysis(&job.job_id);
        within(self.deadlines.store, self.ports.blobs.put(&key, Bytes::from(bytes), "application/json")).await
    }

    /// Sees to it that the job has the analysis as its own, and gives its key; a warning where it has not.
    pub(super) async fn keep_analysis(
        &self,
        job: &Job,
        analysed: &Analysed,
        warnings: &mut Vec<Warning>,
    ) -> Option<String> {
        if analysed.partial {
            return None;
        }
        let own = Some(&job.job_id);
        let stored = if analysed.stored_for.as_ref() == own {
            Ok(())
        } else if analysed.made_for.as_ref() == own {
            Err(StoreError::of("storing it failed when it was made"))
        } else {
            self.store_analysis(job, &analysed.analysis).await
        };
        match stored {
            Ok(()) => Some(keys::analysis(&job.job_id)),
            Err(error) => {
                self.warn_not_stored(job, &error, warnings);
                None
            }
        }
    }

    pub(super) fn warn_not_stored(&self, job: &Job, error: &StoreError, warnings: &mut Vec<Warning>) {
        tracing::warn!(job_id = %job.job_id, %error, "the job has no stored analysis");
        warnings.push(warning(
            "ANALYSIS_NOT_STORED",
            "What was read of the document could not be stored; other settings will need it to be read again.",
        ));
    }

    /// What a caller should know of an analysis that was not made with everything there could be.
    fn warnings_of(&self, job: &Job, analysis: &Analysis) -> Vec<Warning> {
        let mut parts = analysis.answer.iter().flat_map(|answer| &answer.parts);
        if parts.any(|part| part.fields.get("JobStatus").is_some_and(|status| status == "PARTIAL_SUCCESS")) {
            let message = "Textract could not read every page; rooms of the others may lack their names.";
            return vec![warning("TEXTRACT_PAGES_MISSING", message)];
        }
        let is_read = |page: u32| analysis.text_blocks.iter().any(|block| block.page == page);
        if self.ports.analyzer.reads_text() || (1..=analysis.metadata.pages).all(is_read) {
            return Vec::new();
        }
        tracing::info!(job_id = %job.job_id, "text in pictures is not read without recognition models");
        let message = "Text in pictures was not read, because the recognition models are not installed; rooms may lack their names.";
        vec![warning("TEXT_RECOGNITION_OFF", message)]
    }

    fn warning_of_failure(&self, error: Option<&AnalyzerError>) -> Warning {
        let who = self.ports.analyzer.spoken_name();
        if let Some(AnalyzerError::Refused(_)) = error {
            let message = format!(
                "{who} does not take this document, so these rooms come from the lines of the plan, and may lack their names."
            );
            return warning("TEXTRACT_REFUSED", message);
        }
        let message = format!(
            "{who} failed, so these rooms come from the lines of the plan, and may lack their names. Asking again may give more."
        );
        warning("TEXTRACT_UNAVAILABLE", message)
    }
}
