//! A scene as pixels.

use image::{Rgb, RgbImage};
use tiny_skia::{
    FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke as SkiaStroke, StrokeDash, Transform,
};

use crate::font::{Font, Pen};
use crate::geometry::Point;
use crate::scene::{Color, Item, Scene, Shape};

/// The scene on its paper.
#[must_use]
pub fn picture(scene: &Scene) -> RgbImage {
    let size = |length: f64| (length.round() as u32).clamp(1, 20_000);
    let mut picture = RgbImage::from_pixel(size(scene.width), size(scene.height), Rgb(scene.paper));
    paint(scene, &mut picture);
    picture
}

/// Paints the items of a scene over a picture.
pub fn paint(scene: &Scene, picture: &mut RgbImage) {
    // A picture without pixels has nothing to paint on.
    let Some(mut pixels) = Pixmap::new(picture.width(), picture.height()) else { return };
    for (to, from) in pixels.data_mut().chunks_exact_mut(4).zip(picture.as_raw().chunks_exact(3)) {
        to[..3].copy_from_slice(from);
        to[3] = 255;
    }
    let fonts = [Font::of(false), Font::of(true)];
    for item in &scene.items {
        match item {
            Item::Shape(shape) => paint_shape(shape, &mut pixels),
            Item::Text(text) => {
                let mut pen = PathPen(PathBuilder::new());
                fonts[usize::from(text.is_bold)].outline(text, &mut pen);
                if let Some(path) = pen.0.finish() {
                    pixels.fill_path(&path, &paint_of(text.color), FillRule::Winding, Transform::identity(), None);
                }
            }
        }
    }
    for (to, from) in picture.chunks_exact_mut(3).zip(pixels.data().chunks_exact(4)) {
        to.copy_from_slice(&from[..3]);
    }
}

fn paint_shape(shape: &Shape, pixels: &mut Pixmap) {
    let Some(path) = path_of(shape) else { return };
    if let Some(color) = shape.fill {
        pixels.fill_path(&path, &paint_of(color), FillRule::EvenOdd, Transform::identity(), None);
    }
    if let Some(stroke) = shape.stroke {
        let dash = stroke.dash.and_then(|[dash, gap]| StrokeDash::new(vec![dash as f32, gap as f32], 0.0));
        let looks = SkiaStroke {
            width: stroke.width as f32,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Miter,
            dash,
            ..SkiaStroke::default()
        };
        pixels.stroke_path(&path, &paint_of(stroke.color), &looks, Transform::identity(), None);
    }
}

fn path_of(shape: &Shape) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for line in &shape.lines {
        for (i, p) in line.iter().enumerate() {
            let (x, y) = (p[0] as f32, p[1] as f32);
            if i == 0 { builder.move_to(x, y) } else { builder.line_to(x, y) }
        }
        if shape.is_closed {
            builder.close();
        }
    }
    builder.finish()
}

fn paint_of([red, green, blue]: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}

struct PathPen(PathBuilder);

impl Pen for PathPen {
    fn move_to(&mut self, p: Point) {
        self.0.move_to(p[0] as f32, p[1] as f32);
    }

    fn line_to(&mut self, p: Point) {
        self.0.line_to(p[0] as f32, p[1] as f32);
    }

    fn curve_to(&mut self, control: Point, p: Point) {
        self.0.quad_to(control[0] as f32, control[1] as f32, p[0] as f32, p[1] as f32);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
