//! How plausible a region is as a room: a sum of curves, one a measurement, through a logistic.
//!
//! Every curve is straight between its points and flat beyond them. The points were chosen on annotated plans of three
//! sources and rounded: smooth curves that make the plausibility of regions likely and the best cut of the trees right.
//! Some measurements say other things of small regions than of large ones; they have a second curve that fades in.

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
const CONSTANT: f64 = -3.05;
const AREA: Curve = Curve {
    at: &[-7.5, -6.5, -5.5, -4.5, -3.5, -2.6, -1.7, -1.0],
    points: &[-1.99, -0.26, 0.21, 0.59, 1.44, 1.68, -0.10, -1.60],
};
const RADIUS: Curve =
    Curve { at: &[-6.0, -5.0, -4.2, -3.5, -2.8, -2.2, -1.7], points: &[-2.05, -1.52, -0.37, -0.26, -0.47, 1.32, 3.32] };
const WEAK: Curve = Curve { at: &[0.0, 0.06, 0.15, 0.3, 0.45, 0.65], points: &[0.06, 1.13, 1.41, 1.13, -0.93, -2.82] };
const INNER: Curve = Curve { at: &[0.0, 0.2, 0.44, 0.7, 1.0], points: &[0.19, 0.08, -0.07, 0.63, -0.86] };
const SOLID: Curve = Curve { at: &[0.45, 0.65, 0.8, 0.9, 1.0], points: &[-0.65, 0.17, 0.03, 0.40, 0.02] };
const NOT_WALL: Curve = Curve { at: &[0.0, 0.15, 0.35, 0.6, 1.0], points: &[0.23, -0.25, -0.58, -0.02, 0.59] };
const ASPECT: Curve = Curve { at: &[0.1, 0.3, 0.5, 0.75, 1.0], points: &[-1.40, -0.43, 0.48, 0.92, 0.40] };
const STREET: Curve = Curve { at: &[0.0, 0.15, 0.3, 0.6], points: &[0.13, 0.12, -0.02, -0.26] };
const GREY: Curve = Curve { at: &[0.0, 0.02, 0.05, 0.1, 0.3], points: &[0.14, -0.12, 0.03, 0.36, -0.45] };
const THIN: Curve = Curve { at: &[-2.6, -1.7, -0.6, 0.1], points: &[-0.45, -0.30, 0.49, 0.23] };
const STROKE: Curve = Curve { at: &[-2.3, -0.6, 0.0, 0.4, 1.4], points: &[-0.61, 0.39, 0.44, -0.08, -0.18] };
const RECTANGULAR: Curve =
    Curve { at: &[0.3, 0.5, 0.65, 0.8, 0.9, 1.0], points: &[-0.94, -0.52, 0.02, 0.14, 0.48, 0.78] };
const DOMINANT: Curve = Curve { at: &[0.2, 0.5, 0.8, 1.0], points: &[-0.26, 0.03, 0.14, 0.06] };
const DRAWN: Curve = Curve { at: &[0.0, 0.05, 0.15, 0.3, 0.7], points: &[-0.37, 0.02, 0.05, -0.10, 0.37] };
const PASSAGE: Curve = Curve { at: &[0.0, 0.05, 0.1, 0.3], points: &[-0.04, 0.54, -0.32, -0.22] };
const JOINT: Curve = Curve { at: &[0.15, 0.4, 0.6, 0.8, 1.0], points: &[-0.55, 0.05, -0.24, 0.23, 0.48] };
const WEAK_IF_SMALL: Curve =
    Curve { at: &[0.0, 0.06, 0.15, 0.3, 0.45, 0.65], points: &[0.00, -0.10, -0.66, -0.51, -0.21, -0.32] };
const NOT_WALL_IF_SMALL: Curve = Curve { at: &[0.0, 0.15, 0.35, 0.6, 1.0], points: &[1.94, 0.39, -1.41, -1.82, -0.92] };
const OPEN_SIDE: Curve = Curve { at: &[0.0, 0.1, 0.2, 0.3, 0.45], points: &[1.27, 0.35, -0.17, -0.49, -0.99] };
const OPEN_SIDE_IF_SMALL: Curve = Curve { at: &[0.0, 0.1, 0.2, 0.3, 0.45], points: &[-3.07, -0.60, 0.41, 0.49, 0.96] };
const BEYOND: Curve = Curve { at: &[-3.0, -1.0, 0.0, 1.0, 3.0], points: &[0.23, -0.14, -0.69, 0.10, 0.46] };
const LONGEST_SIDE: Curve = Curve { at: &[0.15, 0.25, 0.35, 0.5, 0.7], points: &[0.39, 0.20, 0.15, -0.03, -0.75] };
const LONGEST_SIDE_IF_SMALL: Curve =
    Curve { at: &[0.15, 0.25, 0.35, 0.5, 0.7], points: &[-1.35, -0.53, -0.22, 0.11, 0.19] };

/// What a region without a name loses where rooms carry names, ...
const NO_NAME: f64 = -0.45;
/// ... how much less small ones do, per unit of their logarithmic area beyond [`NO_NAME_FROM`], ...
const NO_NAME_BY_AREA: f64 = 0.36;
const NO_NAME_FROM: f64 = -4.5;
/// ... what each further name costs, and what exactly one name gives.
const FURTHER_NAME: f64 = -0.72;
const ONE_NAME: f64 = 0.79;
/// What the name of a terrace or balcony costs, and what a printed area or size gives.
const OUTDOOR_NAME: f64 = -3.47;
const WITH_SIZE: f64 = 1.65;
/// What other text inside gives: equipment, which speaks against a small region as much as for a large one (it is the
/// piece itself); a single length.
const WITH_EQUIPMENT: f64 = 1.60;
const WITH_LENGTH: f64 = 0.43;

/// The second curves begin below the first logarithmic area and count in full at the second.
const FADING_IN: (f64, f64) = (-3.5, -6.0);

/// How far the second curves count, 0 to 1.
fn smallness(m: &Measurements) -> f64 {
    ((FADING_IN.0 - m.area) / (FADING_IN.0 - FADING_IN.1)).clamp(0.0, 1.0)
}

/// What speaks for and against a region, by name: measured value and points.
pub(crate) type Parts = [(&'static str, f64, f64); 19];

/// The parts that come from measurements.
pub(crate) fn parts(m: &Measurements) -> Parts {
    let part = |name, value, curve: &Curve| (name, value, curve.points_at(value));
    let small = smallness(m);
    let by_size = |name, value, curve: &Curve, if_small: &Curve| {
        (name, value, curve.points_at(value) + small * if_small.points_at(value))
    };
    [
        part("area", m.area, &AREA),
        part("inscribed_radius", m.radius, &RADIUS),
        by_size("weak_outline", m.weak, &WEAK, &WEAK_IF_SMALL),
        part("divided_inside", m.inner, &INNER),
        part("compactness", m.solid, &SOLID),
        by_size("outline_without_wall", m.not_wall, &NOT_WALL, &NOT_WALL_IF_SMALL),
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
        by_size("open_side", m.open_side, &OPEN_SIDE, &OPEN_SIDE_IF_SMALL),
        part("size_beyond_open_side", m.beyond, &BEYOND),
        by_size("longest_side", m.longest_side, &LONGEST_SIDE, &LONGEST_SIDE_IF_SMALL),
    ]
}

/// The sum of the parts that come from measurements, with the constant.
pub(crate) fn points(m: &Measurements) -> f64 {
    CONSTANT + parts(m).iter().map(|p| p.2).sum::<f64>()
}

/// What the print inside a region speaks for it. `trust`, 0 to 1: how many of this plan's rooms carry names.
pub(crate) fn printed_points(m: &Measurements, printed: &Printed, trust: f64) -> f64 {
    let with = |is_there: bool, points: f64| if is_there { points } else { 0.0 };
    with(printed.sizes > 0, WITH_SIZE)
        + with(printed.has_equipment, WITH_EQUIPMENT * (1.0 - 2.0 * smallness(m)))
        + with(printed.has_length, WITH_LENGTH)
        + match (printed.indoor, printed.outdoor) {
            (0, 0) => trust * (NO_NAME + NO_NAME_BY_AREA * (m.area - NO_NAME_FROM)),
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
