//! Printed scales: `SCALE 1:100`, `échelle 1/100e`, `1/4" = 1'-0"`.

use super::lengths::{Cursor, METRES_PER_FOOT, Unit};

/// Denominators that plans are drawn at, where no word says that it is a scale.
const USUAL_DENOMINATORS: [u32; 12] = [10, 20, 25, 50, 75, 100, 125, 150, 200, 250, 400, 500];
/// The word for scale in the languages of the lexicon, as they begin.
const WORDS: [&str; 11] =
    ["scale", "ech", "masssta", "ma?sta", "mabsta", "escala", "esc", "scala", "schaal", "skala", "mittakaava"];
const INCHES_PER_FOOT: f64 = 12.0;

/// The denominator of a scale in a normalised text.
pub(crate) fn denominator_in(text: &str) -> Option<f64> {
    let named = WORDS.iter().any(|word| text.contains(word));
    ratio(text, named).or_else(|| imperial(text)).filter(|denominator| (1.0..=10_000.0).contains(denominator))
}

/// `1:100`.
fn ratio(text: &str, named: bool) -> Option<f64> {
    for (start, _) in text.match_indices('1') {
        if text[..start].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '<' | '>')) {
            continue;
        }
        let mut cursor = Cursor::new(&text[start + 1..]);
        cursor.skip_spaces();
        let Some(mark) = cursor.take(b":/") else { continue };
        cursor.skip_spaces();
        let Some((denominator, _)) = cursor.digits() else { continue };
        let usual = mark == b':' && USUAL_DENOMINATORS.contains(&denominator);
        let inches = matches!(cursor.rest.first(), Some(b'"' | b'\''));
        if (named && denominator >= 5 || usual) && !inches {
            return Some(f64::from(denominator));
        }
    }
    None
}

/// `1/4" = 1'-0"`, `1" = 20'`.
fn imperial(text: &str) -> Option<f64> {
    let (paper, ground) = text.split_once('=')?;
    let paper = paper.trim_end().trim_end_matches(['"', '*', '\'', '?']).trim_end_matches("in").trim_end();
    let begin = paper.rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '.'))).map_or(0, |i| i + 1);
    let mut cursor = Cursor::new(paper.get(begin..)?);
    let over = cursor.number()?.value;
    let under = if cursor.take(b"/").is_some() { cursor.number()?.value } else { 1.0 };
    let paper_inches = over / under;
    let ground = ground.trim_start();
    let length = Cursor::new(ground).length()?;
    (paper_inches > 0.0 && length.unit == Unit::Feet)
        .then(|| length.value / METRES_PER_FOOT * INCHES_PER_FOOT / paper_inches)
}

#[cfg(test)]
mod tests {
    use super::super::lengths::normalised;
    use super::*;

    #[test]
    fn printed_scales() {
        for (text, denominator) in [
            ("SCALE 1:100", 100.0),
            ("échelle 1/100e soit 1cm pour 1m", 100.0),
            ("echelle1/100esoit1cmpour1m", 100.0),
            ("Maßstab 1:50", 50.0),
            ("1 : 200", 200.0),
            ("SCALE: 1/4\" =1'-0\"", 48.0),
            ("1/8\" = 1'-0\"", 96.0),
            ("1\" = 20'", 240.0),
        ] {
            let found = denominator_in(&normalised(text)).unwrap_or_else(|| panic!("{text}"));
            assert!((found - denominator).abs() < 1e-6, "{text}: {found}");
        }
    }

    #[test]
    fn what_is_no_scale() {
        for text in ["", "Not to scale", "1/2", "11:30", "1:7", "S=12.3m2", "<1/30de101,80m²", "= 1'"] {
            assert_eq!(denominator_in(&normalised(text)), None, "{text}");
        }
    }
}
