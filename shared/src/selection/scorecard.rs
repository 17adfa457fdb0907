//! How plausible a region is as a room: a sum of curves, one a measurement, through a logistic.
//!
//! Every curve is straight between its points and flat beyond them. The points were chosen on annotated plans of three
//! sources and rounded: smooth curves that make the plausibility of regions likely and the best cut of the trees right.
//! Some measurements say other things of small regions than of large ones; they have a second curve that fades in.

use super::printed::Printed;
use crate::curve::Curve;
use crate::labels::RoomType;
use crate::linework::Measurements;

/// What every region starts from.
const CONSTANT: f64 = -3.50;
const AREA: Curve = Curve {
    at: &[-7.5, -6.5, -5.5, -4.5, -3.5, -2.6, -1.7, -1.0],
    points: &[-2.27, -0.78, -0.46, 0.23, 1.08, 1.85, 0.94, -0.63],
};
const RADIUS: Curve =
    Curve { at: &[-6.0, -5.0, -4.2, -3.5, -2.8, -2.2, -1.7], points: &[-2.42, -1.69, -0.29, -0.15, 0.06, 1.30, 3.15] };
const WEAK: Curve = Curve { at: &[0.0, 0.06, 0.15, 0.3, 0.45, 0.65], points: &[-0.04, 1.25, 1.41, 0.96, -0.90, -2.73] };
const INNER: Curve = Curve { at: &[0.0, 0.2, 0.44, 0.7, 1.0], points: &[0.24, 0.09, 0.06, 0.10, -0.55] };
const SOLID: Curve = Curve { at: &[0.45, 0.65, 0.8, 0.9, 1.0], points: &[0.45, 0.14, -0.07, -0.15, -0.40] };
const NOT_WALL: Curve = Curve { at: &[0.0, 0.15, 0.35, 0.6, 1.0], points: &[0.07, -0.23, -0.73, 0.02, 0.83] };
const ASPECT: Curve = Curve { at: &[0.1, 0.3, 0.5, 0.75, 1.0], points: &[-1.29, -0.48, 0.46, 0.79, 0.48] };
const STREET: Curve = Curve { at: &[0.0, 0.15, 0.3, 0.6], points: &[0.25, 0.25, 0.14, -0.68] };
const GREY: Curve = Curve { at: &[0.0, 0.02, 0.05, 0.1, 0.3], points: &[-0.04, -0.02, 0.14, 0.16, -0.28] };
const THIN: Curve = Curve { at: &[-2.6, -1.7, -0.6, 0.1], points: &[-0.08, -0.07, 0.55, -0.44] };
const STROKE: Curve = Curve { at: &[-2.3, -0.6, 0.0, 0.4, 1.4], points: &[-0.68, 0.33, 0.68, 0.04, -0.41] };
const RECTANGULAR: Curve =
    Curve { at: &[0.3, 0.5, 0.65, 0.8, 0.9, 1.0], points: &[-1.39, -0.73, -0.04, 0.49, 0.57, 1.06] };
const DRAWN: Curve = Curve { at: &[0.0, 0.05, 0.15, 0.3, 0.7], points: &[-0.46, -0.17, 0.17, -0.02, 0.44] };
const PASSAGE: Curve = Curve { at: &[0.0, 0.05, 0.1, 0.3], points: &[0.07, 0.52, -0.52, -0.11] };
const JOINT: Curve = Curve { at: &[0.15, 0.4, 0.6, 0.8, 1.0], points: &[-0.30, -0.20, -0.31, 0.31, 0.46] };
const BELONGING: Curve =
    Curve { at: &[-4.0, -2.5, -1.5, -0.5, 0.5, 2.0], points: &[0.44, 0.51, -0.04, -0.16, -0.21, -0.59] };
const COHERENCE: Curve =
    Curve { at: &[-4.0, -2.5, -1.5, -0.5, 0.5, 2.0, 5.0], points: &[-2.11, -1.03, 0.27, 0.75, 0.62, 0.77, 0.68] };
const WEAK_IF_SMALL: Curve =
    Curve { at: &[0.0, 0.06, 0.15, 0.3, 0.45, 0.65], points: &[0.46, -0.07, -0.55, -0.48, -0.26, -0.47] };
const NOT_WALL_IF_SMALL: Curve = Curve { at: &[0.0, 0.15, 0.35, 0.6, 1.0], points: &[1.84, 0.35, -1.03, -1.54, -0.99] };
const OPEN_SIDE: Curve = Curve { at: &[0.0, 0.1, 0.2, 0.3, 0.45], points: &[1.46, 0.30, -0.39, -0.41, -1.01] };
const OPEN_SIDE_IF_SMALL: Curve = Curve { at: &[0.0, 0.1, 0.2, 0.3, 0.45], points: &[-3.25, -0.29, 0.43, 0.82, 0.92] };
const BEYOND: Curve = Curve { at: &[-3.0, -1.0, 0.0, 1.0, 3.0], points: &[0.20, 0.00, -0.55, -0.01, 0.30] };

/// What a region without a name loses where rooms carry names, ...
const NO_NAME: f64 = -0.56;
/// ... how much less small ones do, per unit of their logarithmic area beyond [`NO_NAME_FROM`], ...
const NO_NAME_BY_AREA: f64 = 0.00;
const NO_NAME_FROM: f64 = -4.5;
/// ... what each further name costs, and what exactly one name gives.
const FURTHER_NAME: f64 = -0.89;
const ONE_NAME: f64 = 0.69;
/// What a region with exactly one name gains by its area beyond that, by what it names.
const AREA_OF_TOILET: Curve =
    Curve { at: &[-7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.2], points: &[1.07, 2.11, 1.40, -0.06, -0.37, -0.39, -0.35] };
const AREA_OF_CLOSET: Curve =
    Curve { at: &[-7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.2], points: &[-0.67, 0.30, 0.97, 0.22, -0.74, -0.98, -1.00] };
const AREA_OF_HALL: Curve =
    Curve { at: &[-7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.2], points: &[0.61, 0.50, 0.41, 0.42, -0.27, -0.75, -0.83] };
const AREA_OF_OTHER: Curve =
    Curve { at: &[-7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.2], points: &[-0.75, -0.14, 0.76, 0.44, -0.29, -0.58, -0.46] };
/// What the name of a terrace or balcony costs, and what a printed area or size of anything else gives.
const OUTDOOR_NAME: f64 = -2.99;
const WITH_SIZE: f64 = 1.72;
/// What other text inside gives: equipment, which speaks against a small region as much as for a large one (it is the
/// piece itself); a single length.
const WITH_EQUIPMENT: f64 = 0.95;
const WITH_LENGTH: f64 = 0.59;

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
        part("drawn_inside", m.drawn, &DRAWN),
        part("passages", m.passage, &PASSAGE),
        part("division", m.joint, &JOINT),
        part("belonging_elsewhere", m.belonging, &BELONGING),
        part("coherence", m.coherence, &COHERENCE),
        by_size("open_side", m.open_side, &OPEN_SIDE, &OPEN_SIDE_IF_SMALL),
        part("size_beyond_open_side", m.beyond, &BEYOND),
    ]
}

/// The sum of the parts that come from measurements, with the constant.
pub(crate) fn points(m: &Measurements) -> f64 {
    CONSTANT + parts(m).iter().map(|p| p.2).sum::<f64>()
}

/// What the print inside a region speaks for it. `trust`, 0 to 1: how many of this plan's rooms carry names.
pub(crate) fn printed_points(m: &Measurements, printed: &Printed, trust: f64) -> f64 {
    let with = |is_there: bool, points: f64| if is_there { points } else { 0.0 };
    let is_outdoor = printed.indoor == 0 && printed.outdoor > 0;
    with(printed.sizes > 0 && !is_outdoor, WITH_SIZE)
        + with(printed.has_equipment, WITH_EQUIPMENT * (1.0 - 2.0 * smallness(m)))
        + with(printed.has_length, WITH_LENGTH)
        + match (printed.indoor, printed.outdoor) {
            (0, 0) => trust * (NO_NAME + NO_NAME_BY_AREA * (m.area - NO_NAME_FROM)),
            (0, _) => OUTDOOR_NAME,
            (1, _) => ONE_NAME + by_kind(printed.kind).points_at(m.area),
            (n, _) => trust * FURTHER_NAME * (n - 1).min(3) as f64,
        }
}

fn by_kind(kind: Option<RoomType>) -> &'static Curve {
    match kind {
        Some(RoomType::Toilet) => &AREA_OF_TOILET,
        Some(RoomType::Closet | RoomType::Pantry | RoomType::Storage) => &AREA_OF_CLOSET,
        Some(RoomType::Entry | RoomType::Hall) => &AREA_OF_HALL,
        _ => &AREA_OF_OTHER,
    }
}

/// From points to a plausibility between 0 and 1.
pub(crate) fn plausibility(points: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-points))
}
