//! Whether two names are one: `ET` and `Eteinen`, `Bath` and `BATHROOM`.

use super::folding::fold;
use super::reading::{Reading, is_one_entry, read};

/// Whether two names of rooms are the same, or one is an abbreviation of the other: words of the lexicon for the same
/// kind of room, the longer of which has all letters of the shorter in their order, beginning with the same one. Numbers
/// must agree: `BEDROOM` is not short for `BEDROOM 2`. Case, accents and punctuation do not matter.
#[must_use]
pub fn is_same_name(a: &str, b: &str) -> bool {
    let ((a_word, a_number), (b_word, b_number)) = (parts(a), parts(b));
    if a_word == b_word {
        return a_number == b_number && !(a_word.is_empty() && a_number.is_empty());
    }
    let (short, long) = if a_word.len() < b_word.len() { (&a_word, &b_word) } else { (&b_word, &a_word) };
    let kind = |word: &str| match read(word) {
        Reading::Room(reading) if is_one_entry(word) => Some(reading.room_type),
        _ => None,
    };
    let is_list = |name: &str| name.contains(['/', '+', '&', ',']);
    a_number == b_number
        && is_list(a) == is_list(b)
        && short.as_bytes().first() == long.as_bytes().first()
        && is_subsequence(short, long)
        && kind(short).is_some_and(|its| kind(long) == Some(its))
}

/// The letters of a name, and the number after them.
fn parts(name: &str) -> (String, String) {
    let squashed: String = fold(name).split(' ').collect();
    let word = squashed.trim_end_matches(|c: char| c.is_ascii_digit());
    (word.to_owned(), squashed[word.len()..].to_owned())
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut rest = long.bytes();
    short.bytes().all(|letter| rest.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn abbreviations_are_the_same_name() {
        for (a, b) in [
            ("ET", "Eteinen"),
            ("K", "KEITTIÖ"),
            ("MH 2", "Makuuhuone 2"),
            ("KPH", "kylpyhuone"),
            ("BATHROOM", "Bath"),
            ("Sdb", "Salle de bains"),
            ("W.I.C.", "Walk-in closet"),
            ("wc", "W.C."),
        ] {
            assert!(is_same_name(a, b) && is_same_name(b, a), "{a} {b}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (a, b) in [
            ("Bedroom", "Bedroom 2"),
            ("MH 1", "MH 2"),
            ("K", "KPH"),
            ("KITCHEN", "KITCHEN / DINING"),
            ("Hall", "Halbe"),
            ("VH", "OH"),
            ("", ""),
            ("", "BATH"),
            ("BED", "MASTER BED"),
        ] {
            assert!(!is_same_name(a, b) && !is_same_name(b, a), "{a} {b}");
        }
    }
}
