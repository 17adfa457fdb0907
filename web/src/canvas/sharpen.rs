//! Pages of PDFs, drawn as fine as the screen is where somebody looks closer.

use std::time::Duration;

use leptos::prelude::*;

use crate::pdf_reader::reading;
use crate::state::document::Document;
use crate::state::sheets::WantedPart;
use crate::state::viewport::{Size, Viewport};
use crate::state::workspace::Workspace;

/// Screen pixels to one of the page's picture from which on a finer picture is worth its time.
const WORTHWHILE: f64 = 1.25;
/// How long the view must rest.
const REST: Duration = Duration::from_millis(160);
/// Pixels of a part's longer side at most.
const MOST_PX: f64 = 4096.0;

/// Keeps the seen part of a PDF's page sharp. Runs until the plan is closed.
pub(super) fn keep_sharp(workspace: Workspace, document: Document) {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        document.viewport.track();
        document.page.track();
        document.stage_px.track();
        if let Some(timeout) = pending.get_value() {
            timeout.clear();
        }
        let is_pdf = document.sheets.is_pdf.get();
        let ask = move || {
            let ratio = window().device_pixel_ratio().max(1.0);
            let wanted = document
                .viewport
                .get_untracked()
                .and_then(|view| wanted(view, untrack(|| document.page_px()), document.stage_px.get_untracked(), ratio))
                .map(|(area, size_px)| WantedPart { page: document.page.get_untracked(), area, size_px });
            if wanted.is_none() && document.sheets.detail.with_untracked(Option::is_some) {
                document.sheets.detail.set(None);
            }
            document.sheets.wanted_part.set_value(wanted);
            reading::proceed(workspace);
        };
        pending.set_value(is_pdf.then(|| set_timeout_with_handle(ask, REST).ok()).flatten());
    });
}

/// The seen part of the page as shares of it, and how many pixels it is to have.
fn wanted(view: Viewport, plan: Size, stage: Size, ratio: f64) -> Option<([f64; 4], (u32, u32))> {
    if view.scale * ratio < WORTHWHILE {
        return None;
    }
    let (left, top) = view.to_plan((0.0, 0.0));
    let (right, bottom) = view.to_plan(stage);
    let share = |value: f64, side: f64| (value / side).clamp(0.0, 1.0);
    let area = [share(left, plan.0), share(top, plan.1), share(right, plan.0), share(bottom, plan.1)];
    let (width, height) = ((area[2] - area[0]) * plan.0 * view.scale, (area[3] - area[1]) * plan.1 * view.scale);
    let (width, height) = (width * ratio, height * ratio);
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let least = (MOST_PX / width.max(height)).min(1.0);
    // at most MOST_PX
    Some((area, ((width * least).round().max(1.0) as u32, (height * least).round().max(1.0) as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_seen_small_is_sharp_enough() {
        let view = Viewport::fit((2000.0, 1000.0), (1000.0, 800.0));
        assert_eq!(wanted(view, (2000.0, 1000.0), (1000.0, 800.0), 1.0), None);
    }

    #[test]
    fn what_is_seen_is_drawn_with_the_pixels_of_the_screen() {
        let view = Viewport { scale: 4.0, x: -2000.0, y: -400.0 };
        let (area, size) = wanted(view, (2000.0, 1000.0), (1000.0, 800.0), 2.0).unwrap();
        assert_eq!(area, [0.25, 0.1, 0.375, 0.3]);
        assert_eq!(size, (2000, 1600));
    }

    #[test]
    fn what_lies_beyond_the_page_is_not_drawn() {
        let view = Viewport { scale: 2.0, x: 500.0, y: 5000.0 };
        assert_eq!(wanted(view, (2000.0, 1000.0), (1000.0, 800.0), 1.0), None, "the page is not seen at all");
        let view = Viewport { scale: 2.0, x: 500.0, y: 0.0 };
        let (area, size) = wanted(view, (2000.0, 1000.0), (1000.0, 800.0), 1.0).unwrap();
        assert_eq!((area, size), ([0.0, 0.0, 0.125, 0.4], (500, 800)));
    }
}
