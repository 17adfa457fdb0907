//! The whole of recognition: a page's pixels to its lines.

use image::RgbImage;

use super::RecognitionError;
use super::boxes::{TextBox, boxes_of_all};
use super::characters::{Character, batch_size, padded_length_px, read_batch};
use super::cleaning::{self, is_text, normalised};
use super::crops::{crop, crop_length_px};
use super::detection::text_maps;
use super::lie::read_as_page_lies;
use super::models::Models;
use super::words::line_of_words;
use crate::picture::OwnedPicture;
use crate::text::Line;

/// Lines of one page that are read at most: no plan has more, noise may.
const MAX_LINES: usize = 5_000;
/// Lines less sure than this may stand on their head, and are read once more from the other end.
pub(super) const SURE: f64 = 0.9;
/// Shorter lines do not tell which way up they are: `HV` turned round is `AH`.
pub(super) const TELLING_CHARACTERS: usize = 4;
/// So many telling lines must read better turned round before the whole page is taken to stand on its head.
const MIN_VOTES: usize = 3;

/// A line as it was read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub text_box: TextBox,
    pub characters: Vec<Character>,
    /// Mean over the characters, 0 to 1; 0 for what is no text.
    pub confidence: f64,
}

/// The lines of a page, top to bottom.
pub(crate) fn recognise(models: &Models, picture: &OwnedPicture) -> Result<Vec<Line>, RecognitionError> {
    let page = picture.pixels();
    let mut boxes = boxes_of_all(&text_maps(models, page)?);
    boxes.truncate(MAX_LINES);
    let mut readings = read_all(models, page, boxes)?;
    read_turned_round(models, page, &mut readings)?;
    Ok(lines_of(&read_as_page_lies(models, page, readings)?))
}

/// What of the readings is text.
pub(super) fn lines_of(readings: &[Reading]) -> Vec<Line> {
    let lines = readings.iter().filter(|r| r.confidence > 0.0);
    lines.filter_map(|r| line_of_words(&r.text_box, &r.characters)).collect()
}

/// Reads doubtful lines, and all that stand on end, from their other end too; the better reading stays.
fn read_turned_round(models: &Models, page: &RgbImage, readings: &mut [Reading]) -> Result<(), RecognitionError> {
    let is_doubtful = |r: &Reading| r.text_box.is_upended() || r.confidence < SURE;
    let (doubtful, sure): (Vec<usize>, Vec<usize>) = (0..readings.len()).partition(|i| is_doubtful(&readings[*i]));
    let turned = read_all(models, page, doubtful.iter().map(|i| readings[*i].text_box.turned_round()).collect())?;
    let (mut votes, mut voters) = (0, 0);
    for (i, turned) in doubtful.into_iter().zip(turned) {
        let is_better = turned.confidence > readings[i].confidence;
        if !turned.text_box.is_upended() && turned.characters.len() >= TELLING_CHARACTERS {
            voters += 1;
            votes += usize::from(is_better);
        }
        if is_better {
            readings[i] = turned;
        }
    }
    // What reads well upright speaks against it.
    voters += sure.iter().filter(|i| readings[**i].characters.len() >= TELLING_CHARACTERS).count();
    if votes >= MIN_VOTES && 2 * votes > voters {
        let turned = read_all(models, page, sure.iter().map(|i| readings[*i].text_box.turned_round()).collect())?;
        for (i, turned) in sure.into_iter().zip(turned) {
            if turned.confidence > 0.0 {
                readings[i] = turned;
            }
        }
    }
    Ok(())
}

/// Reads all boxes, those of like length together. The readings are in the order of the boxes.
pub(super) fn read_all(
    models: &Models,
    page: &RgbImage,
    boxes: Vec<TextBox>,
) -> Result<Vec<Reading>, RecognitionError> {
    let mut order: Vec<(usize, usize)> =
        boxes.iter().enumerate().map(|(i, b)| (padded_length_px(crop_length_px(b)), i)).collect();
    order.sort_unstable();
    let mut read = vec![Vec::new(); boxes.len()];
    for alike in order.chunk_by(|a, b| a.0 == b.0) {
        let padded_px = alike[0].0;
        for batch in alike.chunks(batch_size(padded_px)) {
            let crops: Vec<_> = batch.iter().map(|(_, i)| crop(page, &boxes[*i])).collect();
            for ((_, i), characters) in batch.iter().zip(read_batch(models, &crops, padded_px)?) {
                read[*i] = characters;
            }
        }
    }
    let reading = |(text_box, characters): (TextBox, Vec<Character>)| {
        let characters: Vec<Character> = characters.into_iter().map(normalised).collect();
        let is_text = is_text(&characters);
        let confidence = if is_text { cleaning::confidence(&characters.iter().collect::<Vec<_>>()) } else { 0.0 };
        Reading { text_box, characters, confidence }
    };
    Ok(boxes.into_iter().zip(read).map(reading).collect())
}
