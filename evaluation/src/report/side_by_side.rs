//! One plan of the report: the truth left, what was found right, both over the picture.

use std::fmt::Write;

use super::html::escaped;
use super::image_name;
use crate::Plan;
use crate::run::PlanOutcome;
use crate::score::Fate;

/// Both pictures.
pub(super) fn pair(plan: &Plan, outcome: &PlanOutcome) -> String {
    format!(
        "<div class=\"pair\"><div><p>Truth</p>{}</div><div><p>Found</p>{}</div></div>",
        truth(plan, outcome),
        found(plan, outcome)
    )
}

fn truth(plan: &Plan, outcome: &PlanOutcome) -> String {
    let mut svg = open(plan);
    for area in &plan.outside {
        svg.push_str(&shape("outside", &area.polygon, &area.holes, [1.0, 1.0], "does not count"));
    }
    for (room, found_by) in plan.rooms.iter().zip(&outcome.score.found_by) {
        let class = if found_by.is_some() { "found" } else { "missed" };
        let title =
            format!("{} ({})", room.name.as_deref().unwrap_or("no name"), room.room_type.as_deref().unwrap_or("-"));
        svg.push_str(&shape(class, &room.polygon, &room.holes, [1.0, 1.0], &title));
    }
    for room in &plan.rooms {
        let label = room.name.as_deref().or(room.room_type.as_deref()).unwrap_or("");
        svg.push_str(&text(label, center(room.bbox, [1.0, 1.0])));
    }
    svg.push_str("</svg>");
    svg
}

fn found(plan: &Plan, outcome: &PlanOutcome) -> String {
    let mut svg = open(plan);
    let scale = [plan.width / 1000.0, plan.height / 1000.0];
    for (room, fate) in outcome.rooms.iter().zip(&outcome.score.fates) {
        let (class, figure) = match fate {
            Fate::Right { iou, .. } => ("found", format!("IoU {iou:.2}")),
            Fate::Wrong { best_iou } => ("wrong", format!("best IoU {best_iou:.2}")),
            Fate::Dropped => ("dropped", "outside".to_owned()),
        };
        let mut title = format!(
            "{} {} confidence {:.2}, {figure}",
            room.id,
            room.name_hint.as_deref().unwrap_or("no name"),
            room.confidence
        );
        for part in &room.evidence.parts {
            // Writing into a string cannot fail.
            let _ = write!(title, "\n{} {:.3}: {:+.2}", part.name, part.value, part.points);
        }
        svg.push_str(&shape(class, &room.polygon, &room.holes, scale, &title));
    }
    for room in &outcome.rooms {
        let label = format!("{} {:.2}", room.name_hint.as_deref().unwrap_or(""), room.confidence);
        svg.push_str(&text(label.trim(), center(room.bounding_box, scale)));
    }
    svg.push_str("</svg>");
    svg
}

fn open(plan: &Plan) -> String {
    format!(
        r#"<svg viewBox="0 0 {0} {1}" font-size="{3:.1}" xmlns="http://www.w3.org/2000/svg"><image href="images/{2}" width="{0}" height="{1}" preserveAspectRatio="none"/>"#,
        plan.width,
        plan.height,
        escaped(&image_name(plan)),
        plan.width.max(plan.height) / 55.0
    )
}

fn shape(class: &str, outline: &[[f64; 2]], holes: &[Vec<[f64; 2]>], scale: [f64; 2], title: &str) -> String {
    let mut path = String::new();
    for ring in std::iter::once(outline).chain(holes.iter().map(Vec::as_slice)) {
        for (i, point) in ring.iter().enumerate() {
            let command = if i == 0 { 'M' } else { 'L' };
            // Writing into a string cannot fail.
            let _ = write!(path, "{command}{:.1} {:.1}", point[0] * scale[0], point[1] * scale[1]);
        }
        path.push('Z');
    }
    format!(r#"<path class="{class}" d="{path}"><title>{}</title></path>"#, escaped(title))
}

fn center(bbox: [f64; 4], scale: [f64; 2]) -> [f64; 2] {
    [(bbox[0] + bbox[2]) / 2.0 * scale[0], (bbox[1] + bbox[3]) / 2.0 * scale[1]]
}

fn text(text: &str, at: [f64; 2]) -> String {
    format!(r#"<text x="{:.1}" y="{:.1}">{}</text>"#, at[0], at[1], escaped(text))
}
