//! Pictures of every kind come out as they are shown.

mod drawing;

use drawing::{encoded_png, jpg, png, turned};
use image::ExtendedColorType::{L8, La8, Rgb16, Rgba8};
use reader::{fit_for_textract, page_picture, read};
use shared::job::BlueprintFormat::{Jpg, Png};

const BIG: u32 = 10_000;

#[test]
fn every_kind_of_pixel_becomes_rgb() {
    let half_black = encoded_png(&[0, 0, 0, 128], 1, 1, Rgba8);
    assert_eq!(page_picture(&half_black, Png, 1, BIG).unwrap().rgb(), [127, 127, 127], "over white");
    let clear = encoded_png(&[0, 0], 1, 1, La8);
    assert_eq!(page_picture(&clear, Png, 1, BIG).unwrap().rgb(), [255, 255, 255]);
    // Samples of 16 bits, each with two equal bytes, so that their order does not matter.
    let deep = encoded_png(&[255, 255, 128, 128, 0, 0], 1, 1, Rgb16);
    assert_eq!(page_picture(&deep, Png, 1, BIG).unwrap().rgb(), [255, 128, 0]);
    let grey = encoded_png(&[7], 1, 1, L8);
    assert_eq!(page_picture(&grey, Png, 1, BIG).unwrap().rgb(), [7, 7, 7]);
}

#[test]
fn exif_turns_the_picture_as_browsers_do() {
    let lying = jpg(40, 20);
    for (orientation, size) in [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))] {
        let file = turned(&lying, orientation);
        let info = reader::check(&file, Some(Jpg)).unwrap();
        assert_eq!((info.page_sizes[0].width_px, info.page_sizes[0].height_px), size, "orientation {orientation}");
        let picture = page_picture(&file, Jpg, 1, BIG).unwrap();
        assert_eq!((picture.width_px(), picture.height_px()), size, "orientation {orientation}");
        // What Textract sees lies as people see it.
        let fitted = fit_for_textract(&file, Jpg).unwrap();
        let seen = page_picture(&fitted.bytes, fitted.format, 1, BIG).unwrap();
        assert_eq!((seen.width_px(), seen.height_px()), size, "orientation {orientation}");
    }
}

#[test]
fn tiny_and_blank_pictures_are_read() {
    for (width_px, height_px) in [(1, 1), (10, 10), (1, 300), (400, 300)] {
        let outcome = read(&png(width_px, height_px), Png, None, &mut |_| {}).unwrap();
        assert_eq!(outcome.analysis.line_work[0].line_work.width_px, width_px);
        assert!(outcome.analysis.text_blocks.is_empty());
        assert_eq!(outcome.text_missing, Some(reader::TextMissing::NoModels));
        assert_eq!(outcome.analysis.analyzer.name, "none");
    }
}

#[test]
fn what_textract_takes_goes_as_it_is_and_the_rest_is_scaled() {
    let small = png(300, 200);
    let fitted = fit_for_textract(&small, Png).unwrap();
    assert_eq!((fitted.bytes.as_ref(), fitted.format), (small.as_slice(), Png));
    let long = png(12_000, 30);
    let fitted = fit_for_textract(&long, Png).unwrap();
    let seen = page_picture(&fitted.bytes, fitted.format, 1, u32::MAX).unwrap();
    assert_eq!((seen.width_px(), seen.height_px()), (10_000, 25));
}

#[test]
fn pictures_are_shown_no_larger_than_asked() {
    let shown = page_picture(&png(400, 200), Png, 1, 100).unwrap();
    assert_eq!((shown.width_px(), shown.height_px()), (100, 50));
    let shown = page_picture(&png(40, 20), Png, 1, 100).unwrap();
    assert_eq!((shown.width_px(), shown.height_px()), (40, 20), "never enlarged");
    assert!(page_picture(&png(40, 20), Png, 2, 100).is_err());
}
