//! How plausible a region is as a room: a sum of curves, one a measurement, through a logistic.
//!
//! Every curve is straight between its points and flat beyond them. The points were chosen on annotated plans of three
//! sources, by cross-validation over plans, and rounded.

use super::printed::Printed;
use crate::linework::Measurements;

/// A curve: measured values, ascending, and what they speak for a room.
struct Curve {
    at: &'static [f64],
    points: &'static [f64],
}

impl Curve {
    fn points_at(&self, value: f64) -> f64 {
        let last = self.at.len() - 1;
        if value <= self.at[0] {
            return self.points[0];
        }
        for i in 0..last {
            if value < self.at[i + 1] {
                let share = (value - self.at[i]) / (self.at[i + 1] - self.at[i]);
                return self.points[i] + share * (self.points[i + 1] - self.points[i]);
            }
        }
        self.points[last]
    }
}

/// What every region starts from.
const CONSTANT: f64 = -0.8;
const AREA: Curve = Curve { at: &[-6.437, -5.632, -2.773, -1.046], points: &[-1.25, -0.71, 1.85, -1.82] };
const RADIUS: Curve = Curve { at: &[-5.286, -4.121, -2.661, -1.845], points: &[-1.4, -0.6, 0.12, 2.81] };
const WEAK: Curve = Curve { at: &[0.0, 0.062, 0.321, 0.677], points: &[1.02, 0.91, -0.36, -3.44] };
const INNER: Curve = Curve { at: &[0.0, 0.44, 0.979], points: &[0.09, 0.37, -1.18] };
const SOLID: Curve = Curve { at: &[0.464, 0.806, 1.0], points: &[-1.66, 0.33, 0.07] };
const NOT_WALL: Curve = Curve { at: &[0.0, 0.166, 0.586, 1.0], points: &[0.27, 0.19, -0.5, 0.69] };
const ASPECT: Curve = Curve { at: &[0.112, 0.465, 0.838, 0.994], points: &[-1.2, 0.0, 0.36, 0.01] };
const STREET: Curve = Curve { at: &[0.0, 0.296, 0.622], points: &[0.13, 0.01, -0.73] };
const GREY: Curve = Curve { at: &[0.005, 0.023, 0.076, 0.287], points: &[-0.28, -0.15, 0.34, -0.43] };
const THIN: Curve = Curve { at: &[-2.59, -1.735, -0.636, 0.08], points: &[-0.27, -0.21, 0.16, 0.57] };
const STROKE: Curve = Curve { at: &[-2.303, -0.294, 0.244, 1.386], points: &[-0.22, 0.27, 0.0, -0.97] };

/// What a region without a name loses where rooms carry names, ...
const NO_NAME: f64 = -0.74;
/// ... how much less small ones do, per unit of their logarithmic area beyond [`SMALL`], ...
const NO_NAME_BY_AREA: f64 = 0.3;
const SMALL: f64 = -4.5;
/// ... what each further name costs, and what exactly one name gives.
const FURTHER_NAME: f64 = -0.33;
const ONE_NAME: f64 = 0.87;
/// What the name of a terrace or balcony costs, and what a printed area or size gives.
const OUTDOOR_NAME: f64 = -1.5;
const WITH_SIZE: f64 = 0.5;

/// What speaks for and against a region, by name: measured value and points.
pub(crate) type Parts = [(&'static str, f64, f64); 11];

/// The parts that come from measurements.
pub(crate) fn parts(m: &Measurements) -> Parts {
    let part = |name, value, curve: &Curve| (name, value, curve.points_at(value));
    [
        part("area", m.area, &AREA),
        part("inscribed_radius", m.radius, &RADIUS),
        part("weak_outline", m.weak, &WEAK),
        part("divided_inside", m.inner, &INNER),
        part("compactness", m.solid, &SOLID),
        part("outline_without_wall", m.not_wall, &NOT_WALL),
        part("slenderness", m.aspect, &ASPECT),
        part("facing_outside", m.street, &STREET),
        part("darkness", m.grey, &GREY),
        part("wall_threshold", m.thin, &THIN),
        part("wall_thickness", m.stroke, &STROKE),
    ]
}

/// The sum of the parts that come from measurements, with the constant.
pub(crate) fn points(m: &Measurements) -> f64 {
    CONSTANT + parts(m).iter().map(|p| p.2).sum::<f64>()
}

/// What the print inside a region speaks for it. `trust`, 0 to 1: how many of this plan's rooms carry names.
pub(crate) fn printed_points(m: &Measurements, printed: &Printed, trust: f64) -> f64 {
    let sizes = if printed.sizes > 0 { WITH_SIZE } else { 0.0 };
    sizes
        + match (printed.indoor, printed.outdoor) {
            (0, 0) => trust * (NO_NAME + NO_NAME_BY_AREA * (m.area - SMALL)),
            (0, _) => OUTDOOR_NAME,
            (1, _) => ONE_NAME,
            (n, _) => trust * FURTHER_NAME * (n - 1).min(3) as f64,
        }
}

/// From points to a plausibility between 0 and 1.
pub(crate) fn plausibility(points: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_straight_between_points_and_flat_beyond() {
        let curve = Curve { at: &[0.0, 1.0, 3.0], points: &[0.0, 2.0, -2.0] };
        let found = [-5.0, 0.0, 0.5, 1.0, 2.0, 3.0, 9.0].map(|v| curve.points_at(v));
        assert_eq!(found, [0.0, 0.0, 1.0, 2.0, 0.0, -2.0, -2.0]);
    }
}
