//! Lengths as plans print them: feet and inches, metres, centimetres, and what recognition leaves of their marks.
//!
//! `'` and `"` are easily lost: `14'7` becomes `147`, `12'-6"` becomes `126` or `12-6`. A number without marks keeps
//! its digits, so that whoever knows the unit (its neighbour in `147x113`, the page) can put them back.

/// Metres in a foot.
pub(crate) const METRES_PER_FOOT: f64 = 0.3048;
/// Rooms are rarely longer; a larger number of feet is a lost mark.
const MAX_LIKELY_FEET: u32 = 40;
/// Two digits above this many are feet and inches without their mark (`76` is 7'6").
const MAX_FEET_OF_TWO_DIGITS: u32 = 30;

/// The unit that a length was printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Metres,
    Centimetres,
    Millimetres,
    /// Feet, with or without inches.
    Feet,
    /// Nothing but a number.
    Bare,
    /// A mark that may be a foot, an inch or a degree.
    SomeMark,
}

/// A length as printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Length {
    /// Metres, where the unit is known; else the bare number.
    pub value: f64,
    pub unit: Unit,
    /// The digits without a decimal point, where there is none; else 0.
    pub digits: u32,
    /// How many digits.
    pub digit_count: u32,
    /// Digits behind the decimal point.
    pub decimals: u32,
}

/// Text in which marks that look alike are one: `'`, `"`, `*` for degrees, `x`; lower case; decimal points.
pub(crate) fn normalised(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '×' | 'х' | 'Х' | '✕' | '╳' => normal.push('x'),
            '′' | '’' | '‘' | '´' | '`' | '＇' => normal.push('\''),
            '″' | '”' | '“' | '„' | '＂' => normal.push('"'),
            '°' | 'º' | '˚' => normal.push('*'),
            '，' => normal.push(','),
            '（' | '[' | '【' => normal.push('('),
            '）' | ']' | '】' => normal.push(')'),
            '–' | '—' | '−' => normal.push('-'),
            '½' => normal.push_str(" 1/2"),
            '¼' => normal.push_str(" 1/4"),
            '¾' => normal.push_str(" 3/4"),
            '²' => normal.push(letter),
            _ if letter.is_ascii() => normal.push(letter.to_ascii_lowercase()),
            'É' | 'é' | 'È' | 'è' => normal.push('e'),
            _ => normal.push('?'),
        }
    }
    // Two single marks are a double one.
    normal.replace("''", "\"")
}

/// A place in normalised text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes() }
    }

    pub(crate) fn skip_spaces(&mut self) {
        while let [b' ', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// Takes one of the given bytes.
    pub(crate) fn take(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        any_of.contains(first).then(|| {
            self.rest = rest;
            *first
        })
    }

    /// Takes a word if it stands here.
    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        if let Some(rest) = self.rest.strip_prefix(word.as_bytes()) {
            self.rest = rest;
            return true;
        }
        false
    }

    /// Takes up to nine digits: their value and how many.
    pub(crate) fn digits(&mut self) -> Option<(u32, u32)> {
        let count = self.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if !(1..=9).contains(&count) {
            return None;
        }
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        Some((digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')), count as u32))
    }

    /// Takes a number with an optional fraction: value, digits of a whole number and their count, decimals.
    pub(crate) fn number(&mut self) -> Option<Length> {
        let (whole, digit_count) = self.digits()?;
        let mut number = Length { value: f64::from(whole), unit: Unit::Bare, digits: whole, digit_count, decimals: 0 };
        let mut ahead = *self;
        if ahead.take(b".,").is_some() {
            // `2. 15`: recognition puts spaces behind points.
            if matches!(ahead.rest, [b' ', next, ..] if next.is_ascii_digit()) && digit_count <= 2 {
                ahead.skip_spaces();
            }
            if let Some((fraction, decimals)) = ahead.digits() {
                let divisor = (0..decimals).fold(1.0, |d, _| d * 10.0);
                number =
                    Length { value: f64::from(whole) + f64::from(fraction) / divisor, digits: 0, decimals, ..number };
                *self = ahead;
            }
        }
        Some(number)
    }

    /// Takes a length with its unit, where it has one.
    pub(crate) fn length(&mut self) -> Option<Length> {
        let number = self.number()?;
        let mut ahead = *self;
        ahead.skip_spaces();
        for (word, unit, metres) in [
            ("mm", Unit::Millimetres, 0.001),
            ("cm", Unit::Centimetres, 0.01),
            ("metres", Unit::Metres, 1.0),
            ("m", Unit::Metres, 1.0),
        ] {
            if ahead.take_word(word) {
                // `m2` is an area, `max` is a word.
                if matches!(ahead.rest.first(), Some(b) if b.is_ascii_alphanumeric() && *b != b'x' || *b > 127) {
                    return Some(number);
                }
                *self = ahead;
                return Some(Length { value: number.value * metres, unit, ..number });
            }
        }
        if ahead.take_word("feet") || ahead.take_word("ft") || ahead.take_word("f") || ahead.take(b"'").is_some() {
            *self = ahead;
            return Some(self.inches_after(number));
        }
        match ahead.take(b"\"*") {
            // `13°5`: a degree sign between two numbers is a foot.
            Some(_) if matches!(ahead.rest.first(), Some(b) if b.is_ascii_digit()) => {
                *self = ahead;
                Some(self.inches_after(number))
            }
            Some(_) => {
                *self = ahead;
                Some(Length { unit: Unit::SomeMark, ..number })
            }
            None => Some(number),
        }
    }

    /// Takes the inches that stand behind a number of feet.
    fn inches_after(&mut self, feet: Length) -> Length {
        let mut ahead = *self;
        ahead.skip_spaces();
        ahead.take(b"-");
        ahead.skip_spaces();
        let mut inches = 0.0;
        if let Some(number) = ahead.number()
            && number.value < 12.0
            && feet.decimals == 0
        {
            inches = number.value;
            // A half inch: `6 1/2"`.
            let mut fraction = ahead;
            fraction.skip_spaces();
            if let Some((over, _)) = fraction.digits()
                && fraction.take(b"/").is_some()
                && let Some((under @ 1.., _)) = fraction.digits()
                && over < under
            {
                inches += f64::from(over) / f64::from(under);
                ahead = fraction;
            }
            ahead.skip_spaces();
            if !ahead.take_word("inches") && !ahead.take_word("in") {
                ahead.take(b"\"'*");
            }
            *self = ahead;
        }
        // `163'`: the mark that was read is not the one that was lost.
        if feet.decimals == 0 && feet.digit_count > 2 && inches == 0.0 {
            return Length { unit: Unit::SomeMark, ..feet };
        }
        Length { value: (feet.value + inches / 12.0) * METRES_PER_FOOT, unit: Unit::Feet, digits: 0, ..feet }
    }
}

/// Metres of a number whose marks of feet and inches are lost, and whether digits had to be divided for it.
pub(crate) fn feet_without_marks(length: &Length) -> Option<f64> {
    if length.decimals > 0 {
        return Some(length.value * METRES_PER_FOOT);
    }
    let n = length.digits;
    // 9'11 rather than 91'1; 30'8 rather than 3'08.
    let one_digit_of_feet =
        n / 10 > MAX_LIKELY_FEET || (10..=11).contains(&(n % 100)) && n / 10 > MAX_FEET_OF_TWO_DIGITS;
    let (feet, inches) = match length.digit_count {
        1 | 2 if n <= MAX_FEET_OF_TWO_DIGITS => (n, 0),
        3 if one_digit_of_feet => (n / 100, n % 100),
        2 | 3 => (n / 10, n % 10),
        4 => (n / 100, n % 100),
        _ => return None,
    };
    (inches < 12 && feet <= MAX_LIKELY_FEET + 20)
        .then(|| (f64::from(feet) + f64::from(inches) / 12.0) * METRES_PER_FOOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metres(text: &str) -> f64 {
        let text = normalised(text);
        Cursor::new(&text).length().expect("a length").value
    }

    #[test]
    fn lengths_with_units() {
        for (text, expected) in [
            ("12'-6\"", 3.81),
            ("12' 6", 3.81),
            ("12’6”", 3.81),
            ("11'6 1/2\"", 3.5179),
            ("13°5", 4.0894),
            ("10 ft 6 in", 3.2004),
            ("11' 10'", 3.6068),
            ("3,20 m", 3.2),
            ("320 cm", 3.2),
            ("3200mm", 3.2),
            ("2. 15m", 2.15),
        ] {
            assert!((metres(text) - expected).abs() < 1e-3, "{text}: {}", metres(text));
        }
    }

    #[test]
    fn marks_that_recognition_lost_are_put_back() {
        for (text, feet, inches) in [
            ("147", 14, 7),
            ("1311", 13, 11),
            ("911", 9, 11),
            ("90", 9, 0),
            ("12", 12, 0),
            ("76", 7, 6),
            ("133", 13, 3),
            ("410", 4, 10),
        ] {
            let bare = Cursor::new(text).length().expect("a number");
            let expected = (f64::from(feet) + f64::from(inches) / 12.0) * METRES_PER_FOOT;
            assert!((feet_without_marks(&bare).expect("feet") - expected).abs() < 1e-9, "{text}");
        }
        let too_long = Cursor::new("12345").length().expect("a number");
        assert_eq!(feet_without_marks(&too_long), None);
    }

    #[test]
    fn an_area_is_no_length() {
        let mut cursor = Cursor::new("12 m2");
        assert_eq!(cursor.length().map(|l| l.unit), Some(Unit::Bare));
    }
}
