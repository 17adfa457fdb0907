//! The letters: Noto Sans, as outlines and widths.

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::geometry::Point;
use crate::scene::Text;

/// Height of capitals as a share of the font size.
pub(crate) const CAPITAL_HEIGHT: f64 = 0.714;

/// One cut of the font.
pub(crate) struct Font {
    face: Face<'static>,
}

impl Font {
    /// The regular or the bold cut.
    pub(crate) fn of(is_bold: bool) -> Self {
        let bytes = if is_bold { ttf_noto_sans::BOLD } else { ttf_noto_sans::REGULAR };
        #[expect(clippy::expect_used, reason = "the bytes are part of this program and were read when it was tested")]
        let face = Face::parse(bytes, 0).expect("the bundled font is a font");
        Self { face }
    }

    fn glyph(&self, c: char) -> GlyphId {
        self.face.glyph_index(c).unwrap_or(GlyphId(0))
    }

    /// Width of a text in font sizes.
    pub(crate) fn width(&self, text: &str) -> f64 {
        let units: u32 = text.chars().map(|c| u32::from(self.face.glyph_hor_advance(self.glyph(c)).unwrap_or(0))).sum();
        f64::from(units) / f64::from(self.face.units_per_em())
    }

    /// Draws the outlines of a text, glyph by glyph, on the page.
    pub(crate) fn outline(&self, text: &Text, pen: &mut dyn Pen) {
        let scale = text.size / f64::from(self.face.units_per_em());
        let turn = Turn::of(text);
        let baseline = text.size * CAPITAL_HEIGHT / 2.0;
        let mut x = -self.width(&text.content) * text.size / 2.0;
        for c in text.content.chars() {
            let glyph = self.glyph(c);
            let mut builder = Glyph { pen: &mut *pen, turn, x, baseline, scale };
            self.face.outline_glyph(glyph, &mut builder);
            x += f64::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
        }
    }
}

/// Takes outlines in pixels of the page.
pub(crate) trait Pen {
    fn move_to(&mut self, p: Point);
    fn line_to(&mut self, p: Point);
    fn curve_to(&mut self, control: Point, p: Point);
    fn close(&mut self);
}

/// From a text's own axes (origin at its centre, x along it, y down) to the page.
#[derive(Clone, Copy)]
pub(crate) struct Turn {
    center: Point,
    sin: f64,
    cos: f64,
}

impl Turn {
    pub(crate) fn of(text: &Text) -> Self {
        let angle = text.degrees.to_radians();
        Self { center: text.center, sin: libm::sin(angle), cos: libm::cos(angle) }
    }

    pub(crate) fn apply(&self, x: f64, y: f64) -> Point {
        [self.center[0] + x * self.cos - y * self.sin, self.center[1] + x * self.sin + y * self.cos]
    }
}

/// From font units of one glyph to the page; half the capitals' height lies below the centre.
struct Glyph<'a> {
    pen: &'a mut dyn Pen,
    turn: Turn,
    x: f64,
    baseline: f64,
    scale: f64,
}

impl Glyph<'_> {
    fn page(&self, x: f32, y: f32) -> Point {
        self.turn.apply(self.x + f64::from(x) * self.scale, self.baseline - f64::from(y) * self.scale)
    }
}

impl OutlineBuilder for Glyph<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let p = self.page(x, y);
        self.pen.move_to(p);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let p = self.page(x, y);
        self.pen.line_to(p);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, p) = (self.page(x1, y1), self.page(x, y));
        self.pen.curve_to(control, p);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        // TrueType outlines are quadratic; should a cubic come, its middle control point is close enough.
        self.quad_to((x1 + x2) / 2.0, (y1 + y2) / 2.0, x, y);
    }

    fn close(&mut self) {
        self.pen.close();
    }
}
