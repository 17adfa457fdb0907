//! What is taken away is whole: it waits for pages that are still being read, says so, and can be given up.
//!
//! ```text
//! wish ──> everything read? ──yes─> done at once, while the browser takes it for what the user just asked
//!                └─no─> Taking::Reading ──last page──> done
//!                             └─cancel─> nothing
//! ```

use leptos::prelude::*;

use crate::state::document::Document;
use crate::state::workspace::Workspace;

/// What is done with a plan once it is whole.
pub type Act = fn(Workspace, Document);

/// What of a plan is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// All pages.
    AllPages,
    /// The page that is seen.
    SeenPage,
}

/// A file that is being made of several pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// Pages are still being read.
    Reading {
        /// So many are.
        read: u32,
        /// So many there are.
        count: u32,
    },
    /// Pages are being written.
    Writing {
        /// The page, from 1.
        page: u32,
        /// So many there are.
        count: u32,
    },
}

impl Taking {
    /// What is going on.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Reading { count: 1, .. } => "Finding the rooms first".to_owned(),
            Self::Reading { read, count } => format!("Reading all pages first: {read} of {count}"),
            Self::Writing { count: 1, .. } => "Writing the PDF".to_owned(),
            Self::Writing { page, count } => format!("Writing the PDF, page {page} of {count}"),
        }
    }

    /// Share that is done.
    #[must_use]
    pub fn share(self) -> f64 {
        let (Self::Reading { read: done, count } | Self::Writing { page: done, count }) = self;
        f64::from(done) / f64::from(count.max(1))
    }
}

/// Does something with a plan, once what is taken of it is whole.
pub fn take(workspace: Workspace, document: Document, of: Of, act: Act) {
    if is_whole(document, of) {
        act(workspace, document);
        return;
    }
    document.wishes.update_value(|wishes| wishes.push((of, act)));
    let reading = reading(document);
    workspace.say.set(reading.sentence());
    document.taking.set(Some(reading));
}

/// Does what waits for a plan when it has become whole. Runs until the plan is closed.
pub fn watch(workspace: Workspace, document: Document) {
    Effect::new(move |_| {
        document.sheets.pages.track();
        document.sheets.is_pdf.track();
        document.opening.track();
        document.last_run.track();
        let wishes = document.wishes.get_value();
        if wishes.is_empty() {
            return;
        }
        let (ripe, waiting): (Vec<_>, Vec<_>) = wishes.into_iter().partition(|(of, _)| is_whole(document, *of));
        document.taking.set((!waiting.is_empty()).then(|| reading(document)));
        document.wishes.set_value(waiting);
        for (_, act) in ripe {
            untrack(|| act(workspace, document));
        }
    });
}

/// Gives up whatever is being made.
pub fn cancel(workspace: Workspace, document: Document) {
    forget(document);
    workspace.tell("Cancelled: nothing was saved");
}

/// Forgets what waits for a plan.
pub fn forget(document: Document) {
    document.wishes.set_value(Vec::new());
    document.taking.set(None);
}

fn reading(document: Document) -> Taking {
    let (read, count) = document.sheets.pages.with_untracked(|pages| (pages.read_count(), pages.count.max(1)));
    Taking::Reading { read, count }
}

/// Whether the rooms of all pages that are wanted are there, as they will stay.
fn is_whole(document: Document, of: Of) -> bool {
    let is_read = !document.sheets.is_pdf.get_untracked()
        || document.sheets.pages.with_untracked(|pages| match of {
            Of::AllPages => pages.read_count() == pages.count,
            Of::SeenPage => pages.is_read(document.page.get_untracked()),
        });
    // what was read is on its way through the detector for a moment
    is_read && document.opening.get_untracked() == 0 && !document.busy.get_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_waited_for_is_told() {
        let reading = Taking::Reading { read: 1, count: 4 };
        assert_eq!((reading.sentence().as_str(), reading.share()), ("Reading all pages first: 1 of 4", 0.25));
        assert_eq!(Taking::Reading { read: 0, count: 1 }.sentence(), "Finding the rooms first");
        assert_eq!(Taking::Writing { page: 3, count: 3 }.share(), 1.0);
    }
}
