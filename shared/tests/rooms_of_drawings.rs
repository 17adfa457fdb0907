//! Properties of the rooms of drawn plans: they lie on the page, in their boxes, and never on one another.
#![expect(clippy::expect_used, reason = "a test that cannot draw its picture has failed")]

use proptest::prelude::*;
use shared::{Analysis, DetectorSettings, LineWork, Picture, Room, detect};

const SIDE: u32 = 640;

/// A house with upright and level walls at these places, each with a door.
fn drawing(upright: &[u32], level: &[u32], thickness: u32) -> LineWork {
    let mut bytes = vec![255u8; (SIDE * SIDE) as usize];
    let mut fill = |x0: u32, y0: u32, x1: u32, y1: u32, value: u8| {
        for y in y0..y1 {
            bytes[(y * SIDE + x0) as usize..(y * SIDE + x1) as usize].fill(value);
        }
    };
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
