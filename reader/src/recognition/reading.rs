//! The whole of recognition: a page's pixels to its lines.

use super::RecognitionError;
use super::boxes::{TextBox, text_boxes};
use super::characters::{Character, batch_size, padded_length_px, read_batch};
use super::cleaning::{self, is_text, normalised};
use super::crops::{crop, crop_length_px};
use super::detection::text_map;
use super::models::Models;
use super::words::line_of_words;
use crate::picture::OwnedPicture;
use crate::text::Line;

/// Lines of one page that are read at most: no plan has more, noise may.
const MAX_LINES: usize = 5_000;

/// The lines of a page, top to bottom.
pub(crate) fn recognise(models: &Models, picture: &OwnedPicture) -> Result<Vec<Line>, RecognitionError> {
    let page = picture.pixels();
    let mut boxes = text_boxes(&text_map(models, page)?);
    boxes.truncate(MAX_LINES);
    // Text on end is read from both ends; the better reading stays.
    let candidates: Vec<(usize, TextBox)> = boxes
        .iter()
        .enumerate()
        .flat_map(|(nr, text_box)| {
            let turned = text_box.is_upended().then(|| (nr, text_box.turned_round()));
            [Some((nr, text_box.clone())), turned]
        })
        .flatten()
        .collect();
    let readings = read_all(models, page, &candidates)?;
    let mut best: Vec<Option<(f64, Line)>> = vec![None; boxes.len()];
    for ((nr, text_box), characters) in candidates.iter().zip(readings) {
        let characters: Vec<Character> = characters.into_iter().map(normalised).collect();
        if !is_text(&characters) {
            continue;
        }
        let confidence = cleaning::confidence(&characters.iter().collect::<Vec<_>>());
        let is_better = best[*nr].as_ref().is_none_or(|(other, _)| confidence > *other);
        if let (true, Some(line)) = (is_better, line_of_words(text_box, &characters)) {
            best[*nr] = Some((confidence, line));
        }
    }
    Ok(best.into_iter().flatten().map(|(_, line)| line).collect())
}

/// Reads all boxes, those of like length together. The readings are in the order of the boxes.
fn read_all(
    models: &Models,
    page: &image::RgbImage,
    boxes: &[(usize, TextBox)],
) -> Result<Vec<Vec<Character>>, RecognitionError> {
    let mut order: Vec<(usize, usize)> =
        boxes.iter().enumerate().map(|(i, (_, b))| (padded_length_px(crop_length_px(b)), i)).collect();
    order.sort_unstable();
    let mut readings = vec![Vec::new(); boxes.len()];
    for alike in order.chunk_by(|a, b| a.0 == b.0) {
        let padded_px = alike[0].0;
        for batch in alike.chunks(batch_size(padded_px)) {
            let crops: Vec<_> = batch.iter().map(|(_, i)| crop(page, &boxes[*i].1)).collect();
            for ((_, i), reading) in batch.iter().zip(read_batch(models, &crops, padded_px)?) {
                readings[*i] = reading;
            }
        }
    }
    Ok(readings)
}
