//! The words of plans: which name rooms, which qualify names, which are furniture, which belong to notes.
//!
//! The words stand in `lexicon.txt`, by language. They are kept squashed (no spaces) and sorted, because recognisers
//! drop spaces (`RECEPTIONROOM`) as often as they see them.

use std::ops::Range;
use std::sync::OnceLock;

use super::RoomType;
use crate::sorting::sort_by;

/// What a word does in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Names a room.
    Room(RoomType),
    /// May stand in a name.
    Qualifier,
    /// Furniture, appliances, building parts.
    Equipment,
    /// Belongs to notes and titles.
    Note,
}

/// A set of languages, one bit each in the order of [`LANGUAGES`].
pub(crate) type Languages = u8;

/// The languages of `lexicon.txt`.
const LANGUAGES: [&str; 8] = ["en", "fr", "de", "es", "it", "nl", "fi", "sv"];
/// English, in which short words are trusted: its abbreviations are everywhere.
pub(crate) const ENGLISH: Languages = 1;

/// One word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Capital letters A–Z and digits, without spaces.
    pub word: String,
    /// What it does.
    pub role: Role,
    /// The languages in which it stands on its own.
    pub sure: Languages,
    /// The languages in which it counts only where the page speaks them.
    pub doubtful: Languages,
    letters: u32,
}

/// The words, sorted, with what makes them quick to find.
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    /// Where the words that begin with a pair of letters stand in `entries`.
    by_pair: Vec<(u32, u32)>,
    /// Indices into `entries` of words to find with a mistake in them, by length.
    by_length: Vec<Vec<u32>>,
}

/// Words shorter than this are too like others to be recognised with a mistake in them.
pub(crate) const MIN_LETTERS_WITH_MISTAKE: usize = 5;

/// Outside English, words of up to this many letters are doubted unless the table vouches for them.
const MAX_LETTERS_DOUBTED: usize = 3;

/// The lexicon, built at the first use.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::parse(include_str!("lexicon.txt")))
}

impl Lexicon {
    fn parse(text: &str) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        let mut language = 0;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                language = LANGUAGES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit);
                continue;
            }
            let Some((head, words)) = line.split_once(':') else { continue };
            let Some(role) = role(head) else { continue };
            entries.extend(words.split(',').filter_map(|word| Entry::new(word.trim(), role, language)));
        }
        sort_by(&mut entries, |a, b| a.word.cmp(&b.word).then(a.role.cmp(&b.role)));
        entries.dedup_by(|next, kept| {
            let same = next.word == kept.word && next.role == kept.role;
            if same {
                kept.sure |= next.sure;
                kept.doubtful |= next.doubtful;
            }
            same
        });
        let mut by_length = vec![Vec::new(); entries.iter().map(|e| e.word.len()).max().unwrap_or(0) + 2];
        let mut by_pair = vec![(0, 0); PAIRS];
        for (index, entry) in (0..).zip(&entries) {
            if entry.word.len() >= MIN_LETTERS_WITH_MISTAKE && entry.sure != 0 {
                by_length[entry.word.len()].push(index);
            }
            let range = &mut by_pair[pair(entry.word.as_bytes())];
            *range = if range.1 == 0 { (index, index + 1) } else { (range.0, index + 1) };
        }
        Self { entries, by_pair, by_length }
    }

    /// The entries that a text begins with, shortest first.
    pub(crate) fn beginning(&self, text: &[u8]) -> impl Iterator<Item = &Entry> {
        let (start, end) = self.by_pair[pair(text)];
        let range: Range<usize> = start as usize..end as usize;
        // `A` and `AB` fall into different pairs: single letters are looked up by themselves.
        let (single_start, single_end) = self.by_pair[pair(&text[..text.len().min(1)])];
        let single = single_start as usize..single_end as usize;
        let single = if text.len() > 1 { single } else { 0..0 };
        self.entries[single].iter().chain(&self.entries[range]).filter(|entry| text.starts_with(entry.word.as_bytes()))
    }

    /// The entry of which a word differs by one letter: put in, left out, or another one.
    pub(crate) fn nearly(&self, word: &str) -> Option<&Entry> {
        if word.len() < MIN_LETTERS_WITH_MISTAKE {
            return None;
        }
        let letters = letter_set(word);
        // The same length first: letters are mistaken more often than lost. Names of rooms before other words.
        let alike = || {
            let lengths = [word.len(), word.len() - 1, word.len() + 1];
            let indices = lengths.into_iter().filter_map(|length| self.by_length.get(length)).flatten();
            indices
                .map(|index| &self.entries[*index as usize])
                .filter(|entry| (entry.letters ^ letters).count_ones() <= 2 && differs_by_one(&entry.word, word))
        };
        let is_name = |entry: &&Entry| matches!(entry.role, Role::Room(_) | Role::Qualifier);
        alike().find(is_name).or_else(|| alike().next())
    }
}

impl Entry {
    fn new(word: &str, role: Role, language: Languages) -> Option<Self> {
        let (trust, word) = match word.split_at_checked(1) {
            Some((mark @ ("?" | "!"), word)) => (Some(mark == "!"), word),
            _ => (None, word),
        };
        let word: String = super::folding::fold(word).split(' ').collect();
        if word.is_empty() {
            return None;
        }
        let trusted = trust.unwrap_or(word.len() > MAX_LETTERS_DOUBTED || language == ENGLISH);
        let (sure, doubtful) = if trusted { (language, 0) } else { (0, language) };
        let letters = letter_set(&word);
        Some(Self { sure, doubtful, role, letters, word })
    }
}

fn role(head: &str) -> Option<Role> {
    match head {
        "+" => Some(Role::Qualifier),
        "equipment" => Some(Role::Equipment),
        "note" => Some(Role::Note),
        word => RoomType::from_word(word).map(Role::Room),
    }
}

/// Pairs of letters, with one class for whatever is none and for words of one letter.
const PAIRS: usize = 27 * 27;

fn pair(word: &[u8]) -> usize {
    let class = |letter: Option<&u8>| match letter {
        Some(letter @ b'A'..=b'Z') => usize::from(letter - b'A') + 1,
        _ => 0,
    };
    class(word.first()) * 27 + class(word.get(1))
}

/// The letters of a word as bits.
fn letter_set(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_uppercase).fold(0, |set, letter| set | 1 << (letter - b'A'))
}

fn differs_by_one(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same_start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    same_start + same_end + 1 >= a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        for line in include_str!("lexicon.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[') {
                assert!(LANGUAGES.contains(&name.trim_end_matches(']')), "{line}");
                continue;
            }
            let (head, words) = line.split_once(':').expect(line);
            assert!(role(head).is_some(), "{line}");
            assert!(words.split(',').all(|word| Entry::new(word.trim(), Role::Note, 1).is_some()), "{line}");
        }
    }

    #[test]
    fn a_word_names_one_kind_of_room() {
        let rooms: Vec<&Entry> = lexicon().entries.iter().filter(|entry| matches!(entry.role, Role::Room(_))).collect();
        for pair in rooms.windows(2) {
            assert_ne!(pair[0].word, pair[1].word);
        }
    }

    #[test]
    fn words_are_found_with_one_mistake() {
        let found = |word| lexicon().nearly(word).map(|entry| entry.word.as_str());
        assert_eq!(found("KITOHEN"), Some("KITCHEN"));
        assert_eq!(found("BEDOOM"), Some("BEDROOM"));
        assert_eq!(found("KITCHENI"), Some("KITCHEN"));
        assert_eq!(found("KXTCHXN"), None);
        assert_eq!(found("WIC"), None);
    }

    #[test]
    fn words_are_found_by_their_beginning() {
        let found: Vec<&str> = lexicon().beginning(b"BATHROOM").map(|entry| entry.word.as_str()).collect();
        assert_eq!(found, ["BATH", "BATHROOM"]);
        assert!(lexicon().beginning(b"K").any(|entry| entry.role == Role::Room(RoomType::Kitchen)));
    }
}
