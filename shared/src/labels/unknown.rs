//! Names that no lexicon has: told by how they are set.

use super::grouping::Candidate;
use super::lines::Line;
use super::numbers::stands_by;

/// Letters of such a name.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=22;
/// Words of such a name.
const MAX_WORDS: usize = 3;
/// What the reader must be sure of.
const MIN_CONFIDENCE: f64 = 0.9;
/// How much its letters may be higher or lower than those of known names.
const HEIGHT_TOLERANCE: f64 = 0.12;
/// Known names that are needed to say how names are set.
const MIN_KNOWN: usize = 4;

/// Whether a text that the lexicon does not know looks like a name: a word of ordinary letters that stands by a room
/// number, or is as high as the names that are known.
pub(crate) fn set_like_a_name(candidate: &Candidate<'_>, known_heights: &[f64], tags: &[Line<'_>]) -> bool {
    let text = candidate.line.text.trim();
    let ordinary = text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '-' | '&' | '.' | '\''));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let vowel = text.chars().any(|c| "aeiouyAEIOUYäöüåéèÄÖÜÅÉÈ".contains(c));
    let words = text.split_whitespace().filter(|word| word.chars().count() > 1).count();
    if !ordinary
        || !vowel
        || !LETTERS.contains(&letters)
        || !(1..=MAX_WORDS).contains(&words)
        || candidate.line.confidence < MIN_CONFIDENCE
        || text.contains('.')
    {
        return false;
    }
    let numbered = tags.iter().any(|tag| tag.text.trim().len() == 3 && stands_by(tag, &candidate.line));
    let alike = known_heights.iter().filter(|h| (*h / candidate.height - 1.0).abs() <= HEIGHT_TOLERANCE).count();
    numbered || known_heights.len() >= MIN_KNOWN && 2 * alike > known_heights.len()
}
