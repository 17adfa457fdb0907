//! Plans drawn for the tests.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma};

/// Two rooms with a door between them, black on white.
pub(crate) fn plan(width: u32, height: u32) -> GrayImage {
    let mut image = GrayImage::from_pixel(width, height, Luma([255]));
    let (left, top, right, bottom) = (width / 10, height / 10, width - width / 10, height - height / 10);
    let wall = 6;
    let mut fill = |x0: u32, y0: u32, x1: u32, y1: u32| {
        for y in y0..y1 {
            for x in x0..x1 {
                image.put_pixel(x, y, Luma([0]));
            }
        }
    };
    fill(left, top, right, top + wall);
    fill(left, bottom - wall, right, bottom);
    fill(left, top, left + wall, bottom);
    fill(right - wall, top, right, bottom);
    let middle = width / 2;
    fill(middle, top, middle + wall, height / 2 - 15);
    fill(middle, height / 2 + 15, middle + wall, bottom);
    image
}

pub(crate) fn encoded(image: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(image).write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub(crate) fn plan_png() -> Vec<u8> {
    encoded(plan(400, 300), ImageFormat::Png)
}

pub(crate) fn plan_jpg() -> Vec<u8> {
    encoded(plan(400, 300), ImageFormat::Jpeg)
}

/// A plan whose bytes no other test has.
pub(crate) fn plan_png_of(number: u32) -> Vec<u8> {
    encoded(plan(400 + number, 300), ImageFormat::Png)
}

/// A one-page PDF with one line of text.
pub(crate) fn one_line_pdf(text: &str) -> Vec<u8> {
    pdf_of_pages(&[text])
}

/// A PDF with one page for each text.
pub(crate) fn pdf_of_pages(texts: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..texts.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), texts.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (i, text) in texts.iter().enumerate() {
        let content = format!("BT /F1 24 Tf 72 700 Td ({text}) Tj ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * i
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", number + 1).as_bytes());
    }
    let table = file.len();
    file.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        file.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let trailer = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.extend_from_slice(trailer.as_bytes());
    file
}

/// A small PNG whose header claims to be of another size.
pub(crate) fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = encoded(plan(100, 100), ImageFormat::Png);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&file[12..29]);
    file[29..33].copy_from_slice(&checksum.to_be_bytes());
    file
}

/// The checksum of PNG chunks (PNG specification, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

/// The smallest GIF.
pub(crate) const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
