//! A drawing as a list of what is on the sheet, in pixels: what the picture, the SVG and the PDF are made from.

use crate::geometry::{Point, Rect, Ring};

/// Red, green, blue.
pub type Color = [u8; 3];

/// Black.
pub const BLACK: Color = [0, 0, 0];
/// White.
pub const WHITE: Color = [255, 255, 255];

/// A line's looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Width in pixels.
    pub width: f64,
    /// Colour.
    pub color: Color,
    /// Lengths of dash and gap in pixels.
    pub dash: Option<[f64; 2]>,
}

/// Lines and areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The points of each line.
    pub lines: Vec<Vec<Point>>,
    /// Whether each line returns to its first point.
    pub is_closed: bool,
    /// Colour inside (even-odd rule).
    pub fill: Option<Color>,
    /// The line along it.
    pub stroke: Option<Stroke>,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// What it says.
    pub content: String,
    /// The middle of the text: half its width, half the height of its capitals.
    pub center: Point,
    /// Font size in pixels.
    pub size: f64,
    /// Degrees it is turned by, clockwise.
    pub degrees: f64,
    /// Colour.
    pub color: Color,
    /// Whether it is bold.
    pub is_bold: bool,
}

/// One thing on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Lines and areas.
    Shape(Shape),
    /// Text.
    Text(Text),
}

/// A sheet with everything on it, in the order in which it is painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// Colour of the sheet.
    pub paper: Color,
    /// What is on it.
    pub items: Vec<Item>,
}

impl Scene {
    /// An empty sheet.
    #[must_use]
    pub fn new(width: f64, height: f64, paper: Color) -> Self {
        Self { width, height, paper, items: Vec::new() }
    }

    /// Adds an area without a line round it.
    pub fn fill(&mut self, rings: Vec<Ring>, color: Color) {
        self.items.push(Item::Shape(Shape { lines: rings, is_closed: true, fill: Some(color), stroke: None }));
    }

    /// Adds closed lines.
    pub fn outline(&mut self, rings: Vec<Ring>, fill: Option<Color>, stroke: Stroke) {
        self.items.push(Item::Shape(Shape { lines: rings, is_closed: true, fill, stroke: Some(stroke) }));
    }

    /// Adds open lines.
    pub fn lines(&mut self, lines: Vec<Vec<Point>>, stroke: Stroke) {
        self.items.push(Item::Shape(Shape { lines, is_closed: false, fill: None, stroke: Some(stroke) }));
    }

    /// Adds text.
    pub fn text(&mut self, text: Text) {
        self.items.push(Item::Text(text));
    }

    /// The texts, in the order in which they were added.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(text) => Some(text),
            Item::Shape(_) => None,
        })
    }

    /// The box round every line.
    #[must_use]
    pub fn extent(&self) -> Rect {
        let mut points = Vec::new();
        for item in &self.items {
            match item {
                Item::Shape(shape) => points.extend(shape.lines.iter().flatten()),
                Item::Text(text) => points.push(text.center),
            }
        }
        Rect::around(&points)
    }

    /// The scene under a placement; sizes and line widths are scaled, the sheet becomes `width` x `height`.
    #[must_use]
    pub fn placed(mut self, placement: &Placement, width: f64, height: f64) -> Self {
        (self.width, self.height) = (width, height);
        for item in &mut self.items {
            match item {
                Item::Shape(shape) => {
                    for point in shape.lines.iter_mut().flatten() {
                        *point = placement.apply(*point);
                    }
                    if let Some(stroke) = &mut shape.stroke {
                        stroke.width *= placement.scale;
                        stroke.dash = stroke.dash.map(|dash| dash.map(|length| length * placement.scale));
                    }
                }
                Item::Text(text) => {
                    text.center = placement.apply(text.center);
                    text.size *= placement.scale;
                    text.degrees += placement.degrees;
                }
            }
        }
        self
    }
}

/// Where a drawing lies on a sheet: scaled and turned about a point, then moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// The point that is turned about.
    pub pivot: Point,
    /// Where that point goes.
    pub to: Point,
    /// Factor.
    pub scale: f64,
    /// Degrees, clockwise.
    pub degrees: f64,
}

impl Placement {
    /// Where a point goes.
    #[must_use]
    pub fn apply(&self, p: Point) -> Point {
        let (sin, cos) = (libm::sin(self.degrees.to_radians()), libm::cos(self.degrees.to_radians()));
        let [x, y] = [(p[0] - self.pivot[0]) * self.scale, (p[1] - self.pivot[1]) * self.scale];
        [self.to[0] + x * cos - y * sin, self.to[1] + x * sin + y * cos]
    }
}
