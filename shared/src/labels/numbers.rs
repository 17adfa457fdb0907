//! Numbers and tags of rooms: `101`, `A-204`, `010A`.

use super::lines::Line;

/// A number stands at most this many times the height of its letters from the name.
const MAX_GAP_HEIGHTS: f64 = 1.6;

/// How a text looks as a number of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Letters and digits: a tag wherever it stands.
    Certain,
    /// Digits alone: a number where it stands by a name.
    ByName,
}

/// Whether a text looks like the number of a room.
pub(crate) fn tag(text: &str) -> Option<Tag> {
    let text = text.trim().as_bytes();
    let letters = text.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let rest = &text[letters..];
    let hyphen = usize::from(matches!(rest, [b'-', ..]));
    let rest = &rest[hyphen..];
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let suffix = &rest[digits..];
    let suffixed = match suffix {
        [] => false,
        [b'A'..=b'H' | b'a'..=b'h'] => true,
        _ => return None,
    };
    match (letters, digits) {
        (0, 3..=4) if !suffixed && hyphen == 0 && rest.iter().any(|digit| *digit != b'0') => Some(Tag::ByName),
        (0, 3) if suffixed && hyphen == 0 => Some(Tag::Certain),
        (1 | 2, 3 | 4) => Some(Tag::Certain),
        _ => None,
    }
}

/// Whether two lines stand above one another, or beside each other, like a name and its number.
pub(crate) fn stands_by(number: &Line<'_>, name: &Line<'_>) -> bool {
    let height = number.height().min(name.height());
    let distance = |a: [f64; 2], b: [f64; 2]| (b[0] - a[1]).max(a[0] - b[1]);
    let (along, across) = (distance(number.along, name.along), distance(number.across, name.across));
    number.turned == name.turned && along.max(across) < MAX_GAP_HEIGHTS * height && along.min(across) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for text in ["A-204", "B12A", "010A", "A204", "WC101"] {
            let expected = if text == "B12A" { None } else { Some(Tag::Certain) };
            assert_eq!(tag(text), expected, "{text}");
        }
        assert_eq!(tag("101"), Some(Tag::ByName));
        for text in ["", "1", "62", "000", "A1.7", "12345", "4.95", "BEDROOM2", "12-25-2020", "É1"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
