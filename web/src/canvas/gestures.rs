//! Fingers and pointers on the stage: which of them pan, pinch or click.

use std::collections::BTreeMap;

/// CSS pixels that a click may wander.
const CLICK_SLACK_PX: f64 = 4.0;

/// What a movement means for the view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Gesture {
    /// Nothing is pressed: the pointer looks around.
    Hover,
    /// The plan follows the pointer.
    Pan {
        /// CSS pixels moved.
        by: (f64, f64),
    },
    /// Two fingers move.
    Pinch {
        /// Growth of their distance.
        factor: f64,
        /// Their middle.
        at: (f64, f64),
        /// How far their middle moved.
        by: (f64, f64),
    },
    /// Too little to be one.
    None,
}

/// The pointers that are down.
#[derive(Debug, Default)]
pub(super) struct Pointers {
    down: BTreeMap<i32, (f64, f64)>,
    start: (f64, f64),
    wandered: bool,
}

impl Pointers {
    pub(super) fn press(&mut self, id: i32, at: (f64, f64)) {
        if self.down.is_empty() {
            self.start = at;
            self.wandered = false;
        } else {
            self.wandered = true;
        }
        self.down.insert(id, at);
    }

    pub(super) fn shift(&mut self, id: i32, at: (f64, f64)) -> Gesture {
        let Some(&before) = self.down.get(&id) else {
            return if self.down.is_empty() { Gesture::Hover } else { Gesture::None };
        };
        let other = self.down.iter().find(|(other, _)| **other != id).map(|(_, at)| *at);
        self.down.insert(id, at);
        if let Some(other) = other {
            let distance = |a: (f64, f64), b: (f64, f64)| ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt().max(1.0);
            let middle = |a: (f64, f64)| ((a.0 + other.0) / 2.0, (a.1 + other.1) / 2.0);
            let (from, to) = (middle(before), middle(at));
            return Gesture::Pinch {
                factor: distance(at, other) / distance(before, other),
                at: to,
                by: (to.0 - from.0, to.1 - from.1),
            };
        }
        if !self.wandered {
            let wandered = (at.0 - self.start.0).abs().max((at.1 - self.start.1).abs());
            if wandered <= CLICK_SLACK_PX {
                return Gesture::None;
            }
            self.wandered = true;
            return Gesture::Pan { by: (at.0 - self.start.0, at.1 - self.start.1) };
        }
        Gesture::Pan { by: (at.0 - before.0, at.1 - before.1) }
    }

    /// Whether what ends was a click.
    pub(super) fn release(&mut self, id: i32) -> bool {
        self.down.remove(&id).is_some() && self.down.is_empty() && !self.wandered
    }

    /// Forgets a pointer that the browser took away.
    pub(super) fn cancel(&mut self, id: i32) {
        self.down.remove(&id);
        self.wandered = true;
    }
}

/// Milliseconds within which a second tap belongs to the first.
const DOUBLE_TAP_MS: f64 = 350.0;
/// CSS pixels that the second tap may lie beside the first: fingers are thick.
const DOUBLE_TAP_SLACK_PX: f64 = 32.0;

/// Taps of a finger, of which two make a double tap. Browsers report those of a mouse themselves, of fingers not all do.
#[derive(Debug, Default)]
pub(super) struct Taps {
    in_use: bool,
    last: Option<(f64, (f64, f64))>,
}

impl Taps {
    /// A tap at a time in milliseconds; whether it is the second of two.
    pub(super) fn tap(&mut self, time_ms: f64, at: (f64, f64)) -> bool {
        let is_second = self.last.is_some_and(|(before_ms, before)| {
            let apart = (at.0 - before.0).abs().max((at.1 - before.1).abs());
            time_ms - before_ms <= DOUBLE_TAP_MS && apart <= DOUBLE_TAP_SLACK_PX
        });
        self.in_use = true;
        // a third tap begins anew
        self.last = (!is_second).then_some((time_ms, at));
        is_second
    }

    /// Whether fingers are what the stage is used with.
    pub(super) fn is_in_use(&self) -> bool {
        self.in_use
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_taps_at_one_place_are_one_double_tap() {
        let mut taps = Taps::default();
        assert!(!taps.tap(1000.0, (50.0, 50.0)));
        assert!(taps.tap(1200.0, (60.0, 45.0)));
        assert!(!taps.tap(1300.0, (60.0, 45.0)), "the third begins anew");
        assert!(!taps.tap(2000.0, (60.0, 45.0)), "too late");
        assert!(!taps.tap(2100.0, (160.0, 45.0)), "too far");
    }

    #[test]
    fn a_press_that_stays_is_a_click() {
        let mut pointers = Pointers::default();
        pointers.press(1, (10.0, 10.0));
        assert_eq!(pointers.shift(1, (12.0, 11.0)), Gesture::None);
        assert!(pointers.release(1));
    }

    #[test]
    fn a_press_that_moves_pans_from_where_it_began() {
        let mut pointers = Pointers::default();
        pointers.press(1, (10.0, 10.0));
        assert_eq!(pointers.shift(1, (30.0, 10.0)), Gesture::Pan { by: (20.0, 0.0) });
        assert_eq!(pointers.shift(1, (31.0, 12.0)), Gesture::Pan { by: (1.0, 2.0) });
        assert!(!pointers.release(1));
    }

    #[test]
    fn two_fingers_pinch_and_do_not_click() {
        let mut pointers = Pointers::default();
        pointers.press(1, (0.0, 0.0));
        pointers.press(2, (100.0, 0.0));
        let gesture = pointers.shift(2, (200.0, 0.0));
        assert_eq!(gesture, Gesture::Pinch { factor: 2.0, at: (100.0, 0.0), by: (50.0, 0.0) });
        assert!(!pointers.release(1));
        assert!(!pointers.release(2));
    }

    #[test]
    fn nothing_pressed_is_looking_around() {
        assert_eq!(Pointers::default().shift(1, (5.0, 5.0)), Gesture::Hover);
    }
}
