//! Areas as plans print them: `145 SQ FT`, `13,5 m²`, `S=12.3m2`, and what recognition leaves of the small 2.

use super::lengths::{Cursor, METRES_PER_FOOT};

/// Areas of rooms and floors, in square metres.
const AREA_M2: std::ops::RangeInclusive<f64> = 0.3..=100_000.0;

/// Units, as they are left when spaces, points and hyphens are gone; longer ones before their beginnings.
const UNITS: &[(&str, bool, bool)] = &[
    // text, whether square feet, whether it had to be guessed
    ("m2", false, false),
    ("m²", false, false),
    ("m^2", false, false),
    ("sqm", false, false),
    ("squarem", false, false),
    ("qm", false, false),
    ("mq", false, false),
    ("mh2", false, true),
    ("m?", false, true),
    ("m\"", false, true),
    ("mz", false, true),
    ("sqft", true, false),
    ("sqfeet", true, false),
    ("sqf", true, true),
    ("squarefeet", true, false),
    ("squareft", true, false),
    ("soft", true, true),
    ("5qft", true, true),
    ("0ft", true, true),
    ("sft", true, false),
    ("sf", true, false),
    ("ft2", true, false),
    ("ft²", true, false),
    ("²", false, true),
];

/// An area in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub area_m2: f64,
    pub guessed: bool,
    /// Where it begins in the normalised text, its `S=` included.
    pub start: usize,
    /// Whether the text holds a second one, as totals in two units do.
    pub another: bool,
}

/// The first area in a normalised text.
pub(crate) fn area_in(text: &str) -> Option<Area> {
    let mut found: Option<Area> = None;
    let mut start = 0;
    while let Some(offset) = text.get(start..)?.find(|c: char| c.is_ascii_digit()) {
        start += offset;
        let mut cursor = Cursor::new(&text[start..]);
        match area_at(&mut cursor) {
            // `,50m2` lost its first digits.
            Some(_) if text[..start].ends_with([',', '.']) => {}
            Some((area_m2, guessed)) => match &mut found {
                Some(first) => first.another = true,
                None => found = Some(Area { area_m2, guessed, start: before_symbol(text, start), another: false }),
            },
            None if cursor.rest.len() == text.len() - start => break,
            None => {}
        }
        start = text.len() - cursor.rest.len();
        if start >= text.len() {
            break;
        }
    }
    found
}

fn area_at(cursor: &mut Cursor<'_>) -> Option<(f64, bool)> {
    let whole = *cursor;
    let Some(number) = cursor.number() else {
        // More digits than any area has: step over them.
        let digits = whole.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        cursor.rest = &whole.rest[digits..];
        return None;
    };
    let (square_feet, guessed) = unit(cursor)?;
    let mut value = number.value;
    // 1,259 SQ FT: a comma before three digits groups thousands.
    if square_feet && number.decimals == 3 {
        value *= 1000.0;
    }
    let area_m2 = if square_feet { value * METRES_PER_FOOT * METRES_PER_FOOT } else { value };
    AREA_M2.contains(&area_m2).then_some((area_m2, guessed))
}

/// Takes a unit of area: whether it is square feet, and whether it had to be guessed.
fn unit(cursor: &mut Cursor<'_>) -> Option<(bool, bool)> {
    for (unit, square_feet, guessed) in UNITS {
        let mut rest = cursor.rest;
        let mut wanted = unit.as_bytes();
        while let [next, wanted_rest @ ..] = wanted {
            match rest {
                [first, rest_rest @ ..] if first == next => (rest, wanted) = (rest_rest, wanted_rest),
                [b' ' | b'.' | b'-' | b',', rest_rest @ ..] => rest = rest_rest,
                _ => break,
            }
        }
        // `12 sf` ends the word; `12 sqm` may run on (`12 sq metres`); `0 mz...` is no unit.
        let ends =
            !matches!(rest.first(), Some(b) if b.is_ascii_alphanumeric()) || unit.len() > 2 && !unit.starts_with('m');
        if wanted.is_empty() && ends {
            cursor.rest = rest;
            return Some((*square_feet, *guessed));
        }
    }
    None
}

/// Where `S=`, `A:` or `area` before a number begins.
fn before_symbol(text: &str, number: usize) -> usize {
    let before = text[..number].trim_end();
    let Some(name) = before.strip_suffix(['=', ':']) else { return number };
    let name = name.trim_end();
    let letters = name.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let symbol = &name[name.len() - letters..];
    if matches!(symbol, "s" | "a" | "f" | "ca" | "area" | "surf" | "sup") { name.len() - letters } else { number }
}

#[cfg(test)]
mod tests {
    use super::super::lengths::normalised;
    use super::*;

    #[test]
    fn printed_areas() {
        for (text, area_m2, guessed) in [
            ("145 SQ FT", 13.4709, false),
            ("105SQ.FT.", 9.7548, false),
            ("1,259 sq. ft", 116.965, false),
            ("88sf", 8.1755, false),
            ("13,5 m²", 13.5, false),
            ("13,5 m2", 13.5, false),
            ("S=12.3m2", 12.3, false),
            ("6.46mh2", 6.46, true),
            ("9.81m?", 9.81, true),
            ("1.33²", 1.33, true),
            ("10.09 m²,", 10.09, false),
            ("2.00.m2", 2.0, false),
            ("48 sq meters", 48.0, false),
        ] {
            let area = area_in(&normalised(text)).unwrap_or_else(|| panic!("{text}"));
            assert!((area.area_m2 - area_m2).abs() < 1e-3, "{text}: {area:?}");
            assert_eq!((area.guessed, area.start, area.another), (guessed, 0, false), "{text}");
        }
    }

    #[test]
    fn totals_come_in_two_units() {
        let area = area_in(&normalised("FLOOR AREA 775SQFT/71.99SQM")).expect("an area");
        assert!(area.another && area.start == 11);
    }

    #[test]
    fn what_is_no_area() {
        for text in ["", "4.95", "5.66 mm", "3.2m", "12 m", "4.83mx1.98m", ",50m2", "0 m2", "123456789012 m2"] {
            assert_eq!(area_in(&normalised(text)), None, "{text}");
        }
    }
}
