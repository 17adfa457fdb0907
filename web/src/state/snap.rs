//! Places and sides that jump to what is near: other rooms, and the walls that the detector saw.

use super::placing::Place;

/// A line of a wall or of another room, in plan pixels.
pub type Segment = (Place, Place);

/// Lines that can be jumped to. Where both are near, a room's corner comes before a wall's: rooms that touch share it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// Sides of other rooms.
    pub rooms: Vec<Segment>,
    /// Outlines of walls.
    pub walls: Vec<Segment>,
}

impl Lines {
    /// The place moved to a corner that is near, else to the lines that are near (the wall in x and the wall in y
    /// separately for upright and level ones), within `reach`; `None` where nothing is.
    #[must_use]
    pub fn snapped(&self, place: Place, reach: f64) -> Option<Place> {
        let distance = |a: Place| ((a.0 - place.0).powi(2) + (a.1 - place.1).powi(2)).sqrt();
        let corner = |segments: &[Segment]| {
            let corners = segments.iter().flat_map(|(a, b)| [*a, *b]);
            corners.filter(|corner| distance(*corner) <= reach).min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
        };
        if let Some(corner) = corner(&self.rooms).or_else(|| corner(&self.walls)) {
            return Some(corner);
        }
        let foot = |&(a, b): &Segment| {
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let length = dx * dx + dy * dy;
            let share = if length > 0.0 { ((place.0 - a.0) * dx + (place.1 - a.1) * dy) / length } else { 0.0 };
            let share = share.clamp(0.0, 1.0);
            (a.0 + dx * share, a.1 + dy * share)
        };
        let near = || self.all().map(|segment| (segment, foot(segment))).filter(|(_, foot)| distance(*foot) <= reach);
        let closest = |is: fn(&Segment) -> bool| {
            near()
                .filter(|(segment, _)| is(segment))
                .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
                .map(|(_, foot)| foot)
        };
        match (closest(is_upright), closest(is_level)) {
            (Some(upright), Some(level)) => Some((upright.0, level.1)),
            (Some(foot), None) | (None, Some(foot)) => Some(foot),
            (None, None) => closest(|_| true),
        }
    }

    /// The side moved across itself onto the nearest line within `reach` that runs beside it in the same direction.
    #[must_use]
    pub fn side_snapped(&self, (a, b): Segment, reach: f64) -> Option<Segment> {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt();
        if length <= f64::EPSILON {
            return None;
        }
        let (ux, uy) = (dx / length, dy / length);
        // along the side from its begin, and across it
        let seen_from_side = |(x, y): Place| {
            let (x, y) = (x - a.0, y - a.1);
            (x * ux + y * uy, y * ux - x * uy)
        };
        let across = |&(from, to): &Segment| {
            let ((from_along, from_across), (to_along, to_across)) = (seen_from_side(from), seen_from_side(to));
            let is_parallel = (to_across - from_across).abs() * 20.0 <= (to_along - from_along).abs();
            let is_beside = from_along.min(to_along) < length && from_along.max(to_along) > 0.0;
            let across = (from_across + to_across) / 2.0;
            (is_parallel && is_beside && across.abs() <= reach).then_some(across)
        };
        let across = self.all().filter_map(across).min_by(|a, b| a.abs().total_cmp(&b.abs()))?;
        let moved = |(x, y): Place| (x - uy * across, y + ux * across);
        Some((moved(a), moved(b)))
    }

    fn all(&self) -> impl Iterator<Item = &Segment> {
        self.rooms.iter().chain(&self.walls)
    }
}

fn is_upright(&(a, b): &Segment) -> bool {
    (a.0 - b.0).abs() * 20.0 <= (a.1 - b.1).abs()
}

fn is_level(&(a, b): &Segment) -> bool {
    (a.1 - b.1).abs() * 20.0 <= (a.0 - b.0).abs()
}

/// The sides of rings.
pub fn segments_of<'a>(rings: impl IntoIterator<Item = &'a [Place]>) -> impl Iterator<Item = Segment> {
    rings.into_iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: [Place; 4] = [(0.0, 0.0), (100.0, 0.0), (100.0, 80.0), (0.0, 80.0)];

    fn lines() -> Lines {
        Lines { rooms: segments_of([ROOM.as_slice()]).collect(), walls: Vec::new() }
    }

    #[test]
    fn a_corner_that_is_near_wins() {
        assert_eq!(lines().snapped((97.0, 3.0), 6.0), Some((100.0, 0.0)));
    }

    #[test]
    fn the_corner_of_a_room_comes_before_one_of_a_wall() {
        let lines = Lines { walls: vec![((98.0, 2.0), (98.0, 50.0))], ..lines() };
        assert_eq!(lines.snapped((97.0, 3.0), 6.0), Some((100.0, 0.0)));
        assert_eq!(lines.snapped((97.0, 48.0), 6.0), Some((98.0, 50.0)));
    }

    #[test]
    fn a_wall_draws_in_its_own_direction_only() {
        assert_eq!(lines().snapped((50.0, 4.0), 6.0), Some((50.0, 0.0)));
        assert_eq!(lines().snapped((104.0, 40.0), 6.0), Some((100.0, 40.0)));
    }

    #[test]
    fn what_is_far_stays_where_it_is() {
        assert_eq!(lines().snapped((50.0, 40.0), 6.0), None);
        assert_eq!(Lines::default().snapped((50.0, 40.0), 6.0), None);
    }

    #[test]
    fn a_side_jumps_to_a_line_that_runs_beside_it() {
        let side = ((105.0, 10.0), (105.0, 60.0));
        assert_eq!(lines().side_snapped(side, 6.0), Some(((100.0, 10.0), (100.0, 60.0))));
        assert_eq!(lines().side_snapped(side, 4.0), None, "out of reach");
        let level = ((105.0, 10.0), (160.0, 10.0));
        assert_eq!(lines().side_snapped(level, 50.0), None, "what lies in front of it is not beside it");
        let slanted = ((105.0, 10.0), (125.0, 60.0));
        assert_eq!(lines().side_snapped(slanted, 50.0), None);
        assert_eq!(lines().side_snapped(((1.0, 1.0), (1.0, 1.0)), 50.0), None);
    }
}
