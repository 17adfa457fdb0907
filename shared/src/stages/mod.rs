//! What every stage of the detector saw, as pictures to look at.
//!
//! A watcher goes along the very path that [`LineWork::trace`] takes, and paints what passes.

mod canvas;

use self::canvas::{Canvas, Color, between, distinct};
use crate::linework::strokes::{LEVELS, Strokes};
use crate::linework::walls::{Barrier, Walls};
use crate::linework::{LineWork, Ring};
use crate::picture::Picture;
use crate::raster::Grid;
use crate::raster::bits::Bits;
use crate::raster::grey::brightness;
use crate::room::Room;
use crate::textract::TextBlock;
use crate::trace::{Seen, Watch};

const PAPER: Color = [255, 255, 255];
const INK: Color = [30, 34, 40];
const FAINT: Color = [165, 172, 182];
const FILL: Color = [232, 132, 32];
const OPENING: Color = [214, 48, 49];
const OUTSIDE: Color = [176, 206, 236];
const LEAK: Color = [236, 196, 92];
const SOFT: Color = [72, 176, 96];
const HARD: Color = [192, 32, 40];

/// The picture of one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagePicture {
    /// A short name of lower-case letters, digits and hyphens, unlike those of the other stages.
    pub name: String,
    /// What is to be seen, in a sentence.
    pub title: String,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// RGB pixels row by row, `3 * width_px * height_px` bytes.
    pub rgb: Vec<u8>,
}

/// Traces the line work of a page as [`LineWork::trace`] does, and gives a picture of every stage in order: first those
/// of the page, then those of each hypothesis of what a wall is.
#[must_use]
pub fn trace_stages(picture: &Picture<'_>, text: &[TextBlock]) -> (LineWork, Vec<StagePicture>) {
    let mut painter = Painter::default();
    let line_work = LineWork::watched(picture, text, &mut painter);
    (line_work, painter.pictures)
}

/// The rooms of one page over its picture.
#[must_use]
pub fn rooms_stage(picture: &Picture<'_>, rooms: &[&Room]) -> StagePicture {
    let grey = brightness(picture);
    let mut canvas = Canvas::of_grey(&grey, 0.55);
    let scale = (grey.width as f64 / 1000.0, grey.height as f64 / 1000.0);
    for (i, room) in rooms.iter().enumerate() {
        let rings: Vec<Vec<(f64, f64)>> = std::iter::once(&room.polygon)
            .chain(&room.holes)
            .map(|ring| ring.iter().map(|p| (p[0] * scale.0, p[1] * scale.1)).collect())
            .collect();
        canvas.area(&rings, distinct(i), 0.45);
    }
    let title = format!("The {} chosen rooms over the page.", rooms.len());
    stage("rooms", &title, canvas)
}

fn stage(name: &str, title: &str, canvas: Canvas) -> StagePicture {
    StagePicture {
        name: name.to_owned(),
        title: title.to_owned(),
        width_px: canvas.width as u32,
        height_px: canvas.height as u32,
        rgb: canvas.rgb,
    }
}

/// Paints what it sees.
#[derive(Default)]
struct Painter {
    pictures: Vec<StagePicture>,
    hypotheses: usize,
}

impl Painter {
    fn add(&mut self, name: &str, title: &str, canvas: Canvas) {
        self.pictures.push(stage(name, title, canvas));
    }
}

impl Watch for Painter {
    fn strokes(&mut self, strokes: &Strokes) {
        *self = Self::default();
        let (width, height) = (strokes.grey.width, strokes.grey.height);
        let paper = || Canvas::plain(width, height, PAPER);
        self.add("working", "The building, cut out and brought to working size.", Canvas::of_grey(&strokes.grey, 1.0));

        let mut ink = paper();
        ink.paint(&strokes.ink.faint, FAINT);
        ink.paint(&strokes.ink.dark, INK);
        self.add("ink", "Ink without text, symbols and fills; faint strokes in grey.", ink);

        let mut hollow = paper();
        hollow.paint(&strokes.ink.dark, FAINT);
        hollow.paint(&strokes.hollow, FILL);
        self.add("hollow", "White that belongs to hollow or hatched walls and windows, in orange.", hollow);

        let mut widths = paper();
        let steps = (LEVELS.len() - 1) as f64;
        widths.paint_cells(&strokes.level, |level| {
            let share = f64::from(level.checked_sub(1)?) / steps;
            Some(between([120, 190, 240], [150, 20, 90], share))
        });
        let wide: Vec<String> = strokes.thresholds.iter().map(|t| format!("{t}")).collect();
        let title = format!(
            "Stroke widths, thin in blue to thick in purple; walls may begin at a width of {} working pixels.",
            wide.join(" or ")
        );
        self.add("widths", &title, widths);
    }

    fn hypothesis(&mut self, strokes: &Strokes, seen: &Seen<'_>) {
        self.hypotheses += 1;
        let number = self.hypotheses;
        let walls = seen.walls;
        let paper = || Canvas::plain(strokes.grey.width, strokes.grey.height, PAPER);
        let mut name = |name: &str, title: &str, canvas: Canvas| {
            let title = format!("Hypothesis {number} (walls from {} px on): {title}", seen.threshold);
            self.pictures.push(stage(&format!("{number}-{name}"), &title, canvas));
        };

        let mut canvas = paper();
        canvas.paint(&Bits::of_mask(&strokes.solid), FAINT);
        canvas.paint(&Bits::of_mask(&walls.wall), INK);
        name("walls", "walls in black, thin strokes in grey.", canvas.clone());

        canvas.paint(&Bits::of(&walls.closure, |length| length > 0), OPENING);
        name("openings", "closed openings in red.", canvas);

        name("outside", "the outside in blue; what would leak in, cut off, in yellow.", outside(paper(), walls));

        let mut canvas = paper();
        canvas.paint_cells(&walls.region, |region| (region > 0).then(|| distinct(region as usize)));
        name("regions", "the fine regions.", canvas);

        name(
            "boundaries",
            "boundaries between regions, soft in green to hard in red; openings in blue.",
            boundaries(strokes, seen),
        );

        let mut canvas = Canvas::of_grey(&strokes.grey, 0.4);
        for (i, node) in seen.traced.nodes.iter().enumerate() {
            canvas.area(&working_rings(&node.outline, strokes), distinct(i), 0.0);
        }
        let title = format!("the {} regions of the merge tree that could be rooms.", seen.traced.nodes.len());
        name("nodes", &title, canvas);
    }
}

/// Regions that touch the rim, and among them the one that the outside rolled into.
fn outside(mut canvas: Canvas, walls: &Walls) -> Canvas {
    let region = &walls.region;
    let (width, height) = (region.width, region.height);
    let rim: Vec<u32> = (0..height)
        .flat_map(|y| [region.at(0, y), region.at(width - 1, y)])
        .chain([0, height - 1].iter().flat_map(|&y| region.row(y).to_vec()))
        .collect();
    let mut is_outside = vec![false; walls.regions];
    rim.iter().for_each(|&r| is_outside[r as usize] = r > 0);
    canvas.paint_cells(region, |r| is_outside[r as usize].then_some(OUTSIDE));
    let cut = Bits::of(&walls.hardness, |hardness| hardness == crate::linework::walls::LEAK);
    canvas.paint(&cut.dilated(2), LEAK);
    canvas.paint(&Bits::of(&walls.closure, |length| length > 0), OPENING);
    canvas.paint(&Bits::of_mask(&walls.wall), INK);
    canvas
}

/// Where one region's ground ends and the next begins, by hardness.
fn boundaries(strokes: &Strokes, seen: &Seen<'_>) -> Canvas {
    let near: &Grid<u32> = seen.near;
    let mut canvas = Canvas::of_grey(&strokes.grey, 0.25);
    for y in 0..near.height.saturating_sub(1) {
        for x in 0..near.width - 1 {
            let i = y * near.width + x;
            for k in [i + 1, i + near.width] {
                if near.cells[i] != near.cells[k] && near.cells[i] > 0 && near.cells[k] > 0 {
                    let hardness = seen.walls.hardness.cells[i].max(seen.walls.hardness.cells[k]);
                    let opening =
                        seen.walls.barrier(strokes, i).min(seen.walls.barrier(strokes, k)) == Barrier::Opening;
                    let hard = if opening { [40, 110, 220] } else { HARD };
                    canvas.dot(x, y, 1, between(SOFT, hard, f64::from(hardness) / 1000.0));
                }
            }
        }
    }
    canvas
}

/// Rings of the page in working pixels.
fn working_rings(rings: &[Ring], strokes: &Strokes) -> Vec<Vec<(f64, f64)>> {
    let place = |[x, y]: [f64; 2]| strokes.frame.of_share(x / 1000.0, y / 1000.0);
    rings.iter().map(|ring| ring.to_page().into_iter().map(place).collect()).collect()
}
