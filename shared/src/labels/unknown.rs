//! Names that no lexicon has: told by the room number that stands by them.

use super::grouping::Candidate;
use super::lines::Line;
use super::numbers::stands_by;

/// Letters of such a name.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=24;
/// Words of such a name.
const MAX_WORDS: usize = 3;
/// What the reader must be sure of.
const MIN_CONFIDENCE: f64 = 0.8;

/// Whether a text that the lexicon does not know is set like a name: a few ordinary words by the number of a room.
/// Text that is merely as large as the names is furniture and notes more often than not.
pub(crate) fn set_like_a_name(candidate: &Candidate<'_>, tags: &[Line<'_>]) -> bool {
    let text = candidate.line.text.trim();
    let ordinary = text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '-' | '&' | '\''));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let words = text.split_whitespace().count();
    ordinary
        && LETTERS.contains(&letters)
        && (1..=MAX_WORDS).contains(&words)
        && candidate.line.confidence >= MIN_CONFIDENCE
        && tags.iter().any(|tag| stands_by(tag, &candidate.line))
}
