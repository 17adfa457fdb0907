//! Thick walls drawn in a light tone or with hatching too fine to see its lines, between outlines.

use super::ink::FAINT;
use crate::raster::Grid;
use crate::raster::bits::Bits;
use crate::raster::components::{Components, Touching};
use crate::raster::stroke::opened_by_disc;

/// Narrower tone is a line or its blurred rim; working pixels.
const NARROWEST: f32 = 4.0;
/// Wider tone is a room's floor; share of the building.
const WIDEST: f64 = 0.03;
/// A piece of hatched wall is at least this long; share of the building.
const LONG: f64 = 0.03;
/// Dark strokes from this width on have a blurred rim of their own that is no tone; working pixels.
const HEAVY: f32 = 3.0;
const BLUR: usize = 2;
/// How far tone may stop short of its outline, in working pixels, ...
const SHORT_OF_LINE: usize = 3;
/// ... the share of its rim that has one, ...
const OUTLINED: f64 = 0.5;
/// ... and the share of its cells that are dark enough: less is white between two lines.
const TONED: f64 = 0.5;
/// Hatching is how a plan draws its walls, or it is a few tiles and cushions: least hatched ground, as a share of the
/// building's square.
const LEAST: f64 = 0.04;

/// The ground inside the outlines of walls that are drawn with fine hatching or in a light tone.
pub(crate) fn hatched_walls(darkness: &Grid<u8>, dark: &Bits, building: f64) -> Bits {
    let enough = LEAST * building * building;
    let none = || Bits::empty(dark.width, dark.height);
    let toned = Bits::above(darkness, FAINT).or(dark).closed(1);
    let heavy = opened_by_disc(dark, HEAVY).dilated(BLUR);
    let bands = opened_by_disc(&toned.without(&heavy), NARROWEST);
    if (bands.count() as f64) < enough {
        return none();
    }
    let floors = opened_by_disc(&toned, (WIDEST * building) as f32);
    let bands = bands.without(&floors.dilated(SHORT_OF_LINE));
    let rims = bands.without(&bands.eroded(1));
    let outlined = rims.and(&dark.dilated(SHORT_OF_LINE));
    let parts = Components::of_bits(&bands, Touching::Sides);
    let count = |cells: &Bits| parts.sums(&cells.to_mask(), f64::from);
    let (rims, outlined) = (count(&rims), count(&outlined));
    let tones = parts.sums(darkness, |d| f64::from(u8::from(d > FAINT)));
    let hatched = parts.kept_bits(|i, e| {
        e.longer() as f64 >= LONG * building && outlined[i] >= OUTLINED * rims[i] && tones[i] >= TONED * e.area as f64
    });
    if (hatched.count() as f64) < enough { none() } else { hatched }
}

#[cfg(test)]
mod tests {
    use super::super::ink::INK;
    use super::*;

    /// A ring of wall, 12 cells thick, with dark outlines and every other diagonal in between faint; inside it a tiled floor.
    fn plan(hatching: u8) -> Grid<u8> {
        let mut darkness = Grid::filled(500, 500, 0u8);
        for y in 20..480usize {
            for x in 20..480usize {
                let rim = x.min(y).min(499 - x).min(499 - y) - 20;
                let value = match rim {
                    0 | 11 => 200,
                    1..11 if (x + y) % 4 < 2 => hatching,
                    60.. if (x + y) % 4 < 2 => 45,
                    _ => 0,
                };
                darkness.set(x, y, value);
            }
        }
        darkness
    }

    fn hatched(darkness: &Grid<u8>) -> Bits {
        hatched_walls(darkness, &Bits::above(darkness, INK), 480.0)
    }

    #[test]
    fn finely_hatched_walls_are_filled_and_a_tiled_floor_is_not() {
        let found = hatched(&plan(45));
        assert!([(250, 28), (28, 250), (471, 250), (250, 471)].iter().all(|&(x, y)| found.holds(x, y)));
        assert!(!found.holds(250, 250) && !found.holds(90, 90) && !found.holds(5, 5));
    }

    #[test]
    fn white_between_two_lines_is_no_tone() {
        assert!(hatched(&plan(0)).is_empty());
    }

    #[test]
    fn a_little_hatching_is_furniture() {
        let mut darkness = plan(0);
        for y in 100..115 {
            darkness.row_mut(y)[60..160].fill(if y == 100 || y == 114 { 200 } else { 45 });
        }
        assert!(hatched(&darkness).is_empty());
    }
}
