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
const CONSTANT: f64 = -3.43;
const AREA: Curve = Curve {
    at: &[-7.5, -6.5, -5.5, -4.5, -3.5, -2.6, -1.7, -1.0],
    points: &[-2.32, -0.83, -0.37, 0.27, 1.10, 1.90, 0.81, -0.69],
};
const RADIUS: Curve =
    Curve { at: &[-6.0, -5.0, -4.2, -3.5, -2.8, -2.2, -1.7], points: &[-2.32, -1.66, -0.37, -0.14, -0.03, 1.24, 3.15] };
const WEAK: Curve = Curve { at: &[0.0, 0.06, 0.15, 0.3, 0.45, 0.65], points: &[0.24, 1.48, 1.65, 1.18, -1.21, -3.45] };
const INNER: Curve = Curve { at: &[0.0, 0.2, 0.44, 0.7, 1.0], points: &[0.23, 0.13, 0.04, 0.07, -0.58] };
const SOLID: Curve = Curve { at: &[0.45, 0.65, 0.8, 0.9, 1.0], points: &[0.43, 0.26, -0.18, -0.24, -0.38] };
const NOT_WALL: Curve = Curve { at: &[0.0, 0.15, 0.35, 0.6, 1.0], points: &[-0.14, -0.38, -1.01, -0.11, 1.53] };
const ASPECT: Curve = Curve { at: &[0.1, 0.3, 0.5, 0.75, 1.0], points: &[-1.29, -0.47, 0.46, 0.80, 0.38] };
const STREET: Curve = Curve { at: &[0.0, 0.15, 0.3, 0.6], points: &[0.23, 0.25, 0.10, -0.70] };
const GREY: Curve = Curve { at: &[0.0, 0.02, 0.05, 0.1, 0.3], points: &[-0.09, -0.10, 0.08, 0.25, -0.25] };
const THIN: Curve = Curve { at: &[-2.6, -1.7, -0.6, 0.1], points: &[-0.11, -0.13, 0.51, -0.39] };
const STROKE: Curve = Curve { at: &[-2.3, -0.6, 0.0, 0.4, 1.4], points: &[-0.64, 0.25, 0.62, 0.03, -0.37] };
const RECTANGULAR: Curve =
    Curve { at: &[0.3, 0.5, 0.65, 0.8, 0.9, 1.0], points: &[-1.45, -0.78, 0.01, 0.51, 0.59, 1.01] };
const DRAWN: Curve = Curve { at: &[0.0, 0.05, 0.15, 0.3, 0.7], points: &[-0.47, -0.08, 0.17, -0.07, 0.34] };
const PASSAGE: Curve = Curve { at: &[0.0, 0.05, 0.1, 0.3], points: &[0.07, 0.53, -0.58, -0.14] };
const JOINT: Curve = Curve { at: &[0.15, 0.4, 0.6, 0.8, 1.0], points: &[-0.27, -0.20, -0.29, 0.23, 0.41] };
const BELONGING: Curve =
    Curve { at: &[-4.0, -2.5, -1.5, -0.5, 0.5, 2.0], points: &[0.32, 0.58, -0.05, -0.10, -0.29, -0.58] };
const COHERENCE: Curve =
    Curve { at: &[-4.0, -2.5, -1.5, -0.5, 0.5, 2.0, 5.0], points: &[-2.16, -1.05, 0.30, 0.71, 0.67, 0.75, 0.66] };
const WEAK_IF_SMALL: Curve =
    Curve { at: &[0.0, 0.06, 0.15, 0.3, 0.45, 0.65], points: &[0.51, -0.10, -0.55, -0.50, -0.28, -0.15] };
const NOT_WALL_IF_SMALL: Curve = Curve { at: &[0.0, 0.15, 0.35, 0.6, 1.0], points: &[1.91, 0.49, -0.77, -1.32, -1.37] };
const OPEN_SIDE: Curve = Curve { at: &[0.0, 0.1, 0.2, 0.3, 0.45], points: &[1.42, 0.33, -0.24, -0.39, -1.23] };
const OPEN_SIDE_IF_SMALL: Curve = Curve { at: &[0.0, 0.1, 0.2, 0.3, 0.45], points: &[-3.12, -0.31, 0.31, 0.82, 1.23] };
const BEYOND: Curve = Curve { at: &[-3.0, -1.0, 0.0, 1.0, 3.0], points: &[0.15, 0.00, -0.53, 0.00, 0.26] };

/// What a region without a name loses where rooms carry names, ...
const NO_NAME: f64 = -0.52;
/// ... how much less small ones do, per unit of their logarithmic area beyond [`NO_NAME_FROM`], ...
const NO_NAME_BY_AREA: f64 = 0.13;
const NO_NAME_FROM: f64 = -4.5;
/// ... what each further name costs, and what exactly one name gives.
const FURTHER_NAME: f64 = -0.77;
const ONE_NAME: f64 = 1.03;
/// What the name of a terrace or balcony costs, and what a printed area or size of anything else gives.
const OUTDOOR_NAME: f64 = -3.45;
const WITH_SIZE: f64 = 1.75;
/// What other text inside gives: equipment, which speaks against a small region as much as for a large one (it is the
/// piece itself); a single length.
const WITH_EQUIPMENT: f64 = 1.02;
const WITH_LENGTH: f64 = 0.50;
/// What being no more than a box drawn around a label gives; a choice, far more than any curve: never is it a room.
const LABEL_BOX: f64 = -10.0;
/// What holding the names of a room and of a terrace costs: a wall is between them; a choice.
const MIXED: f64 = -2.0;
/// What no name costs where openings beside corners of wall are so much of the outline: it is a part of a hall that turns.
const CORNER: Curve = Curve { at: &[0.05, 0.14], points: &[0.0, -1.5] };
/// How far what a region without a name may be part of counts, by the region's logarithmic area; ...
const PART: Curve = Curve { at: &[-5.2, -4.8], points: &[1.0, 0.0] };
/// ... what it gives where that is a bathroom: a bathtub, a shower; ...
const PART_OF_BATH: f64 = -1.2;
/// ... and where it is a bedroom, by the share of the outline that is openings: a closet with a door.
const CLOSET: Curve = Curve { at: &[0.02, 0.07], points: &[0.0, 1.2] };

/// The second curves begin below the first logarithmic area and count in full at the second.
const FADING_IN: (f64, f64) = (-3.5, -6.0);

/// Doors take less of an outline than this.
const DOOR: f64 = 0.16;

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
    // a door that is drawn as two lines opens a small room as well as one that is left open
    let side = if m.door < DOOR { m.open_side.max(m.door) } else { m.open_side };
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
        ("open_side", side, OPEN_SIDE.points_at(m.open_side) + small * OPEN_SIDE_IF_SMALL.points_at(side)),
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
    let part = match printed.part_of {
        Some(RoomType::Bath) => PART_OF_BATH,
        Some(RoomType::Bedroom) => CLOSET.points_at(m.opening),
        _ => 0.0,
    };
    let is_outdoor = printed.indoor == 0 && printed.outdoor > 0;
    with(printed.sizes > 0 && !is_outdoor, WITH_SIZE)
        + with(printed.has_equipment, WITH_EQUIPMENT * (1.0 - 2.0 * smallness(m)))
        + with(printed.has_length, WITH_LENGTH)
        + with(printed.indoor == 0, CORNER.points_at(m.corner))
        + PART.points_at(m.area) * part
        + with(printed.is_label_box, LABEL_BOX)
        + with(printed.indoor > 0 && printed.outdoor > 0, MIXED)
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
    fn a_door_of_two_lines_opens_a_toilet_and_says_nothing_of_a_bedroom() {
        let of = |area: f64, door: f64| points(&Measurements { area, door, ..Measurements::default() });
        assert!(of(-6.0, 0.1) > of(-6.0, 0.0) + 2.0);
        assert_eq!(of(-3.0, 0.1), of(-3.0, 0.0));
        // what takes more of the outline is hollow wall
        assert_eq!(of(-6.0, 0.3), of(-6.0, 0.0));
    }

    #[test]
    fn what_a_small_region_may_be_part_of_speaks_for_a_closet_and_against_a_bathtub() {
        let of = |area: f64, opening: f64, part_of: Option<RoomType>| {
            let m = Measurements { area, opening, ..Measurements::default() };
            printed_points(&m, &Printed { part_of, ..Printed::default() }, 0.0)
        };
        assert!(of(-6.0, 0.1, Some(RoomType::Bath)) < of(-6.0, 0.1, None) - 1.0);
        assert!(of(-6.0, 0.1, Some(RoomType::Bedroom)) > of(-6.0, 0.1, None) + 1.0);
        // a wardrobe without a door; rooms
        assert_eq!(of(-6.0, 0.0, Some(RoomType::Bedroom)), of(-6.0, 0.0, None));
        assert_eq!(of(-4.5, 0.1, Some(RoomType::Bedroom)), of(-4.5, 0.1, None));
    }

    #[test]
    fn a_part_of_a_hall_needs_a_name() {
        let of = |corner: f64, indoor: usize| {
            let m = Measurements { corner, ..Measurements::default() };
            printed_points(&m, &Printed { indoor, ..Printed::default() }, 0.0)
        };
        assert!(of(0.2, 0) < of(0.0, 0) - 1.0);
        assert_eq!(of(0.2, 1), of(0.0, 1));
    }
}
