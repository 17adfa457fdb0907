//! What holds for every plan, whatever its seed and style.

use plan_generator::geometry::{Point, contains, inset, signed_area};
use plan_generator::{Plan, Style, generate};
use proptest::prelude::*;

fn any_plan() -> impl Strategy<Value = (&'static str, Style, u64)> {
    let presets = Style::presets();
    (0..presets.len(), 0u64..10_000).prop_map(move |(i, seed)| {
        let (name, style) = presets[i].clone();
        (name, style, seed)
    })
}

/// Points every half metre over the sheet.
fn raster(plan: &Plan) -> impl Iterator<Item = Point> {
    let (width, height) = plan.picture.dimensions();
    let step = plan.px_per_m / 2.0;
    let count = |length: u32| (f64::from(length) / step) as u32;
    let (columns, rows) = (count(width), count(height));
    (0..rows).flat_map(move |y| (0..columns).map(move |x| [f64::from(x) * step + 0.3, f64::from(y) * step + 0.3]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn rooms_lie_apart_on_the_sheet((name, style, seed) in any_plan()) {
        let plan = generate(seed, &style);
        let (width, height) = plan.picture.dimensions();
        prop_assert!(plan.rooms.len() >= 4, "{name} {seed} has {} rooms", plan.rooms.len());
        for room in &plan.rooms {
            prop_assert!(signed_area(&room.polygon) > plan.px_per_m * plan.px_per_m, "{name} {seed}: {room:?}");
            for p in &room.polygon {
                prop_assert!((0.0..=f64::from(width)).contains(&p[0]) && (0.0..=f64::from(height)).contains(&p[1]));
            }
        }
        for p in raster(&plan) {
            let owners = plan.rooms.iter().filter(|room| contains(&room.polygon, p)).count();
            prop_assert!(owners <= 1, "{name} {seed}: {p:?} lies in {owners} rooms");
        }
    }

    #[test]
    fn names_are_printed_inside_their_rooms((name, style, seed) in any_plan()) {
        let plan = generate(seed, &style);
        let (width, height) = (f64::from(plan.picture.width()), f64::from(plan.picture.height()));
        for block in &plan.text_blocks {
            let b = block.geometry.bounding_box;
            prop_assert!(b.left >= 0.0 && b.top >= 0.0 && b.left + b.width <= 1.0 && b.top + b.height <= 1.0, "{name} {seed}: {block:?}");
        }
        let named = plan.rooms.iter().filter(|room| room.name().is_some()).count();
        prop_assert!(style.named_share > 0.0 || named == 0);
        prop_assert!(style.named_share < 1.0 || 2 * named >= plan.rooms.len(), "{name} {seed}: {named} of {}", plan.rooms.len());
        for room in &plan.rooms {
            for word in room.names.iter().flat_map(|name| name.split(' ')) {
                let is_there = plan.text_blocks.iter().any(|block| {
                    let b = block.geometry.bounding_box;
                    let center = [(b.left + b.width / 2.0) * width, (b.top + b.height / 2.0) * height];
                    block.block_type == "WORD" && block.text == word && contains(&room.polygon, center)
                });
                prop_assert!(is_there, "{name} {seed}: {word} is not in its room");
            }
        }
    }

    #[test]
    fn truth_ends_where_walls_begin(seed in 0u64..10_000, preset in prop::sample::select(vec!["filled", "diagonal", "open_plan"])) {
        let style = Style::preset(preset).unwrap();
        let plan = generate(seed, &style);
        let ink = |p: Point| plan.picture.get_pixel(p[0] as u32, p[1] as u32).0[0] < 128;
        // Just inside a room there is floor, in the middle of a partition there is ink, but for openings and furniture.
        for (distance, expected, least) in [(6.0, false, 0.75), (-style.partition_m * style.px_per_m / 2.0, true, 0.5)] {
            let (mut as_expected, mut samples) = (0, 0);
            for room in &plan.rooms {
                let ring = inset(&room.polygon, distance);
                for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                    for i in 1..20 {
                        let share = f64::from(i) / 20.0;
                        samples += 1;
                        as_expected += i32::from(ink([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]) == expected);
                    }
                }
            }
            prop_assert!(f64::from(as_expected) > least * f64::from(samples), "{preset} {seed}: {as_expected} of {samples} at {distance}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let style = Style::preset("scan").unwrap();
    let (a, b) = (generate(3, &style), generate(3, &style));
    assert_eq!(a.picture, b.picture);
    assert_eq!((a.svg(), a.pdf()), (b.svg(), b.pdf()));
    assert_ne!(a.picture, generate(4, &style).picture);
}

#[test]
fn a_pdf_says_where_its_objects_are() {
    let plan = generate(5, &Style::preset("title_block").unwrap());
    let pdf = plan.pdf();
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("GENERAL NOTES") && text.contains("/BaseFont /Helvetica"));
    let tail = text.rsplit("startxref\n").next().unwrap();
    let table: usize = tail.lines().next().unwrap().parse().unwrap();
    assert!(pdf[table..].starts_with(b"xref"));
    let first = std::str::from_utf8(&pdf[table..]).unwrap().lines().nth(3).unwrap();
    let object: usize = first[..10].parse().unwrap();
    assert!(pdf[object..].starts_with(b"1 0 obj"));
}

#[test]
fn an_svg_holds_names_as_text() {
    let plan = generate(5, &Style::preset("hatched").unwrap());
    let svg = plan.svg();
    for word in plan.rooms.iter().flat_map(|room| &room.names).flat_map(|name| name.split(' ')) {
        assert!(svg.contains(word), "{word}");
    }
}
