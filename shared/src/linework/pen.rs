//! What somebody drew over a plan with a bright pen: remarks, crosses and arrows, which are no lines of the plan.

use crate::picture::Picture;
use crate::raster::Grid;
use crate::raster::bits::Bits;
use crate::raster::stroke::opened_by_disc;

/// A pen's strongest colour is at least this bright, ...
const BRIGHT: u8 = 205;
/// ... and its weakest by more than this darker; ...
const VIVID: u8 = 100;
/// ... at the rim of its strokes this much.
const VIVID_AT_RIM: u8 = 30;
/// How wide that rim is, in pixels.
const RIM: usize = 2;
/// What is ink is more than this darker than the paper.
const INK: u8 = 60;
/// Share of the pixels that are darker than the paper or as dark.
const PAPER: f64 = 0.9;
/// Share of the ink that a pen's is at least and at most.
const SHARE: std::ops::RangeInclusive<f64> = 0.005..=0.4;
/// Widths of strokes that are looked at, widest first: the picture's longer side over these.
const WIDTHS: [f64; 5] = [70.0, 100.0, 150.0, 250.0, 400.0];
/// Walls are as wide as this share of the plan's ink, ...
const WALLS: f64 = 0.5;
/// ... and no more than this part of that share of the pen's.
const THINNER: f64 = 0.5;
/// Of a pen's strokes no more than this share is wider than the stroke, ...
const BLOTS: f64 = 0.1;
/// ... and half of its width, in pixels, is no more than this.
const WIDEST: usize = 32;

/// The brightness of a picture without what a bright pen drew over it; walls drawn in a bright colour stay.
pub(crate) fn without_pen(picture: &Picture<'_>, grey: Grid<u8>) -> Grid<u8> {
    if picture.channels() == 1 {
        return grey;
    }
    let paper = paper(&grey);
    let ink = Bits::above(&grey, paper.saturating_sub(INK + 1)).inverted();
    let vivid = vividness(picture, &grey);
    let pen = Bits::above(&vivid, VIVID).and(&ink);
    let plan = ink.without(&pen);
    let share = pen.count() as f64 / ink.count().max(1) as f64;
    let longer = grey.width.max(grey.height) as f64;
    if !SHARE.contains(&share) || !is_thinner(&pen, &plan, longer) {
        return grey;
    }
    let rim = Bits::above(&vivid, VIVID_AT_RIM).and(&pen.dilated(RIM));
    let half_width =
        (1..WIDEST).find(|&r| pen.eroded(r).count() as f64 <= BLOTS * pen.count() as f64).unwrap_or(WIDEST);
    // Slanting strokes are wider along a line than across.
    let crossed = plan.without(&rim).closed(half_width + 1);
    let gone = pen.or(&rim).without(&crossed).to_mask();
    grey.zip(&gone, |brightness, gone| if gone == 0 { brightness } else { paper })
}

/// The brightness that most of a picture has at the most.
fn paper(grey: &Grid<u8>) -> u8 {
    let mut counts = [0usize; 256];
    grey.cells.iter().for_each(|&brightness| counts[usize::from(brightness)] += 1);
    let mut darker = 0;
    let most = PAPER * grey.cells.len() as f64;
    counts.iter().position(|&n| (darker += n, darker as f64 >= most).1).unwrap_or(255) as u8
}

/// How vivid the colour of every bright pixel is, strongest less weakest; 0 for all others.
fn vividness(picture: &Picture<'_>, grey: &Grid<u8>) -> Grid<u8> {
    let vivid = |pixel: &[u8]| {
        let [strongest, weakest] = [pixel[0].max(pixel[1]).max(pixel[2]), pixel[0].min(pixel[1]).min(pixel[2])];
        let opaque = pixel.get(3).is_none_or(|&alpha| alpha == 255);
        if strongest >= BRIGHT && opaque { strongest - weakest } else { 0 }
    };
    let cells = picture.bytes().chunks_exact(picture.channels()).map(vivid).collect();
    Grid { width: grey.width, height: grey.height, cells }
}

/// Whether the strokes of the pen are thinner than the walls of the plan.
fn is_thinner(pen: &Bits, plan: &Bits, longer: f64) -> bool {
    let wide = |ink: &Bits, width: f64| opened_by_disc(ink, width as f32).count() as f64 / ink.count().max(1) as f64;
    let of_walls = WIDTHS.iter().map(|part| longer / part).find_map(|width| {
        let share = wide(plan, width);
        (share >= WALLS).then_some((width, share))
    });
    of_walls.is_some_and(|(width, share)| wide(pen, width) <= THINNER * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 500;
    const RED: [u8; 3] = [230, 20, 30];

    /// Walls 12 pixels thick around a page, a level line 2 thick across it, and a stroke 5 wide from corner to corner.
    fn marked(wall: [u8; 3], line: [u8; 3], stroke: Option<[u8; 3]>) -> Vec<u8> {
        let colour = |x: usize, y: usize| match (x, y) {
            _ if stroke.is_some() && x.abs_diff(y) < 3 => stroke,
            _ if !(12..SIDE - 12).contains(&x) || !(12..SIDE - 12).contains(&y) => Some(wall),
            (_, 300..302) => Some(line),
            _ => None,
        };
        (0..SIDE * SIDE).flat_map(|i| colour(i % SIDE, i / SIDE).unwrap_or([255; 3])).collect()
    }

    fn seen(bytes: &[u8]) -> Grid<u8> {
        let picture = Picture::rgb(SIDE as u32, SIDE as u32, bytes).unwrap();
        without_pen(&picture, crate::raster::grey::brightness(&picture))
    }

    fn drawn(bytes: &[u8]) -> Grid<u8> {
        crate::raster::grey::brightness(&Picture::rgb(SIDE as u32, SIDE as u32, bytes).unwrap())
    }

    #[test]
    fn a_red_stroke_goes_and_what_it_crossed_is_drawn_on() {
        let found = seen(&marked([0; 3], [0; 3], Some(RED)));
        assert_eq!([found.at(100, 100), found.at(250, 252)], [255, 255]);
        assert!([(300, 300), (300, 301), (6, 6), (200, 6), (100, 300)].iter().all(|&(x, y)| found.at(x, y) < 100));
        let unmarked = drawn(&marked([0; 3], [0; 3], None));
        let differing = found.cells.iter().zip(&unmarked.cells).filter(|(a, b)| a.abs_diff(**b) > 100).count();
        assert!(differing < 60, "{differing} pixels");
    }

    #[test]
    fn red_walls_stay_and_so_does_a_dark_stroke() {
        for bytes in [marked(RED, [0; 3], None), marked(RED, RED, None), marked([0; 3], [0; 3], Some([120, 10, 20]))] {
            assert_eq!(seen(&bytes).cells, drawn(&bytes).cells);
        }
    }

    #[test]
    fn pictures_without_colour_or_without_anything_are_left_alone() {
        let grey: Vec<u8> = marked([0; 3], [0; 3], Some([0; 3])).chunks_exact(3).map(|p| p[0]).collect();
        let picture = Picture::grey(SIDE as u32, SIDE as u32, &grey).unwrap();
        assert_eq!(without_pen(&picture, crate::raster::grey::brightness(&picture)).cells, grey);
        for colour in [255, 0] {
            let picture = [colour; 4 * 20];
            let picture = Picture::rgba(5, 4, &picture).unwrap();
            assert_eq!(without_pen(&picture, crate::raster::grey::brightness(&picture)).cells.len(), 20);
        }
    }
}
