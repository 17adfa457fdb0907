//! Lengths and areas as plans print them.

use crate::style::{Style, Units};

const FEET_A_METRE: f64 = 1.0 / 0.3048;

/// A length without its unit, as in chains of dimensions: `3.45`, `3,45` or `11'-4"`.
pub(super) fn length(style: &Style, units: Units, metres: f64) -> String {
    match units {
        Units::Metres => decimal(style, metres, 2),
        Units::FeetInches => {
            let inches = (metres * FEET_A_METRE * 12.0).round() as u32;
            format!("{}'-{}\"", inches / 12, inches % 12)
        }
    }
}

/// Two lengths: `3.45 x 2.80 m` or `11'-4" x 9'-2"`.
pub(super) fn sides(style: &Style, units: Units, metres: [f64; 2]) -> String {
    let [a, b] = metres.map(|metres| length(style, units, metres));
    match units {
        Units::Metres => format!("{a} x {b} m"),
        Units::FeetInches => format!("{a} x {b}"),
    }
}

/// An area: `13.5 m²` or `145 SQ FT`.
pub(super) fn area(style: &Style, units: Units, square_metres: f64) -> String {
    match units {
        Units::Metres => format!("{} m²", decimal(style, square_metres, 1)),
        Units::FeetInches => format!("{:.0} SQ FT", square_metres * FEET_A_METRE * FEET_A_METRE),
    }
}

fn decimal(style: &Style, value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    if style.language.has_decimal_comma() { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn as_plans_print_them() {
        let english = Style::default();
        let german = Style { language: Language::German, ..Style::default() };
        assert_eq!(length(&german, Units::Metres, 3.456), "3,46");
        assert_eq!(length(&english, Units::FeetInches, 3.4544), "11'-4\"");
        assert_eq!(length(&english, Units::FeetInches, 3.65), "12'-0\"");
        assert_eq!(sides(&english, Units::Metres, [3.0, 2.5]), "3.00 x 2.50 m");
        assert_eq!(area(&english, Units::FeetInches, 10.0), "108 SQ FT");
    }
}
