//! Where text is: the detection model run over a page, tile by tile.
//!
//! Tiles overlap, and of each only the middle is kept: a word on the border of one lies in the middle of another, and
//! the pieces make one map of the page in which no word is cut.

use image::imageops::{self, FilterType};
use image::{GrayImage, RgbImage};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::RecognitionError;
use super::models::{Models, run};

/// The model takes sides that are multiples of this.
const SIDE_STEP_PX: u32 = 32;
/// A page that fits into this is one tile.
const TILE_SIDE_PX: u32 = 1_088;
/// How far the middle of a tile is from its borders: about what the model looks at around a pixel.
const MARGIN_PX: u32 = 96;
/// A page whose shorter side has fewer pixels is enlarged, at most by [`MAX_ENLARGEMENT`]: small print is lost else.
const WANTED_SHORTER_SIDE_PX: f64 = 900.0;
/// More makes nothing legible.
const MAX_ENLARGEMENT: f64 = 2.0;
/// Pages with more pixels are scaled down to so many: on real plans more found no more names, and single letters in
/// large print were overlooked.
const USUAL_PIXELS: f64 = 2_400_000.0;
/// Sheets that are larger still are scaled down to this share of their pixels, as their print is small for their size,
const SHARE_OF_LARGE_PAGE: f64 = 0.25;
/// but not to more than this.
const MAX_PIXELS: f64 = 12_000_000.0;
/// Every page is looked at again at these shares of its scale: single letters in large print are overlooked else.
const COARSE_SHARES: [f64; 2] = [0.5, 0.35];
/// A tile whose lightest and darkest pixels are this close has nothing on it.
const BLANK_CONTRAST: u8 = 24;

/// How likely each pixel is text, 0 to 255, and the scale it was looked at.
pub(super) struct TextMap {
    /// One byte a pixel.
    pub likelihood: GrayImage,
    /// Pixels of the map to one pixel of the page.
    pub scale: f64,
}

/// Where text is on a page, as it is seen close and from farther and farther away.
pub(super) fn text_maps(models: &Models, page: &RgbImage) -> Result<Vec<TextMap>, RecognitionError> {
    let scale = scale_of(page.width(), page.height());
    let shares = std::iter::once(1.0).chain(COARSE_SHARES);
    shares.map(|share| text_map(models, page, share * scale)).collect()
}

/// Runs the detection model over a page.
fn text_map(models: &Models, page: &RgbImage, scale: f64) -> Result<TextMap, RecognitionError> {
    let scaled_side = |px: u32| (f64::from(px) * scale).round().max(1.0) as u32;
    let (width, height) = (scaled_side(page.width()), scaled_side(page.height()));
    let scaled;
    let page = if (width, height) == page.dimensions() {
        page
    } else {
        scaled = imageops::resize(page, width, height, FilterType::Triangle);
        &scaled
    };
    let mut likelihood = GrayImage::new(width, height);
    for rows in spans(height) {
        for columns in spans(width) {
            look_at_tile(models, page, &columns, &rows, &mut likelihood)?;
        }
    }
    Ok(TextMap { likelihood, scale })
}

fn scale_of(width_px: u32, height_px: u32) -> f64 {
    let pixels = (f64::from(width_px) * f64::from(height_px)).max(1.0);
    let room = (pixels * SHARE_OF_LARGE_PAGE).clamp(USUAL_PIXELS, MAX_PIXELS);
    let enlargement = WANTED_SHORTER_SIDE_PX / f64::from(width_px.min(height_px).max(1));
    enlargement.clamp(1.0, MAX_ENLARGEMENT).min((room / pixels).sqrt())
}

/// A tile along one side of the page: what is looked at, and the part of it that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    start: u32,
    end: u32,
    kept_start: u32,
    kept_end: u32,
}

/// Tiles along a side of `length` pixels. What they keep covers the side without overlap.
fn spans(length: u32) -> Vec<Span> {
    if length <= TILE_SIDE_PX {
        return vec![Span { start: 0, end: length, kept_start: 0, kept_end: length }];
    }
    // Tiles are as many as must be, of equal length, and overlap by two margins.
    let tiles = (length - 2 * MARGIN_PX).div_ceil(TILE_SIDE_PX - 2 * MARGIN_PX);
    let overlaps = (tiles - 1) * 2 * MARGIN_PX;
    let tile_side = (length + overlaps).div_ceil(tiles).next_multiple_of(SIDE_STEP_PX).min(TILE_SIDE_PX);
    let last_start = length - tile_side;
    let start = |tile: u32| (u64::from(last_start) * u64::from(tile) / u64::from(tiles - 1)) as u32;
    (0..tiles)
        .map(|tile| {
            let (start_px, next_px) = (start(tile), start((tile + 1).min(tiles - 1)));
            let before_px = start(tile.saturating_sub(1));
            let end = start_px + tile_side;
            // Neighbours meet in the middle of what both see.
            let kept_start = if tile == 0 { 0 } else { (start_px + before_px + tile_side) / 2 };
            let kept_end = if tile + 1 == tiles { length } else { (next_px + end) / 2 };
            Span { start: start_px, end, kept_start, kept_end }
        })
        .collect()
}

fn look_at_tile(
    models: &Models,
    page: &RgbImage,
    columns: &Span,
    rows: &Span,
    likelihood: &mut GrayImage,
) -> Result<(), RecognitionError> {
    if is_blank(page, columns, rows) {
        return Ok(());
    }
    let (width, height) = (columns.end - columns.start, rows.end - rows.start);
    let (input_width, input_height) = (width.next_multiple_of(SIDE_STEP_PX), height.next_multiple_of(SIDE_STEP_PX));
    let input = NdTensor::from_fn([1, 3, input_height as usize, input_width as usize], |[_, channel, y, x]| {
        // Beyond the page its last row and column go on. Channels in the order that the model was trained with: BGR.
        let x = (columns.start + x as u32).min(columns.end - 1);
        let y = (rows.start + y as u32).min(rows.end - 1);
        f32::from(page.get_pixel(x, y).0[2 - channel]) / 127.5 - 1.0
    });
    let output: NdTensor<f32, 4> = run(models, &models.detection, input)?;
    if output.shape() != [1, 1, input_height as usize, input_width as usize] {
        return Err(RecognitionError("the detection model answered in another size than it was asked in".to_owned()));
    }
    let output = output.slice([0, 0]);
    for y in rows.kept_start..rows.kept_end {
        for x in columns.kept_start..columns.kept_end {
            let value = output[[(y - rows.start) as usize, (x - columns.start) as usize]];
            // A cast from float saturates, and makes 0 of what is no number.
            likelihood.put_pixel(x, y, image::Luma([(value * 255.0) as u8]));
        }
    }
    Ok(())
}

fn is_blank(page: &RgbImage, columns: &Span, rows: &Span) -> bool {
    let row_bytes = page.width() as usize * 3;
    let (first, last) = (columns.start as usize * 3, columns.end as usize * 3);
    let (mut darkest, mut lightest) = (u8::MAX, u8::MIN);
    for row in page.as_raw().chunks_exact(row_bytes).take(rows.end as usize).skip(rows.start as usize) {
        for byte in &row[first..last] {
            darkest = darkest.min(*byte);
            lightest = lightest.max(*byte);
        }
    }
    lightest.saturating_sub(darkest) < BLANK_CONTRAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_a_side_once_and_see_beyond_what_they_keep() {
        for length in [1, 31, 1_088, 1_089, 1_500, 1_984, 3_000, 12_345] {
            let spans = spans(length);
            assert_eq!(spans[0].kept_start, 0);
            assert_eq!(spans[spans.len() - 1].kept_end, length);
            for span in &spans {
                assert!(span.end <= length && span.end - span.start <= TILE_SIDE_PX);
            }
            for pair in spans.windows(2) {
                assert_eq!(pair[0].kept_end, pair[1].kept_start, "{length}");
                assert!(pair[0].end - pair[0].kept_end >= MARGIN_PX, "{length}: {pair:?}");
                assert!(pair[1].kept_start - pair[1].start >= MARGIN_PX, "{length}: {pair:?}");
            }
        }
    }

    #[test]
    fn small_pages_are_enlarged_and_large_ones_scaled_down() {
        assert_eq!(scale_of(350, 600), 2.0);
        assert_eq!(scale_of(600, 900), 1.5);
        assert_eq!(scale_of(1_600, 1_500), 1.0);
        assert_eq!(scale_of(4_800, 2_000), 0.5);
        assert_eq!(scale_of(12_000, 4_000), 0.5);
        assert_eq!(scale_of(10_000, 12_000), 0.1_f64.sqrt());
    }
}
