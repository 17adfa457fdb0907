//! `GET /jobs/{job_id}/events`: how far a preview is, as server-sent events.
//!
//! The job's record is what every instance sees, so it is asked again and again; where the preview is made in this very
//! process, finer steps come in between.

use std::convert::Infallible;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use shared::error::ErrorCode;
use shared::job::{JobId, JobStatus};
use shared::progress::JobProgress;
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Service, jobs};
use crate::auth::Caller;
use crate::error::ApiError;
use crate::http::envelope::Failure;
use crate::http::path::JobIdInPath;
use crate::http::places::Place;
use crate::limits::{EVENTS_KEEP_ALIVE, EVENTS_POLL, EVENTS_RETRY, MAX_EVENT_STREAMS_PER_OWNER};
use crate::progress::Step;

/// Server-sent events until the preview is made or has failed: `progress`, then `completed` or `failed`, each with the
/// job's progress as JSON. A job that has ended says so at once. The stream also ends when it has lived its time; who
/// wants to know more comes back.
#[utoipa::path(get, path = "/jobs/{job_id}/events", tag = "previews", params(("job_id" = String, Path)), responses(
    (status = 200, description = "Events; the data of each is a `JobProgress`", content((JobProgress = "text/event-stream"))),
    (status = 400, description = "No job id", body = Failure),
    (status = 404, description = "No such job", body = Failure),
    (status = 429, description = "Too many streams at once", body = Failure),
    (status = 503, description = "The job store is down", body = Failure),
))]
pub(super) async fn get(
    State(service): State<Service>,
    caller: Caller,
    JobIdInPath(job_id): JobIdInPath,
) -> Result<Response, ApiError> {
    let now = JobProgress::of(&jobs::find(&service, &caller, &job_id).await?);
    let place = service.event_places.take(&caller.owner).ok_or_else(|| ApiError {
        message: format!("At most {MAX_EVENT_STREAMS_PER_OWNER} streams of events may be open at once; close one."),
        ..ApiError::rate_limited(EVENTS_RETRY.as_secs())
    })?;
    let ends_at = Instant::now() + service.deadlines().events;
    let watching =
        Watching { stopping: service.stopping(), service, caller, job_id, now, told: None, ends_at, _place: place };
    let events = Sse::new(watching.events()).keep_alive(KeepAlive::new().interval(EVENTS_KEEP_ALIVE));
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // A proxy that collected the events would defeat them.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    Ok((headers, events).into_response())
}

/// Somebody who watches a job.
struct Watching {
    service: Service,
    caller: Caller,
    job_id: JobId,
    /// What is known now.
    now: JobProgress,
    /// What was told last.
    told: Option<JobProgress>,
    ends_at: Instant,
    stopping: watch::Receiver<bool>,
    _place: Place,
}

impl Watching {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        futures_util::stream::unfold(self, |mut watching| async {
            let event = watching.next().await?;
            Some((Ok(event), watching))
        })
    }

    /// The next event; `None` when there will be none.
    async fn next(&mut self) -> Option<Event> {
        while self.told.as_ref() == Some(&self.now) {
            if self.now.is_over() || Instant::now() >= self.ends_at || *self.stopping.borrow() {
                return None;
            }
            self.look_again().await;
        }
        self.told = Some(self.now.clone());
        let event = Event::default().event(self.now.event()).retry(EVENTS_RETRY);
        event.json_data(&self.now).inspect_err(|error| tracing::error!(%error, "an event could not be written")).ok()
    }

    /// Waits for a step of the preview in this process, or until it is time to ask the job's record, and does so.
    async fn look_again(&mut self) {
        let step = self.service.pipeline().progress_of(&self.job_id);
        let asks_at = (Instant::now() + EVENTS_POLL).min(self.ends_at);
        tokio::select! {
            step = next_step(step, self.now.progress), if self.now.status == JobStatus::Processing => {
                if let Some(step) = step {
                    step.stage.as_str().clone_into(&mut self.now.stage);
                    self.now.progress = step.progress;
                    return;
                }
            }
            () = tokio::time::sleep_until(asks_at) => {}
            // Told to stop, or the service is gone.
            _ = self.stopping.changed() => return,
        }
        match jobs::find(&self.service, &self.caller, &self.job_id).await {
            Ok(job) => {
                let recorded = JobProgress::of(&job);
                // The record lags behind what was seen here, and steps of several pages go to and fro: never back.
                let lags = recorded.status == self.now.status && recorded.progress < self.now.progress;
                if !lags {
                    self.now = JobProgress { progress: recorded.progress.max(self.now.progress), ..recorded };
                }
            }
            Err(error) if error.code == ErrorCode::JobNotFound => {
                self.now.status = JobStatus::Cancelled;
                self.now.error = Some("The job was deleted.".to_owned());
            }
            // Logged where it failed; the store may be back before the stream's time is over.
            Err(_) => {}
        }
    }
}

/// The first step beyond `progress`; `None` when the work in this process is over; never where there is none.
async fn next_step(steps: Option<watch::Receiver<Step>>, progress: f64) -> Option<Step> {
    let Some(mut steps) = steps else { return std::future::pending().await };
    steps.wait_for(|step| step.progress > progress).await.ok().map(|step| *step)
}
