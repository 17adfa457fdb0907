//! The detector on plans drawn by the project: no style may fall below its floor.
//!
//! Floors lie a little below what is reached, so that a change of the detector that loses a kind of plan is seen.
//! `cargo run --release -p evaluation --example golden -- DIR` draws what was found, to look at.

use evaluation::generated::Generated;
use evaluation::{Options, evaluate};

/// Least F1 at an overlap of 0.5, over the plans of a style.
const FLOORS: [(&str, f64); 15] = [
    ("filled", 0.90),
    ("filled_furnished", 0.90),
    ("grey", 0.85),
    ("coloured", 0.82),
    ("hollow", 0.85),
    ("hatched", 0.70),
    ("thin", 0.95),
    ("unnamed", 0.70),
    ("open_plan", 0.85),
    ("diagonal", 0.95),
    ("title_block", 0.85),
    ("floors", 0.82),
    ("restaurant", 0.72),
    ("scan", 0.75),
    ("small", 0.80),
];

#[test]
fn every_style_reaches_its_floor() {
    let generated = Generated::presets();
    let plans = generated.plans(1..4).unwrap();
    let evaluation = evaluate(&plans, &generated, &Options::default()).unwrap();
    assert_eq!(evaluation.failures, []);
    let mut low = Vec::new();
    for totals in evaluation.totals.iter().filter(|totals| totals.source != "all") {
        let floor = FLOORS.iter().find(|(name, _)| *name == totals.source).map(|(_, floor)| *floor);
        let floor = floor.unwrap_or_else(|| panic!("{} has no floor", totals.source));
        if totals.rooms.f1() < floor {
            low.push(format!("{} reaches {:.3} of {floor}", totals.source, totals.rooms.f1()));
        }
    }
    assert!(low.is_empty(), "{low:?}");

    // Names are printed without recognition's mistakes here: nearly all must end up in their rooms.
    let all = evaluation.overall();
    assert!(all.names.right * 100 >= all.names.known * 88, "{:?}", all.names);
    assert!(all.mean_iou() > 0.84, "{}", all.mean_iou());
}

#[test]
fn a_restaurant_without_names_gives_rooms_without_names() {
    let generated = Generated::presets();
    let mut plans = generated.plans(1..3).unwrap();
    plans.retain(|plan| plan.source == "restaurant");
    let evaluation = evaluate(&plans, &generated, &Options::default()).unwrap();
    for plan in &evaluation.plans {
        assert!(plan.rooms.len() >= 4, "{} rooms", plan.rooms.len());
        for room in &plan.rooms {
            let [x0, y0, x1, y1] = room.bounding_box;
            assert!((x1 - x0) * (y1 - y0) < 600_000.0, "{} is the page", room.id);
        }
    }
}

#[test]
fn threads_change_nothing_but_times() {
    let generated = Generated::presets();
    let mut plans = generated.plans(1..2).unwrap();
    plans.retain(|plan| ["thin", "small", "filled"].contains(&plan.source.as_str()));
    let run = |jobs| {
        let mut evaluation = evaluate(&plans, &generated, &Options { jobs, ..Options::default() }).unwrap();
        for plan in &mut evaluation.plans {
            (plan.line_work_seconds, plan.detect_seconds) = (0.0, 0.0);
        }
        for totals in &mut evaluation.totals {
            (totals.line_work_seconds, totals.detect_seconds) = (0.0, 0.0);
        }
        serde_json::to_string(&evaluation).unwrap()
    };
    assert_eq!(run(1), run(3));
}
