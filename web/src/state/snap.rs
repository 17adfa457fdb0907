//! Places that jump to the walls that are near.

use super::placing::Place;

/// A line of a wall or of another room, in plan pixels.
pub type Segment = (Place, Place);

/// The place moved to a corner that is near, else to the lines that are near (the wall in x and the wall in y separately
/// for upright and level ones), within `reach`.
#[must_use]
pub fn snapped(place: Place, segments: &[Segment], reach: f64) -> Place {
    let distance = |a: Place| ((a.0 - place.0).powi(2) + (a.1 - place.1).powi(2)).sqrt();
    let corners = segments.iter().flat_map(|(a, b)| [*a, *b]);
    if let Some(corner) =
        corners.filter(|corner| distance(*corner) <= reach).min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
    {
        return corner;
    }
    let foot = |&(a, b): &Segment| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let share = if length > 0.0 { ((place.0 - a.0) * dx + (place.1 - a.1) * dy) / length } else { 0.0 };
        let share = share.clamp(0.0, 1.0);
        (a.0 + dx * share, a.1 + dy * share)
    };
    let near = || segments.iter().map(|segment| (segment, foot(segment))).filter(|(_, foot)| distance(*foot) <= reach);
    let closest = |is: fn(&Segment) -> bool| {
        near()
            .filter(|(segment, _)| is(segment))
            .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
            .map(|(_, foot)| foot)
    };
    match (closest(is_upright), closest(is_level)) {
        (Some(upright), Some(level)) => (upright.0, level.1),
        (Some(foot), None) | (None, Some(foot)) => foot,
        (None, None) => closest(|_| true).unwrap_or(place),
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

    fn walls() -> Vec<Segment> {
        segments_of([ROOM.as_slice()]).collect()
    }

    #[test]
    fn a_corner_that_is_near_wins() {
        assert_eq!(snapped((97.0, 3.0), &walls(), 6.0), (100.0, 0.0));
    }

    #[test]
    fn a_wall_draws_in_its_own_direction_only() {
        assert_eq!(snapped((50.0, 4.0), &walls(), 6.0), (50.0, 0.0));
        assert_eq!(snapped((104.0, 40.0), &walls(), 6.0), (100.0, 40.0));
    }

    #[test]
    fn what_is_far_stays_where_it_is() {
        assert_eq!(snapped((50.0, 40.0), &walls(), 6.0), (50.0, 40.0));
        assert_eq!(snapped((50.0, 40.0), &[], 6.0), (50.0, 40.0));
    }
}
