//! How far a piece of work is, for whoever watches it in this process. Those who watch from another see the job's record.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use shared::progress::Stage;
use tokio::sync::watch;

/// Where a piece of work is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// What is being done.
    pub stage: Stage,
    /// About how much of the whole is done, 0 to 1.
    pub progress: f64,
}

impl Step {
    fn begin(stage: Stage) -> Self {
        Self { stage, progress: stage.begins_at() }
    }
}

/// Told by who works, seen by who watches. Clones are of the same work.
#[derive(Debug, Clone)]
pub struct Progress(Arc<watch::Sender<Step>>);

impl Default for Progress {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Step::begin(Stage::Reading))))
    }
}

impl Progress {
    /// A stage begins.
    pub fn at(&self, stage: Stage) {
        self.reached(Step::begin(stage));
    }

    /// Reading the document has come so far: `share` of it is read, 0 to 1.
    pub fn read(&self, stage: Stage, share: f64) {
        let (from, to) = (Stage::Reading.begins_at(), Stage::Detection.begins_at());
        self.reached(Step { stage, progress: from + (to - from) * share.clamp(0.0, 1.0) });
    }

    /// Something was reached. Progress never goes back: of two who do the same work, the one ahead is shown.
    fn reached(&self, step: Step) {
        self.0.send_if_modified(|known| {
            let news = step.progress > known.progress;
            if news {
                *known = step;
            }
            news
        });
    }

    /// Goes along with another piece of work for as long as it is polled.
    pub async fn follow(&self, mut other: watch::Receiver<Step>) -> Infallible {
        loop {
            let step = *other.borrow_and_update();
            self.reached(step);
            if other.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// Sees every step from now on; closed when the work is over.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Step> {
        self.0.subscribe()
    }
}

/// Work that goes on, by name.
#[derive(Debug, Default)]
pub struct ProgressBoard(Mutex<HashMap<String, Weak<watch::Sender<Step>>>>);

impl ProgressBoard {
    /// The progress of the work of this name: that of who does it already, or a new one.
    #[must_use]
    pub fn open(&self, name: &str) -> Progress {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|_, entry| entry.strong_count() > 0);
        if let Some(known) = entries.get(name).and_then(Weak::upgrade) {
            return Progress(known);
        }
        let progress = Progress::default();
        entries.insert(name.to_owned(), Arc::downgrade(&progress.0));
        progress
    }

    /// Watches the work of this name, if it goes on here.
    #[must_use]
    pub fn watch(&self, name: &str) -> Option<watch::Receiver<Step>> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(name).and_then(Weak::upgrade).map(|sender| sender.subscribe())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_goes_forward_only_and_ends_with_the_work() {
        let board = ProgressBoard::default();
        assert!(board.watch("job").is_none());
        let progress = board.open("job");
        let also = board.open("job");
        let seen = board.watch("job").expect("it goes on");
        progress.read(Stage::LineWork, 0.5);
        also.at(Stage::Reading);
        assert_eq!(seen.borrow().stage, Stage::LineWork);
        assert!((seen.borrow().progress - 0.475).abs() < 1e-9);
        also.at(Stage::Storing);
        assert_eq!(*seen.borrow(), Step { stage: Stage::Storing, progress: 0.95 });
        drop((progress, also));
        assert!(seen.has_changed().is_err(), "closed");
        assert!(board.watch("job").is_none());
    }
}
