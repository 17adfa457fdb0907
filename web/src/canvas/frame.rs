//! Drawing at most once a frame.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::request_animation_frame;

/// A wish to draw: however often it is asked for, it is granted once before the next frame.
#[derive(Clone)]
pub(super) struct Frame {
    asked: Rc<Cell<bool>>,
    draw: Rc<dyn Fn()>,
}

impl Frame {
    pub(super) fn new(draw: impl Fn() + 'static) -> Self {
        Self { asked: Rc::default(), draw: Rc::new(draw) }
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
}
