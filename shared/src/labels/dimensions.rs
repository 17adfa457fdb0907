//! Sizes of rooms, `12'-6" x 10'` or `3,20 x 4,10 m`, and single lengths.

use super::lengths::{Cursor, Length, METRES_PER_FOOT, Unit, feet_without_marks};

/// Sides of rooms, in metres.
const ROOM_SIDE_M: std::ops::RangeInclusive<f64> = 0.3..=80.0;

/// A width and a depth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub width_m: f64,
    pub depth_m: f64,
    pub guessed: bool,
    /// Where it begins in the normalised text.
    pub start: usize,
}

/// The first width and depth in a normalised text; one with a metric unit is preferred to one in feet.
pub(crate) fn pair_in(text: &str) -> Option<Pair> {
    let mut found: Option<(Pair, bool)> = None;
    let mut start = 0;
    while let Some(offset) = text.get(start..)?.find(|c: char| c.is_ascii_digit()) {
        start += offset;
        let mut cursor = Cursor::new(&text[start..]);
        if let Some((pair, metric)) = pair_at(&mut cursor, start) {
            if found.is_none_or(|(known, known_metric)| metric && (!known_metric || known.guessed)) {
                let start = found.map_or(start, |(known, _)| known.start);
                found = Some((Pair { start, ..pair }, metric));
            }
            start = text.len() - cursor.rest.len();
        } else {
            start += text[start..].bytes().take_while(u8::is_ascii_digit).count();
        }
    }
    found.map(|(pair, _)| pair)
}

fn pair_at(cursor: &mut Cursor<'_>, start: usize) -> Option<(Pair, bool)> {
    let first = cursor.length()?;
    cursor.skip_spaces();
    cursor.take(b".");
    if cursor.take(b"x*").is_none() && !cursor.take_word("by ") {
        return None;
    }
    cursor.take(b".");
    cursor.skip_spaces();
    let second = cursor.length()?;
    let (width_m, depth_m, guessed, metric) = resolve(&first, &second)?;
    // `2x12 JOISTS`, `6x6 POST`: timber.
    let timber = first.unit == Unit::Bare
        && second.unit == Unit::Bare
        && first.digit_count.max(second.digit_count) <= 2
        && first.decimals + second.decimals == 0
        && cursor.rest.iter().filter(|b| b.is_ascii_alphabetic()).count() >= 3;
    (!timber && ROOM_SIDE_M.contains(&width_m) && ROOM_SIDE_M.contains(&depth_m))
        .then_some((Pair { width_m, depth_m, guessed, start }, metric))
}

/// Metres of both, whether anything was guessed, and whether they are metric.
fn resolve(first: &Length, second: &Length) -> Option<(f64, f64, bool, bool)> {
    let metric = |l: &Length| matches!(l.unit, Unit::Metres | Unit::Centimetres | Unit::Millimetres);
    let feet = |l: &Length| matches!(l.unit, Unit::Feet | Unit::SomeMark);
    if metric(first) || metric(second) {
        let unit = if metric(second) { second.unit } else { first.unit };
        let (a, a_guessed) = metres(first, unit)?;
        let (b, b_guessed) = metres(second, unit)?;
        return Some((a, b, a_guessed || b_guessed, true));
    }
    if feet(first) || feet(second) {
        let (a, a_guessed) = feet_of(first)?;
        let (b, b_guessed) = feet_of(second)?;
        return Some((a, b, a_guessed || b_guessed, false));
    }
    match (first.decimals, second.decimals) {
        // 4.19 x 3.89: two decimals are metres, also where one lost its point.
        (2.., 2..) => Some((first.value, second.value, false, true)),
        (2.., 0) | (0, 2..) => {
            let (a, _) = metres(first, Unit::Metres)?;
            let (b, _) = metres(second, Unit::Metres)?;
            Some((a, b, true, true))
        }
        (0, 0) => whole_numbers(first, second),
        // One decimal may be either; metres are the more common.
        _ if first.value.max(second.value) <= 12.0 => Some((first.value, second.value, true, true)),
        _ => Some((first.value * METRES_PER_FOOT, second.value * METRES_PER_FOOT, true, false)),
    }
}

fn whole_numbers(first: &Length, second: &Length) -> Option<(f64, f64, bool, bool)> {
    // 6090 x 4030: millimetres, whose last two digits are no inches for both.
    let inches = |l: &Length| l.digits % 100 <= 11;
    if first.digit_count == 4 && second.digit_count == 4 && !(inches(first) && inches(second)) {
        return Some((first.value / 1000.0, second.value / 1000.0, false, true));
    }
    Some((feet_without_marks(first)?, feet_without_marks(second)?, true, false))
}

/// Metres of a number beside one with a metric unit.
fn metres(length: &Length, unit: Unit) -> Option<(f64, bool)> {
    match length.unit {
        Unit::Metres => {
            // 392m: the point was lost.
            let lost = length.decimals == 0 && length.value > 30.0;
            Some(if lost { (with_point(length), true) } else { (length.value, false) })
        }
        Unit::Centimetres | Unit::Millimetres => Some((length.value, false)),
        Unit::Bare | Unit::SomeMark => match unit {
            Unit::Millimetres => Some((length.value / 1000.0, false)),
            Unit::Centimetres => Some((length.value / 100.0, false)),
            _ if length.decimals == 0 && length.digit_count >= 3 => Some((with_point(length), true)),
            _ => Some((length.value, false)),
        },
        Unit::Feet => None,
    }
}

/// Digits whose decimal point was lost: `392` is 3.92, `45` is 4.5.
fn with_point(length: &Length) -> f64 {
    let digits = f64::from(length.digits);
    if length.digit_count >= 3 { digits / 100.0 } else { digits / 10.0 }
}

fn feet_of(length: &Length) -> Option<(f64, bool)> {
    match length.unit {
        Unit::Feet => Some((length.value, false)),
        Unit::Bare if length.digit_count <= 2 && length.value <= 30.0 => Some((length.value * METRES_PER_FOOT, false)),
        _ => feet_without_marks(length).map(|metres| (metres, true)),
    }
}

/// A single length, where the whole normalised text is one: metres, and whether its unit had to be guessed.
pub(crate) fn single(text: &str) -> Option<(f64, bool)> {
    let text = text.trim_matches([' ', '(', ')', '.', '-', '?']);
    if let Some(number) = spaced_thousands(text) {
        return Some((in_a_chain(number), true));
    }
    let mut cursor = Cursor::new(text);
    let length = cursor.length()?;
    cursor.skip_spaces();
    // `090` is the width of a door.
    let leading_zero = length.decimals == 0 && length.digit_count > 1 && text.starts_with('0');
    if !cursor.rest.is_empty() || leading_zero {
        return None;
    }
    let (metres, guessed) = match length.unit {
        Unit::Metres | Unit::Centimetres | Unit::Millimetres | Unit::Feet => (length.value, false),
        Unit::SomeMark if length.value < 12.0 => (length.value * METRES_PER_FOOT / 12.0, true),
        Unit::SomeMark => (feet_without_marks(&length)?, true),
        Unit::Bare if length.decimals >= 2 => (length.value, true),
        Unit::Bare if (3..=4).contains(&length.digit_count) && length.decimals == 0 => (in_a_chain(length.value), true),
        Unit::Bare => return None,
    };
    (0.01..=300.0).contains(&metres).then_some((metres, guessed))
}

/// `1 110`: the thousands of a number stand apart.
fn spaced_thousands(text: &str) -> Option<f64> {
    let (thousands, rest) = text.split_once(' ')?;
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_number = (1..=2).contains(&thousands.len()) && !thousands.starts_with('0') && rest.len() == 3;
    // counted here: what reads floats is large, and in the part of the page that is fetched later
    let digits = thousands.bytes().chain(rest.bytes());
    (is_number && is_digits(thousands) && is_digits(rest))
        .then(|| digits.fold(0.0, |n, b| 10.0 * n + f64::from(b - b'0')))
}

/// The metres of a bare number in a chain of dimensions: centimetres on French plans, millimetres where there are more digits.
fn in_a_chain(number: f64) -> f64 {
    if number > 3000.0 { number / 1000.0 } else { number / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::super::lengths::normalised;
    use super::*;

    #[test]
    fn printed_sizes() {
        for (text, width, depth, guessed) in [
            ("12'-6\" x 10'", 3.81, 3.048, false),
            ("3.20 x 4,10 m", 3.2, 4.1, false),
            ("11'6 x 9'", 3.5052, 2.7432, false),
            ("(4.83mx1.98m)", 4.83, 1.98, false),
            ("4.44x2.67m", 4.44, 2.67, false),
            ("6090x4030", 6.09, 4.03, false),
            ("392×212m", 3.92, 2.12, true),
            ("147x113", 4.445, 3.429, true),
            ("14'10×124°", 4.5212, 3.7592, true),
            ("15'3×11'10 (4.6mx3.6m)", 4.6, 3.6, false),
            ("9'9x8'3", 2.9718, 2.5146, false),
            ("(5.35mx4.65m", 5.35, 4.65, false),
            ("163′x81\"", 4.953, 2.4638, true),
            ("[2.8x2.7]", 2.8, 2.7, true),
            ("11' X 10.5'", 3.3528, 3.2004, false),
        ] {
            let pair = pair_in(&normalised(text)).unwrap_or_else(|| panic!("{text}"));
            assert!((pair.width_m - width).abs() < 1e-3 && (pair.depth_m - depth).abs() < 1e-3, "{text}: {pair:?}");
            assert_eq!(pair.guessed, guessed, "{text}");
        }
    }

    #[test]
    fn what_is_no_size() {
        for text in ["", "x", "4.95", "12 m2", "1 x", "16 R @ 7.5\"", "2x12 JOISTS", "0 x 0", "2x", "99999999999x3"] {
            assert_eq!(pair_in(&normalised(text)), None, "{text}");
        }
    }

    #[test]
    fn single_lengths() {
        assert_eq!(single("4.95"), Some((4.95, true)));
        assert_eq!(single("1335"), Some((13.35, true)));
        assert_eq!(single("5.3 m"), Some((5.3, false)));
        assert!(single("6'-6\"").is_some_and(|(metres, guessed)| (metres - 1.9812).abs() < 1e-9 && !guessed));
        assert_eq!(single("12"), None);
        assert_eq!(single("4.95 6"), None);
        assert_eq!(single("1 110"), Some((11.1, true)));
        assert_eq!(single("12 500"), Some((12.5, true)));
        assert_eq!(single("1 11"), None);
        assert_eq!(single("0 110"), None);
    }
}
