//! One pass over a page: its glyphs (what they say, where they stand, their outlines), and whatever else it draws.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::object::{Dict, Name};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect};
use shared::limits::MAX_PDF_GLYPHS;

use super::drawing::Drawing;

/// Units that glyphs are measured in: so many to the size of the font.
const UNITS_PER_EM: f64 = 1000.0;
/// Width taken for glyphs whose font does not tell it, in units.
const USUAL_ADVANCE: f32 = 500.0;

/// A glyph on a page, in pixels of the page's picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedGlyph {
    /// What it says; `None` where the font does not tell. Blanks are blank.
    pub text: Option<String>,
    /// Where it stands on its baseline, `[x, y]`.
    pub origin_px: [f64; 2],
    /// Direction of reading, a unit vector.
    pub along: [f64; 2],
    /// How far the next glyph stands, along the baseline.
    pub advance_px: f64,
    /// The font's size.
    pub em_px: f64,
}

/// What one pass over a page finds of its text.
#[derive(Default)]
pub(super) struct PageGlyphs {
    /// All glyphs, in drawing order.
    pub glyphs: Vec<PlacedGlyph>,
    /// The outlines of those that are seen and say something, in pixels.
    pub outlines: Vec<BezPath>,
    /// The largest image, as a share of the page.
    pub largest_image_share: f64,
    /// Lines and areas.
    pub drawing: Drawing,
}

/// Goes over a page without drawing it.
pub(super) fn page_glyphs(page: &Page<'_>, to_pixels: Affine, width_px: u32, height_px: u32) -> PageGlyphs {
    let area = Rect::new(0.0, 0.0, f64::from(width_px), f64::from(height_px));
    let cache = InterpreterCache::new();
    let mut context = Context::new(to_pixels, area, &cache, page.xref(), InterpreterSettings::default());
    let codes_are_unicode = codes_are_unicode(page);
    let mut collector = Collector { found: PageGlyphs::default(), area, codes_are_unicode, in_glyph: false };
    interpret_page(page, &mut context, &mut collector);
    collector.found
}

struct Collector {
    found: PageGlyphs,
    area: Rect,
    codes_are_unicode: bool,
    /// Within a glyph that is drawn by instructions of its own.
    in_glyph: bool,
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for placed in run.glyphs() {
            if self.found.glyphs.len() >= MAX_PDF_GLYPHS {
                return;
            }
            let transform = props.transform * placed.transform();
            let glyph: &Glyph<'_> = placed;
            let advance = match glyph {
                Glyph::Outline(g) => g.advance_width(),
                Glyph::Type3(g) => g.advance_width(),
            };
            let Some(position) = position(transform, f64::from(advance.unwrap_or(USUAL_ADVANCE))) else { continue };
            // What hangs over the edge may be read; what lies beyond it is not on the page.
            if !self.area.contains(Point::new(position.origin_px[0], position.origin_px[1])) {
                continue;
            }
            let text = self.unicode(glyph);
            let is_legible = text.is_some();
            self.found.glyphs.push(PlacedGlyph { text, ..position });
            if matches!(mode, DrawMode::Invisible) {
                continue;
            }
            match glyph {
                Glyph::Outline(outline) if is_legible => self.found.outlines.push(transform * outline.outline()),
                // It may be read as pixels.
                Glyph::Outline(outline) => {
                    let props = DrawProps { transform, ..props.clone() };
                    self.found.drawing.add_path(&outline.outline(), &props, &DrawMode::Fill(FillRule::NonZero));
                }
                Glyph::Type3(drawn) => {
                    let was_in_glyph = std::mem::replace(&mut self.in_glyph, is_legible);
                    drawn.interpret(self, props.transform, placed.transform(), &props.paint);
                    self.in_glyph = was_in_glyph;
                }
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if !self.in_glyph {
            self.found.drawing.add_path(path, &props, mode);
        } else if self.found.outlines.len() < MAX_PDF_GLYPHS {
            self.found.outlines.push(props.transform * path.clone());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let corners = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let seen = props.transform.transform_rect_bbox(corners).intersect(self.area);
        let share = seen.area() / self.area.area().max(1.0);
        self.found.largest_image_share = self.found.largest_image_share.max(share);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.found.drawing.push_clip(clip);
    }

    fn pop_clip(&mut self) {
        self.found.drawing.pop_clip();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, _blend: BlendMode) {
        self.found.drawing.push_group(opacity, mask.is_some());
    }

    fn pop_transparency_group(&mut self) {
        self.found.drawing.pop_group();
    }
}

/// Where a glyph stands; `None` where its transform is degenerate.
fn position(transform: Affine, advance: f64) -> Option<PlacedGlyph> {
    let [a, b, c, d, x, y] = transform.as_coeffs();
    let along_px = libm::hypot(a, b) * UNITS_PER_EM;
    let em_px = libm::hypot(c, d) * UNITS_PER_EM;
    let is_sound = [along_px, em_px, x, y].iter().all(|v| v.is_finite()) && along_px > 1e-6 && em_px > 1e-6;
    is_sound.then(|| PlacedGlyph {
        text: None,
        origin_px: [x, y],
        along: [a * UNITS_PER_EM / along_px, b * UNITS_PER_EM / along_px],
        advance_px: advance.max(0.0) / UNITS_PER_EM * along_px,
        em_px,
    })
}

impl Collector {
    fn unicode(&self, glyph: &Glyph<'_>) -> Option<String> {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None if self.codes_are_unicode => char::from_u32(glyph.char_code())?.to_string(),
            None => return None,
        };
        // Control characters, private use and the replacement character say nothing.
        let says_something = |c: char| {
            let says_nothing =
                matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}') || (c.is_control() && !c.is_whitespace());
            !says_nothing
        };
        (!text.is_empty() && text.chars().all(says_something)).then(|| text.replace('\u{00A0}', " "))
    }
}

/// Whether the fonts that do not tell what their codes mean say that the codes are Unicode: some writers give the name
/// of the identity where the specification wants a table.
fn codes_are_unicode(page: &Page<'_>) -> bool {
    let fonts = &page.resources().fonts;
    let mut is_identity = false;
    for font in fonts.keys().filter_map(|name| fonts.get::<Dict<'_>>(name)) {
        let is_composite = font.get::<Name<'_>>(b"Subtype".as_slice()).is_some_and(|kind| kind.as_str() == "Type0");
        let names_identity =
            font.get::<Name<'_>>(b"ToUnicode".as_slice()).is_some_and(|map| map.as_str().starts_with("Identity"));
        if is_composite && !font.contains_key(b"ToUnicode".as_slice()) {
            return false;
        }
        is_identity |= names_identity;
    }
    is_identity
}
