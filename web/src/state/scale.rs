//! The scale as a person sees and checks it.

use super::geometry::area;
use super::shown::ShownRoom;
use super::units::Units;

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

/// Plan pixels to a metre, as the areas of the rooms have it; `None` where no room was measured by a scale.
#[must_use]
pub fn pixels_per_metre(rooms: &[ShownRoom]) -> Option<f64> {
    let mut scales: Vec<f64> = rooms
        .iter()
        .filter_map(|shown| {
            let measure = shown.room.area.as_ref().filter(|area| area.unit == "m2" && area.source != "printed")?;
            let rings =
                shown.outlines_px.iter().map(|ring| area(&ring.iter().map(|&(x, y)| [x, y]).collect::<Vec<_>>()));
            let net_px = rings.enumerate().map(|(index, area)| if index == 0 { area } else { -area }).sum::<f64>();
            let scale = (net_px / measure.value).sqrt();
            scale.is_finite().then_some(scale)
        })
        .collect();
    scales.sort_by(f64::total_cmp);
    scales.get(scales.len() / 2).copied()
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
