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
const CONSTANT: f64 = -3.54;
const AREA: Curve = Curve {
    at: &[-7.5, -6.5, -5.5, -4.5, -3.5, -2.6, -1.7, -1.0],
    points: &[-3.53, -1.99, -0.72, 0.83, 2.15, 2.23, 1.20, -0.17],
};
const RADIUS: Curve =
    Curve { at: &[-6.0, -5.0, -4.2, -3.5, -2.8, -2.2, -1.7], points: &[-0.98, -0.67, -0.03, -0.26, -0.32, 0.41, 1.85] };
const WEAK: Curve = Curve { at: &[0.0, 0.06, 0.15, 0.3, 0.45, 0.65], points: &[0.89, 1.29, 1.04, 0.49, -1.16, -2.55] };
const INNER: Curve = Curve { at: &[0.0, 0.2, 0.44, 0.7, 1.0], points: &[0.10, 0.30, 0.47, 0.26, -1.13] };
const SOLID: Curve = Curve { at: &[0.45, 0.65, 0.8, 0.9, 1.0], points: &[-0.33, 0.21, 0.26, 0.20, -0.35] };
const NOT_WALL: Curve = Curve { at: &[0.0, 0.15, 0.35, 0.6, 1.0], points: &[0.68, 0.47, -0.34, -0.44, -0.36] };
const ASPECT: Curve = Curve { at: &[0.1, 0.3, 0.5, 0.75, 1.0], points: &[-1.40, -0.28, 0.45, 0.68, 0.54] };
const STREET: Curve = Curve { at: &[0.0, 0.15, 0.3, 0.6], points: &[0.22, 0.30, 0.02, -0.54] };
const GREY: Curve = Curve { at: &[0.0, 0.02, 0.05, 0.1, 0.3], points: &[-0.08, 0.03, 0.23, 0.18, -0.36] };
const THIN: Curve = Curve { at: &[-2.6, -1.7, -0.6, 0.1], points: &[-0.18, -0.14, 0.25, 0.07] };
const STROKE: Curve = Curve { at: &[-2.3, -0.6, 0.0, 0.4, 1.4], points: &[-0.74, 0.26, 0.25, 0.18, 0.05] };
const RECTANGULAR: Curve =
    Curve { at: &[0.3, 0.5, 0.65, 0.8, 0.9, 1.0], points: &[-1.16, -0.53, -0.11, 0.23, 0.77, 0.79] };
const DOMINANT: Curve = Curve { at: &[0.2, 0.5, 0.8, 1.0], points: &[-0.73, -0.22, 0.47, 0.48] };
const DRAWN: Curve = Curve { at: &[0.0, 0.05, 0.15, 0.3, 0.7], points: &[-0.21, -0.20, 0.05, 0.03, 0.33] };
const PASSAGE: Curve = Curve { at: &[0.0, 0.05, 0.1, 0.3], points: &[0.22, 0.17, -0.32, -0.07] };
const JOINT: Curve = Curve { at: &[0.15, 0.4, 0.6, 0.8, 1.0], points: &[-0.12, 0.14, -0.14, 0.00, 0.12] };

/// What a region without a name loses where rooms carry names, ...
const NO_NAME: f64 = -0.42;
/// ... how much less small ones do, per unit of their logarithmic area beyond [`SMALL`], ...
const NO_NAME_BY_AREA: f64 = 0.43;
const SMALL: f64 = -4.5;
/// ... what each further name costs, and what exactly one name gives.
const FURTHER_NAME: f64 = -0.48;
const ONE_NAME: f64 = 0.79;
/// What the name of a terrace or balcony costs, and what a printed area or size gives.
const OUTDOOR_NAME: f64 = -2.52;
const WITH_SIZE: f64 = 1.38;

/// What speaks for and against a region, by name: measured value and points.
pub(crate) type Parts = [(&'static str, f64, f64); 16];

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
        part("rectangularity", m.rectangular, &RECTANGULAR),
        part("one_piece", m.dominant, &DOMINANT),
        part("drawn_inside", m.drawn, &DRAWN),
        part("passages", m.passage, &PASSAGE),
        part("division", m.joint, &JOINT),
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
