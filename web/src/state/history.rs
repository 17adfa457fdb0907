//! Every step of correcting, to be undone and done again.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::corrections::Corrections;

/// Steps that are remembered.
const MAX_STEPS: usize = 200;
/// Steps in either direction that outlive the page: each holds all corrections.
const MAX_KEPT_STEPS: usize = 20;

/// What was done (`rename`), and the corrections on the other side of it.
type Step = (Cow<'static, str>, Corrections);

/// The corrections, with what was before and what was undone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    now: Corrections,
    past: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Begins with corrections that were kept.
    #[must_use]
    pub fn of(now: Corrections) -> Self {
        Self { now, past: Vec::new(), undone: Vec::new() }
    }

    /// The part of it that outlives the page.
    #[must_use]
    pub fn kept(&self) -> Self {
        let last = |steps: &[Step]| steps[steps.len().saturating_sub(MAX_KEPT_STEPS)..].to_vec();
        Self { now: self.now.clone(), past: last(&self.past), undone: last(&self.undone) }
    }

    /// Itself, where every part of it is within limits; else what is not.
    pub fn checked(mut self) -> Result<Self, String> {
        self.now = self.now.checked()?;
        let steps = |steps: Vec<Step>| -> Result<Vec<Step>, String> {
            let steps = &steps[steps.len().saturating_sub(MAX_STEPS)..];
            let short = |what: &Cow<'static, str>| what.chars().take(40).collect::<String>().into();
            steps.iter().map(|(what, corrections)| Ok((short(what), corrections.clone().checked()?))).collect()
        };
        self.past = steps(self.past)?;
        self.undone = steps(self.undone)?;
        Ok(self)
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
        self.past.push((what.into(), std::mem::replace(&mut self.now, next)));
        if self.past.len() > MAX_STEPS {
            self.past.remove(0);
        }
        self.undone.clear();
    }

    /// Takes a step back; gives what was undone.
    pub fn undo(&mut self) -> Option<Cow<'static, str>> {
        let (what, before) = self.past.pop()?;
        self.undone.push((what.clone(), std::mem::replace(&mut self.now, before)));
        Some(what)
    }

    /// Does again what was undone.
    pub fn redo(&mut self) -> Option<Cow<'static, str>> {
        let (what, after) = self.undone.pop()?;
        self.past.push((what.clone(), std::mem::replace(&mut self.now, after)));
        Some(what)
    }

    /// What `undo` would undo.
    #[must_use]
    pub fn undoable(&self) -> Option<&str> {
        self.past.last().map(|(what, _)| &**what)
    }

    /// What `redo` would do again.
    #[must_use]
    pub fn redoable(&self) -> Option<&str> {
        self.undone.last().map(|(what, _)| &**what)
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
        assert_eq!(history.undo().as_deref(), Some("draw"));
        assert_eq!(history.now().kept.len(), 1);
        assert_eq!(history.redo().as_deref(), Some("draw"));
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

    #[test]
    fn the_last_steps_outlive_the_page() {
        let mut history = History::default();
        for count in 1..=MAX_KEPT_STEPS + 5 {
            history.step("draw", with_rooms(count));
        }
        let json = serde_json::to_string(&history.kept()).unwrap();
        let mut again: History = serde_json::from_str(&json).unwrap();
        assert_eq!(again.now(), history.now());
        assert_eq!((0..MAX_KEPT_STEPS + 5).filter(|_| again.undo().is_some()).count(), MAX_KEPT_STEPS);
        assert_eq!(again.now().kept.len(), 5);
    }
}
