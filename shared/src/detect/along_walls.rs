//! Outlines along the faces of walls, whatever the doors and windows in them are drawn like.

use super::bounding_box;
use crate::linework::Ring;
use crate::outline::cuts::{Polygon, Spot};
use crate::room::Room;
use crate::selection::division;

/// Takes recesses and swings of doors off the outlines of a page's rooms, then adds the swings, and in bathrooms the
/// fixtures, that no room has and that are no wall. `walls`: outlines and holes.
pub(super) fn follow_walls(rooms: &mut [Room], page: &division::Page<'_>, walls: &[Ring]) {
    let mut grounds: Vec<Polygon> = rooms.iter().map(|room| page.ground(&room.polygon, &room.holes)).collect();
    let without: Vec<Option<Polygon>> = grounds.iter().map(|ground| ground.without_recesses(page.building)).collect();
    let mut changed: Vec<bool> = without.iter().map(Option::is_some).collect();
    for (ground, without) in grounds.iter_mut().zip(without) {
        *ground = without.unwrap_or(std::mem::take(ground));
    }
    for i in 0..grounds.len() {
        let is_free = |swing: &[Spot]| {
            let places = places(swing);
            let middle = page.on_page(&Polygon::of_ring(&places[places.len() - 1..])).outer[0];
            let in_wall = walls.iter().filter(|ring| ring.holds(middle[0], middle[1])).count() % 2 == 1;
            let swing = Polygon::of_ring(swing);
            !in_wall
                && grounds.iter().enumerate().all(|(other, ground)| {
                    other == i
                        || !places.iter().any(|&spot| ground.holds(spot))
                            && !ground.outer.iter().any(|&corner| swing.holds(corner))
                })
        };
        let is_wet = matches!(rooms[i].room_type.as_deref(), Some("bath" | "toilet"));
        if let Some(whole) = grounds[i].with_swings(page.building, is_wet, &is_free) {
            grounds[i] = whole;
            changed[i] = true;
        }
    }
    for (i, room) in rooms.iter_mut().enumerate().filter(|(i, _)| changed[*i]) {
        let outline = page.on_page(&grounds[i]);
        (room.polygon, room.holes) = (outline.outer, outline.holes);
        room.bounding_box = bounding_box(&room.polygon);
    }
}

/// Places that stand for a ring: its corners, half way from each to the middle, and the middle.
fn places(ring: &[Spot]) -> Vec<Spot> {
    let n = ring.len() as f64;
    let middle = ring.iter().fold([0.0; 2], |sum, spot| [sum[0] + spot[0] / n, sum[1] + spot[1] / n]);
    let half_way = |spot: &Spot| [0, 1].map(|axis| (spot[axis] + middle[axis]) / 2.0);
    ring.iter().copied().chain(ring.iter().map(half_way)).chain([middle]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::PageSize;
    use crate::labels::PageLabels;

    #[test]
    fn a_swing_comes_back_where_no_other_room_has_its_ground() {
        let size = PageSize { page: 1, width_px: 1000, height_px: 1000, ..PageSize::default() };
        let labels = PageLabels::default();
        let page = division::Page { labels: &labels, size: &size, scale: None, building: 500.0, ease: 1.0 };
        let room = |polygon: &[Spot]| Room { page: 1, polygon: polygon.to_vec(), ..Room::default() };
        let hall =
            room(&[[0.0, 0.0], [170.0, 0.0], [172.0, 10.0], [180.0, 22.0], [200.0, 30.0], [200.0, 80.0], [0.0, 80.0]]);
        let mut alone = [hall.clone()];
        follow_walls(&mut alone, &page, &[]);
        assert_eq!((alone[0].bounding_box, alone[0].polygon.len()), ([0.0, 0.0, 200.0, 80.0], 4));
        // solid wall in that corner, and a wall around it
        let wall = |x: f64, y: f64| Ring::of_page([(150.0, -20.0), (x, -20.0), (x, y), (150.0, y)]);
        let mut beside = [hall.clone()];
        follow_walls(&mut beside, &page, &[wall(210.0, 40.0)]);
        assert_eq!(beside[0], hall);
        follow_walls(&mut beside, &page, &[wall(210.0, 40.0), wall(200.0, 35.0)]);
        assert_eq!(beside, alone);
        // a closet of another shape in that corner
        let closet = room(&[[185.0, 2.0], [198.0, 2.0], [198.0, 15.0], [185.0, 15.0]]);
        let mut both = [hall.clone(), closet.clone()];
        follow_walls(&mut both, &page, &[]);
        assert_eq!(both, [hall, closet]);
    }
}
