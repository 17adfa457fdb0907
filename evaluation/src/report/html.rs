//! The report's page.

use std::fmt::Write;

use super::{figures, side_by_side};
use crate::Plan;
use crate::names::is_named;
use crate::run::{Evaluation, PlanOutcome};

const STYLE: &str = "body{font:14px/1.45 system-ui,sans-serif;margin:24px;color:#222}
table{border-collapse:collapse;margin:12px 0}td,th{padding:3px 10px;border-bottom:1px solid #ddd;text-align:right}
td:first-child,th:first-child{text-align:left}
section{margin:32px 0;border-top:2px solid #222;padding-top:8px}h2{font-size:16px;margin:0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}.pair svg{width:100%;height:auto;border:1px solid #ccc}
.pair p{margin:4px 0;color:#555}polygon,path{stroke-width:3;vector-effect:non-scaling-stroke;fill-rule:evenodd}
path:hover{fill-opacity:.6}
.found{stroke:#087;fill:#0a8;fill-opacity:.28}.wrong{stroke:#c00;fill:#e22;fill-opacity:.28}
.dropped{stroke:#888;fill:#aaa;fill-opacity:.2}.outside{stroke:#888;fill:#ccc;fill-opacity:.35;stroke-dasharray:6 4}
.missed{stroke:#c60;fill:#f80;fill-opacity:.35}text{font-family:sans-serif;font-weight:bold;paint-order:stroke;stroke:#fff;stroke-width:.25em;text-anchor:middle}";

/// The whole page. Plans appear in the order given.
pub(super) fn page(plans: &[(&Plan, &PlanOutcome)], evaluation: &Evaluation) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Evaluation</title><style>{STYLE}</style>\
         <h1>Evaluation of {}</h1>{}<h2>Confidence</h2>{}",
        escaped(&evaluation.model_version),
        figures::totals(evaluation),
        figures::calibration(evaluation)
    );
    html.push_str(
        "<p>Left the truth: green rooms were found, orange ones missed, grey areas do not count. Right what was found: \
         green is right, red wrong, grey dropped. Point at a room for its figures.</p>",
    );
    for failure in &evaluation.failures {
        // Writing into a string cannot fail, here and below.
        let _ = write!(html, "<p>Not scored: {}</p>", escaped(&failure.message));
    }
    for (plan, outcome) in plans {
        let score = &outcome.score;
        let _ = write!(
            html,
            "<section><h2>{}</h2><p>F1 {:.3}, at 0.7 {:.3}, precision {:.3}, recall {:.3}, mean IoU {:.3}, box F1 {:.3}; \
             {} found, {} in the truth, {} right; names {} of {}; line work {:.0} ms, detection {:.1} ms</p>{}{}</section>",
            escaped(&outcome.key()),
            score.rooms.f1(),
            score.strict.f1(),
            score.rooms.precision(),
            score.rooms.recall(),
            score.mean_iou(),
            score.boxes.f1(),
            score.rooms.predicted,
            score.rooms.truth,
            score.rooms.matched,
            score.names.right,
            score.names.known,
            outcome.line_work_seconds * 1000.0,
            outcome.detect_seconds * 1000.0,
            misread(plan, outcome),
            side_by_side::pair(plan, outcome)
        );
    }
    html.push_str("</html>\n");
    html
}

/// The names of rooms found that are not the names printed.
fn misread(plan: &Plan, outcome: &PlanOutcome) -> String {
    let mut wrong = Vec::new();
    for (room, found_by) in plan.rooms.iter().zip(&outcome.score.found_by) {
        let (Some(name), Some(found)) = (&room.name, found_by.and_then(|i| outcome.rooms.get(i))) else { continue };
        if !is_named(name, found.name_hint.as_deref(), &found.names) {
            let read = found.name_hint.as_deref().unwrap_or("nothing");
            wrong.push(format!("{} for {}", escaped(read), escaped(name)));
        }
    }
    if wrong.is_empty() { String::new() } else { format!("<p>Names read: {}</p>", wrong.join(", ")) }
}

/// Text as HTML shows it literally.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
