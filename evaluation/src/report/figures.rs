//! The tables at the head of the report.

use std::fmt::Write;

use crate::calibration::{Decile, calibration_error, deciles};
use crate::run::Evaluation;
use crate::score::Read;

/// The totals as a table.
pub(super) fn totals(evaluation: &Evaluation) -> String {
    let mut html = String::from(
        "<table><tr><th>Source<th>Plans<th>F1 at 0.5<th>F1 at 0.7<th>Precision<th>Recall<th>Mean IoU<th>Box F1\
         <th>Count error<th>Names right<th>Numbers right<th>Scales right<th>Printed areas met<th>Line work, ms<th>Detection, ms</tr>",
    );
    for totals in &evaluation.totals {
        // Writing into a string cannot fail, here and below.
        let _ = write!(
            html,
            "<tr><td>{}<td>{}<td>{:.3}<td>{:.3}<td>{:.3}<td>{:.3}<td>{:.3}<td>{:.3}<td>{:.2}<td>{}<td>{}<td>{}<td>{}<td>{:.1}<td>{:.2}</tr>",
            totals.source,
            totals.plans,
            totals.rooms.f1(),
            totals.strict.f1(),
            totals.rooms.precision(),
            totals.rooms.recall(),
            totals.mean_iou(),
            totals.boxes.f1(),
            totals.mean_count_error(),
            read(totals.names),
            read(totals.numbers),
            read(totals.measures.scale),
            read(totals.measures.areas),
            totals.line_work_seconds_a_plan() * 1000.0,
            totals.detect_seconds_a_plan() * 1000.0,
        );
    }
    html.push_str("</table>");
    html
}

fn read(read: Read) -> String {
    if read.known == 0 { "–".to_owned() } else { format!("{} of {}", read.right, read.known) }
}

/// Confidence against the share that is right.
pub(super) fn calibration(evaluation: &Evaluation) -> String {
    let deciles = deciles(&evaluation.plans);
    let mut html = String::from("<table><tr><th>Confidence<th>Rooms<th>Mean confidence<th>Share right<th></tr>");
    for decile in &deciles {
        let _ = write!(
            html,
            "<tr><td>{:.1}–{:.1}<td>{}<td>{:.2}<td>{:.2}<td>{}</tr>",
            decile.from,
            decile.from + 0.1,
            decile.predicted,
            decile.mean_confidence(),
            if decile.predicted == 0 { 0.0 } else { decile.share_right() },
            bar(decile)
        );
    }
    let _ = write!(html, "</table><p>Mean distance: {:.3}</p>", calibration_error(&deciles));
    html
}

fn bar(decile: &Decile) -> String {
    if decile.predicted == 0 {
        return String::new();
    }
    format!(
        r##"<svg width="120" height="10"><rect width="{:.0}" height="10" fill="#2a7"/><rect x="{:.0}" width="2" height="10" fill="#b00"/></svg>"##,
        decile.share_right() * 120.0,
        decile.mean_confidence() * 120.0 - 1.0
    )
}
