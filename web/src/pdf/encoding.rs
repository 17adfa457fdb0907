//! Text for the fonts that every reader of PDF has (WinAnsi).

/// The bytes of a text in WinAnsi; `None` where a character has none, so that the text must be drawn as a picture.
pub(super) fn win_ansi(text: &str) -> Option<Vec<u8>> {
    text.chars().map(byte_of).collect()
}

fn byte_of(character: char) -> Option<u8> {
    match character {
        ' '..='~' | '\u{a0}'..='ÿ' => u8::try_from(u32::from(character)).ok(),
        '€' => Some(0x80),
        '…' => Some(0x85),
        '‘' => Some(0x91),
        '’' | '′' => Some(0x92),
        '“' => Some(0x93),
        '”' | '″' => Some(0x94),
        '•' => Some(0x95),
        '–' | '−' => Some(0x96),
        '—' => Some(0x97),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn western_names_are_text_and_others_are_not() {
        assert_eq!(win_ansi("Küche · 12.4 m²").unwrap(), b"K\xfcche \xb7 12.4 m\xb2");
        assert_eq!(win_ansi("المطبخ"), None);
        assert_eq!(win_ansi("Кухня"), None);
    }
}
