//! A scene as SVG, with text as text.

use std::fmt::Write;

use crate::font::CAPITAL_HEIGHT;
use crate::scene::{Color, Item, Scene, Shape, Text};

/// The scene as an SVG document.
#[must_use]
pub fn svg(scene: &Scene) -> String {
    let (width, height) = (scene.width.round(), scene.height.round());
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"Noto Sans, Helvetica, Arial, sans-serif\" text-anchor=\"middle\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        hex(scene.paper)
    );
    for item in &scene.items {
        match item {
            Item::Shape(shape) => write_shape(&mut svg, shape),
            Item::Text(text) => write_text(&mut svg, text),
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn write_shape(svg: &mut String, shape: &Shape) {
    let mut path = String::new();
    for line in &shape.lines {
        for (i, p) in line.iter().enumerate() {
            // Writing into a string cannot fail, here and below.
            let _ = write!(path, "{}{:.2} {:.2}", if i == 0 { 'M' } else { 'L' }, p[0], p[1]);
        }
        if shape.is_closed {
            path.push('Z');
        }
    }
    let fill = shape.fill.map_or_else(|| "none".to_owned(), hex);
    let _ = write!(svg, "<path d=\"{path}\" fill=\"{fill}\" fill-rule=\"evenodd\"");
    if let Some(stroke) = shape.stroke {
        let _ = write!(svg, " stroke=\"{}\" stroke-width=\"{:.2}\"", hex(stroke.color), stroke.width);
        if let Some([dash, gap]) = stroke.dash {
            let _ = write!(svg, " stroke-dasharray=\"{dash:.2} {gap:.2}\"");
        }
    }
    svg.push_str("/>\n");
}

fn write_text(svg: &mut String, text: &Text) {
    let content = text.content.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        svg,
        "<text transform=\"translate({:.2} {:.2}) rotate({:.2})\" y=\"{:.2}\" font-size=\"{:.2}\" fill=\"{}\"{}>{content}</text>",
        text.center[0],
        text.center[1],
        text.degrees,
        text.size * CAPITAL_HEIGHT / 2.0,
        text.size,
        hex(text.color),
        if text.is_bold { " font-weight=\"bold\"" } else { "" }
    );
}

fn hex([red, green, blue]: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
