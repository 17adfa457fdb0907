//! Letters without case and accents, so that `Küche`, `KUCHE` and `küche` are one word.

/// Folds text to capital letters A–Z, digits and single spaces; everything else separates words.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'a'..='z' => folded.push(letter.to_ascii_uppercase()),
            'A'..='Z' | '0'..='9' => folded.push(letter),
            // Abbreviations keep together: `W.C.`, `CL'T`.
            '.' | '\'' | '’' => {}
            _ => match plain(letter) {
                "" => {
                    if !folded.is_empty() && !folded.ends_with(' ') {
                        folded.push(' ');
                    }
                }
                plain => folded.push_str(plain),
            },
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The letters that stand for an accented Latin letter; empty for anything that is none.
fn plain(letter: char) -> &'static str {
    match letter {
        'À'..='Å' | 'à'..='å' | 'Ā' | 'ā' | 'Ă' | 'ă' | 'Ą' | 'ą' => "A",
        'Æ' | 'æ' => "AE",
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Č' | 'č' => "C",
        'È'..='Ë' | 'è'..='ë' | 'Ē' | 'ē' | 'Ę' | 'ę' | 'Ě' | 'ě' => "E",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ī' | 'ī' | 'İ' | 'ı' => "I",
        'Ñ' | 'ñ' | 'Ń' | 'ń' => "N",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō' | 'ō' | 'Ő' | 'ő' => "O",
        'Œ' | 'œ' => "OE",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ū' | 'ū' | 'Ű' | 'ű' => "U",
        'Ý' | 'ý' | 'ÿ' => "Y",
        'Š' | 'š' | 'Ś' | 'ś' => "S",
        'Ž' | 'ž' | 'Ź' | 'ź' | 'Ż' | 'ż' => "Z",
        'Ł' | 'ł' => "L",
        'Ð' | 'ð' | 'Đ' | 'đ' => "D",
        'ß' | 'ẞ' => "SS",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_accents_and_marks_do_not_matter() {
        assert_eq!(fold("Séjour"), "SEJOUR");
        assert_eq!(fold("Küche/Eßzimmer"), "KUCHE ESSZIMMER");
        assert_eq!(fold("W.C."), "WC");
        assert_eq!(fold("  Walk-in   Robe "), "WALK IN ROBE");
        assert_eq!(fold("第"), "");
    }
}
