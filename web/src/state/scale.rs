//! The scale as a person sees and checks it.

use super::shown::percent;
use super::units::Units;
use crate::worker::protocol::PageScale;

/// Deviation up to which a dimension confirms the scale.
const GOOD: f64 = 0.01;
/// Deviation up to which it leaves doubt.
const DOUBTFUL: f64 = 0.05;
const METRES_PER_FOOT: f64 = 0.3048;

/// What a dimension says about the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Check {
    /// It confirms it.
    Good,
    /// It is off by this share.
    Doubtful(f64),
    /// It contradicts it by this share.
    Wrong(f64),
}

impl Check {
    /// Compares a printed length with the one by the scale.
    #[must_use]
    pub fn of(printed: f64, by_scale: f64) -> Self {
        let off = (by_scale / printed - 1.0).abs();
        if off <= GOOD {
            Self::Good
        } else if off <= DOUBTFUL {
            Self::Doubtful(off)
        } else {
            Self::Wrong(off)
        }
    }

    /// `good`, `doubtful` or `wrong`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Doubtful(_) => "doubtful",
            Self::Wrong(_) => "wrong",
        }
    }

    /// For people.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Good => "Good: the scale fits within 1 %.".to_owned(),
            Self::Doubtful(off) => format!("Doubtful: off by {:.1} %. Measure a longer dimension.", off * 100.0),
            Self::Wrong(off) => format!("Wrong: off by {:.0} %. Set the scale by this dimension.", off * 100.0),
        }
    }
}

/// Where a scale comes from and how sure it is, for people.
#[must_use]
pub fn scale_in_words(scale: Option<&PageScale>) -> String {
    let Some(scale) = scale else {
        return "Not known: nothing printed tells it. Areas need a scale; set it by one dimension whose length you know."
            .to_owned();
    };
    let sure = percent(scale.confidence);
    match (scale.source.as_str(), scale.votes) {
        ("calibration", _) => "Set by you.".to_owned(),
        ("printed_scale", _) => {
            format!(
                "From the scale printed on the sheet and its paper size, {sure} % sure. A sheet that was printed smaller is wrong here: check a dimension."
            )
        }
        (_, 1) => format!("From one size printed in a room, {sure} % sure. Check a dimension."),
        (_, votes) => format!("From {votes} sizes printed on the plan that agree, {sure} % sure."),
    }
}

/// Metres of a typed length: `3.5`, `3,50 m`, `350 cm`, `12'`, `12' 6"`, `11 ft 6 in`; without a unit in the units of the page.
#[must_use]
pub fn metres_of(typed: &str, units: Units) -> Option<f64> {
    let text = typed.trim().to_lowercase().replace(',', ".").replace(['′', '’'], "'").replace(['″', '”'], "\"");
    let text =
        text.replace("feet", "'").replace("foot", "'").replace("ft", "'").replace("inches", "\"").replace("in", "\"");
    let number = |text: &str| text.trim().trim_start_matches('-').trim().parse::<f64>().ok();
    let metres = if let Some((feet, inches)) = text.split_once('\'') {
        let inches = inches.trim().trim_end_matches('"').trim();
        let inches = if inches.is_empty() { 0.0 } else { number(inches)? };
        (number(feet)? + inches / 12.0) * METRES_PER_FOOT
    } else if let Some(inches) = text.strip_suffix('"') {
        number(inches)? / 12.0 * METRES_PER_FOOT
    } else if let Some(text) = text.strip_suffix("mm") {
        number(text)? / 1000.0
    } else if let Some(text) = text.strip_suffix("cm") {
        number(text)? / 100.0
    } else if let Some(text) = text.strip_suffix('m') {
        number(text)?
    } else {
        number(&text)? * if units == Units::Metric { 1.0 } else { METRES_PER_FOOT }
    };
    (metres.is_finite() && metres > 0.0).then_some(metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_as_people_type_them() {
        let close = |typed: &str, metres: f64| {
            let read = metres_of(typed, Units::Metric).unwrap_or_else(|| panic!("{typed}"));
            assert!((read - metres).abs() < 1e-9, "{typed}: {read}");
        };
        close("3.5", 3.5);
        close("3,50 m", 3.5);
        close("350 cm", 3.5);
        close("3500mm", 3.5);
        close("10'", 3.048);
        close("10' 6\"", 3.2004);
        close("10'-6\"", 3.2004);
        close("10 ft 6 in", 3.2004);
        assert_eq!(metres_of("10", Units::Imperial), Some(3.048));
        assert_eq!(metres_of("wide", Units::Metric), None);
        assert_eq!(metres_of("-0", Units::Metric), None);
    }

    #[test]
    fn a_dimension_confirms_or_contradicts() {
        assert_eq!(Check::of(4.0, 4.03), Check::Good);
        assert!(matches!(Check::of(4.0, 4.15), Check::Doubtful(_)));
        assert!(matches!(Check::of(4.0, 6.0), Check::Wrong(_)));
    }
}
