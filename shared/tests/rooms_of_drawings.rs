//! Properties of the rooms of drawn plans: they lie on the page, in their boxes, and never on one another.
#![expect(clippy::expect_used, reason = "a test that cannot draw its picture has failed")]

use proptest::prelude::*;
use shared::{Analysis, DetectorSettings, LineWork, Picture, Room, detect};

const SIDE: u32 = 640;

/// Fills a rectangle of a grey picture.
fn rectangle(bytes: &mut [u8], x0: u32, y0: u32, x1: u32, y1: u32, value: u8) {
    for y in y0..y1 {
        bytes[(y * SIDE + x0) as usize..(y * SIDE + x1) as usize].fill(value);
    }
}

/// A house with upright and level walls at these places, each with a door.
fn drawing(upright: &[u32], level: &[u32], thickness: u32) -> LineWork {
    let mut bytes = vec![255u8; (SIDE * SIDE) as usize];
    let mut fill = |x0, y0, x1, y1, value| rectangle(&mut bytes, x0, y0, x1, y1, value);
    let (low, high) = (60, 580);
    fill(low, low, high, high, 0);
    fill(low + thickness, low + thickness, high - thickness, high - thickness, 255);
    for &x in upright {
        fill(x, low, x + thickness, high, 0);
        fill(x, low + 40, x + thickness, low + 75, 255);
    }
    for &y in level {
        fill(low, y, high, y + thickness, 0);
        fill(low + 30, y, low + 65, y + thickness, 255);
    }
    LineWork::trace(&Picture::grey(SIDE, SIDE, &bytes).expect("a picture"), &[])
}

fn holds(ring: &[[f64; 2]], x: f64, y: f64) -> bool {
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    let crossed =
        pairs.filter(|(a, b)| (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]);
    crossed.count() % 2 == 1
}

fn covers(room: &Room, x: f64, y: f64) -> bool {
    holds(&room.polygon, x, y) && !room.holes.iter().any(|hole| holds(hole, x, y))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn rooms_lie_on_the_page_in_their_boxes_and_apart(
        upright in prop::collection::vec(120u32..520, 0..3),
        level in prop::collection::vec(120u32..520, 0..3),
        thickness in 5u32..12,
    ) {
        let analysis = Analysis::of_line_work(drawing(&upright, &level, thickness));
        let found = detect(&analysis, &DetectorSettings { strictness: 0.2, ..DetectorSettings::default() });
        for room in &found.rooms {
            let [x0, y0, x1, y1] = room.bounding_box;
            prop_assert!(x0 < x1 && y0 < y1);
            prop_assert!((0.0..=1.0).contains(&room.confidence));
            for &[x, y] in &room.polygon {
                prop_assert!((0.0..=1000.0).contains(&x) && (0.0..=1000.0).contains(&y));
                prop_assert!((x0..=x1).contains(&x) && (y0..=y1).contains(&y));
            }
        }
        for i in 0..125 {
            for k in 0..125 {
                let (x, y) = (f64::from(i) * 8.0 + 3.3, f64::from(k) * 8.0 + 3.7);
                let here = found.rooms.iter().filter(|room| covers(room, x, y)).count();
                prop_assert!(here <= 1, "{here} rooms at {x}, {y}");
            }
        }
    }
}

/// A house of nine rooms whose outer walls are windows by nine tenths, drawn in this brightness.
fn with_windows(brightness: u8) -> Vec<u8> {
    let mut bytes = vec![255u8; (SIDE * SIDE) as usize];
    let mut fill = |x0, y0, x1, y1, value| rectangle(&mut bytes, x0, y0, x1, y1, value);
    let (low, high, side, thickness) = (60, 579, 173, 8);
    for line in [low, low + side, low + 2 * side, high] {
        fill(line, low, line + thickness, high + thickness, 0);
        fill(low, line, high + thickness, line + thickness, 0);
    }
    for outer in [low, high] {
        for room in 0..3 {
            let (from, to) = (low + room * side + 17, low + room * side + 165);
            fill(from, outer, to, outer + thickness, 255);
            fill(outer, from, outer + thickness, to, 255);
            for line in [outer, outer + thickness - 2] {
                fill(from, line, to, line + 2, brightness);
                fill(line, from, line + 2, to, brightness);
            }
        }
    }
    bytes
}

#[test]
fn windows_that_are_hardly_darker_than_the_paper_keep_the_outside_out() {
    let rooms = |brightness: u8| {
        let bytes = with_windows(brightness);
        let line_work = LineWork::trace(&Picture::grey(SIDE, SIDE, &bytes).expect("a picture"), &[]);
        detect(&Analysis::of_line_work(line_work), &DetectorSettings::default()).rooms.len()
    };
    // Without any windows the room in the middle alone is closed.
    assert_eq!([120, 255].map(rooms), [9, 1]);
    assert!(rooms(236) >= 6);
}

/// A house in colour, with a red cross and a red stroke over its rooms.
fn marked_up(is_marked: bool) -> Vec<u8> {
    let mut bytes = vec![255u8; (3 * SIDE * SIDE) as usize];
    let mut fill = |x0: u32, y0: u32, x1: u32, y1: u32, colour: [u8; 3]| {
        for (y, x) in (y0..y1).flat_map(|y| (x0..x1).map(move |x| (y, x))) {
            let at = 3 * (y * SIDE + x) as usize;
            bytes[at..at + 3].copy_from_slice(&colour);
        }
    };
    fill(60, 60, 580, 580, [20, 60, 40]);
    fill(72, 72, 568, 568, [255; 3]);
    fill(300, 60, 312, 580, [20, 60, 40]);
    fill(60, 300, 580, 312, [20, 60, 40]);
    for (x0, y0, x1, y1) in [(300, 200, 312, 240), (300, 400, 312, 440), (400, 300, 440, 312)] {
        fill(x0, y0, x1, y1, [255; 3]);
    }
    if is_marked {
        for d in 0..300 {
            fill(40 + d, 40 + d, 45 + d, 45 + d, [235, 30, 25]);
            fill(340 - d, 40 + d, 345 - d, 45 + d, [235, 30, 25]);
        }
        fill(430, 30, 436, 400, [235, 30, 25]);
    }
    bytes
}

#[test]
fn a_red_cross_over_a_room_divides_nothing() {
    let rooms = |is_marked: bool| {
        let bytes = marked_up(is_marked);
        let line_work = LineWork::trace(&Picture::rgb(SIDE, SIDE, &bytes).expect("a picture"), &[]);
        detect(&Analysis::of_line_work(line_work), &DetectorSettings::default()).rooms
    };
    let (plain, marked) = (rooms(false), rooms(true));
    assert_eq!((plain.len(), marked.len()), (4, 4));
    for (a, b) in plain.iter().zip(&marked) {
        let apart = a.bounding_box.iter().zip(b.bounding_box).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(apart < 6.0, "{:?} {:?}", a.bounding_box, b.bounding_box);
    }
}

#[test]
fn a_shower_behind_thick_lines_is_part_of_its_room() {
    let mut bytes = vec![255u8; (SIDE * SIDE) as usize];
    let mut fill = |x0, y0, x1, y1, value| rectangle(&mut bytes, x0, y0, x1, y1, value);
    fill(60, 60, 580, 420, 0);
    fill(70, 70, 570, 410, 255);
    fill(300, 70, 306, 410, 0);
    fill(300, 100, 306, 135, 255);
    // The bathroom, from (206, 70) to (300, 180), and the shower in its corner.
    fill(200, 70, 206, 180, 0);
    fill(200, 180, 306, 186, 0);
    fill(264, 144, 300, 147, 0);
    fill(264, 144, 267, 180, 0);
    let line_work = LineWork::trace(&Picture::grey(SIDE, SIDE, &bytes).expect("a picture"), &[]);
    let rooms = detect(&Analysis::of_line_work(line_work), &DetectorSettings::default()).rooms;
    let place = |x: f64, y: f64| (x * 1000.0 / f64::from(SIDE), y * 1000.0 / f64::from(SIDE));
    let holding = |(x, y)| rooms.iter().position(|room| covers(room, x, y));
    assert_eq!(rooms.len(), 3);
    assert!(holding(place(225.0, 100.0)).is_some());
    assert_eq!(holding(place(280.0, 160.0)), holding(place(225.0, 100.0)));
}
