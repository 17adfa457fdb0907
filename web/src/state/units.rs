//! Lengths and areas in the units that a person chose.

use serde::{Deserialize, Serialize};
use shared::room::Measure;

/// Square feet to a square metre (international foot, 0.3048 m).
const SQUARE_FEET_PER_SQUARE_METRE: f64 = 1.0 / (0.3048 * 0.3048);
/// Feet to a metre.
const FEET_PER_METRE: f64 = 1.0 / 0.3048;

/// The units of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Units {
    /// Metres and square metres.
    #[default]
    Metric,
    /// Feet and square feet.
    Imperial,
}

impl Units {
    /// The other ones.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Metric => Self::Imperial,
            Self::Imperial => Self::Metric,
        }
    }

    /// The unit of areas.
    #[must_use]
    pub fn area_unit(self) -> &'static str {
        match self {
            Self::Metric => "m²",
            Self::Imperial => "ft²",
        }
    }

    /// So many square metres as a number.
    #[must_use]
    pub fn area_number(self, square_metres: f64) -> f64 {
        match self {
            Self::Metric => square_metres,
            Self::Imperial => square_metres * SQUARE_FEET_PER_SQUARE_METRE,
        }
    }

    /// An area of so many square metres.
    #[must_use]
    pub fn area(self, square_metres: f64) -> String {
        let number = self.area_number(square_metres);
        let decimals = usize::from(number < 100.0);
        format!("{number:.decimals$} {}", self.area_unit())
    }

    /// A length of so many metres.
    #[must_use]
    pub fn length(self, metres: f64) -> String {
        match self {
            Self::Metric => format!("{metres:.2} m"),
            Self::Imperial => {
                let inches = (metres * FEET_PER_METRE * 12.0).round();
                format!("{}′ {}″", (inches / 12.0).floor(), inches % 12.0)
            }
        }
    }

    /// A length as an example of how to type one.
    #[must_use]
    pub fn length_example(self) -> &'static str {
        match self {
            Self::Metric => "3.50 m",
            Self::Imperial => "11' 6\"",
        }
    }

    /// An area as the detector gives it.
    #[must_use]
    pub fn measure(self, measure: &Measure) -> String {
        match measure.unit.as_str() {
            "m2" => self.area(measure.value),
            "m" => self.length(measure.value),
            other => format!("{:.1} {other}", measure.value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_follow_the_choice() {
        let area = Measure { value: 12.4, unit: "m2".to_owned(), source: "scale".to_owned() };
        assert_eq!(Units::Metric.measure(&area), "12.4 m²");
        assert_eq!(Units::Imperial.measure(&area), "133 ft²");
    }

    #[test]
    fn feet_have_inches() {
        assert_eq!(Units::Imperial.length(3.048), "10′ 0″");
        assert_eq!(Units::Imperial.length(1.0), "3′ 3″");
        assert_eq!(Units::Metric.length(2.5), "2.50 m");
    }
}
