//! An open kitchen that nothing drawn divides from its living room, and what the print makes of it.
#![expect(clippy::expect_used, reason = "a test that cannot draw its picture has failed")]

use shared::textract::{BoundingBox, Geometry, TextBlock};
use shared::{Analysis, DetectorSettings, LineWork, Picture, Room, detect};

const WIDTH: u32 = 1000;
const HEIGHT: u32 = 700;
/// Pixels to the metre of the drawing.
const SCALE: f64 = 50.0;

/// Two bedrooms, a bathroom, and around it an L of kitchen (below) and living room (above).
fn drawing(text: &[TextBlock]) -> LineWork {
    let mut bytes = vec![255u8; (WIDTH * HEIGHT) as usize];
    let mut fill = |x0: u32, y0: u32, x1: u32, y1: u32, value: u8| {
        for y in y0..y1 {
            bytes[(y * WIDTH + x0) as usize..(y * WIDTH + x1) as usize].fill(value);
        }
    };
    fill(50, 50, 950, 650, 0);
    fill(60, 60, 940, 640, 255);
    fill(350, 60, 360, 640, 0);
    fill(60, 345, 350, 355, 0);
    fill(640, 345, 940, 355, 0);
    fill(640, 355, 650, 640, 0);
    for (x0, y0, x1, y1) in [(350, 280, 360, 325), (350, 375, 360, 420), (640, 580, 650, 625)] {
        fill(x0, y0, x1, y1, 255);
    }
    LineWork::trace(&Picture::grey(WIDTH, HEIGHT, &bytes).expect("a picture"), text)
}

fn line(text: &str, x: f64, y: f64) -> TextBlock {
    let (width, height) = (0.012 * text.len() as f64, 0.025);
    let bounding_box =
        BoundingBox { left: x / f64::from(WIDTH) - width / 2.0, top: y / f64::from(HEIGHT), width, height };
    TextBlock {
        id: text.to_owned(),
        block_type: "LINE".to_owned(),
        text: text.to_owned(),
        page: 1,
        geometry: Geometry { bounding_box, ..Geometry::default() },
        confidence: 99.0,
        ..TextBlock::default()
    }
}

/// The rooms, given what is printed in kitchen and living room as name and square metres.
fn rooms(kitchen: (&str, Option<f64>), living: (&str, Option<f64>), settings: &DetectorSettings) -> Vec<Room> {
    let mut text = Vec::new();
    let bedroom = 290.0 * 285.0 / SCALE / SCALE;
    for (name, area, x, y) in [
        ("Bedroom 1", Some(bedroom), 205.0, 180.0),
        ("Bedroom 2", Some(bedroom), 205.0, 480.0),
        ("Bathroom", Some(bedroom), 795.0, 480.0),
        (kitchen.0, kitchen.1, 500.0, 480.0),
        (living.0, living.1, 650.0, 180.0),
    ] {
        text.push(line(name, x, y));
        text.extend(area.map(|area| line(&format!("{area:.1} m²"), x, y + 30.0)));
    }
    let line_work = drawing(&text);
    detect(&Analysis { text_blocks: text, ..Analysis::of_line_work(line_work) }, settings).rooms
}

fn named<'a>(rooms: &'a [Room], name: &str) -> &'a Room {
    rooms.iter().find(|room| room.names.iter().any(|n| n == name)).expect(name)
}

const KITCHEN: f64 = 280.0 * 285.0 / SCALE / SCALE;
const LIVING: f64 = 580.0 * 290.0 / SCALE / SCALE;

#[test]
fn two_printed_areas_make_two_rooms_of_these_areas() {
    let settings = DetectorSettings::default();
    let found = rooms(("Kitchen", Some(KITCHEN)), ("Living room", Some(LIVING)), &settings);
    for (name, box_px, area) in
        [("Kitchen", [360.0, 355.0, 640.0, 640.0], KITCHEN), ("Living room", [360.0, 60.0, 940.0, 345.0], LIVING)]
    {
        let room = named(&found, name);
        assert_eq!(room.names, [name]);
        for (i, (is, px)) in room.bounding_box.into_iter().zip(box_px).enumerate() {
            let side = if i % 2 == 0 { WIDTH } else { HEIGHT };
            assert!((is - px * 1000.0 / f64::from(side)).abs() < 20.0, "{name}: {:?}", room.bounding_box);
        }
        let printed = room.area.as_ref().expect("an area");
        assert!((printed.value - area).abs() < 0.1 && printed.source == "printed", "{name}: {printed:?}");
        assert!(room.evidence.parts.iter().any(|part| part.name == "parted" && part.points < 0.0));
    }
}

#[test]
fn one_area_for_both_or_none_makes_one_room_of_kitchen_and_living_room() {
    let settings = DetectorSettings::default();
    for (kitchen, living) in [(None, Some(KITCHEN + LIVING)), (None, None)] {
        let found = rooms(("Kitchen", kitchen), ("Living room", living), &settings);
        assert_eq!(named(&found, "Kitchen").names, ["Living room", "Kitchen"]);
    }
}

#[test]
fn a_hall_is_divided_from_a_living_room_without_areas() {
    let found = rooms(("Hall", None), ("Living room", None), &DetectorSettings::default());
    assert_eq!(named(&found, "Hall").names, ["Hall"]);
    assert_eq!(named(&found, "Living room").names, ["Living room"]);
}

#[test]
fn keeping_together_keeps_them_one_and_splitting_by_name_divides_what_is_left() {
    let areas = (("Kitchen", Some(KITCHEN)), ("Living room", Some(LIVING)));
    let together = DetectorSettings { keep_together: 1.0, ..DetectorSettings::default() };
    assert_eq!(named(&rooms(areas.0, areas.1, &together), "Kitchen").names.len(), 2);
    let split = DetectorSettings { split_by_name: true, ..DetectorSettings::default() };
    let found = rooms(("Kitchen", None), ("Living room", None), &split);
    assert_eq!(named(&found, "Kitchen").names, ["Kitchen"]);
    let apart = rooms(areas.0, areas.1, &split);
    assert!(named(&apart, "Kitchen").confidence > named(&found, "Kitchen").confidence);
}

#[test]
fn parts_are_as_sure_as_is_asked_for() {
    let areas = (("Kitchen", Some(KITCHEN)), ("Living room", Some(LIVING)));
    let sure = named(&rooms(areas.0, areas.1, &DetectorSettings::default()), "Kitchen").confidence;
    let settings = DetectorSettings { min_confidence: sure + 0.01, ..DetectorSettings::default() };
    let found = rooms(areas.0, areas.1, &settings);
    assert!(!found.is_empty() && found.iter().all(|room| room.confidence > sure));
    assert!(found.iter().all(|room| room.names != ["Kitchen"]));
}

/// The kitchen, where these names, and sizes in other rooms, are all that is printed on the plan.
fn kitchen_among(print: &[(&str, f64, f64)], settings: &DetectorSettings) -> Room {
    let text: Vec<TextBlock> = print.iter().map(|&(text, x, y)| line(text, x, y)).collect();
    let line_work = drawing(&text);
    let found = detect(&Analysis { text_blocks: text, ..Analysis::of_line_work(line_work) }, settings);
    named(&found.rooms, "Kitchen").clone()
}

/// Height of a room on the page, in pixels.
fn height(room: &Room) -> f64 {
    (room.bounding_box[3] - room.bounding_box[1]) * f64::from(HEIGHT) / 1000.0
}

/// Whether a room is kitchen and living room in one.
fn is_whole(room: &Room) -> bool {
    let width = (room.bounding_box[2] - room.bounding_box[0]) * f64::from(WIDTH) / 1000.0;
    height(room) > 550.0 && width > 550.0
}

#[test]
fn where_no_size_is_printed_every_name_of_a_room_is_one() {
    let settings = DetectorSettings::default();
    let both = [("Kitchen", 500.0, 480.0), ("Living room", 650.0, 180.0)];
    let kitchen = kitchen_among(&both, &settings);
    assert!(kitchen.names == ["Kitchen"] && !is_whole(&kitchen), "{kitchen:?}");
    // A size in any room tells that those without are parts of others.
    let sized = [both.as_slice(), &[("5.80 x 5.70 m", 205.0, 180.0)]].concat();
    let together = DetectorSettings { keep_together: 1.0, ..settings.clone() };
    for (print, settings) in [(sized.as_slice(), &settings), (&both, &together)] {
        let kitchen = kitchen_among(print, settings);
        assert!(is_whole(&kitchen), "{kitchen:?}");
    }
}

/// The rooms where the living room alone is named in the L, with an area that is too small for both, and the scale is sure.
fn with_one_area(settings: &DetectorSettings) -> shared::Detection {
    let mut text = vec![line("Living room", 650.0, 180.0), line(&format!("{LIVING:.1} m²"), 650.0, 210.0)];
    for (name, x, y) in [("Bedroom 1", 205.0, 180.0), ("Bedroom 2", 205.0, 480.0), ("Bathroom", 795.0, 480.0)] {
        text.push(line(name, x, y));
        text.push(line(&format!("{:.1} m²", 290.0 * 285.0 / SCALE / SCALE), x, y + 30.0));
        text.push(line("5.80 x 5.70 m", x, y + 60.0));
    }
    let line_work = drawing(&text);
    detect(&Analysis { text_blocks: text, ..Analysis::of_line_work(line_work) }, settings)
}

#[test]
fn a_room_is_cut_to_the_area_printed_in_it_and_not_where_rooms_are_kept_together() {
    let found = with_one_area(&DetectorSettings::default());
    let living = named(&found.rooms, "Living room");
    assert!((height(living) - 290.0).abs() < 15.0, "{:?}", living.bounding_box);
    assert!(found.unmatched_labels.is_empty(), "{:?}", found.unmatched_labels);
    let together = DetectorSettings { keep_together: 1.0, ..DetectorSettings::default() };
    let whole = with_one_area(&together);
    assert!(is_whole(named(&whole.rooms, "Living room")));
}
