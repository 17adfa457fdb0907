//! What was found, drawn over the plan: one picture a plan, to look through with any viewer.
//!
//! Rooms of the truth are dashed orange lines. Predictions are green where they are right, red where they are wrong and
//! grey where they were dropped, with their name and confidence.

use std::path::Path;

use image::RgbImage;
use image::imageops::{self, FilterType};
use plan_generator::geometry::{Point, Rect, Ring};
use plan_generator::render::paint;
use plan_generator::scene::{Color, Scene, Stroke, Text, WHITE};
use rayon::prelude::*;

use crate::report::{image_name, worst_first};
use crate::run::{Evaluation, PlanOutcome};
use crate::score::Fate;
use crate::{Analyser, EvaluationError, Plan};

const TRUTH: Color = [235, 120, 0];
const RIGHT: Color = [0, 135, 70];
const WRONG: Color = [215, 0, 30];
const DROPPED: Color = [130, 130, 130];

/// Smaller pictures are enlarged, so that text over them can be read.
const LEAST_SIDE_PX: u32 = 1000;

/// Writes `<F1>_<source>_<id>.png` for every plan into a folder, which is made where it does not exist.
pub fn write_overlays(
    folder: &Path,
    plans: &[Plan],
    analyser: &dyn Analyser,
    evaluation: &Evaluation,
) -> Result<(), EvaluationError> {
    std::fs::create_dir_all(folder).map_err(|source| EvaluationError::File { path: folder.to_owned(), source })?;
    worst_first(plans, evaluation).par_iter().try_for_each(|(plan, outcome)| {
        let picture = overlay(plan, outcome, &analyser.picture(plan)?);
        let path = folder.join(format!("{:.3}_{}", outcome.score.rooms.f1(), image_name(plan)));
        picture.save(&path).map_err(|source| EvaluationError::Picture { path, source })
    })
}

/// The plan, paled, with truth and predictions over it.
#[must_use]
pub fn overlay(plan: &Plan, outcome: &PlanOutcome, picture: &RgbImage) -> RgbImage {
    let longest = picture.width().max(picture.height());
    let factor = LEAST_SIDE_PX.div_ceil(longest.max(1));
    let (width, height) = (picture.width() * factor, picture.height() * factor);
    let mut canvas = imageops::resize(picture, width, height, FilterType::Triangle);
    for pixel in canvas.pixels_mut() {
        pixel.0 = pixel.0.map(|level| 110 + (f64::from(level) * 145.0 / 255.0) as u8);
    }
    let size = [f64::from(width), f64::from(height)];
    let mut scene = Scene::new(size[0], size[1], WHITE);
    let line = ((size[0] + size[1]) / 1100.0).max(1.5);

    let from_truth = |ring: &[Point]| scaled(ring, [size[0] / plan.width, size[1] / plan.height]);
    let from_page = |ring: &[Point]| scaled(ring, [size[0] / 1000.0, size[1] / 1000.0]);
    for (room, fate) in outcome.rooms.iter().zip(&outcome.score.fates) {
        let mut rings = vec![from_page(&room.polygon)];
        rings.extend(room.holes.iter().map(|hole| from_page(hole)));
        scene.outline(rings, None, Stroke { width: line * 1.6, color: color_of(fate), dash: None });
    }
    for room in &plan.rooms {
        let mut rings = vec![from_truth(&room.polygon)];
        rings.extend(room.holes.iter().map(|hole| from_truth(hole)));
        scene.outline(rings, None, Stroke { width: line, color: TRUTH, dash: Some([line * 4.0, line * 3.0]) });
    }
    for (room, fate) in outcome.rooms.iter().zip(&outcome.score.fates) {
        let [x0, y0, x1, y1] = room.bounding_box;
        let middle = scaled(&[[(x0 + x1) / 2.0, (y0 + y1) / 2.0]], [size[0] / 1000.0, size[1] / 1000.0]);
        let caption = format!("{} {:.2}", room.name_hint.as_deref().unwrap_or(""), room.confidence);
        write_caption(&mut scene, caption.trim(), middle[0], line * 6.5, color_of(fate));
    }
    paint(&scene, &mut canvas);
    canvas
}

/// A caption on white, so that it can be read over lines.
fn write_caption(scene: &mut Scene, caption: &str, center: Point, size: f64, color: Color) {
    let half = [size * 0.3 * caption.chars().count() as f64, size * 0.6];
    let card = Rect::new(center[0] - half[0], center[1] - half[1], center[0] + half[0], center[1] + half[1]);
    scene.fill(vec![card.ring()], WHITE);
    scene.text(Text { content: caption.to_owned(), center, size, degrees: 0.0, color, is_bold: true });
}

fn color_of(fate: &Fate) -> Color {
    match fate {
        Fate::Right { .. } => RIGHT,
        Fate::Wrong { .. } => WRONG,
        Fate::Dropped => DROPPED,
    }
}

fn scaled(ring: &[Point], scale: [f64; 2]) -> Ring {
    ring.iter().map(|p| [p[0] * scale[0], p[1] * scale[1]]).collect()
}
