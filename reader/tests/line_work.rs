//! What a PDF's paths say of its walls, which its pixels do not.

#![cfg(feature = "pdf")]
#![expect(clippy::unwrap_used, reason = "a test that cannot draw its document has failed")]

mod drawing;

use std::fmt::Write as _;

use drawing::{PdfPage, pdf};
use reader::traced_picture;
use shared::job::BlueprintFormat::Pdf;

/// A page of 2,400 x 1,600 points.
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

/// The picture that such a page is traced from, and the brightness of its darkest pixel around a point of the page.
fn traced(content: String) -> impl Fn(u32, u32, u32) -> u8 {
    let picture = traced_picture(&pdf(&[PdfPage { attributes: PAGE, content }]), Pdf, 1).unwrap();
    move |x, y, around| {
        let (x, y) = (x * picture.width_px() / 2400, (1600 - y) * picture.height_px() / 1600);
        let mut darkest = 255;
        for y in y - around..=y + around {
            for x in x - around..=x + around {
                darkest = darkest.min(picture.rgb()[(3 * (y * picture.width_px() + x)) as usize]);
            }
        }
        darkest
    }
}

#[test]
fn hair_lines_in_the_grey_of_the_whole_plan_are_black() {
    let darkest = traced(format!("0.7 G 0.2 w\n{}", hollow_walls()));
    for [x, y] in [[400, 800], [1188, 1000], [1976, 700], [1400, 424]] {
        assert!(darkest(x, y, 2) < 100, "{x} {y}: {}", darkest(x, y, 2));
    }
    assert_eq!(darkest(800, 800, 40), 255, "a room is empty");
}

#[test]
fn what_is_lighter_than_the_plan_stays_lighter() {
    let darkest = traced(format!("0 G 2 w\n{}0.8 G 900 500 m 900 1100 l S\n", hollow_walls()));
    assert!(darkest(1188, 1000, 2) < 30 && darkest(900, 700, 2) > 150);
}

#[test]
fn a_texture_of_specks_is_no_line() {
    let mut content = "0.7 G 0.2 w\n".to_owned();
    for i in 0..15_000u32 {
        // Spread without a pattern.
        let (x, y) = (430 + i.wrapping_mul(7919) % 700, 430 + i.wrapping_mul(104_729) % 700);
        let _ = writeln!(content, "{x} {y} m {x}.9 {y} l S");
    }
    let darkest = traced(content + &hollow_walls());
    assert_eq!(darkest(800, 800, 40), 255);
    assert!(darkest(400, 800, 2) < 100);
}

#[test]
fn the_frame_of_the_sheet_is_no_line() {
    let frame = "6 w 60 60 2280 1480 re S 2000 60 m 2000 200 l 2340 200 l S 1 w\n";
    let darkest = traced(format!("{frame}{}", hollow_walls()));
    for [x, y] in [[60, 800], [2340, 800], [1000, 60], [1000, 1540]] {
        assert_eq!(darkest(x, y, 4), 255, "{x} {y}");
    }
    assert!(darkest(400, 800, 2) < 100, "walls are");
}

#[test]
fn text_over_a_wall_does_not_cut_it() {
    let text = "BT /F1 40 Tf 1150 640 Td (OPEN) Tj ET\n";
    let darkest = traced(format!("2 w\n{}{text}", hollow_walls()));
    // The wall's left face at the height of the text.
    assert!(darkest(1188, 655, 2) < 100);
}

#[test]
fn white_areas_hide_what_lies_below_them() {
    let darkest = traced("0 g 500 500 400 400 re f 1 g 600 600 200 200 re f".to_owned());
    assert_eq!([darkest(550, 550, 0), darkest(700, 700, 0), darkest(1000, 700, 0)], [0, 255, 255]);
}
