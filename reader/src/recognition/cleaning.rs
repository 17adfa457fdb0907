//! What is read as what is printed: look-alikes made one, garbage dropped.

use super::characters::Character;

/// Lines less sure than this are no text.
const MIN_CONFIDENCE: f64 = 0.5;
/// Lines of one character are often a symbol or a stroke.
const MIN_CONFIDENCE_SINGLE: f64 = 0.7;
/// Hatching and stairs read as Han characters, Kana or Hangul with 0.5 to 0.7.
const MIN_CONFIDENCE_EAST_ASIAN: f64 = 0.9;

/// Makes look-alikes one. The plans' own writing is Latin, so full-width forms and typographic variants are not kept
/// apart; a multiplication sign is written `x`, as dimensions are.
pub(super) fn normalised(mut character: Character) -> Character {
    let mut text = String::with_capacity(character.text.len());
    for c in character.text.chars() {
        match c {
            '×' | '✕' | '╳' | 'х' | 'Х' => text.push('x'),
            '‘' | '’' | '′' | '`' | '´' | 'ʹ' | '＇' => text.push('\''),
            '“' | '”' | '″' | '〃' | '＂' | '˝' => text.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '一' | '－' => text.push('-'),
            '㎡' => text.push_str("m²"),
            '㎜' => text.push_str("mm"),
            '㎝' => text.push_str("cm"),
            'º' | '˚' => text.push('°'),
            '。' => text.push('.'),
            '、' => text.push(','),
            '\u{3000}' => text.push(' '),
            // Full-width forms of ASCII stand in the same order as ASCII.
            '！'..='～' => text.extend(char::from_u32(u32::from(c) - 0xFEE0)),
            _ => text.push(c),
        }
    }
    character.text = text;
    character
}

/// Whether the characters of a line are likely to be printed there.
pub(super) fn is_text(line: &[Character]) -> bool {
    let printed: Vec<&Character> = line.iter().filter(|c| !c.text.trim().is_empty()).collect();
    let has_letter_or_digit = printed.iter().any(|c| c.text.chars().any(char::is_alphanumeric));
    let east_asian = printed.iter().filter(|c| c.text.chars().any(is_east_asian)).count();
    let wanted = match printed.len() {
        0 => return false,
        // A stray one among Latin letters is a misreading, and the rest decides.
        n if 2 * east_asian >= n => MIN_CONFIDENCE_EAST_ASIAN,
        1 => MIN_CONFIDENCE_SINGLE,
        _ => MIN_CONFIDENCE,
    };
    has_letter_or_digit && confidence(&printed) >= wanted
}

/// How sure the model is of a line: the mean of its characters.
pub(super) fn confidence(line: &[&Character]) -> f64 {
    line.iter().map(|c| c.confidence).sum::<f64>() / line.len().max(1) as f64
}

fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, confidence: f64) -> Vec<Character> {
        text.chars().map(|c| normalised(Character { text: c.to_string(), confidence, middle: 0.5 })).collect()
    }

    fn text(line: &[Character]) -> String {
        line.iter().map(|c| c.text.as_str()).collect()
    }

    #[test]
    fn look_alikes_are_made_one() {
        assert_eq!(text(&line("3.20×4.10", 0.9)), "3.20x4.10");
        assert_eq!(text(&line("12’－6”", 0.9)), "12'-6\"");
        assert_eq!(text(&line("１４㎡", 0.9)), "14m²");
    }

    #[test]
    fn hatching_and_strokes_are_dropped() {
        assert!(is_text(&line("Kitchen", 0.6)));
        assert!(!is_text(&line("Kitchen", 0.4)));
        assert!(!is_text(&line("皿", 0.65)));
        assert!(is_text(&line("厨房", 0.97)));
        assert!(!is_text(&line("--", 0.99)));
        assert!(!is_text(&line("1", 0.6)));
        assert!(!is_text(&line("  ", 1.0)));
    }
}
