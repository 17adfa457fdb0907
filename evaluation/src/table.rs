//! The scores as a table for a terminal.

use std::fmt::Write;

use crate::calibration::{calibration_error, deciles};
use crate::run::Evaluation;
use crate::score::Read;
use crate::totals::Totals;

const HEADER: &str = "source             plans  F1@.5  F1@.7  prec.  recall  IoU    box F1  count±  names        numbers      scale        areas        lines ms  detect ms";

/// A row for each source and one for all.
#[must_use]
pub fn table(evaluation: &Evaluation) -> String {
    let mut text = format!("{HEADER}\n");
    for totals in &evaluation.totals {
        text.push_str(&row(totals));
        text.push('\n');
    }
    let deciles = deciles(&evaluation.plans);
    text.push_str("confidence ");
    for decile in deciles.iter().filter(|decile| decile.predicted > 0) {
        // Writing into a string cannot fail.
        let _ = write!(text, " {:.1}: {:.2} of {}", decile.from, decile.share_right(), decile.predicted);
    }
    let _ = writeln!(text, "  (off by {:.3})", calibration_error(&deciles));
    for failure in &evaluation.failures {
        let _ = writeln!(text, "not scored: {}", failure.message);
    }
    text
}

fn row(totals: &Totals) -> String {
    format!(
        "{:<18} {:>5}  {:.3}  {:.3}  {:.3}  {:.3}   {:.3}  {:.3}   {:>5.2}   {:<11}  {:<11}  {:<11}  {:<11}  {:>8.1}  {:>9.2}",
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
    )
}

fn read(read: Read) -> String {
    if read.known == 0 {
        "-".to_owned()
    } else {
        format!("{:.3} ({})", read.right as f64 / read.known as f64, read.known)
    }
}
