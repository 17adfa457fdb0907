//! Names that the reader saw upside down or in a mirror: `HO` on a sheet that lies on its head is `OH`.
//!
//! Sheets are scanned the wrong way round, and plans are mirrored with everything that is printed on them. A reader turns
//! long lines by how well they read, but a name of two letters reads well from either end: only a lexicon can tell.

use super::grouping::Candidate;
use super::languages::Spoken;
use super::lexicon::ENGLISH;
use super::reading::{Reading, is_one_entry, read};

/// Letters of a text that may be turned: one tells nothing, and long ones the reader has turned itself.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=12;
/// English abbreviations of fewer letters are too often something else turned round.
const MIN_ENGLISH_LETTERS: usize = 4;
/// Different names that must stand on their head before they tell by themselves which language is spoken.
const MIN_DIFFERENT: usize = 2;
/// Readings of one text that are tried at most.
const MAX_TRIED: usize = 48;

/// How a sheet may lie.
struct Lie {
    /// Whether its texts run from their ends to their beginnings.
    reverses: bool,
    /// What a sign that was read may be: the sign, and what it is in truth.
    signs: &'static [(char, &'static str)],
}

/// Turned by half, seen in a mirror, and both (seen in a mirror that lies below).
const LIES: [Lie; 3] = [
    Lie {
        reverses: true,
        signs: &[
            ('H', "H"),
            ('O', "O"),
            ('0', "O0"),
            ('I', "I"),
            ('N', "N"),
            ('S', "S"),
            ('X', "XK"),
            ('K', "K"),
            ('Z', "Z2"),
            ('W', "M"),
            ('M', "W"),
            ('A', "V"),
            ('V', "A"),
            ('E', "E"),
            ('3', "E"),
            ('L', "1T"),
            ('7', "L"),
            ('U', "N"),
            ('n', "U"),
            ('d', "P"),
            ('P', "D"),
            ('q', "B"),
            ('D', "C"),
            ('1', "1"),
            ('2', "2"),
            ('9', "6"),
            ('6', "9"),
            ('Y', "A"),
        ],
    },
    Lie {
        reverses: true,
        signs: &[
            ('H', "H"),
            ('O', "O"),
            ('0', "O0"),
            ('I', "IT"),
            ('1', "1T"),
            ('T', "T"),
            ('N', "N"),
            ('И', "N"),
            ('M', "M"),
            ('W', "W"),
            ('A', "A"),
            ('V', "V"),
            ('U', "UL"),
            ('J', "L"),
            ('X', "XK"),
            ('K', "K"),
            ('Y', "Y"),
            ('2', "S2"),
            ('S', "S2"),
            ('Z', "S"),
            ('q', "P"),
            ('P', "P"),
            ('Я', "R"),
            ('R', "R"),
            ('B', "B"),
            ('3', "E"),
            ('E', "E"),
            ('C', "C"),
            ('D', "C"),
        ],
    },
    Lie {
        reverses: false,
        signs: &[
            ('H', "H"),
            ('O', "O"),
            ('0', "O0"),
            ('I', "IT"),
            ('N', "N"),
            ('W', "M"),
            ('M', "W"),
            ('A', "V"),
            ('V', "A"),
            ('K', "K"),
            ('X', "X"),
            ('E', "E"),
            ('C', "C"),
            ('D', "D"),
            ('B', "B"),
            ('b', "P"),
            ('2', "S"),
            ('S', "S"),
        ],
    },
];

/// Turns the names that stand on their head or in a mirror, where their page speaks their language.
pub(crate) fn set_upright(candidates: &mut [Candidate<'_>]) {
    let turned: Vec<(usize, Vec<String>)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| matches!(candidate.reading, Reading::Unknown))
        .map(|(i, candidate)| (i, upright(candidate.line.text.trim())))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    if turned.is_empty() {
        return;
    }
    let mut spoken = Spoken::by(candidates);
    let mut different: Vec<&String> = Vec::new();
    for name in turned.iter().filter_map(|(_, names)| names.first()) {
        if different.len() < MIN_DIFFERENT && !different.contains(&name) {
            different.push(name);
        }
    }
    let read_as_printed = candidates.iter().filter(|c| matches!(c.reading, Reading::Room(_))).count();
    if different.len() >= MIN_DIFFERENT && turned.len() > read_as_printed {
        turned.iter().flat_map(|(_, names)| names).for_each(|name| spoken.hear(&read(name)));
    }
    for (i, names) in turned {
        let mut readings = names.into_iter().map(|name| (read(&name), name));
        let is_spoken =
            |reading: &Reading| matches!(reading, Reading::Room(room) if spoken.speaks(room.sure | room.doubtful));
        if let Some((reading, name)) = readings.find(|(reading, _)| is_spoken(reading)) {
            candidates[i].line.text = name.into();
            candidates[i].reading = reading;
        }
    }
}

/// The names that a text may be when it is turned, one for each lie at most.
fn upright(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    if !LETTERS.contains(&signs.len()) {
        return Vec::new();
    }
    let name = |lie: &Lie| {
        let mut tried = vec![String::new()];
        let ordered: Vec<char> = if lie.reverses { signs.iter().rev().copied().collect() } else { signs.clone() };
        for sign in ordered {
            let (_, truths) = lie.signs.iter().find(|(read, _)| *read == sign)?;
            let longer = |start: &String| truths.chars().map(|truth| format!("{start}{truth}")).collect::<Vec<_>>();
            tried = tried.iter().flat_map(longer).take(MAX_TRIED).collect();
        }
        tried.into_iter().find(|name| name != text && is_name(name))
    };
    LIES.iter().filter_map(name).collect()
}

/// Whether a text is one word of the lexicon that names rooms, with or without a digit that counts them.
fn is_name(text: &str) -> bool {
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let letters = word.len();
    text.len() - letters <= 1
        && letters >= *LETTERS.start()
        && is_one_entry(word)
        && matches!(read(word), Reading::Room(room) if room.sure != ENGLISH || letters >= MIN_ENGLISH_LETTERS)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::lines::Line;
    use super::*;

    fn page<'a>(texts: &[&'a str]) -> Vec<Candidate<'a>> {
        let line = |text: &&'a str| Line {
            text: Cow::Borrowed(*text),
            bounding_box: [0.0, 0.0, 10.0, 10.0],
            confidence: 0.9,
            turned: false,
            along: [0.0, 10.0],
            across: [0.0, 10.0],
        };
        let mut candidates: Vec<_> = texts.iter().map(line).map(Candidate::new).collect();
        set_upright(&mut candidates);
        candidates
    }

    fn texts<'a>(candidates: &'a [Candidate<'_>]) -> Vec<&'a str> {
        candidates.iter().map(|candidate| candidate.line.text.as_ref()).collect()
    }

    #[test]
    fn a_sheet_on_its_head() {
        assert_eq!(texts(&page(&["HO", "LHW", "ZHW", "HA"])), ["OH", "MH1", "MH2", "VH"]);
        // The reader has turned one name itself; the language is told by another.
        assert_eq!(texts(&page(&["HO", "PARVEKE", "MH"])), ["OH", "PARVEKE", "MH"]);
    }

    #[test]
    fn a_sheet_in_a_mirror() {
        assert_eq!(texts(&page(&["HM", "AJUA", "HO"])), ["MH", "AULA", "OH"]);
    }

    #[test]
    fn what_no_page_speaks_stays_as_it_was_read() {
        assert_eq!(texts(&page(&["HW", "KITCHEN", "HW"])), ["HW", "KITCHEN", "HW"]);
        assert_eq!(texts(&page(&["HO"])), ["HO"]);
        assert_eq!(texts(&page(&["", "第", "1.20", "AH", "MH"])), ["", "第", "1.20", "AH", "MH"]);
    }
}
