//! Drawing at most once a frame.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::request_animation_frame;

/// A wish to draw: however often it is asked for, it is granted once before the next frame.
#[derive(Clone)]
pub(super) struct Frame {
    asked: Rc<Cell<bool>>,
    /// Whether there was a drawing since the last frame that did not wait for the next one.
    hurried: Rc<Cell<bool>>,
    draw: Rc<dyn Fn()>,
}

impl Frame {
    pub(super) fn new(draw: impl Fn() + 'static) -> Self {
        Self { asked: Rc::default(), hurried: Rc::default(), draw: Rc::new(draw) }
    }

    pub(super) fn ask(&self) {
        if self.asked.replace(true) {
            return;
        }
        let frame = self.clone();
        request_animation_frame(move || {
            frame.asked.set(false);
            (frame.draw)();
        });
    }

    /// Draws now, so that the coming frame shows it whatever else is to be done before; once a frame, then as [`Self::ask`]
    /// does.
    pub(super) fn hurry(&self) {
        if self.asked.get() || self.hurried.replace(true) {
            self.ask();
            return;
        }
        (self.draw)();
        let hurried = self.hurried.clone();
        request_animation_frame(move || hurried.set(false));
    }
}
