//! PDF files: words and lines as the file tells them, walls without letters.

#![cfg(feature = "pdf")]

mod drawing;

use drawing::{PdfPage, pdf, room_content, room_pdf};
use reader::{PagedDocument, page_picture, read, trace};
use shared::Analysis;
use shared::job::BlueprintFormat::Pdf;

fn lines(analysis: &Analysis) -> Vec<&str> {
    analysis.text_blocks.iter().filter(|b| b.block_type == "LINE").map(|b| b.text.as_str()).collect()
}

#[test]
fn words_and_lines_are_those_of_the_file() {
    let outcome = read(&room_pdf(), Pdf, None, &mut |_| {}).unwrap();
    let analysis = outcome.analysis;
    assert_eq!(analysis.analyzer.name, "local");
    assert_eq!(lines(&analysis), ["LIVING ROOM", "3.20 m"]);
    let line = &analysis.text_blocks[0].geometry;
    // Set at 220, 240 of 600 x 500 points, its baseline a quarter up from the box's lower edge.
    let b = line.bounding_box;
    assert!((b.left - 220.0 / 600.0).abs() < 0.002, "{b:?}");
    assert!((b.top + b.height - (500.0 - 240.0) / 500.0).abs() < 0.02, "{b:?}");
    assert!((b.width - 0.23).abs() < 0.03, "{b:?}");
    assert_eq!(line.rotation_angle, None);
    let upwards = analysis.text_blocks.iter().find(|b| b.text == "3.20").unwrap();
    assert_eq!(upwards.geometry.rotation_angle, Some(270.0));
    assert!(upwards.geometry.bounding_box.height > upwards.geometry.bounding_box.width);
    assert_eq!(analysis.metadata.page_sizes[0].width_pt, Some(600.0));
}

#[test]
fn a_turned_page_is_read_as_it_is_shown() {
    let turned = pdf(&[PdfPage { attributes: "/MediaBox[0 0 600 500]/Rotate 90", content: room_content() }]);
    let analysis = read(&turned, Pdf, None, &mut |_| {}).unwrap().analysis;
    let size = &analysis.metadata.page_sizes[0];
    assert_eq!((size.width_pt, size.height_pt), (Some(500.0), Some(600.0)));
    let name = analysis.text_blocks.iter().find(|b| b.text == "LIVING ROOM").unwrap();
    assert_eq!(name.geometry.rotation_angle, Some(90.0), "clockwise, as the page is");
    // Turned clockwise, what was at 220 from the left is at 220 from the top.
    assert!((name.geometry.bounding_box.top - 220.0 / 600.0).abs() < 0.002);
    let dimension = analysis.text_blocks.iter().find(|b| b.text == "3.20 m").unwrap();
    assert_eq!(dimension.geometry.rotation_angle, None, "it reads to the right now");
}

#[test]
fn progress_and_pages_go_up() {
    let page =
        || PdfPage { attributes: "/MediaBox[0 0 300 200]", content: "BT /F1 20 Tf 50 50 Td (HALL) Tj ET".into() };
    let mut shares = Vec::new();
    let outcome = read(&pdf(&[page(), page()]), Pdf, None, &mut |p| shares.push(p.share)).unwrap();
    assert!(shares.is_sorted() && shares.len() >= 6, "{shares:?}");
    assert_eq!(lines(&outcome.analysis), ["HALL", "HALL"]);
    let pages: Vec<u32> = outcome.analysis.text_blocks.iter().map(|b| b.page).collect();
    assert_eq!(pages, [1, 1, 2, 2]);
    let mut ids: Vec<&str> = outcome.analysis.text_blocks.iter().map(|b| b.id.as_str()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[test]
fn pages_are_drawn_and_traced() {
    let shown = page_picture(&room_pdf(), Pdf, 1, 1_200).unwrap();
    assert_eq!((shown.width_px(), shown.height_px()), (1_200, 1_000));
    let pixel = |x: u32, y: u32| shown.rgb()[((y * 1_200 + x) * 3) as usize];
    assert_eq!(pixel(200, 500), 0, "the left wall");
    assert_eq!(pixel(20, 20), 255);
    let traced = trace(&room_pdf(), Pdf, &[]).unwrap();
    assert_eq!(traced.line_work.len(), 1);
    assert_eq!(traced.line_work[0].line_work.width_px, traced.page_sizes[0].width_px);
}

#[test]
fn a_page_of_strokes_alone_lacks_text() {
    let page = PdfPage { attributes: "/MediaBox[0 0 300 200]", content: "1 w 10 10 m 100 100 l S".to_owned() };
    let outcome = read(&pdf(&[page]), Pdf, None, &mut |_| {}).unwrap();
    assert_eq!(outcome.text_missing, Some(reader::TextMissing::NoModels));
    assert_eq!(outcome.analysis.analyzer.name, "none");
}

#[test]
fn pages_read_one_by_one_in_any_order_make_the_whole() {
    let page = |content: String| PdfPage { attributes: "/MediaBox[0 0 600 500]", content };
    let file = pdf(&[page(room_content()), page("BT /F1 20 Tf 50 50 Td (HALL) Tj ET".into()), page(room_content())]);
    let whole = read(&file, Pdf, None, &mut |_| {}).unwrap().analysis;
    let document = PagedDocument::open(&file, Pdf).unwrap();
    assert_eq!(document.page_sizes(), whole.metadata.page_sizes);
    let mut put_together = document.read(2).unwrap();
    for page in [3, 1, 1] {
        put_together.add_pages(document.read(page).unwrap());
    }
    assert_eq!(put_together, whole);
    assert!(document.read(4).is_err() && document.picture(0, 100).is_err());
    assert_eq!(document.picture(3, 300).unwrap().width_px(), 300);
}

#[test]
fn a_part_of_a_page_is_that_part_of_its_picture() {
    let document = PagedDocument::open(&room_pdf(), Pdf).unwrap();
    let whole = document.picture(1, 1_200).unwrap();
    // a quarter of 1200 x 1000 pixels, as large as it is there
    let part = document.part(1, [0.25, 0.5, 0.75, 1.0], 600, 500).unwrap();
    assert_eq!((part.width_px(), part.height_px()), (600, 500));
    let differing = (0..500_u32)
        .flat_map(|y| (0..600_u32).map(move |x| (x, y)))
        .filter(|&(x, y)| {
            let of_whole = whole.rgb()[(((y + 500) * 1_200 + x + 300) * 3) as usize];
            of_whole.abs_diff(part.rgb()[((y * 600 + x) * 3) as usize]) > 40
        })
        .count();
    assert!(differing < 600, "{differing} pixels differ");
    assert!(part.rgb().contains(&0), "there are walls on it");
    for senseless in [[0.5; 4], [f64::NAN, 0.0, 1.0, 1.0], [-3.0, -3.0, 9.0, 9.0]] {
        assert_eq!(document.part(1, senseless, 30, 20).unwrap().width_px(), 30);
    }
}
