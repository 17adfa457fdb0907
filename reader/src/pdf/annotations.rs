//! Text that CAD programs draw as strokes and repeat as annotations.
//!
//! AutoCAD draws text in its SHX fonts line by line, and adds to each an annotation with the title `AutoCAD SHX Text`,
//! whose contents are the text. Its rectangle goes from the text's lower left corner to its upper right, as seen by
//! whoever reads it, and so tells which way the text runs.

use hayro::hayro_syntax::object::{Array, Dict, String as PdfString};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, Point};
use shared::limits::MAX_PDF_GLYPHS;

use crate::text::{Corners, Line, Word};

const TITLE: &str = "AutoCAD SHX Text";

/// The lines that annotations repeat, in pixels of the page's picture.
pub(super) fn stroked_text(page: &Page<'_>, to_pixels: Affine) -> Vec<Line> {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots".as_slice()) else { return Vec::new() };
    annotations.iter::<Dict<'_>>().take(MAX_PDF_GLYPHS).filter_map(|a| line(&a, to_pixels)).collect()
}

fn line(annotation: &Dict<'_>, to_pixels: Affine) -> Option<Line> {
    if decoded(annotation, b"T")? != TITLE {
        return None;
    }
    let text = decoded(annotation, b"Contents")?;
    let text = plain(&text);
    let rect: Vec<f64> = annotation.get::<Array<'_>>(b"Rect".as_slice())?.iter::<f64>().take(4).collect();
    let corners_px = corners(rect.try_into().ok()?, to_pixels)?;
    let words = words(&text, &corners_px);
    (!words.is_empty()).then_some(Line { words, corners_px })
}

fn decoded(annotation: &Dict<'_>, key: &[u8]) -> Option<String> {
    let text = annotation.get::<PdfString<'_>>(key)?;
    Some(decode_text(text.as_bytes()))
}

/// A text string of a PDF (ISO 32000, 7.9.2.2): UTF-16 or UTF-8 after their marks, else one byte a character.
fn decode_text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, utf16 @ ..] => {
            let units: Vec<u16> = utf16.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, utf8 @ ..] => String::from_utf8_lossy(utf8).into_owned(),
        // The document encoding is Latin-1 but for punctuation that no plan is the poorer without.
        _ => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// AutoCAD's own codes for signs (`%%c` diameter, `%%d` degree, `%%p` plus-minus; `%%u`, `%%o` switch lines on and off).
fn plain(text: &str) -> String {
    let mut plain = text.to_owned();
    for (code, sign) in [("%%c", "Ø"), ("%%d", "°"), ("%%p", "±"), ("%%u", ""), ("%%o", "")] {
        plain = plain.replace(code, sign).replace(&code.to_uppercase(), sign);
    }
    plain
}

/// From the text's lower left and upper right corner in page space to its corners as it is read.
fn corners([x0, y0, x1, y1]: [f64; 4], to_pixels: Affine) -> Option<Corners> {
    let (lower_left, upper_right) = (Point::new(x0, y0), Point::new(x1, y1));
    // Read to the right or to the left, a text's other corners share their ends' heights; read up or down, not.
    let reads_along_x = (x1 >= x0) == (y1 >= y0);
    let (upper_left, lower_right) =
        if reads_along_x { (Point::new(x0, y1), Point::new(x1, y0)) } else { (Point::new(x1, y0), Point::new(x0, y1)) };
    let corners = [upper_left, upper_right, lower_right, lower_left].map(|p| to_pixels * p).map(|p| [p.x, p.y]);
    corners.as_flattened().iter().all(|v| v.is_finite()).then_some(corners)
}

/// Words share the length of their line by their letters.
fn words(text: &str, corners_px: &Corners) -> Vec<Word> {
    let letters = text.chars().count().max(1) as f64;
    let [top_left, top_right, bottom_right, bottom_left] = *corners_px;
    let between = |a: [f64; 2], b: [f64; 2], share: f64| [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    let mut words = Vec::new();
    let mut start = 0;
    for part in text.split(char::is_whitespace) {
        let end = start + part.chars().count();
        let (from, to) = (start as f64 / letters, end as f64 / letters);
        if !part.is_empty() {
            let corners_px = [
                between(top_left, top_right, from),
                between(top_left, top_right, to),
                between(bottom_left, bottom_right, to),
                between(bottom_left, bottom_right, from),
            ];
            words.push(Word { text: part.to_owned(), corners_px, confidence: 1.0 });
        }
        start = end + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_decoded_whatever_their_encoding() {
        assert_eq!(decode_text(b"\xFE\xFF\0D\0I\x20\xAC"), "DI€");
        assert_eq!(decode_text(b"\xEF\xBB\xBFK\xC3\xBCche"), "Küche");
        assert_eq!(decode_text(b"K\xFCche"), "Küche");
        assert_eq!(plain("%%uSTAIR%%U 90%%d"), "STAIR 90°");
    }

    #[test]
    fn a_rectangle_tells_which_way_its_text_runs() {
        // Pixels with y downwards, as pages are drawn.
        let to_pixels = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, 1000.0]);
        let upright = corners([100.0, 200.0, 150.0, 210.0], to_pixels).unwrap();
        assert_eq!(upright[0], [100.0, 790.0]);
        assert_eq!(upright[1], [150.0, 790.0]);
        let upwards = corners([498.0, 678.0, 488.0, 702.0], to_pixels).unwrap();
        assert_eq!(upwards[0], [488.0, 322.0], "it starts at the bottom");
        assert_eq!(upwards[1], [488.0, 298.0], "and ends at the top");
        assert_eq!(upwards[3], [498.0, 322.0]);
    }

    #[test]
    fn words_share_their_line_by_letters() {
        let line = [[0.0, 0.0], [90.0, 0.0], [90.0, 10.0], [0.0, 10.0]];
        let words = words("BED  ROOM", &line);
        assert_eq!(words.len(), 2);
        assert_eq!(words[1].corners_px[0][0].round(), 50.0);
    }
}
