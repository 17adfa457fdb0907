//! The box of the drawing proper: where on the page the building is.

use super::outside::{LEAK, rolled_in};
use crate::raster::background::darkness;
use crate::raster::bits::Bits;
use crate::raster::components::{Components, Extent, Touching};
use crate::raster::distance::squared_to_zero;
use crate::raster::resize::resized;
use crate::raster::{Grid, Mask};

/// Longer side of the picture that the box is looked for in.
const SIDE: usize = 800;
/// Darkness that counts as ink here.
const INK: u8 = 50;
/// Ink smaller than this share of the picture is text.
const SMALLEST: f64 = 0.03;
/// Gaps of this share of the picture are joined.
const JOINED: f64 = 0.02;

/// The frame of a sheet is at most so many times as thick as what is drawn on it.
const FRAME: f64 = 1.2;

/// Share of the square over its longer side that a house usually covers.
const USUAL_GROUND: f64 = 0.55;
/// No building is smaller than this share of the picture.
const SMALLEST_SIDE: f64 = 0.1;

/// Pixels `x0..x1`, `y0..y1` of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PixelBox {
    pub(crate) x0: usize,
    pub(crate) y0: usize,
    pub(crate) x1: usize,
    pub(crate) y1: usize,
}

/// The building on a page, in the picture's own pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Building {
    /// The box around it; the whole picture where nothing stands out.
    pub(crate) bounds: PixelBox,
    /// Side of the square that it would fill as houses usually fill theirs: what every relative length is a share of.
    /// Unlike the box's longer side it tells the size of rooms in narrow houses and on sheets with several floors.
    pub(crate) side: f64,
}

/// Finds the building.
pub(crate) fn building(grey: &Grid<u8>) -> Building {
    let longer = grey.width.max(grey.height);
    let scale = SIDE as f64 / longer as f64;
    let size = |side: usize| ((side as f64 * scale + 0.5) as usize).max(1);
    let small = resized(grey, size(grey.width), size(grey.height));
    let whole = PixelBox { x0: 0, y0: 0, x1: grey.width, y1: grey.height };
    let whole = Building { bounds: whole, side: longer as f64 };
    let (ink, weight) = heavy_ink(&small);
    let joined = Bits::of_mask(&ink).closed((JOINED * SIDE as f64) as usize / 2);
    let parts = Components::of_bits(&joined, Touching::Corners);
    let mass = parts.sums(&weight, f64::from);
    let Some((x0, y0, x1, y1)) = enclosing(&parts, &mass, &parts.sums(&ink, f64::from)) else {
        return whole;
    };
    let margin = (0.03 * (x1 - x0).max(y1 - y0) as f64) + 3.0;
    let low = |v: usize| ((v as f64 - margin) / scale).max(0.0) as usize;
    let high = |v: usize, limit: usize| (((v as f64 + margin) / scale) as usize).min(limit);
    let bounds = PixelBox { x0: low(x0), y0: low(y0), x1: high(x1, grey.width), y1: high(y1, grey.height) };
    let ground = ground(&ink, (x0, y0, x1, y1));
    let side = (libm::sqrt(ground / USUAL_GROUND)).clamp(SMALLEST_SIDE * SIDE as f64, SIDE as f64);
    Building { bounds, side: side / scale }
}

/// Cells of a box that the outside does not reach.
fn ground(ink: &Mask, (x0, y0, x1, y1): (usize, usize, usize, usize)) -> f64 {
    let part = ink.cropped(x0, y0, x1, y1);
    let square = libm::sqrt(((x1 - x0) * (y1 - y0)) as f64);
    (part.cells.len() - rolled_in(&Bits::of_mask(&part), LEAK * square).count()) as f64
}

/// Ink without text and frames, and how deep in its stroke every pixel of it lies.
fn heavy_ink(small: &Grid<u8>) -> (Mask, Grid<f32>) {
    let dark = darkness(small).map(|d| u8::from(d > INK));
    let (width, height) = (small.width as f64, small.height as f64);
    let parts = Components::of(&dark, Touching::Corners);
    let frame = |e: &Extent| {
        e.width() as f64 > 0.93 * width
            && e.height() as f64 > 0.93 * height
            && (e.area as f64) < 0.05 * (e.width() * e.height()) as f64
    };
    let large = |e: &Extent| e.longer() as f64 >= SMALLEST * SIDE as f64 && !frame(e);
    let ink = parts.kept(|_, e| large(e));
    let depth = squared_to_zero(&ink).map(|d| libm::sqrtf(d as f32));
    // Frames of sheets: large, mostly along the rim of their own box, and hardly thicker than the rest.
    let thick: Vec<f64> =
        parts.sums(&depth, f64::from).iter().zip(&parts.extents).map(|(s, e)| s / e.area as f64).collect();
    let (mut sum, mut cells) = (0.0, 0.0);
    for (t, e) in thick.iter().zip(&parts.extents).filter(|(_, e)| large(e)) {
        sum += t * e.area as f64;
        cells += e.area as f64;
    }
    let usual = if cells > 0.0 { sum / cells } else { 0.0 };
    let rim = ((0.015 * SIDE as f64) as usize).max(3);
    let mut within = vec![0usize; parts.extents.len()];
    for run in &parts.runs {
        let e = &parts.extents[run.component as usize];
        let y = run.y as usize;
        if y >= e.y0 + rim && y + rim < e.y1 {
            let (a, b) = ((run.x0 as usize).max(e.x0 + rim), (run.x1 as usize).min(e.x1.saturating_sub(rim)));
            within[run.component as usize] += b.saturating_sub(a);
        }
    }
    let sheet = |i: usize, e: &Extent| {
        e.width() as f64 > 0.5 * width
            && e.height() as f64 > 0.5 * height
            && thick[i] <= FRAME * usual
            && (within[i] as f64) < 0.1 * e.area as f64
    };
    let ink = parts.kept(|i, e| large(e) && !sheet(i, e));
    let weight = depth.zip(&ink, |d, i| if i == 0 { 0.0 } else { d });
    (ink, weight)
}

/// The box over all heavy parts and over the pieces of wall beside them.
fn enclosing(parts: &Components, mass: &[f64], ink: &[f64]) -> Option<(usize, usize, usize, usize)> {
    let largest = mass.iter().copied().fold(0.0, f64::max);
    let side = SIDE as f64;
    let mut chosen: Vec<bool> =
        parts.extents.iter().zip(mass).map(|(e, &m)| m > 0.03 * largest && e.longer() as f64 > 0.05 * side).collect();
    if !chosen.contains(&true) {
        return None;
    }
    let density = |i: usize| mass[i] / ink[i].max(1.0);
    let (mut sum, mut weights) = (0.0, 0.0);
    for i in (0..mass.len()).filter(|&i| chosen[i]) {
        sum += density(i) * mass[i];
        weights += mass[i];
    }
    let usual = sum / weights;
    loop {
        let mut bounds = (usize::MAX, usize::MAX, 0, 0);
        for (e, _) in parts.extents.iter().zip(&chosen).filter(|(_, c)| **c) {
            bounds = (bounds.0.min(e.x0), bounds.1.min(e.y0), bounds.2.max(e.x1), bounds.3.max(e.y1));
        }
        let (x0, y0, x1, y1) = bounds;
        let margin = (0.08 * (x1 - x0).max(y1 - y0) as f64) as usize;
        let joins = |i: usize, e: &Extent| {
            density(i) >= 0.7 * usual
                && mass[i] > 0.004 * largest
                && e.longer() as f64 > 0.03 * side
                && e.x0 < x1 + margin
                && e.x1 + margin > x0
                && e.y0 < y1 + margin
                && e.y1 + margin > y0
        };
        let more: Vec<usize> =
            parts.extents.iter().enumerate().filter(|&(i, e)| !chosen[i] && joins(i, e)).map(|(i, _)| i).collect();
        if more.is_empty() {
            return Some(bounds);
        }
        for i in more {
            chosen[i] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_page_is_taken_whole() {
        let page = Grid::filled(300, 200, 255u8);
        assert_eq!(building(&page).bounds, PixelBox { x0: 0, y0: 0, x1: 300, y1: 200 });
    }

    #[test]
    fn the_frame_of_a_sheet_is_no_building() {
        let mut page = Grid::filled(800, 600, 255u8);
        let mut rectangle = |x0: usize, y0: usize, x1: usize, y1: usize, thickness: usize| {
            for y in y0..y1 {
                for x in x0..x1 {
                    if [x - x0, y - y0, x1 - 1 - x, y1 - 1 - y].iter().any(|&d| d < thickness) {
                        page.set(x, y, 0);
                    }
                }
            }
        };
        // A hollow wall in lines of two pixels, and a frame of three, not along the very rim of the page.
        rectangle(40, 20, 720, 580, 3);
        rectangle(200, 150, 600, 450, 2);
        rectangle(210, 160, 590, 440, 2);
        let found = building(&page).bounds;
        assert!(found.x0 > 150 && found.x1 < 650 && found.y0 > 100 && found.y1 < 500, "{found:?}");
    }

    #[test]
    fn a_house_in_a_corner_is_found() {
        let mut page = Grid::filled(1000, 800, 255u8);
        for y in 100..400 {
            for x in 500..900 {
                let wall = !(110..390).contains(&y) || !(510..890).contains(&x);
                if wall {
                    page.set(x, y, 0);
                }
            }
        }
        let found = building(&page).bounds;
        assert!(found.x0 <= 500 && found.x0 > 450 && found.x1 >= 900 && found.x1 < 950, "{found:?}");
        assert!(found.y0 <= 100 && found.y0 > 50 && found.y1 >= 400 && found.y1 < 450, "{found:?}");
    }
}
