//! Pages that lie on their side or that are seen in a mirror: two letters are about as high as wide, and read well in
//! directions in which they are not printed (`H` on end is `工`, `OH` in a mirror is `HO`). Longer texts tell how their
//! page lies; where there are none, the lie in which the names of rooms have most letters is taken.

use image::RgbImage;
use shared::Analysis;
use shared::analysis::PageSize;
use shared::labels::read_page;

use super::RecognitionError;
use super::boxes::TextBox;
use super::models::Models;
use super::reading::{Reading, SURE, TELLING_CHARACTERS, lines_of, read_all};
use crate::blocks::page_blocks;

/// So many texts that tell where they run are believed.
const MIN_TELLING: usize = 3;
/// Pages with more texts are not read so: none has so many short names alone.
const MAX_TEXTS: usize = 60;
/// A box with sides closer than this may hold text that runs along either.
const SQUARE_ASPECT: f64 = 1.5;

/// How a page lies: the direction in which its texts run, a unit vector, and whether they are seen in a mirror.
type Lie = ([f64; 2], bool);

const RIGHT: [f64; 2] = [1.0, 0.0];
const LEFT: [f64; 2] = [-1.0, 0.0];
const DOWN: [f64; 2] = [0.0, 1.0];
const UP: [f64; 2] = [0.0, -1.0];

/// Reads a page's texts as the page lies, if that gives more of the names of rooms than reading each by itself did.
pub(super) fn read_as_page_lies(
    models: &Models,
    page: &RgbImage,
    readings: Vec<Reading>,
) -> Result<Vec<Reading>, RecognitionError> {
    let texts = readings.iter().filter(|r| r.confidence > 0.0).count();
    let (mut most, mut best) = (worth(page, &readings), None);
    for lie in lies_to_try(&readings) {
        if most.names >= texts {
            break; // nothing is left to name
        }
        let read = read_lying(models, page, &readings, lie)?;
        let worth = worth(page, &read);
        if worth.points > most.points {
            (most, best) = (worth, Some(read));
        }
    }
    Ok(best.unwrap_or(readings))
}

/// The lies that the texts leave open, but for that of a page that lies as it should.
fn lies_to_try(readings: &[Reading]) -> Vec<Lie> {
    let telling = |along: [f64; 2]| {
        let runs_so = |r: &&Reading| {
            let [x, y] = r.text_box.along;
            r.confidence >= SURE && r.characters.len() >= TELLING_CHARACTERS && x * along[0] + y * along[1] > 0.5
        };
        readings.iter().filter(runs_so).count()
    };
    let upright = telling(RIGHT);
    let otherwise = [UP, DOWN, LEFT].map(|along| (telling(along), along));
    let most = otherwise.iter().max_by_key(|(count, _)| *count).filter(|(count, _)| *count > upright);
    match most {
        Some((count, along)) if *count >= MIN_TELLING => vec![(*along, false)],
        _ if upright >= MIN_TELLING || readings.len() > MAX_TEXTS => Vec::new(),
        _ => {
            let turned = [UP, DOWN, LEFT].map(|along| (along, false));
            let mirrored = [RIGHT, LEFT, UP, DOWN].map(|along| (along, true));
            turned.into_iter().chain(mirrored).collect()
        }
    }
}

/// Reads all texts anew that may run as the page lies. What is no text so stays as it was.
fn read_lying(
    models: &Models,
    page: &RgbImage,
    readings: &[Reading],
    (along, mirrored): Lie,
) -> Result<Vec<Reading>, RecognitionError> {
    let boxes = readings
        .iter()
        .enumerate()
        .flat_map(|(i, r)| lying(&r.text_box, along, mirrored).into_iter().map(move |text_box| (i, text_box)));
    let (indices, boxes): (Vec<usize>, Vec<TextBox>) = boxes.unzip();
    let mut read: Vec<Option<Reading>> = vec![None; readings.len()];
    for (i, reading) in indices.into_iter().zip(read_all(models, page, boxes)?) {
        if reading.confidence > read[i].as_ref().map_or(0.0, |r| r.confidence) {
            read[i] = Some(reading);
        }
    }
    Ok(read.into_iter().zip(readings).map(|(new, old)| new.unwrap_or_else(|| old.clone())).collect())
}

/// A box as it is to be read on a page that lies so: from both ends where it runs across the page's texts.
fn lying(text_box: &TextBox, along: [f64; 2], mirrored: bool) -> Vec<TextBox> {
    let turned = text_box.turned_to(along);
    if turned.length_px * SQUARE_ASPECT > turned.height_px {
        vec![TextBox { mirrored, ..turned }]
    } else if mirrored {
        [text_box.clone(), text_box.turned_round()].map(|b| TextBox { mirrored, ..b }).to_vec()
    } else {
        Vec::new()
    }
}

/// What the readings of a page are worth.
struct Worth {
    /// How many texts name rooms, by more than one letter: a letter is easily read where there is none.
    names: usize,
    /// The letters of all names, and less than one for how surely all was read.
    points: f64,
}

fn worth(page: &RgbImage, readings: &[Reading]) -> Worth {
    let size = PageSize { page: 1, width_px: page.width(), height_px: page.height(), ..PageSize::default() };
    let analysis = Analysis { text_blocks: page_blocks(&size, &lines_of(readings)).text, ..Analysis::default() };
    let names = read_page(&analysis, 1).names;
    let letters: Vec<usize> = names.iter().map(|name| name.label.text.chars().count()).collect();
    let sure = readings.iter().map(|r| r.confidence).sum::<f64>() / readings.len().max(1) as f64;
    Worth {
        names: letters.iter().filter(|letters| **letters > 1).count(),
        points: letters.iter().sum::<usize>() as f64 + 0.5 * sure,
    }
}

#[cfg(test)]
mod tests {
    use super::super::characters::Character;
    use super::*;

    fn reading(along: [f64; 2], text: &str) -> Reading {
        let text_box = TextBox { centre_px: [50.0, 50.0], along, length_px: 80.0, height_px: 20.0, mirrored: false };
        let characters = text.chars().map(|c| Character { text: c.to_string(), confidence: 0.99, middle: 0.5 });
        Reading { text_box, characters: characters.collect(), confidence: 0.99 }
    }

    #[test]
    fn long_texts_tell_how_a_page_lies_and_short_ones_do_not() {
        let page = |along, text| lies_to_try(&[reading(along, text), reading(along, text), reading(along, text)]);
        assert_eq!(page(RIGHT, "KITCHEN"), []);
        assert_eq!(page(UP, "KITCHEN"), [(UP, false)]);
        assert_eq!(page(RIGHT, "MH").len(), 7);
        assert_eq!(lies_to_try(&vec![reading(RIGHT, "MH"); MAX_TEXTS + 1]), []);
    }

    #[test]
    fn a_long_text_keeps_its_line_and_a_short_one_follows_the_page() {
        let long = reading(RIGHT, "KITCHEN").text_box;
        assert_eq!(lying(&long, DOWN, false), []);
        assert_eq!(lying(&long, LEFT, false), [long.turned_round()]);
        let across: Vec<_> = lying(&long, DOWN, true).into_iter().map(|b| (b.along, b.mirrored)).collect();
        assert_eq!(across, [(RIGHT, true), (LEFT, true)]);
        let short = TextBox { length_px: 25.0, ..long };
        for along in [RIGHT, LEFT, UP, DOWN] {
            let turned = lying(&short, along, false);
            assert_eq!(turned.iter().map(|b| b.along).collect::<Vec<_>>(), [along]);
            let size = (turned[0].length_px, turned[0].height_px);
            assert_eq!(size, if along[0] == 0.0 { (20.0, 25.0) } else { (25.0, 20.0) });
        }
    }
}
