//! From the characters of a line to words with boxes of their own.

use super::boxes::TextBox;
use super::characters::Character;
use super::cleaning;
use crate::text::{Line, Word};

/// The words of a line, parted at blanks. `None` where there are none.
pub(super) fn line_of_words(text_box: &TextBox, characters: &[Character]) -> Option<Line> {
    let words: Vec<Word> = spans(characters)
        .into_iter()
        .map(|(start, end)| {
            let letters: Vec<&Character> = characters[start..end].iter().collect();
            let from = boundary(characters, start);
            let to = boundary(characters, end);
            Word {
                text: letters.iter().map(|c| c.text.as_str()).collect(),
                corners_px: text_box.corners(from * text_box.length_px, to * text_box.length_px),
                confidence: cleaning::confidence(&letters),
            }
        })
        .collect();
    let line = Line { words, corners_px: text_box.corners(0.0, text_box.length_px) };
    (!line.words.is_empty()).then_some(line)
}

/// First and last-but-one index of each word.
fn spans(characters: &[Character]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = None;
    for (i, character) in characters.iter().enumerate() {
        match (character.text.trim().is_empty(), start) {
            (false, None) => start = Some(i),
            (true, Some(first)) => {
                spans.push((first, i));
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|first| (first, characters.len())));
    spans
}

/// Where a word that starts or ends before the character `i` does so: in the middle of the gap, as a share of the line.
fn boundary(characters: &[Character], i: usize) -> f64 {
    match (i.checked_sub(1).and_then(|before| characters.get(before)), characters.get(i)) {
        (Some(before), Some(after)) => (before.middle + after.middle) / 2.0,
        (None, _) => 0.0,
        (_, None) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_the_line_where_the_blank_is() {
        let text_box =
            TextBox { centre_px: [100.0, 50.0], along: [1.0, 0.0], length_px: 100.0, height_px: 20.0, mirrored: false };
        let characters: Vec<Character> = "ab cd"
            .chars()
            .zip([0.1, 0.3, 0.5, 0.7, 0.9])
            .map(|(c, middle)| Character { text: c.to_string(), confidence: 0.8, middle })
            .collect();
        let line = line_of_words(&text_box, &characters).unwrap();
        assert_eq!(line.text(), "ab cd");
        let [[x0, y0], [x1, _], [_, y1], _] = line.words[0].corners_px;
        assert_eq!([x0, y0, x1, y1].map(f64::round), [50.0, 40.0, 90.0, 60.0]);
        assert_eq!(line.words[1].corners_px[0].map(f64::round), [110.0, 40.0]);
    }

    #[test]
    fn nothing_but_blanks_is_no_line() {
        let text_box =
            TextBox { centre_px: [0.0; 2], along: [1.0, 0.0], length_px: 10.0, height_px: 5.0, mirrored: false };
        assert_eq!(line_of_words(&text_box, &[]), None);
    }
}
