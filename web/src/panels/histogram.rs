//! How confident the detector is of the rooms, under the slider that cuts the doubtful ones off.

use leptos::prelude::*;

use crate::state::document::Document;

/// Bars of the histogram.
const BARS: usize = 20;

/// Rooms by confidence.
#[component]
pub fn ConfidenceHistogram(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let bars = Memo::new(move |_| {
        let run = document.last_run.read();
        counts(run.iter().flat_map(|run| &run.detection.rooms).map(|room| room.confidence))
    });
    let bar = move |index: usize| {
        let height = move || {
            let bars = bars.read();
            let most = bars.iter().copied().max().unwrap_or(0).max(1);
            // a few rooms in a bar
            bars[index] as f64 / most as f64 * 28.0
        };
        view! {
            <rect
                x=(index * 5).to_string()
                y=move || format!("{:.1}", 28.0 - height())
                width="4"
                height=move || format!("{:.1}", height())
            ></rect>
        }
    };
    view! {
        <svg class="histogram" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true" data-testid="confidence-histogram">
            {(0..BARS).map(bar).collect_view()}
        </svg>
    }
}

fn counts(confidences: impl Iterator<Item = f64>) -> [usize; BARS] {
    let mut counts = [0; BARS];
    for confidence in confidences {
        // a confidence of 0 to 1; 1 itself belongs to the last bar
        let bar = (confidence.clamp(0.0, 1.0) * BARS as f64) as usize;
        counts[bar.min(BARS - 1)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_room_stands_in_one_bar() {
        let counts = counts([0.0, 0.049, 0.5, 0.999, 1.0].into_iter());
        assert_eq!((counts[0], counts[10], counts[BARS - 1]), (2, 1, 2));
        assert_eq!(counts.iter().sum::<usize>(), 5);
    }
}
