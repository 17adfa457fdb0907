//! A page's lines and areas, as the file draws them: what line work is traced from.
//!
//! A PDF knows more of its lines than its pixels do. Here letters are left out instead of being painted over, specks are left
//! out, hair lines keep a width that can be seen, lines in the grey of a whole plan are as dark as if they were black, and the
//! frame of the sheet is told from walls.

use hayro::hayro_interpret::{ClipPath, DrawMode, DrawProps, FillRule, Paint, StrokeProps};
use hayro::kurbo::{Affine, BezPath, Dashes, PathEl, Point, Rect, Shape, Stroke};
use hayro::vello_cpu::RenderContext;
use hayro::vello_cpu::color::{AlphaColor, Srgb};
use hayro::vello_cpu::peniko::Fill;
use shared::limits::MAX_PDF_PATH_ELEMENTS;

/// Lines are drawn at least this wide, in pixels.
const LEAST_WIDTH_PX: f64 = 1.25;
/// Single strokes shorter than this are specks of a texture, in pixels.
const SPECK_PX: f64 = 1.6;
/// Lines shorter than this share of the page's longer side do not tell how dark the plan is drawn.
const TELLING_LENGTH: f64 = 0.015;
/// The plan is as dark as the darkest lines that make up this share of the length of all.
const DARKEST_SHARE: f64 = 0.2;
/// Dashes shorter than this on average are seen as a line, in pixels.
const LEAST_DASH_PX: f64 = 0.5;
/// Pairs of lines and texts that are compared at most: beyond it, text drawn as strokes stays.
const MOST_COMPARED: usize = 100_000_000;
/// No line is darkened by more than what makes this darkness black, of 255.
const LEAST_DARKNESS: f64 = 50.0;

/// One thing drawn, in pixels.
enum Mark {
    Area { path: BezPath, rule: FillRule, darkness: f64 },
    Line { path: BezPath, stroke: Stroke, darkness: f64 },
    Clip(ClipPath),
    Unclip,
}

/// Everything that a page draws but its letters and images.
#[derive(Default)]
pub(super) struct Drawing {
    marks: Vec<Mark>,
    elements: usize,
    /// Opacities of the groups that are open.
    groups: Vec<f64>,
    /// Something is drawn that is no plain line or area, or there is too much of it.
    is_incomplete: bool,
}

impl Drawing {
    /// Whether nothing but images is missing.
    pub(super) fn is_complete(&self) -> bool {
        !self.is_incomplete
    }

    /// Keeps a path.
    pub(super) fn add_path(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        if !self.has_room_for(path) {
            return;
        }
        let Paint::Color(color) = &props.paint else {
            self.is_incomplete = true;
            return;
        };
        if props.soft_mask.is_some() {
            self.is_incomplete = true;
            return;
        }
        let [r, g, b, alpha] = color.to_rgba().to_rgba8().map(f64::from);
        let brightness = 0.299 * r + 0.587 * g + 0.114 * b;
        let opacity = alpha / 255.0 * self.groups.iter().product::<f64>();
        let darkness = 255.0 - brightness;
        // What is see-through darkens less; white that is see-through hides nothing.
        if opacity < 0.05 || opacity < 0.95 && darkness < 5.0 {
            return;
        }
        let darkness = darkness * opacity;
        let path = props.transform * path.clone();
        if !path.elements().iter().all(is_finite) {
            return;
        }
        match mode {
            DrawMode::Fill(rule) => self.marks.push(Mark::Area { path, rule: *rule, darkness }),
            DrawMode::Stroke(stroke) => self.add_line(path, stroke, props.transform, darkness),
            DrawMode::FillAndStroke(rule, stroke) => {
                self.marks.push(Mark::Area { path: path.clone(), rule: *rule, darkness });
                self.add_line(path, stroke, props.transform, darkness);
            }
            DrawMode::Invisible => {}
        }
    }

    /// Counts a path; false where the page draws more than is kept, or something that is not kept at all.
    fn has_room_for(&mut self, path: &BezPath) -> bool {
        self.elements = self.elements.saturating_add(path.elements().len().max(1));
        self.is_incomplete |= self.elements > MAX_PDF_PATH_ELEMENTS;
        !self.is_incomplete
    }

    fn add_line(&mut self, path: BezPath, stroke: &StrokeProps, transform: Affine, darkness: f64) {
        let scale = libm::sqrt(transform.determinant().abs());
        let width = f64::from(stroke.line_width) * scale;
        if !width.is_finite() || is_speck(&path, width) {
            return;
        }
        let stroke = Stroke {
            width: width.max(LEAST_WIDTH_PX),
            join: stroke.line_join,
            miter_limit: f64::from(stroke.miter_limit),
            start_cap: stroke.line_cap,
            end_cap: stroke.line_cap,
            dash_pattern: dashes(stroke, scale),
            dash_offset: f64::from(stroke.dash_offset) * scale,
        };
        self.marks.push(Mark::Line { path, stroke, darkness });
    }

    /// What follows is seen within a path only, until [`pop_clip`](Self::pop_clip).
    pub(super) fn push_clip(&mut self, clip: &ClipPath) {
        if self.has_room_for(&clip.path) {
            self.marks.push(Mark::Clip(clip.clone()));
        }
    }

    /// Ends the last clip.
    pub(super) fn pop_clip(&mut self) {
        if !self.is_incomplete {
            self.marks.push(Mark::Unclip);
        }
    }

    /// What follows is as opaque as this, until [`pop_group`](Self::pop_group).
    pub(super) fn push_group(&mut self, opacity: f32, is_masked: bool) {
        self.groups.push(f64::from(opacity).clamp(0.0, 1.0));
        self.is_incomplete |= is_masked;
    }

    /// Ends the last group.
    pub(super) fn pop_group(&mut self) {
        self.groups.pop();
    }

    /// Draws it; `left_out` are boxes of text that is drawn as strokes.
    pub(super) fn draw(&self, context: &mut RenderContext, left_out: &[Rect]) {
        let (width, height) = (f64::from(context.width()), f64::from(context.height()));
        let factor = 255.0 / self.usual_darkness(TELLING_LENGTH * width.max(height));
        let frame = self.frame(width, height);
        let left_out = if left_out.len().saturating_mul(self.marks.len()) > MOST_COMPARED { &[] } else { left_out };
        context.set_transform(Affine::IDENTITY);
        for (i, mark) in self.marks.iter().enumerate() {
            match mark {
                Mark::Area { path, rule, darkness } => {
                    context.set_fill_rule(fill(*rule));
                    context.set_paint(grey(darkness * factor));
                    context.fill_path(path);
                }
                Mark::Line { path, stroke, darkness } => {
                    let bounds = path.bounding_box();
                    if frame.contains(&i) || left_out.iter().any(|text| text.contains_rect(bounds)) {
                        continue;
                    }
                    context.set_paint(grey(darkness * factor));
                    context.set_stroke(stroke.clone());
                    context.stroke_path(path);
                }
                Mark::Clip(clip) => {
                    context.set_fill_rule(fill(clip.fill));
                    context.push_clip_path(&clip.path);
                }
                Mark::Unclip => context.pop_clip(),
            }
        }
    }

    /// How dark the plan is drawn: the darkness that a share of the length of its lines and edges reaches.
    fn usual_darkness(&self, telling_px: f64) -> f64 {
        let mut lines: Vec<(f64, f64)> = Vec::new();
        for mark in &self.marks {
            let (Mark::Area { path, darkness, .. } | Mark::Line { path, darkness, .. }) = mark else { continue };
            // White is what is painted over, no line.
            if *darkness < 20.0 {
                continue;
            }
            let length: f64 = straight(path).map(|(a, b)| a.distance(b)).filter(|l| *l >= telling_px).sum();
            if length > 0.0 {
                lines.push((*darkness, length));
            }
        }
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        let enough = DARKEST_SHARE * lines.iter().map(|(_, length)| length).sum::<f64>();
        let mut sum = 0.0;
        let reached = lines.iter().find(|(_, length)| {
            sum += length;
            sum >= enough
        });
        reached.map_or(255.0, |(darkness, _)| darkness.clamp(LEAST_DARKNESS, 255.0))
    }

    /// The lines of the sheet's frame: unbroken, over most of the page in both directions. A building has doors.
    fn frame(&self, width: f64, height: f64) -> Vec<usize> {
        let reach = 0.01 * width.max(height);
        let mut sides: Vec<(usize, bool, Rect)> = Vec::new();
        for (i, mark) in self.marks.iter().enumerate() {
            let Mark::Line { path, .. } = mark else { continue };
            if path.elements().len() > MOST_FRAME_ELEMENTS {
                continue;
            }
            for (a, b) in straight(path) {
                let r = Rect::from_points(a, b);
                let lies = r.height() < 1.0 && r.width() >= FRAME_SHARE * width;
                let stands = r.width() < 1.0 && r.height() >= FRAME_SHARE * height;
                if lies || stands {
                    sides.push((i, lies, r));
                }
            }
        }
        if sides.len() > MOST_FRAME_SIDES {
            return Vec::new();
        }
        let mut frame = Vec::new();
        let meets = |p: Point, q: Point| (p.x - q.x).abs() < reach && (p.y - q.y).abs() < reach;
        let lying = || sides.iter().filter(|(_, lies, _)| *lies);
        let standing = || sides.iter().filter(|(_, lies, _)| !*lies);
        for (i, _, top) in lying() {
            for (j, _, bottom) in lying().filter(|(_, _, bottom)| bottom.y0 - top.y0 >= FRAME_SHARE * height) {
                let side = |x: f64, from: Point, to: Point| {
                    standing().find(|(_, _, r)| {
                        (r.x0 - x).abs() < reach && meets(r.origin(), from) && meets(Point::new(r.x1, r.y1), to)
                    })
                };
                let left = side(top.x0, top.origin(), bottom.origin());
                let right = side(top.x1, Point::new(top.x1, top.y1), Point::new(bottom.x1, bottom.y1));
                if let (Some((k, ..)), Some((l, ..))) = (left, right) {
                    frame.extend([*i, *j, *k, *l]);
                }
            }
        }
        frame
    }
}

/// A frame is at least this share of the page wide and high.
const FRAME_SHARE: f64 = 0.8;
/// A path of more elements is no side of a frame.
const MOST_FRAME_ELEMENTS: usize = 8;
/// Pages with more long lines than this are looked through for no frame.
const MOST_FRAME_SIDES: usize = 400;

/// The straight parts of a path.
fn straight(path: &BezPath) -> impl Iterator<Item = (Point, Point)> {
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    path.elements().iter().filter_map(move |element| {
        let from = last;
        let (to, is_line) = match *element {
            PathEl::MoveTo(p) => {
                start = p;
                (p, false)
            }
            PathEl::LineTo(p) => (p, true),
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => (p, false),
            PathEl::ClosePath => (start, true),
        };
        last = to;
        is_line.then_some((from, to))
    })
}

/// Whether a path is one stroke of next to no length and width.
fn is_speck(path: &BezPath, width_px: f64) -> bool {
    match path.elements() {
        [PathEl::MoveTo(a), PathEl::LineTo(b)] => a.distance(*b).max(width_px) < SPECK_PX,
        _ => false,
    }
}

/// The dashes of a stroke in pixels; none where they are too short to be seen, or no lengths.
fn dashes(stroke: &StrokeProps, scale: f64) -> Dashes {
    let dashes: Dashes = stroke.dash_array.iter().map(|part| f64::from(*part) * scale).collect();
    let is_seen = dashes.iter().sum::<f64>() >= LEAST_DASH_PX * dashes.len() as f64;
    if is_seen && dashes.iter().all(|part| part.is_finite() && *part >= 0.0) { dashes } else { Dashes::default() }
}

fn is_finite(element: &PathEl) -> bool {
    match *element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => p.is_finite(),
        PathEl::QuadTo(a, p) => a.is_finite() && p.is_finite(),
        PathEl::CurveTo(a, b, p) => a.is_finite() && b.is_finite() && p.is_finite(),
        PathEl::ClosePath => true,
    }
}

fn fill(rule: FillRule) -> Fill {
    match rule {
        FillRule::NonZero => Fill::NonZero,
        FillRule::EvenOdd => Fill::EvenOdd,
    }
}

fn grey(darkness: f64) -> AlphaColor<Srgb> {
    // Within 0 to 255.
    let level = (255.0 - darkness.clamp(0.0, 255.0)).round() as u8;
    AlphaColor::from_rgba8(level, level, level, 255)
}
