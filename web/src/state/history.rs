//! Every step of correcting, to be undone and done again.

use super::corrections::Corrections;

/// Steps that are remembered.
const MAX_STEPS: usize = 200;

/// The corrections, with what was before and what was undone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    now: Corrections,
    past: Vec<(&'static str, Corrections)>,
    undone: Vec<(&'static str, Corrections)>,
}

impl History {
    /// Begins with corrections that were kept.
    #[must_use]
    pub fn of(now: Corrections) -> Self {
        Self { now, past: Vec::new(), undone: Vec::new() }
    }

    /// The corrections as they are.
    #[must_use]
    pub fn now(&self) -> &Corrections {
        &self.now
    }

    /// Takes a step; `what` names it (`rename`).
    pub fn step(&mut self, what: &'static str, next: Corrections) {
        if next == self.now {
            return;
        }
        self.past.push((what, std::mem::replace(&mut self.now, next)));
        if self.past.len() > MAX_STEPS {
            self.past.remove(0);
        }
        self.undone.clear();
    }

    /// Takes a step back; gives what was undone.
    pub fn undo(&mut self) -> Option<&'static str> {
        let (what, before) = self.past.pop()?;
        self.undone.push((what, std::mem::replace(&mut self.now, before)));
        Some(what)
    }

    /// Does again what was undone.
    pub fn redo(&mut self) -> Option<&'static str> {
        let (what, after) = self.undone.pop()?;
        self.past.push((what, std::mem::replace(&mut self.now, after)));
        Some(what)
    }

    /// What `undo` would undo.
    #[must_use]
    pub fn undoable(&self) -> Option<&'static str> {
        self.past.last().map(|(what, _)| *what)
    }

    /// What `redo` would do again.
    #[must_use]
    pub fn redoable(&self) -> Option<&'static str> {
        self.undone.last().map(|(what, _)| *what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_rooms(count: usize) -> Corrections {
        let outline = vec![[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]];
        (0..count).fold(Corrections::default(), |corrections, _| corrections.with_room(1, outline.clone()).0)
    }

    #[test]
    fn back_and_forth() {
        let mut history = History::default();
        history.step("draw", with_rooms(1));
        history.step("draw", with_rooms(2));
        assert_eq!(history.undo(), Some("draw"));
        assert_eq!(history.now().kept.len(), 1);
        assert_eq!(history.redo(), Some("draw"));
        assert_eq!(history.now().kept.len(), 2);
        assert_eq!(history.redo(), None);
    }

    #[test]
    fn a_new_step_forgets_what_was_undone() {
        let mut history = History::default();
        history.step("draw", with_rooms(1));
        history.undo();
        history.step("draw", with_rooms(3));
        assert_eq!(history.redoable(), None);
        assert_eq!(history.undoable(), Some("draw"));
    }

    #[test]
    fn a_step_that_changes_nothing_is_none() {
        let mut history = History::default();
        history.step("rename", Corrections::default());
        assert_eq!(history.undoable(), None);
    }
}
