//! One text read as a name: cut into words of the lexicon.

use super::RoomType;
use super::folding::fold;
use super::lexicon::{Entry, Languages, Role, lexicon};

/// Texts longer than this, without spaces, are no names.
const MAX_NAME_LETTERS: usize = 48;
/// Words shorter than this count only where the text itself cuts them off: `WC` in `PLACARD WC`, not in `NEWCASTLE`.
const MIN_LETTERS_INSIDE: usize = 4;
/// Words that complete names and say nothing alone.
const GENERAL_WORDS: [&str; 2] = ["AREA", "SPACE"];
/// What a word with a mistake costs against the words of one cut; a word as it is costs 1.
const COST_OF_MISTAKE: f32 = 1.5;

/// What a text says when it is read as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It names a room.
    Room(RoomReading),
    /// Only words that qualify names.
    Qualifier,
    /// Furniture, appliances, building parts.
    Equipment,
    /// It holds a word of notes and titles, of these languages.
    Note(Languages),
    /// The lexicon does not know it.
    Unknown,
}

/// A name that the lexicon knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoomReading {
    /// The kind of room.
    pub room_type: RoomType,
    /// The languages in which the name stands on its own.
    pub sure: Languages,
    /// The languages in which it counts only where the page speaks them.
    pub doubtful: Languages,
    /// Letters of its longest word.
    pub letters: usize,
    /// Whether it is nothing but a general word (`ROOM`, `AREA`), which wants a companion.
    pub general: bool,
    /// Whether a number stands with it.
    pub numbered: bool,
}

/// Reads a text as a name.
pub(crate) fn read(text: &str) -> Reading {
    let folded = fold(text);
    let squashed: Vec<u8> = folded.bytes().filter(|b| *b != b' ').collect();
    if squashed.is_empty() || !squashed.iter().any(u8::is_ascii_uppercase) {
        return Reading::Unknown;
    }
    if squashed.len() <= MAX_NAME_LETTERS
        && let Some(words) = cut(&folded, &squashed)
    {
        return judge(&words, text);
    }
    let notes = |word| lexicon().beginning(str::as_bytes(word)).filter(move |e| e.word == word && e.role == Role::Note);
    let languages = folded.split(' ').flat_map(notes).fold(0, |set, entry| set | entry.sure | entry.doubtful);
    if languages == 0 { Reading::Unknown } else { Reading::Note(languages) }
}

/// Whether a text is one entry of the lexicon, spaces apart.
pub(crate) fn is_one_entry(text: &str) -> bool {
    let squashed: String = fold(text).split(' ').collect();
    lexicon().beginning(squashed.as_bytes()).any(|entry| entry.word == squashed)
}

/// The cheapest way to cut a text into words of the lexicon, where there is one. `None` stands for a number.
fn cut(folded: &str, squashed: &[u8]) -> Option<Vec<Option<&'static Entry>>> {
    let ends = word_ends(folded, squashed.len());
    let starts_word = |position: usize| position == 0 || ends[position];
    let mut best: Vec<Option<(f32, usize, Option<&'static Entry>)>> = vec![None; squashed.len() + 1];
    best[0] = Some((0.0, 0, None));
    for start in 0..squashed.len() {
        let Some((cost, ..)) = best[start] else { continue };
        let rest = &squashed[start..];
        let mut offer = |length: usize, price: f32, entry: Option<&'static Entry>| {
            let end = &mut best[start + length];
            if end.is_none_or(|(known, ..)| cost + price < known) {
                *end = Some((cost + price, start, entry));
            }
        };
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if (1..=3).contains(&digits) && start > 0 || digits == 1 {
            offer(digits, 0.2, None);
        }
        if let Some(ordinal @ (b"ST" | b"ND" | b"RD" | b"TH" | b"ER" | b"EME")) = rest.get(digits..)
            && digits > 0
        {
            offer(digits + ordinal.len(), 0.2, None);
        }
        for entry in lexicon().beginning(rest) {
            let (length, end) = (entry.word.len(), start + entry.word.len());
            let whole = starts_word(start) && ends_word(&ends, squashed, end);
            // `a s h` in letterspaced text is no shower.
            let torn = length < MIN_LETTERS_INSIDE
                && matches!(entry.role, Role::Room(_))
                && ends[start + 1..end].contains(&true);
            if (whole || length >= MIN_LETTERS_INSIDE) && !torn {
                // Rooms before equipment before notes, where one word is several.
                let price = match entry.role {
                    Role::Room(_) => 1.0,
                    Role::Qualifier => 1.01,
                    Role::Equipment => 1.02,
                    Role::Note => 1.03,
                };
                offer(length, if whole { price } else { price + 0.1 }, Some(entry));
            }
        }
        if starts_word(start) {
            // A mistake is looked for in one word, or in two that the reader cut in the wrong place.
            for end in (start + 1..=squashed.len()).filter(|end| ends_word(&ends, squashed, *end)).take(2) {
                if let Ok(word) = std::str::from_utf8(&squashed[start..end])
                    && let Some(entry) = lexicon().nearly(word)
                {
                    offer(end - start, COST_OF_MISTAKE, Some(entry));
                }
            }
        }
    }
    let mut words = Vec::new();
    let mut end = squashed.len();
    while end > 0 {
        let (_, start, entry) = best[end]?;
        words.push(entry);
        end = start;
    }
    words.reverse();
    Some(words)
}

/// For every position in the squashed text, whether a space stood before it.
fn word_ends(folded: &str, letters: usize) -> Vec<bool> {
    let mut ends = vec![false; letters + 1];
    let mut position = 0;
    for byte in folded.bytes() {
        if byte == b' ' { ends[position] = true } else { position += 1 }
    }
    ends[letters] = true;
    ends
}

/// Whether a word may end here: before a space, or before the number that counts rooms (`BEDROOM2`).
fn ends_word(ends: &[bool], squashed: &[u8], end: usize) -> bool {
    ends[end] || squashed.get(end).is_some_and(u8::is_ascii_digit)
}

fn judge(words: &[Option<&'static Entry>], text: &str) -> Reading {
    let entries = || words.iter().filter_map(|word| *word);
    let has = |role: Role| entries().any(|entry| entry.role == role);
    if has(Role::Note) {
        let notes = entries().filter(|entry| entry.role == Role::Note);
        return Reading::Note(notes.fold(0, |set, entry| set | entry.sure | entry.doubtful));
    }
    if has(Role::Equipment) {
        return Reading::Equipment;
    }
    // Letterspaced text is full of single letters; a name has one at most.
    if entries().filter(|entry| entry.word.len() == 1).count() > 1 {
        return Reading::Unknown;
    }
    let rooms =
        || entries().filter_map(|entry| if let Role::Room(kind) = entry.role { Some((entry, kind)) } else { None });
    let Some((first, first_kind)) = rooms().next() else {
        return Reading::Qualifier;
    };
    // `FAMILY BATH` is a bath, `KITCHEN/DINING` a kitchen, `CHAMBRE DRESSING` a chamber.
    let listed = text.contains(['/', '+', '&', ',', '|', '-']);
    let last_decides = !listed && first.sure & super::lexicon::ENGLISH != 0;
    let mut telling = rooms().filter(|(_, kind)| *kind != RoomType::Room).map(|(_, kind)| kind);
    let kind = if last_decides { telling.next_back() } else { telling.next() };
    let sure = rooms().fold(0, |set, (entry, _)| set | entry.sure);
    let letters = rooms().map(|(entry, _)| entry.word.len()).max().unwrap_or(0);
    Reading::Room(RoomReading {
        room_type: kind.unwrap_or(first_kind),
        sure,
        doubtful: rooms().fold(0, |set, (entry, _)| set | entry.doubtful),
        letters,
        general: kind.is_none() && rooms().all(|(entry, _)| GENERAL_WORDS.contains(&entry.word.as_str())),
        // `P48` is no closet, `3 R` are risers of a stair.
        numbered: words.iter().any(Option::is_none),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<RoomType> {
        match read(text) {
            Reading::Room(reading) => Some(reading.room_type),
            _ => None,
        }
    }

    #[test]
    fn names_in_eight_languages() {
        for (text, room_type) in [
            ("Master Bedroom", RoomType::Bedroom),
            ("RECEPTIONROOM", RoomType::Living),
            ("KITCHEN/ DINING", RoomType::Kitchen),
            ("WALK-IN ROBE", RoomType::Closet),
            ("W.I.C.", RoomType::Closet),
            ("BEDROOM#2", RoomType::Bedroom),
            ("BATHROOM 1", RoomType::Bath),
            ("En-suite", RoomType::Bath),
            ("Family Bath", RoomType::Bath),
            ("Séjour", RoomType::Living),
            ("CHAMBREPARENTS", RoomType::Bedroom),
            ("TERRASSE COUVERTE", RoomType::Terrace),
            ("Salle à manger", RoomType::Dining),
            ("HALL + DEGT.", RoomType::Hall),
            ("Schlafzimmer", RoomType::Bedroom),
            ("Küche", RoomType::Kitchen),
            ("KUECHE", RoomType::Kitchen),
            ("Baño principal", RoomType::Bath),
            ("Cocina", RoomType::Kitchen),
            ("Camera da letto", RoomType::Bedroom),
            ("Slaapkamer 2", RoomType::Bedroom),
            ("Keittiö", RoomType::Kitchen),
            ("MH", RoomType::Bedroom),
            ("WC/PH", RoomType::Toilet),
            ("Vardagsrum", RoomType::Living),
            ("Sovrum", RoomType::Bedroom),
            ("Kitohen", RoomType::Kitchen),
            ("Bedrcom", RoomType::Bedroom),
        ] {
            assert_eq!(kind(text), Some(room_type), "{text}");
        }
    }

    #[test]
    fn what_is_no_name() {
        for text in ["TABLE", "DW", "POS", "REF", "STOVE", "D/W"] {
            assert_eq!(read(text), Reading::Equipment, "{text}");
        }
        for text in [
            "Ground Floor",
            "Second Flocr",
            "SixthFloor",
            "Gross Internal Area",
            "Plan du Rez de Chaussée",
            "For illustration purposes only",
            "SCALE",
        ] {
            assert!(matches!(read(text), Reading::Note(_)), "{text}");
        }
        for text in ["", "第", "4.95", "ILLUSTRIERT", "XQZ", "a s h"] {
            assert_eq!(read(text), Reading::Unknown, "{text}");
        }
        assert_eq!(read("MASTER"), Reading::Qualifier);
    }
}
