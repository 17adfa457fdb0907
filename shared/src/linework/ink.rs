//! Which pixels of the working picture are drawn lines: ink without text, symbols and fills.

use super::frame::Frame;
use super::hatching::hatched_walls;
use crate::raster::Grid;
use crate::raster::bits::Bits;
use crate::raster::components::{Components, Extent, Touching};
use crate::raster::stroke::opened_by_disc;
use crate::textract::TextBlock;

/// Darkness against the local background that counts as ink.
pub(super) const INK: u8 = 60;
/// Fainter strokes still count as weak barriers, ...
pub(super) const FAINT: u8 = 30;
/// ... and even fainter ones where hardly any room is found without them.
pub(super) const FAINTER: u8 = 12;
/// Ink smaller than this share of the building is text or a symbol.
pub(crate) const TEXT_SIZE: f64 = 0.035;
/// Solid blocks at least this wide are columns, however short; share of the building.
pub(crate) const COLUMN: f64 = 0.012;
/// The thickest wall, as a share of the building.
pub(crate) const THICKEST_WALL: f64 = 0.05;
/// A fill lighter than this is a room's, not a wall's.
const DARKEST_FILL: u8 = 190;
/// Of a dark-filled room at least this share is wider than any wall; less of it, and it is walls with a shaft or a column
/// of their own colour.
const FILLED: f64 = 0.25;
/// Share of a component inside a word's box that makes it text.
const IN_WORD: f64 = 0.75;
/// Words' boxes are widened by this many working pixels.
const WORD_MARGIN: f64 = 4.0;

/// Lines of the drawing.
pub(crate) struct Ink {
    /// Dark strokes.
    pub(crate) dark: Bits,
    /// Faint strokes away from dark ones.
    pub(crate) faint: Bits,
    /// The ground of walls drawn with fine hatching.
    pub(crate) hatched: Bits,
}

/// Lines of the drawing, among which large letters may still be.
pub(crate) struct AnyInk {
    parts: Components,
    /// Which of the parts are no symbols.
    keep: Vec<bool>,
    faint: Bits,
    hatched: Bits,
}

impl AnyInk {
    /// Separates the lines of the drawing from symbols and dark-filled rooms. `faintest`: strokes are darker than this.
    pub(super) fn of(darkness: &Grid<u8>, building: f64, faintest: u8) -> Self {
        let all = without_fills(Bits::above(darkness, INK), darkness, building);
        let parts = Components::of_bits(&all, Touching::Corners);
        let column = |e: &Extent| {
            e.area as f64 > 0.7 * (e.width() * e.height()) as f64 && e.shorter() as f64 >= COLUMN * building
        };
        let keep: Vec<bool> =
            parts.extents.iter().map(|e| e.longer() as f64 >= TEXT_SIZE * building || column(e)).collect();

        let any = Bits::above(darkness, faintest);
        let faint = Components::of_bits(&any, Touching::Corners).kept_bits(|_, e| {
            e.longer() as f64 >= TEXT_SIZE * building && (e.area as f64) < 0.25 * building * building
        });
        let faint = faint.without(&all.dilated(1)).without(&any.opened(4));
        let hatched = hatched_walls(darkness, &parts.kept_bits(|i, _| keep[i]), building);
        Self { parts, keep, faint, hatched }
    }

    /// Separates them from text too.
    pub(crate) fn without_words(self, frame: &Frame, text: &[TextBlock]) -> Ink {
        let Self { parts, mut keep, faint, hatched } = self;
        drop_words(&mut keep, &parts.extents, frame, text);
        Ink { dark: parts.kept_bits(|i, _| keep[i]), faint, hatched }
    }
}

fn drop_words(keep: &mut [bool], extents: &[Extent], frame: &Frame, text: &[TextBlock]) {
    let large: Vec<usize> = (0..keep.len()).filter(|&i| keep[i]).collect();
    for block in text {
        let b = &block.geometry.bounding_box;
        let (x0, y0) = frame.of_share(b.left, b.top);
        let (x1, y1) = frame.of_share(b.left + b.width, b.top + b.height);
        for &i in &large {
            let e = &extents[i];
            let wide = (x1 + WORD_MARGIN).min(e.x1 as f64) - (x0 - WORD_MARGIN).max(e.x0 as f64);
            let high = (y1 + WORD_MARGIN).min(e.y1 as f64) - (y0 - WORD_MARGIN).max(e.y0 as f64);
            if wide > 0.0 && high > 0.0 && wide * high >= IN_WORD * (e.width() * e.height()) as f64 {
                keep[i] = false;
            }
        }
    }
}

/// Dark-filled rooms: of blobs thicker than any wall only a thin rim, and what is darker than the fill, stays ink.
fn without_fills(mut ink: Bits, darkness: &Grid<u8>, building: f64) -> Bits {
    let blob = opened_by_disc(&ink, (THICKEST_WALL * building) as f32);
    let parts = Components::of_bits(&blob, Touching::Corners);
    if parts.extents.is_empty() {
        return ink;
    }
    let medians = medians(&parts, darkness);
    let mut levels: Vec<u8> = (0..DARKEST_FILL).filter(|level| medians.contains(level)).collect();
    // Neighbouring levels describe the same fill.
    levels.dedup_by(|next, kept| *next - *kept < 6);
    let blob_cells = blob.to_mask();
    for level in levels {
        let alike = Bits::of(darkness, |d| d.abs_diff(level) <= 12);
        let areas = Components::of_bits(&alike.opened(1), Touching::Sides);
        let hits = areas.sums(&blob_cells, f64::from);
        let large = |i: usize| hits[i] > 0.001 * building * building;
        let filled = |i: usize, e: &Extent| hits[i] >= FILLED * e.area as f64;
        let fill = areas.kept_bits(|i, e| large(i) && filled(i, e));
        let walls = areas.kept_bits(|i, e| large(i) && !filled(i, e)).closed(2);
        let lighter = Bits::above(darkness, level.saturating_add(24)).inverted();
        let fill = fill.or(&fill.closed(1).or(&blob.without(&walls)).and(&lighter));
        ink = ink.without(&fill.eroded(1));
    }
    ink
}

/// The median darkness of every component.
fn medians(parts: &Components, darkness: &Grid<u8>) -> Vec<u8> {
    let mut counts = vec![[0u32; 256]; parts.extents.len()];
    for run in &parts.runs {
        for &d in &darkness.row(run.y as usize)[run.x0 as usize..run.x1 as usize] {
            counts[run.component as usize][usize::from(d)] += 1;
        }
    }
    counts
        .iter()
        .zip(&parts.extents)
        .map(|(c, e)| {
            let mut seen = 0;
            c.iter()
                .position(|&n| {
                    seen += n;
                    2 * seen as usize >= e.area
                })
                .unwrap_or(255) as u8
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::Mask;

    /// A grid in which boxes `x0, y0, x1, y1` are this dark.
    fn boxes(boxes: &[([usize; 4], u8)]) -> Grid<u8> {
        let mut darkness = Grid::filled(400, 400, 0u8);
        for &([x0, y0, x1, y1], dark) in boxes {
            (y0..y1).for_each(|y| darkness.row_mut(y)[x0..x1].fill(dark));
        }
        darkness
    }

    fn ink_of(darkness: &Grid<u8>) -> Mask {
        without_fills(Bits::above(darkness, INK), darkness, 400.0).to_mask()
    }

    #[test]
    fn grey_walls_stay_where_a_shaft_has_their_colour() {
        let grey = 120;
        let ink = ink_of(&boxes(&[
            ([20, 20, 380, 32], grey),
            ([20, 368, 380, 380], grey),
            ([20, 20, 32, 380], grey),
            ([368, 20, 380, 380], grey),
            ([32, 32, 72, 72], grey),
        ]));
        assert_eq!([ink.at(200, 26), ink.at(26, 200), ink.at(50, 50), ink.at(200, 200)], [1, 1, 1, 0]);
    }

    #[test]
    fn a_room_filled_with_grey_is_freed_of_it_and_its_walls_stay() {
        let ink = ink_of(&boxes(&[([20, 20, 380, 380], 250), ([32, 32, 368, 368], 120)]));
        assert_eq!([ink.at(200, 26), ink.at(26, 200), ink.at(50, 50), ink.at(200, 200)], [1, 1, 0, 0]);
    }
}
