//! Rooms that lack a piece, or have one too much.
//!
//! Where a plan prints an area for every room, and most rooms are as large as that, the others lack something or have too much
//! of it: a bath tub or a closet behind a line that passed for a wall; the end of a hall behind an open door. What is too much
//! is cut off at a corner of wall, and what no room took comes back to the room that lacks it. Where no area is printed, what
//! no room took comes back where it makes a room plainer: the counter in the corner of a kitchen, the shower of a bathroom; and
//! kitchens get the counters along their walls.

use super::counters::{is_kitchen, next_counter};
use super::division::Page;
use super::pieces::{LARGEST_PIECE, Lack, MOST_CORNERS, Origin, Piece, next_piece};
use super::too_large::{cut_to, handed_over};
use crate::outline::cuts::Polygon;
use crate::room::Room;

/// Fewer printed sizes than this that agree on the scale do not tell how large a room should be.
const FEWEST_VOTES: usize = 3;
/// Rooms of more than this many times their printed area have too much, ...
const TOO_LARGE: f64 = 1.08;
/// ... of less than this, too little, ...
pub(super) const TOO_SMALL: f64 = 0.92;
/// ... and of less than this, an area that was misread or is meant for something else.
const LEAST_OF_AREA: f64 = 1.0 / 3.0;
/// A cut leaves at least, and pieces make at most, so many times the printed area.
pub(super) const RIGHT: std::ops::RangeInclusive<f64> = 0.9..=1.1;
/// A room surer than this lacks nothing that is not printed.
const SURE: f64 = 0.96;
/// A room has at most so many pieces.
const MOST_PIECES: usize = 6;
/// More pieces than this are not looked at, ...
const MOST_CANDIDATES: usize = 4_000;
/// ... nor more pairs of room and piece on a page: more than any plan has.
const MOST_TRIES: usize = 600;
/// Rooms without a name that are less sure than this may be a piece of another.
const UNSURE: f64 = 0.6;

/// What became of the rooms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fitted {
    /// Those with another outline.
    pub(crate) changed: Vec<usize>,
    /// Those that are part of another now.
    pub(crate) absorbed: Vec<usize>,
}

impl Fitted {
    /// Notes that a room took a piece; regions that share ground with it are free no more.
    fn take(&mut self, room: usize, piece: usize, pieces: &mut Vec<Piece>, sharing: &impl Fn(usize) -> Vec<bool>) {
        match pieces.swap_remove(piece).origin {
            Origin::Region(taken) => {
                let sharing = sharing(taken);
                pieces.retain(|p| !matches!(p.origin, Origin::Region(other) if sharing[other]));
            }
            Origin::Room(absorbed) => self.absorbed.push(absorbed),
            Origin::Cut(_) => {}
        }
        self.change(room);
    }

    /// Notes that a room has another outline.
    fn change(&mut self, room: usize) {
        if !self.changed.contains(&room) {
            self.changed.push(room);
        }
    }
}

/// Fits the rooms of a page to their printed areas, and those without one to their walls. `regions`: the ground that is part of
/// no room; `gap`: how far apart the parts of one room may be, in pixels; `sharing`: for every region whether it holds ground
/// of this one.
pub(crate) fn fit(
    page: &Page<'_>,
    rooms: &mut [Room],
    regions: impl FnOnce() -> Vec<Piece>,
    gap: f64,
    sharing: impl Fn(usize) -> Vec<bool>,
) -> Fitted {
    let mut out = Fitted::default();
    let is_told = page.scale.is_some_and(|scale| scale.votes >= FEWEST_VOTES);
    let mut grounds: Vec<Polygon> = rooms.iter().map(|room| page.ground(&room.polygon, &room.holes)).collect();
    let mut pieces = Vec::new();
    // Rooms that lack something by their printed area, and those that may by their shape.
    let (mut lacking, mut unprinted, mut kitchens) = (Vec::new(), Vec::new(), Vec::new());
    let mut too_large = Vec::new();
    for (i, room) in rooms.iter().enumerate() {
        let areas = if is_told { page.areas(&grounds[i], room.bounding_box) } else { Vec::new() };
        let (size, printed) = (grounds[i].area(), areas.iter().map(|(_, area)| area).sum::<f64>());
        let lacks = (LEAST_OF_AREA * printed..TOO_SMALL * printed).contains(&size);
        match areas.as_slice() {
            [] => {
                if room.confidence < SURE {
                    unprinted.push(Lack { room: i, area: None, several: false });
                }
                if is_kitchen(room) {
                    kitchens.push(i);
                }
                if is_told && may_be_part(room) {
                    pieces.push(Piece::new(Origin::Room(i), grounds[i].clone()));
                }
            }
            // Where more areas than names are printed in it, the others' names stand on ground that it lacks.
            _ if lacks && (areas.len() == 1 || room.names.len() < areas.len()) => {
                lacking.push(Lack { room: i, area: Some(printed), several: areas.len() > 1 });
            }
            &[(at, area)] if size > TOO_LARGE * area && page.ease > 0.0 => {
                if let Some((kept, rest)) = cut_to(page, &grounds[i], area, at, room.names.len()) {
                    grounds[i] = kept;
                    out.changed.push(i);
                    pieces.push(Piece::new(Origin::Cut(i), rest));
                } else {
                    too_large.push((i, at, area));
                }
            }
            _ => {}
        }
    }
    let mut tries = MOST_TRIES;
    for from in too_large {
        if let Some((to, kept, both)) = handed_over(page, &grounds, from, &lacking, gap, &mut tries) {
            (grounds[from.0], grounds[to]) = (kept, both);
            out.change(from.0);
            out.change(to);
        }
    }
    lacking.append(&mut unprinted);
    if !(lacking.is_empty() && kitchens.is_empty()) {
        pieces.extend(regions());
        pieces.truncate(MOST_CANDIDATES);
        pieces.retain(|piece| piece.ground.outer.len() <= MOST_CORNERS && !page.prints_area_in(&piece.ground));
    }
    for lack in lacking {
        let room = lack.room;
        if out.absorbed.contains(&room) {
            continue;
        }
        for nth in 0..MOST_PIECES {
            let Some((piece, both)) = next_piece(page, &grounds[room], lack, nth, &pieces, gap, &mut tries) else {
                break;
            };
            grounds[room] = both;
            out.take(room, piece, &mut pieces, &sharing);
        }
    }
    for i in kitchens {
        let most = LARGEST_PIECE * grounds[i].area();
        for _ in 0..MOST_PIECES {
            let Some((piece, both)) = next_counter(page, &grounds[i], most, &pieces, gap, &mut tries) else { break };
            grounds[i] = both;
            out.take(i, piece, &mut pieces, &sharing);
        }
    }
    // What carries a name and went to no other room stays where it was.
    for piece in &pieces {
        if let Origin::Cut(room) = piece.origin
            && page.labels.names.iter().any(|name| page.stands_in(&name.label, &piece.ground))
        {
            out.changed.retain(|&changed| changed != room);
        }
    }
    for &i in &out.changed {
        let Polygon { outer, holes } = page.on_page(&grounds[i]);
        (rooms[i].polygon, rooms[i].holes) = (outer, holes);
    }
    out
}

/// Whether a room that no area is printed in may be part of one that is too small for its own: one so unsure that it may be
/// none, or one of a kind that shares its area with another, as the dining corner of a living room does.
fn may_be_part(room: &Room) -> bool {
    let shares = || matches!(room.room_type.as_deref(), Some("closet" | "pantry" | "dining" | "living"));
    room.number.is_none() && if room.names.is_empty() { room.confidence < UNSURE } else { shares() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::PageSize;
    use crate::labels::{Label, PageLabels, PrintedArea, RoomName, RoomType};
    use crate::scale::{Scale, ScaleSource};

    fn rectangle(x0: f64, y0: f64, x1: f64, y1: f64) -> Vec<[f64; 2]> {
        vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    }

    fn room(polygon: Vec<[f64; 2]>, confidence: f64) -> Room {
        let bounds = |axis: usize| {
            let places = || polygon.iter().map(|p| p[axis]);
            (places().fold(1000.0, f64::min), places().fold(0.0, f64::max))
        };
        let ((x0, x1), (y0, y1)) = (bounds(0), bounds(1));
        Room { page: 1, bounding_box: [x0, y0, x1, y1], polygon, confidence, ..Room::default() }
    }

    fn label(x: f64, y: f64) -> Label {
        Label { text: String::new(), bounding_box: [x - 5.0, y - 2.0, x + 5.0, y + 2.0], confidence: 0.9 }
    }

    /// Areas at places of a page of 1000 by 1000 pixels, 20 to the metre: 100 by 100 are 25 m².
    fn labels(areas: &[(f64, f64, f64)]) -> PageLabels {
        let area = |&(x, y, area_m2)| PrintedArea { label: label(x, y), area_m2, guessed: false };
        PageLabels { areas: areas.iter().map(area).collect(), ..PageLabels::default() }
    }

    fn region(index: usize, ring: Vec<[f64; 2]>) -> Piece {
        Piece::new(Origin::Region(index), Polygon { outer: ring, holes: Vec::new() })
    }

    fn fitted(labels: &PageLabels, votes: usize, rooms: &mut [Room], regions: &[Piece]) -> Fitted {
        let size = PageSize { page: 1, width_px: 1000, height_px: 1000, ..PageSize::default() };
        let scale = Some(Scale { pixels_per_metre: 20.0, source: ScaleSource::Consensus, confidence: 0.9, votes });
        let page = Page { labels, size: &size, scale, building: 800.0, ease: 1.0 };
        fit(&page, rooms, || regions.to_vec(), 8.0, |a| (0..30).map(|b| a / 10 == b / 10).collect())
    }

    fn area(room: &Room) -> f64 {
        Polygon { outer: room.polygon.clone(), holes: room.holes.clone() }.area()
    }

    #[test]
    fn a_tub_comes_back_to_its_bathroom_and_a_larger_region_does_not() {
        let bathroom = || [room(rectangle(100.0, 100.0, 180.0, 200.0), 0.9)];
        let tub = region(10, rectangle(184.0, 100.0, 220.0, 200.0));
        let around = region(11, rectangle(184.0, 100.0, 300.0, 300.0));
        let mut rooms = bathroom();
        let found = fitted(&labels(&[(140.0, 150.0, 30.0)]), 5, &mut rooms, &[around.clone(), tub.clone()]);
        assert_eq!(found, Fitted { changed: vec![0], absorbed: vec![] });
        assert!((area(&rooms[0]) - 12_000.0).abs() < 150.0, "{}", area(&rooms[0]));
        // Neither where the room is as large as printed, nor where the scale is that of one or two rooms, nor where the
        // area must have been misread.
        for (printed, votes) in [(20.0, 5), (30.0, 2), (130.0, 5)] {
            let mut rooms = bathroom();
            let found = fitted(&labels(&[(140.0, 150.0, printed)]), votes, &mut rooms, &[around.clone(), tub.clone()]);
            assert_eq!((found, area(&rooms[0])), (Fitted::default(), 8_000.0));
        }
    }

    #[test]
    fn what_two_areas_are_printed_for_gets_the_ground_that_the_other_name_stands_on() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let living = |named: &[&str]| Room { names: names(named), ..room(rectangle(100.0, 100.0, 200.0, 200.0), 0.9) };
        let area_of = |second: f64, named: &[&str], rooms: &[Room], pieces: &[Piece]| {
            let mut rooms: Vec<Room> = std::iter::once(living(named)).chain(rooms.iter().cloned()).collect();
            fitted(&labels(&[(130.0, 150.0, 25.0), (170.0, 150.0, second)]), 5, &mut rooms, pieces);
            area(&rooms[0])
        };
        let area_with = |named: &[&str], rooms: &[Room], pieces: &[Piece]| area_of(20.0, named, rooms, pieces);
        let kitchen = || rectangle(204.0, 100.0, 280.0, 200.0);
        let region = || [region(10, kitchen())];
        assert!((area_with(&["SEJOUR"], &[], &region()) - 18_000.0).abs() < 150.0);
        // Not where both names stand in it, nor is another room taken.
        assert_eq!(area_with(&["SEJOUR", "CUISINE"], &[], &region()), 10_000.0);
        assert_eq!(area_with(&["SEJOUR"], &[room(kitchen(), 0.5)], &[]), 10_000.0);
        // Nor where one of the areas must have been misread.
        assert_eq!(area_of(200.0, &["SEJOUR"], &[], &region()), 10_000.0);
    }

    #[test]
    fn what_lies_beyond_a_door_is_handed_to_the_hall_that_lacks_it() {
        // A bedroom that reaches through its door, too little for a cut to be sure, and the rest of the hall.
        let bedroom = [[100.0, 100.0], [200.0, 100.0], [200.0, 200.0], [140.0, 200.0], [140.0, 225.0], [100.0, 225.0]];
        let rooms = || [room(bedroom.to_vec(), 0.9), room(rectangle(100.0, 229.0, 140.0, 304.0), 0.9)];
        let mut both = rooms();
        let found = fitted(&labels(&[(150.0, 150.0, 25.0), (120.0, 260.0, 10.0)]), 5, &mut both, &[]);
        assert_eq!(found, Fitted { changed: vec![0, 1], absorbed: vec![] });
        assert!((area(&both[0]) - 10_000.0).abs() < 50.0, "{}", area(&both[0]));
        assert!((area(&both[1]) - 4_100.0).abs() < 150.0, "{}", area(&both[1]));
        // Not where the hall is as large as printed, or no area is printed in it.
        for hall in [&[(150.0, 150.0, 25.0), (120.0, 260.0, 7.5)][..], &[(150.0, 150.0, 25.0)]] {
            assert_eq!(fitted(&labels(hall), 5, &mut rooms(), &[]), Fitted::default());
        }
    }

    #[test]
    fn an_unsure_room_is_taken_only_where_that_makes_the_area_right() {
        let both = |sure: f64| {
            [room(rectangle(100.0, 100.0, 180.0, 200.0), 0.9), room(rectangle(184.0, 100.0, 220.0, 200.0), sure)]
        };
        let absorbed =
            |sure: f64, printed: f64| fitted(&labels(&[(140.0, 150.0, printed)]), 5, &mut both(sure), &[]).absorbed;
        assert_eq!(absorbed(0.5, 30.0), [1]);
        assert_eq!(absorbed(0.8, 30.0), [0; 0]);
        assert_eq!(absorbed(0.5, 60.0), [0; 0]);
    }

    #[test]
    fn the_end_of_a_hall_is_cut_off_at_the_corner_and_goes_to_the_hall() {
        let toilet =
            vec![[100.0, 100.0], [200.0, 100.0], [200.0, 200.0], [140.0, 200.0], [140.0, 260.0], [100.0, 260.0]];
        let mut rooms = [room(toilet.clone(), 0.9), room(rectangle(144.0, 204.0, 400.0, 260.0), 0.9)];
        let printed = labels(&[(150.0, 150.0, 25.0), (300.0, 230.0, 41.84)]);
        let found = fitted(&printed, 5, &mut rooms, &[]);
        assert_eq!(found.changed, [0, 1]);
        assert!((area(&rooms[0]) - 10_000.0).abs() < 150.0, "{}", area(&rooms[0]));
        assert!((area(&rooms[1]) - 16_800.0).abs() < 500.0, "{}", area(&rooms[1]));
        // The more names stand in it, the less is the area sure to be that of the whole.
        let named = |count: usize| Room { names: vec![String::new(); count], ..room(toilet.clone(), 0.9) };
        let is_cut = |count: usize| !fitted(&printed, 5, &mut [named(count)], &[]).changed.is_empty();
        assert_eq!([0, 1, 3].map(is_cut), [true, true, false]);
    }

    #[test]
    fn a_dining_corner_without_an_area_is_part_of_what_its_area_is_printed_for() {
        let absorbed = |kind: &str, printed: f64| {
            let named = |ring, kind: &str| Room {
                names: vec![kind.to_owned()],
                room_type: Some(kind.to_owned()),
                ..room(ring, 0.95)
            };
            let living = named(rectangle(100.0, 100.0, 180.0, 200.0), "living");
            let mut rooms = [living, named(rectangle(184.0, 100.0, 220.0, 200.0), kind)];
            fitted(&labels(&[(140.0, 150.0, printed)]), 5, &mut rooms, &[]).absorbed
        };
        assert_eq!(absorbed("dining", 30.0), [1]);
        assert_eq!(absorbed("dining", 60.0), [0; 0]);
        assert_eq!(absorbed("toilet", 30.0), [0; 0]);
    }

    #[test]
    fn a_name_is_cut_off_a_room_only_where_another_takes_it() {
        let toilet =
            vec![[100.0, 100.0], [200.0, 100.0], [200.0, 200.0], [140.0, 200.0], [140.0, 260.0], [100.0, 260.0]];
        let named = |(x, y), kind| RoomName { label: label(x, y), room_type: Some(kind), in_lexicon: true };
        let labels = PageLabels {
            names: vec![named((150.0, 140.0), RoomType::Toilet), named((120.0, 230.0), RoomType::Hall)],
            ..labels(&[(150.0, 150.0, 25.0), (300.0, 230.0, 41.84)])
        };
        let mut rooms = [room(toilet.clone(), 0.9), room(rectangle(144.0, 204.0, 400.0, 260.0), 0.9)];
        assert_eq!(fitted(&labels, 5, &mut rooms, &[]).changed, [0, 1]);
        let mut alone = [room(toilet.clone(), 0.9)];
        assert_eq!((fitted(&labels, 5, &mut alone, &[]), &alone[0].polygon), (Fitted::default(), &toilet));
    }

    #[test]
    fn a_slanting_end_is_cut_off_at_its_bend() {
        let ring = vec![[100.0, 100.0], [360.0, 100.0], [360.0, 200.0], [220.0, 200.0], [100.0, 130.0]];
        let mut rooms = [room(ring, 0.9)];
        assert_eq!(fitted(&labels(&[(300.0, 150.0, 35.0)]), 5, &mut rooms, &[]).changed, [0]);
        assert!((area(&rooms[0]) - 14_000.0).abs() < 150.0, "{}", area(&rooms[0]));
    }

    #[test]
    fn a_counter_comes_back_to_its_kitchen_without_a_printed_area() {
        // A kitchen of 100 by 100 without the corner that its counter stands in.
        let kitchen = |confidence: f64| {
            let corner =
                vec![[100.0, 100.0], [200.0, 100.0], [200.0, 160.0], [156.0, 160.0], [156.0, 200.0], [100.0, 200.0]];
            room(corner, confidence)
        };
        let counter = || region(10, rectangle(160.0, 164.0, 200.0, 200.0));
        let size_with = |name: Option<(RoomType, f64, f64)>, confidence: f64, piece: Piece| {
            let named = |(kind, x, y)| RoomName { label: label(x, y), room_type: Some(kind), in_lexicon: true };
            let labels = PageLabels { names: name.into_iter().map(named).collect(), ..PageLabels::default() };
            let mut rooms = [kitchen(confidence)];
            fitted(&labels, 0, &mut rooms, &[piece]);
            area(&rooms[0])
        };
        let (with, without) = (10_000.0, area(&kitchen(0.8)));
        assert!((size_with(None, 0.8, counter()) - with).abs() < 150.0);
        // Not where it has a name of its own, unless that of a closet, ...
        assert!((size_with(Some((RoomType::Closet, 180.0, 180.0)), 0.8, counter()) - with).abs() < 150.0);
        assert_eq!(size_with(Some((RoomType::Toilet, 180.0, 180.0)), 0.8, counter()), without);
        // ... where the room is sure as it is, or where it becomes no plainer.
        assert_eq!(size_with(None, 0.98, counter()), without);
        assert_eq!(size_with(None, 0.8, region(10, rectangle(204.0, 100.0, 240.0, 200.0))), without);
        // Nor is a room taken by shape, ...
        let mut rooms = [kitchen(0.8), room(rectangle(160.0, 164.0, 200.0, 200.0), 0.5)];
        assert_eq!(fitted(&PageLabels::default(), 5, &mut rooms, &[]), Fitted::default());
        // ... or a piece larger than the room.
        let around = [[100.0, 100.0], [200.0, 100.0], [200.0, 120.0], [120.0, 120.0], [120.0, 200.0], [100.0, 200.0]];
        let mut rooms = [room(around.to_vec(), 0.8)];
        let inner = region(10, rectangle(124.0, 124.0, 200.0, 200.0));
        assert_eq!(fitted(&PageLabels::default(), 0, &mut rooms, &[inner]), Fitted::default());
    }

    #[test]
    fn a_kitchen_gets_the_counter_along_its_wall_and_a_bedroom_does_not() {
        let size_on = |page: &PageLabels, kind: &str, names: usize, pieces: &[Piece]| {
            let mut rooms = [Room {
                names: vec![kind.to_owned(); names],
                room_type: Some(kind.to_owned()),
                ..room(rectangle(100.0, 100.0, 200.0, 200.0), 0.99)
            }];
            fitted(page, 5, &mut rooms, pieces);
            area(&rooms[0])
        };
        let size_with =
            |kind: &str, names: usize, pieces: &[Piece]| size_on(&PageLabels::default(), kind, names, pieces);
        let counter = || region(10, rectangle(103.0, 203.0, 200.0, 240.0));
        let beside_it = || region(20, rectangle(203.0, 104.0, 240.0, 160.0));
        assert!((size_with("kitchen", 1, &[counter()]) - 13_900.0).abs() < 300.0);
        assert!((size_with("kitchen", 1, &[counter(), beside_it()]) - 16_000.0).abs() < 400.0);
        assert_eq!(size_with("kitchen", 2, &[counter()]), 10_000.0);
        assert_eq!(size_with("bedroom", 1, &[counter()]), 10_000.0);
        // nor where its area is printed and right
        assert_eq!(size_on(&labels(&[(150.0, 150.0, 25.0)]), "kitchen", 1, &[counter()]), 10_000.0);
        // what is deeper, touches it with its end, is a window, lies behind a wall, or is no strip stays where it is
        for ring in [
            rectangle(104.0, 203.0, 200.0, 270.0),
            rectangle(150.0, 203.0, 180.0, 280.0),
            rectangle(104.0, 203.0, 200.0, 215.0),
            rectangle(104.0, 207.0, 200.0, 243.0),
            vec![[104.0, 203.0], [200.0, 203.0], [200.0, 206.0], [106.0, 206.0], [106.0, 250.0], [104.0, 250.0]],
        ] {
            assert_eq!(size_with("kitchen", 1, &[region(10, ring)]), 10_000.0);
        }
    }

    #[test]
    fn a_second_piece_makes_less_of_a_difference() {
        // The same kitchen without another corner too.
        let ring = vec![
            [100.0, 100.0],
            [170.0, 100.0],
            [170.0, 120.0],
            [200.0, 120.0],
            [200.0, 160.0],
            [156.0, 160.0],
            [156.0, 200.0],
            [100.0, 200.0],
        ];
        let (first, second) =
            (region(10, rectangle(160.0, 164.0, 200.0, 200.0)), region(20, rectangle(174.0, 100.0, 200.0, 116.0)));
        let size_with = |pieces: &[Piece]| {
            let mut rooms = [room(ring.clone(), 0.8)];
            fitted(&PageLabels::default(), 0, &mut rooms, pieces);
            area(&rooms[0])
        };
        assert!((size_with(&[second.clone(), first]) - 10_000.0).abs() < 150.0);
        assert_eq!(size_with(&[second]), size_with(&[]));
    }

    #[test]
    fn rooms_without_ground_do_no_harm() {
        let mut rooms = [room(vec![[100.0, 100.0]; 3], 0.9), room(vec![], 0.1)];
        let broken = [region(10, vec![]), region(20, vec![[100.0, 100.0]; 4])];
        let found = fitted(&labels(&[(100.0, 100.0, 30.0), (0.0, 0.0, 0.0)]), 9, &mut rooms, &broken);
        assert_eq!(found, Fitted::default());
    }
}
