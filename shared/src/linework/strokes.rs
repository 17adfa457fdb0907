//! How thick the lines of a plan are, and from which thickness on a line may be a wall.

use super::frame::Frame;
use super::hollow::hollow_walls;
use super::ink::{AnyInk, FAINT, FAINTER, Ink};
use crate::raster::background::darkness;
use crate::raster::bits::Bits;
use crate::raster::stroke::{covered, levels_of};
use crate::raster::{Grid, Mask};
use crate::textract::TextBlock;

/// Stroke widths told apart, in working pixels.
pub(crate) const LEVELS: [f32; 9] = [1.0, 2.0, 3.0, 5.0, 6.5, 9.0, 13.0, 20.0, 32.0];
/// Mean width of the strokes of each level: the geometric mean of its bounds.
pub(crate) const MIDDLES: [f64; 9] = [1.41, 2.45, 3.87, 5.70, 7.65, 10.82, 16.12, 25.30, 40.0];
/// Thickness that may divide thin ink from walls.
const WALL_THRESHOLDS: [f32; 5] = [3.0, 5.0, 6.5, 9.0, 13.0];
/// At most so many of them are followed, ...
const HYPOTHESES: usize = 3;
/// ... each leaving at least this share of the first one's wall length, ...
const WALL_KEPT: f64 = 0.25;
/// ... and at most this share of the one's before.
const WALL_DIFFERENT: f64 = 0.9;

/// The strokes of a plan, before any of them is called a wall.
pub(crate) struct Strokes {
    /// How the working picture lies on the page.
    pub(crate) frame: Frame,
    /// Brightness of the working picture.
    pub(crate) grey: Grid<u8>,
    /// Ink without text.
    pub(crate) ink: Ink,
    /// Slits of hollow walls and the ground of hatched ones, filled.
    pub(crate) hollow: Bits,
    /// Of these, doors and short windows: slits between two ends of walls.
    pub(crate) doors: Bits,
    /// 1 where there is a stroke, filled slits included.
    pub(crate) solid: Mask,
    /// 0 without a stroke, else 1 + index into [`LEVELS`].
    pub(crate) level: Grid<u8>,
    /// Length of the strokes of each level, in working pixels.
    pub(crate) lengths: [f64; 9],
    /// Thicknesses from which on strokes may be walls, thinnest first; at least one.
    pub(crate) thresholds: Vec<f32>,
    /// The width that half of the wall mass stays below: a typical wall.
    pub(crate) typical: f64,
}

/// A working picture and what is drawn on it, text or not.
pub(crate) struct Marks {
    grey: Grid<u8>,
    frame: Frame,
    ink: AnyInk,
}

impl Marks {
    /// What is drawn on a working picture.
    pub(crate) fn of(grey: Grid<u8>, frame: Frame) -> Self {
        Self::down_to(FAINT, grey, frame)
    }

    fn down_to(faintest: u8, grey: Grid<u8>, frame: Frame) -> Self {
        let ink = AnyInk::of(&darkness(&grey), frame.building, faintest);
        Self { grey, frame, ink }
    }
}

impl Strokes {
    /// The strokes of the same picture with those that are hardly darker than the paper.
    pub(crate) fn with_fainter(&self, text: &[TextBlock]) -> Self {
        strokes(Marks::down_to(FAINTER, self.grey.clone(), self.frame), text)
    }
}

/// Reads the strokes off a working picture.
pub(crate) fn strokes(marks: Marks, text: &[TextBlock]) -> Strokes {
    let Marks { grey, frame, ink } = marks;
    let ink = ink.without_words(&frame, text);
    let dark = ink.dark.or(&ink.hatched);
    let (hollow, doors) = hollow_walls(&dark, frame.building);
    let hollow = hollow.or(&ink.hatched);
    let filled = dark.or(&hollow);
    let widths = covered(&filled, &LEVELS);
    let lengths = stroke_lengths(&widths);
    let solid = filled.or(&ink.faint).to_mask();
    // Faint strokes have the lowest level.
    let level = levels_of(&widths).zip(&solid, u8::max);
    let thresholds = wall_thresholds(&lengths, frame.building);
    Strokes { frame, grey, ink, hollow, doors, solid, level, lengths, thresholds, typical: typical_wall(&lengths) }
}

/// Length of the strokes of each level, without the rims of thicker ones; from the cells that strokes of at least this
/// level cover.
fn stroke_lengths(widths: &[Bits]) -> [f64; 9] {
    let mut out = [0.0; 9];
    for (i, (&k, &middle)) in LEVELS.iter().zip(&MIDDLES).enumerate() {
        let thicker = LEVELS.iter().take_while(|&&l| l < 1.5 * k).count();
        let reach = (0.75 * k).max(2.0) as usize;
        let mut cells = widths[i].clone();
        if let Some(next) = widths.get(i + 1) {
            cells = cells.without(next);
        }
        if let Some(thick) = widths.get(thicker) {
            cells = cells.without(&thick.dilated(reach));
        }
        out[i] = cells.count() as f64 / middle;
    }
    out
}

fn wall_thresholds(lengths: &[f64; 9], building: f64) -> Vec<f32> {
    let mut out = Vec::new();
    let mut walls: Vec<f64> = Vec::new();
    for t in WALL_THRESHOLDS {
        let wall: f64 = LEVELS.iter().zip(lengths).filter(|(l, _)| **l >= t).map(|(_, n)| n).sum();
        let alike = walls.last().is_some_and(|last| wall > WALL_DIFFERENT * last);
        let little = walls.first().is_some_and(|first| wall < WALL_KEPT * first);
        if wall < building || alike || little || walls.len() == HYPOTHESES {
            continue;
        }
        out.push(t);
        walls.push(wall);
    }
    if out.is_empty() {
        out.push(WALL_THRESHOLDS[0]);
    }
    out
}

fn typical_wall(lengths: &[f64; 9]) -> f64 {
    let mass = |i: usize| if LEVELS[i] >= 3.0 { lengths[i] * MIDDLES[i] } else { 0.0 };
    let half: f64 = (0..9).map(mass).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    for (i, &middle) in MIDDLES.iter().enumerate() {
        sum += mass(i);
        if sum >= half && sum > 0.0 {
            return middle;
        }
    }
    5.0
}
