//! A scene as a PDF page of vector paths, with text in Helvetica (PDF 32000-1:2008, sections 7.5, 8.5, 9.2 and 9.6.2).

use std::fmt::Write;

use crate::font::{CAPITAL_HEIGHT, Font, Turn};
use crate::scene::{Color, Item, Scene, Shape, Text};

/// Points of the page for a pixel of the scene: a scene of 1584 pixels is a page of 11 inches.
const POINTS_A_PIXEL: f64 = 0.5;

/// The scene as a document of one page.
#[must_use]
pub fn pdf(scene: &Scene) -> Vec<u8> {
    let (width, height) = (scene.width * POINTS_A_PIXEL, scene.height * POINTS_A_PIXEL);
    // From pixels, y down, to points, y up.
    let mut content = format!("{POINTS_A_PIXEL} 0 0 -{POINTS_A_PIXEL} 0 {height:.2} cm\n").into_bytes();
    let fonts = [Font::of(false), Font::of(true)];
    for item in &scene.items {
        match item {
            Item::Shape(shape) => content.extend(shape_operators(shape).bytes()),
            Item::Text(text) => write_text(&mut content, text, &fonts[usize::from(text.is_bold)]),
        }
    }
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>").into_bytes()
    };
    let mut stream = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
    stream.extend(content);
    stream.extend(b"\nendstream");
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2} {height:.2}] /Contents 4 0 R \
             /Resources << /Font << /F0 5 0 R /F1 6 0 R >> >> >>"
        )
        .into_bytes(),
        stream,
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    document(&objects)
}

/// Numbered objects with their table and trailer.
fn document(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        // Writing into a string cannot fail, here and below.
        let _ = writeln!(table, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{} 0 obj\n", i + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let trailer = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend(table.bytes());
    bytes.extend(trailer.bytes());
    bytes
}

fn shape_operators(shape: &Shape) -> String {
    let mut text = String::new();
    if let Some(color) = shape.fill {
        let _ = writeln!(text, "{} rg", components(color));
    }
    if let Some(stroke) = shape.stroke {
        let _ = writeln!(text, "{} RG {:.2} w", components(stroke.color), stroke.width);
        let _ = match stroke.dash {
            Some([dash, gap]) => writeln!(text, "[{dash:.2} {gap:.2}] 0 d"),
            None => writeln!(text, "[] 0 d"),
        };
    }
    for line in &shape.lines {
        for (i, p) in line.iter().enumerate() {
            let _ = writeln!(text, "{:.2} {:.2} {}", p[0], p[1], if i == 0 { 'm' } else { 'l' });
        }
        if shape.is_closed {
            text.push_str("h\n");
        }
    }
    text.push_str(match (shape.fill, shape.stroke) {
        (Some(_), Some(_)) => "B*\n",
        (Some(_), None) => "f*\n",
        (None, Some(_)) => "S\n",
        (None, None) => "n\n",
    });
    text
}

/// Text as wide as on the picture: Helvetica is stretched to the width of the letters that the picture has.
fn write_text(content: &mut Vec<u8>, text: &Text, font: &Font) {
    let encoded: Vec<u8> = text.content.chars().map(win_ansi).collect();
    let width = font.width(&text.content) * text.size;
    let own_width = encoded.iter().map(|&byte| helvetica_width(byte)).sum::<f64>() * text.size;
    let turn = Turn::of(text);
    let origin = turn.apply(-width / 2.0, text.size * CAPITAL_HEIGHT / 2.0);
    let (x_axis, y_axis) = (turn.apply(1.0, 0.0), turn.apply(0.0, -1.0));
    let axis = |p: [f64; 2]| format!("{:.5} {:.5}", p[0] - text.center[0], p[1] - text.center[1]);
    content.extend(
        format!(
            "BT {} rg /F{} {:.2} Tf {:.2} Tz {} {} {:.2} {:.2} Tm (",
            components(text.color),
            u8::from(text.is_bold),
            text.size,
            if own_width > 0.0 { width / own_width * 100.0 } else { 100.0 },
            axis(x_axis),
            axis(y_axis),
            origin[0],
            origin[1]
        )
        .bytes(),
    );
    for byte in encoded {
        if matches!(byte, b'(' | b')' | b'\\') {
            content.push(b'\\');
        }
        content.push(byte);
    }
    content.extend(b") Tj ET\n");
}

/// The WinAnsi code of a letter; all letters of the languages that are drawn have the code of Latin-1.
fn win_ansi(c: char) -> u8 {
    u8::try_from(u32::from(c)).unwrap_or(match c {
        'Œ' => 0x8c,
        'œ' => 0x9c,
        '’' => 0x92,
        _ => b'?',
    })
}

/// About how wide Helvetica is, in font sizes (Adobe's font metrics, letters grouped).
fn helvetica_width(byte: u8) -> f64 {
    match byte {
        b'i' | b'j' | b'l' | b'\'' | 0xec..=0xef => 0.222,
        b' ' | b'.' | b',' | b':' | b'/' | b'I' | b'f' | b't' => 0.278,
        b'(' | b')' | b'-' | b'r' | 0xb2 => 0.333,
        b'"' => 0.355,
        b'c' | b'k' | b's' | b'v' | b'x' | b'y' | b'z' | b'J' => 0.5,
        b'F' | b'T' | b'Z' => 0.611,
        b'A' | b'B' | b'E' | b'K' | b'P' | b'S' | b'V' | b'X' | b'Y' => 0.667,
        b'C' | b'D' | b'H' | b'N' | b'R' | b'U' | b'w' => 0.722,
        b'G' | b'O' | b'Q' => 0.778,
        b'M' | b'm' => 0.833,
        b'W' => 0.944,
        0xc0..=0xd6 | 0xd8..=0xde => 0.7,
        _ => 0.556,
    }
}

fn components(color: Color) -> String {
    let [red, green, blue] = color.map(|part| f64::from(part) / 255.0);
    format!("{red:.3} {green:.3} {blue:.3}")
}
