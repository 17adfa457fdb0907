//! Whether two neighbouring regions are parts of one room: a sum of curves, one a measurement.
//!
//! A bathtub and its bathroom belong together though a line as thick as a partition lies between them: the tub is small, has
//! no passage, and its rim and its inside are two pieces. The points were chosen, as those of the scorecard of rooms, on
//! annotated plans of three sources: pairs of regions inside one room of the truth against pairs of two rooms.

use super::boundaries::Boundary;
use super::tree::Node;
use crate::curve::Curve;

/// What every pair starts from.
const CONSTANT: f64 = 0.04;
const WALL: Curve = Curve { at: &[0.0, 0.25, 0.5, 0.75, 0.95, 1.0], points: &[2.07, 1.35, 0.12, -0.93, -0.69, -1.94] };
const WALL_IF_SMALL: Curve =
    Curve { at: &[0.0, 0.25, 0.5, 0.75, 0.95, 1.0], points: &[-1.05, -0.03, 0.75, 1.76, 2.54, 1.85] };
const CONTACT: Curve =
    Curve { at: &[0.0, 0.1, 0.25, 0.5, 0.75, 1.0], points: &[-0.19, -0.75, -0.57, 0.23, 1.01, 0.26] };
const CONTACT_OF_LARGER: Curve = Curve { at: &[0.0, 0.05, 0.15, 0.3, 0.6], points: &[-0.64, -0.24, -0.15, 0.50, 0.51] };
const AREA: Curve =
    Curve { at: &[-9.0, -7.5, -6.5, -5.5, -4.5, -3.5], points: &[2.35, 1.03, 0.39, -0.28, -1.23, -2.26] };
const AREA_OF_LARGER: Curve =
    Curve { at: &[-8.0, -6.0, -5.0, -4.0, -3.0, -2.0], points: &[2.08, 0.51, 0.17, -0.36, -1.01, -1.40] };
const PASSAGES: Curve = Curve { at: &[0.0, 0.1, 0.25, 0.5, 0.9], points: &[-0.46, -0.43, -0.23, -0.14, 1.24] };
const ONE_PIECE: Curve = Curve { at: &[0.2, 0.5, 0.8, 1.0], points: &[0.60, 0.21, -0.34, -0.49] };
const RADIUS: Curve = Curve { at: &[-6.0, -5.0, -4.0, -3.3, -2.6], points: &[-2.44, -0.36, 0.48, 0.99, 1.32] };
const SOFTER_ELSEWHERE: Curve = Curve { at: &[-0.6, -0.3, -0.1, 0.0], points: &[-0.98, -0.16, 0.16, 0.97] };

/// The second curve begins below the first logarithmic area of the smaller region and counts in full at the second.
const FADING_IN: (f64, f64) = (-3.5, -6.0);

/// What is measured of two neighbouring regions and the boundary between them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Joint {
    /// Share of the boundary that is wall.
    wall: f64,
    /// The boundary's share of the smaller region's outline, ...
    contact: f64,
    /// ... and of the larger one's.
    contact_of_larger: f64,
    /// Logarithm of the smaller region's area over the square of the building's side, ...
    area: f64,
    /// ... and of the larger one's.
    area_of_larger: f64,
    /// Share of the smaller region's outline where nothing is drawn.
    passages: f64,
    /// Share of the smaller region's largest piece.
    one_piece: f64,
    /// Logarithm of the radius of the largest disc in the smaller region over the building's side.
    radius: f64,
    /// Hardness of the smaller region's softest boundary less that of this one.
    softer_elsewhere: f64,
}

impl Joint {
    /// Measures a pair. `shared`: what lies between them; `building`: the building's side in cells.
    pub(crate) fn of(a: &Node, b: &Node, shared: Boundary, building: f64) -> Self {
        let (small, large) = if a.area <= b.area { (a, b) } else { (b, a) };
        let length = shared.length.max(1) as f64;
        let rim = |node: &Node| node.rim.length.max(1) as f64;
        let area = |node: &Node| libm::log(node.area.max(1.0) / (building * building));
        Self {
            wall: shared.wall as f64 / length,
            contact: length / rim(small),
            contact_of_larger: length / rim(large),
            area: area(small),
            area_of_larger: area(large),
            passages: small.rim.opening as f64 / rim(small),
            one_piece: small.largest / small.pixels.max(1.0),
            radius: libm::log(small.radius.max(1.0) / building),
            softer_elsewhere: small.weakest - shared.mean_hardness(),
        }
    }

    /// Logarithm of the odds that both are parts of one room.
    pub(crate) fn points(&self) -> f64 {
        let smallness = ((FADING_IN.0 - self.area) / (FADING_IN.0 - FADING_IN.1)).clamp(0.0, 1.0);
        CONSTANT
            + WALL.points_at(self.wall)
            + smallness * WALL_IF_SMALL.points_at(self.wall)
            + CONTACT.points_at(self.contact)
            + CONTACT_OF_LARGER.points_at(self.contact_of_larger)
            + AREA.points_at(self.area)
            + AREA_OF_LARGER.points_at(self.area_of_larger)
            + PASSAGES.points_at(self.passages)
            + ONE_PIECE.points_at(self.one_piece)
            + RADIUS.points_at(self.radius)
            + SOFTER_ELSEWHERE.points_at(self.softer_elsewhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What lies in a corner of a room, behind a line as thick as a partition.
    const IN_A_CORNER: Joint = Joint {
        wall: 1.0,
        contact: 0.5,
        contact_of_larger: 0.2,
        area: -5.0,
        area_of_larger: -3.5,
        passages: 0.0,
        one_piece: 1.0,
        radius: -4.0,
        softer_elsewhere: 0.0,
    };

    #[test]
    fn a_bathtub_belongs_to_its_bathroom_more_than_a_closet_with_a_door() {
        let tub = Joint { one_piece: 0.6, area: -5.5, ..IN_A_CORNER };
        let closet = Joint { wall: 0.6, passages: 0.15, softer_elsewhere: -0.35, contact: 0.3, ..IN_A_CORNER };
        assert!(closet.points() < -1.5 && tub.points() > closet.points() + 1.5, "{} {}", tub.points(), closet.points());
    }

    #[test]
    fn two_rooms_with_a_wall_between_do_not_belong_together() {
        let rooms = Joint { area: -3.5, area_of_larger: -3.0, radius: -2.8, contact: 0.25, ..IN_A_CORNER };
        assert!(rooms.points() < -2.0, "{}", rooms.points());
    }

    #[test]
    fn the_smaller_region_is_measured_whichever_comes_first() {
        let line = Boundary { length: 40, hardness: 40_000, wall: 40, wall_stroke: 12_000, ..Boundary::default() };
        let node = |area: f64, opening: u64| Node {
            area,
            pixels: area,
            largest: area,
            radius: 5.0,
            rim: Boundary { length: 100, opening, ..line },
            ..Node::of_leaf(&super::super::leaves::Leaf::default())
        };
        let (closet, room) = (node(400.0, 20), node(4000.0, 0));
        let (there, back) = (Joint::of(&closet, &room, line, 500.0), Joint::of(&room, &closet, line, 500.0));
        assert_eq!(there.points(), back.points());
        assert!((there.passages - 0.2).abs() < 1e-9 && there.area < there.area_of_larger);
    }
}
