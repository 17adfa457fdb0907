//! One hypothesis: which strokes are walls, what closes their openings, and how hard each barrier is to pass.

use super::closures::{AT_CORNER, closures};
use super::ink::COLUMN;
use super::outside::cut_off;
use super::strokes::{LEVELS, Strokes};
use crate::raster::bits::Bits;
use crate::raster::components::{Components, Extent, Touching};
use crate::raster::{Grid, Mask};

/// Walls shorter than this share of the building are none.
const SHORTEST: f64 = 0.05;
/// Pieces of wall at least this share of the building long may end in an opening.
const SHORTEST_WITH_END: f64 = 0.03;
/// A column fills this share of its box, a corner of wall this one.
const FULL: f64 = 0.7;
const CORNERED: f64 = 0.3;
/// Hardness, in thousandths: what it takes to pass a wall, a thin line, a door-sized closure, a cut across a leak.
const WALL: u16 = 1000;
const THIN_LINE: f64 = 300.0;
const DOOR: f64 = 650.0;
pub(crate) const LEAK: u16 = 100;
/// Closures up to this share of the building keep a door's hardness; it has faded at the second.
const DOOR_LENGTH: f64 = 0.06;
const FADED_LENGTH: f64 = 0.11;
/// What is left of a long closure's hardness.
const FADED: f64 = 0.15;

/// What a barrier cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Barrier {
    /// A stroke thick enough for a wall.
    Wall,
    /// A thinner stroke.
    Line,
    /// Nothing drawn: a closure of an opening, or a cut across a leak.
    Opening,
}

/// Walls and openings under one wall thickness.
pub(crate) struct Walls {
    /// 1 where there is wall.
    pub(crate) wall: Mask,
    /// 1 where ink is as thick as a wall and as compact as a corner of one: no room reaches there.
    pub(crate) block: Mask,
    /// Length of the closure that passes here, in working pixels, with [`AT_CORNER`]; 0 without.
    pub(crate) closure: Grid<u16>,
    /// Number of the enclosed region from 1; 0 on barriers.
    pub(crate) region: Grid<u32>,
    /// Largest region number plus one.
    pub(crate) regions: usize,
    /// Hardness of every barrier cell in thousandths; 0 elsewhere.
    pub(crate) hardness: Grid<u16>,
}

impl Walls {
    /// Whether a closure passes here that leaves a corner of wall.
    pub(crate) fn leaves_corner(&self, index: usize) -> bool {
        self.closure.cells[index] & AT_CORNER > 0
    }

    /// What a barrier cell is.
    pub(crate) fn barrier(&self, strokes: &Strokes, index: usize) -> Barrier {
        if self.wall.cells[index] > 0 {
            Barrier::Wall
        } else if strokes.solid.cells[index] > 0 {
            Barrier::Line
        } else {
            Barrier::Opening
        }
    }
}

/// Takes strokes of at least `threshold` working pixels as walls and follows what that means.
pub(crate) fn walls(strokes: &Strokes, threshold: f32, most_regions: usize) -> Walls {
    let building = strokes.frame.building;
    let lowest = LEVELS.iter().take_while(|&&l| l < threshold).count() as u8 + 1;
    let thick = strokes.level.map(|l| u8::from(l >= lowest));
    let is_block = |e: &Extent, share: f64| {
        e.area as f64 > share * (e.width() * e.height()) as f64
            && e.shorter() as f64 >= (COLUMN * building).max(f64::from(threshold))
    };
    let parts = Components::of(&thick, Touching::Corners);
    let wall = parts.kept(|_, e| e.longer() as f64 >= SHORTEST * building || is_block(e, FULL));
    let block = parts.kept(|_, e| is_block(e, CORNERED));
    let net = Components::of(&wall, Touching::Corners).kept(|_, e| e.longer() as f64 >= SHORTEST_WITH_END * building);
    let mut closure = closures(&net, building, f64::from(threshold));
    for (c, &w) in closure.cells.iter_mut().zip(&wall.cells) {
        if w > 0 {
            *c = 0;
        }
    }
    let barrier = Bits::of(&strokes.solid.zip(&closure, |s, c| s > 0 || c > 0), |is_barrier| is_barrier);
    let (region, regions) = cut_off(&barrier, building, most_regions);
    let hardness = hardness(strokes, threshold, &wall, &closure, &region);
    Walls { wall, block, closure, region, regions, hardness }
}

fn hardness(strokes: &Strokes, threshold: f32, wall: &Mask, closure: &Grid<u16>, region: &Grid<u32>) -> Grid<u16> {
    let building = strokes.frame.building;
    let of_level = level_hardness(&strokes.lengths, threshold);
    let (door, faded) = (DOOR_LENGTH * building, FADED_LENGTH * building);
    let of_closure = |length: u16| {
        let over = (f64::from(length) - door).max(0.0) / (faded - door);
        (DOOR * (1.0 - over).clamp(FADED, 1.0)) as u16
    };
    let mut out = strokes.level.map(|l| of_level[usize::from(l)]);
    for (i, cell) in out.cells.iter_mut().enumerate() {
        if wall.cells[i] > 0 {
            *cell = WALL;
        } else if closure.cells[i] > 0 {
            *cell = (*cell).max(of_closure(closure.cells[i] & !AT_CORNER));
        } else if *cell == 0 && region.cells[i] == 0 {
            *cell = LEAK;
        }
    }
    out
}

/// Hardness by stroke level: from a thin line to a wall along the logarithm of the width.
fn level_hardness(lengths: &[f64; 9], threshold: f32) -> [u16; 10] {
    let (mut mass, mut length) = (0.0, 0.0);
    for (l, n) in LEVELS.iter().zip(lengths).filter(|(l, _)| **l < threshold) {
        mass += n * f64::from(*l);
        length += n;
    }
    let threshold = f64::from(threshold);
    let thin = if length > 0.0 { mass / length.max(1.0) } else { threshold / 2.0 };
    let thin = thin.min(threshold / 1.3).max(1.0);
    let mut out = [0; 10];
    for (i, l) in LEVELS.iter().enumerate() {
        let share = (libm::log(f64::from(*l) / thin) / libm::log(threshold / thin)).clamp(0.0, 1.0);
        out[i + 1] = (THIN_LINE + (1000.0 - THIN_LINE) * share) as u16;
    }
    out
}
