//! Recognition on pixels. Skipped where the models are not at hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot draw its document has failed")]
#![cfg(all(feature = "recognition", feature = "pdf"))]

mod drawing;

use std::path::{Path, PathBuf};

use drawing::{picture_png, room_pdf};
use image::RgbImage;
use reader::{Models, page_picture, read};
use shared::job::BlueprintFormat::{Pdf, Png};

fn models() -> Option<Models> {
    let given = std::env::var_os("ROOMPRINT_MODELS").map(PathBuf::from);
    let usual = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/roomprint/models"));
    let folder = given.or(usual).filter(|f| f.join("PP-OCRv6_det_small.onnx").exists());
    let Some(folder) = folder else {
        eprintln!("skipped: no models in ROOMPRINT_MODELS or ~/.cache/roomprint/models");
        return None;
    };
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
    Some(Models::load(file("PP-OCRv6_det_small.onnx"), file("PP-OCRv6_rec_small.onnx")).unwrap())
}

/// The drawn page as pixels alone.
fn room_png() -> Vec<u8> {
    page_picture(&room_pdf(), Pdf, 1, 1_200).unwrap().to_png()
}

#[test]
fn a_page_of_pixels_reads_as_its_pdf_does() {
    let Some(models) = models() else { return };
    let outcome = read(&room_png(), Png, Some(&models), &mut |_| {}).unwrap();
    assert_eq!(outcome.text_missing, None);
    let analysis = outcome.analysis;
    assert_eq!(analysis.analyzer.name, "local");
    let line = |text: &str| analysis.text_blocks.iter().find(|b| b.block_type == "LINE" && b.text == text);
    let name = line("LIVING ROOM").unwrap();
    let b = name.geometry.bounding_box;
    let middle = (b.left + b.width / 2.0, b.top + b.height / 2.0);
    assert!((middle.0 - 0.478).abs() < 0.02 && (middle.1 - 0.506).abs() < 0.02, "{middle:?}");
    let words: Vec<&str> =
        analysis.text_blocks.iter().filter(|b| b.block_type == "WORD").map(|b| b.text.as_str()).collect();
    assert!(words.contains(&"LIVING") && words.contains(&"ROOM"), "{words:?}");
    let upwards = line("3.20 m").or_else(|| line("3.20m")).unwrap();
    assert_eq!(upwards.geometry.rotation_angle.map(f64::round), Some(270.0));
}

#[test]
fn text_on_the_border_of_tiles_is_read_once() {
    let Some(models) = models() else { return };
    let small = image::load_from_memory(&room_png()).unwrap().to_rgb8();
    let mut sheet = RgbImage::from_pixel(2_400, 1_000, image::Rgb([255; 3]));
    // The name spans the middle of the sheet, where two tiles meet.
    image::imageops::replace(&mut sheet, &small, 620, 0);
    let analysis = read(&picture_png(&sheet), Png, Some(&models), &mut |_| {}).unwrap().analysis;
    let found = analysis.text_blocks.iter().filter(|b| b.text == "LIVING ROOM").count();
    assert_eq!(found, 1);
}

#[test]
fn a_page_on_its_head_is_read_all_the_same() {
    let Some(models) = models() else { return };
    let content: String = ["KITCHEN", "LIVING ROOM", "BATHROOM", "BEDROOM", "HALL"]
        .iter()
        .enumerate()
        .map(|(i, name)| format!("BT /F1 20 Tf 220 {} Td ({name}) Tj ET ", 60 + 80 * i))
        .collect();
    let page = drawing::PdfPage { attributes: "/MediaBox[0 0 600 500]/Rotate 180", content };
    let png = page_picture(&drawing::pdf(&[page]), Pdf, 1, 1_200).unwrap().to_png();
    let analysis = read(&png, Png, Some(&models), &mut |_| {}).unwrap().analysis;
    let kitchen = analysis.text_blocks.iter().find(|b| b.block_type == "LINE" && b.text == "KITCHEN").unwrap();
    assert_eq!(kitchen.geometry.rotation_angle.map(f64::round), Some(180.0));
    assert_eq!(analysis.text_blocks.iter().filter(|b| b.block_type == "LINE").count(), 5);
}

#[test]
fn short_names_are_read_on_pages_that_lie_on_their_side_or_in_a_mirror() {
    let Some(models) = models() else { return };
    let names = ["MH", "OH", "KPH", "VH", "PSH", "RUOK"];
    let place = |i: usize| [80 + 250 * (i % 2), 60 + 160 * (i / 2)];
    let content: String = names
        .iter()
        .enumerate()
        .map(|(i, name)| format!("BT /F1 20 Tf {} {} Td ({name}) Tj ET ", place(i)[0], place(i)[1]))
        .collect();
    let page = drawing::PdfPage { attributes: "/MediaBox[0 0 600 500]", content };
    let png = page_picture(&drawing::pdf(&[page]), Pdf, 1, 1_200).unwrap().to_png();
    let upright = image::load_from_memory(&png).unwrap().to_rgb8();
    for (lies, sheet) in [
        ("as it should", upright.clone()),
        ("on its side", image::imageops::rotate90(&upright)),
        ("on its other side", image::imageops::rotate270(&upright)),
        ("in a mirror", image::imageops::flip_horizontal(&upright)),
        ("in a mirror below", image::imageops::flip_vertical(&upright)),
        ("on its side in a mirror", image::imageops::rotate90(&image::imageops::flip_horizontal(&upright))),
    ] {
        let analysis = read(&picture_png(&sheet), Png, Some(&models), &mut |_| {}).unwrap().analysis;
        let mut read = shared::labels::read_page(&analysis, 1).names;
        read.sort_by(|a, b| a.label.text.cmp(&b.label.text));
        let read: Vec<&str> = read.iter().map(|name| name.label.text.as_str()).collect();
        assert_eq!(read, ["KPH", "MH", "OH", "PSH", "RUOK", "VH"], "{lies}");
    }
}

#[test]
fn what_is_read_does_not_depend_on_threads() {
    let Some(two) = models().map(|m| m.with_threads(2)) else { return };
    let Some(one) = models().map(|m| m.with_threads(1)) else { return };
    let page = room_png();
    let read = |m: &Models| read(&page, Png, Some(m), &mut |_| {}).unwrap().analysis.to_json().unwrap();
    assert_eq!(read(&one), read(&two));
}

#[test]
fn tiny_and_blank_pages_have_no_text() {
    let Some(models) = models() else { return };
    for (width_px, height_px) in [(1, 1), (10, 10), (1, 500), (300, 200)] {
        let outcome = read(&drawing::png(width_px, height_px), Png, Some(&models), &mut |_| {}).unwrap();
        assert_eq!(outcome.text_missing, None, "{width_px} x {height_px}");
        assert!(outcome.analysis.text_blocks.is_empty(), "{width_px} x {height_px}");
    }
}

#[test]
fn bytes_that_are_no_models_do_not_load() {
    let error = Models::load(b"nothing".to_vec(), Vec::new()).unwrap_err();
    assert!(error.to_string().contains("detection"), "{error}");
}
