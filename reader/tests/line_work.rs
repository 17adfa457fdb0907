//! What a PDF's paths say of its walls, which its pixels do not.

#![cfg(feature = "pdf")]

mod drawing;

use std::fmt::Write as _;

use drawing::{PdfPage, pdf};
use reader::{read, traced_picture};
use shared::job::BlueprintFormat::Pdf;
use shared::{DetectorSettings, Room, detect};

const PAGE: &str = "/MediaBox[0 0 2400 1600]";

/// Outlines of hollow walls around two rooms, with a door between them and one to the outside, 24 points thick.
fn hollow_walls() -> String {
    let mut content = String::new();
    let mut lines = |points: &[[i32; 2]]| {
        for (i, [x, y]) in points.iter().enumerate() {
            let _ = writeln!(content, "{x} {y} {}", if i == 0 { "m" } else { "l" });
        }
        content.push_str("S\n");
    };
    // The outer face and the inner faces break at the doors, and end there in jambs.
    lines(&[[700, 400], [400, 400], [400, 1200], [2000, 1200], [2000, 400], [800, 400]]);
    lines(&[[700, 400], [700, 424], [424, 424], [424, 1176], [1188, 1176], [1188, 900], [1212, 900], [1212, 1176]]);
    lines(&[[1212, 1176], [1976, 1176], [1976, 424], [1212, 424], [1212, 800], [1188, 800], [1188, 424], [800, 424]]);
    lines(&[[800, 424], [800, 400]]);
    content
}

fn rooms(content: String) -> Vec<Room> {
    let bytes = pdf(&[PdfPage { attributes: PAGE, content }]);
    detect(&read(&bytes, Pdf, None, &mut |_| {}).unwrap().analysis, &DetectorSettings::default()).rooms
}

/// The two rooms and nothing else, on their inner faces.
fn are_the_two(rooms: &[Room]) -> bool {
    let boxes = [[177.0, 265.0, 495.0, 735.0], [505.0, 265.0, 823.0, 735.0]];
    let close = |room: &Room, truth: [f64; 4]| room.bounding_box.iter().zip(truth).all(|(a, b)| (a - b).abs() < 12.0);
    rooms.len() == 2 && boxes.iter().all(|b| rooms.iter().any(|room| close(room, *b)))
}

#[test]
fn hair_lines_in_the_grey_of_the_whole_plan_are_walls() {
    let rooms = rooms(format!("0.7 G 0.2 w\n{}", hollow_walls()));
    assert!(are_the_two(&rooms), "{rooms:#?}");
}

#[test]
fn a_texture_of_specks_is_no_line() {
    let mut content = "0.7 G 0.2 w\n".to_owned();
    for i in 0..15_000u32 {
        // Spread without a pattern.
        let (x, y) = (430 + i.wrapping_mul(7919) % 1500, 430 + i.wrapping_mul(104_729) % 700);
        let _ = writeln!(content, "{x} {y} m {x}.9 {y} l S");
    }
    let rooms = rooms(content + &hollow_walls());
    assert!(are_the_two(&rooms), "{rooms:#?}");
}

#[test]
fn the_frame_of_the_sheet_is_no_wall() {
    let frame = "6 w 60 60 2280 1480 re S 2000 60 m 2000 200 l 2340 200 l S 1 w\n";
    let rooms = rooms(format!("{frame}{}", hollow_walls()));
    assert!(are_the_two(&rooms), "{rooms:#?}");
}

#[test]
fn text_over_a_wall_does_not_cut_it() {
    let text = "BT /F1 40 Tf 1150 640 Td (OPEN) Tj ET\n";
    let bytes = pdf(&[PdfPage { attributes: PAGE, content: format!("2 w\n{}{text}", hollow_walls()) }]);
    let picture = traced_picture(&bytes, Pdf, 1).unwrap();
    // The wall's left face at the height of the text.
    let (x, y) = (1188 * picture.width_px() / 2400, (1600 - 655) * picture.height_px() / 1600);
    let darkest = (x - 2..=x + 2).map(|x| picture.rgb()[(3 * (y * picture.width_px() + x)) as usize]).min();
    assert!(darkest.is_some_and(|level| level < 100), "{darkest:?}");
}

#[test]
fn white_areas_hide_what_lies_below_them() {
    let bytes =
        pdf(&[PdfPage { attributes: PAGE, content: "0 g 500 500 400 400 re f 1 g 600 600 200 200 re f".into() }]);
    let picture = traced_picture(&bytes, Pdf, 1).unwrap();
    let level = |x: u32, y: u32| {
        let (x, y) = (x * picture.width_px() / 2400, (1600 - y) * picture.height_px() / 1600);
        picture.rgb()[(3 * (y * picture.width_px() + x)) as usize]
    };
    assert_eq!((level(550, 550), level(700, 700), level(1000, 700)), (0, 255, 255));
}
