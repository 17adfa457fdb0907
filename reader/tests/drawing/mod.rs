//! Documents that tests draw themselves.

#![expect(clippy::unwrap_used, reason = "a test that cannot draw its document has failed")]
#![allow(dead_code, reason = "each test file is a crate of its own and draws some of these")]

use std::fmt::Write as _;

use image::{ExtendedColorType, ImageEncoder, RgbImage};

/// A grey PNG of one colour.
pub(crate) fn png(width_px: u32, height_px: u32) -> Vec<u8> {
    encoded_png(&vec![200; (width_px * height_px) as usize], width_px, height_px, ExtendedColorType::L8)
}

/// A PNG of these bytes.
pub(crate) fn encoded_png(pixels: &[u8], width_px: u32, height_px: u32, colour: ExtendedColorType) -> Vec<u8> {
    let mut file = Vec::new();
    image::codecs::png::PngEncoder::new(&mut file).write_image(pixels, width_px, height_px, colour).unwrap();
    file
}

/// An RGB picture as PNG.
pub(crate) fn picture_png(picture: &RgbImage) -> Vec<u8> {
    encoded_png(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
}

/// A grey JPG of one colour.
pub(crate) fn jpg(width_px: u32, height_px: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = vec![200; (width_px * height_px) as usize];
    image::codecs::jpeg::JpegEncoder::new(&mut file)
        .write_image(&pixels, width_px, height_px, ExtendedColorType::L8)
        .unwrap();
    file
}

/// The JPG with an Exif segment that says how it is turned (1 to 8).
pub(crate) fn turned(jpg: &[u8], orientation: u8) -> Vec<u8> {
    // Big-endian TIFF with one directory entry: tag 0x0112, type short, count 1.
    let tiff = [b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
    let mut segment = vec![0xFF, 0xE1, 0, (2 + 6 + tiff.len()) as u8];
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    [&jpg[..2], &segment, &jpg[2..]].concat()
}

/// A page of a PDF.
pub(crate) struct PdfPage {
    /// The rest of the page's dictionary, `/MediaBox` and `/Rotate` among it.
    pub(crate) attributes: &'static str,
    /// What is drawn.
    pub(crate) content: String,
}

/// A PDF with Helvetica as `/F1` and a cross-reference table that is right.
pub(crate) fn pdf(pages: &[PdfPage]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (i, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R{}>>",
            5 + 2 * i,
            page.attributes
        ));
        objects.push(format!("<</Length {}>>stream\n{}\nendstream", page.content.len(), page.content));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj{object}endobj", i + 1).unwrap();
    }
    let start = file.len();
    write!(file, "{table}trailer<</Root 1 0 R/Size {}>>\nstartxref\n{start}\n%%EOF", objects.len() + 1).unwrap();
    file.into_bytes()
}

/// The content of a page with a walled room of 400 by 300 points, its name, and a dimension that reads upwards.
pub(crate) fn room_content() -> String {
    "8 w 100 100 400 300 re S BT /F1 20 Tf 220 240 Td (LIVING ROOM) Tj ET \
     BT /F1 12 Tf 0 1 -1 0 80 220 Tm (3.20 m) Tj ET"
        .to_owned()
}

/// A plain PDF of that page.
pub(crate) fn room_pdf() -> Vec<u8> {
    pdf(&[PdfPage { attributes: "/MediaBox[0 0 600 500]", content: room_content() }])
}
