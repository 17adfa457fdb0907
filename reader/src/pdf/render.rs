//! A PDF page to pixels.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Rect, Stroke};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::peniko::Fill;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use image::RgbImage;
use shared::job::BlueprintFormat;

use super::drawing::Drawing;
use crate::error::ReadError;
use crate::picture::OwnedPicture;

/// Outlines that are left out are left out with the blur around them.
const LEFT_OUT_MARGIN_PX: f64 = 2.5;

/// From the page's own coordinates to pixels of a picture of the whole page, turned as the page says.
pub(super) fn to_pixels(page: &Page<'_>, width_px: u32, height_px: u32) -> Affine {
    let (width_pt, height_pt) = page.render_dimensions();
    let initial = page.initial_transform(true);
    let scale = Affine::scale_non_uniform(
        f64::from(width_px) / f64::from(width_pt),
        f64::from(height_px) / f64::from(height_pt),
    );
    scale * Affine::new(initial.as_coeffs())
}

/// Draws a page over white, from its own coordinates to pixels by a transform, and over it, in white, the outlines that
/// are to be left out (in pixels).
pub(super) fn render(
    page: &Page<'_>,
    to_pixels: Affine,
    width_px: u32,
    height_px: u32,
    left_out: &[BezPath],
) -> Result<OwnedPicture, ReadError> {
    let too_large = |_| ReadError::TooManyPixels { width_px, height_px };
    let (width, height) = (u16::try_from(width_px).map_err(too_large)?, u16::try_from(height_px).map_err(too_large)?);
    let mut context = RenderContext::new(width, height);
    let cache = RenderCache::new();
    render_into(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &mut context, to_pixels);
    context.set_transform(Affine::IDENTITY);
    context.set_paint(WHITE);
    context.set_fill_rule(Fill::NonZero);
    context.set_stroke(Stroke::new(LEFT_OUT_MARGIN_PX));
    for outline in left_out {
        context.fill_path(outline);
        context.stroke_path(outline);
    }
    pixels(&mut context, width, height)
}

/// The lines and areas of a page over white, without letters; `left_out` are boxes of text that is drawn as strokes.
pub(super) fn picture_of(
    drawing: &Drawing,
    width_px: u32,
    height_px: u32,
    left_out: &[Rect],
) -> Result<OwnedPicture, ReadError> {
    let too_large = |_| ReadError::TooManyPixels { width_px, height_px };
    let (width, height) = (u16::try_from(width_px).map_err(too_large)?, u16::try_from(height_px).map_err(too_large)?);
    let mut context = RenderContext::new(width, height);
    drawing.draw(&mut context, left_out);
    pixels(&mut context, width, height)
}

fn pixels(context: &mut RenderContext, width: u16, height: u16) -> Result<OwnedPicture, ReadError> {
    context.flush();
    let mut pixmap = Pixmap::new(width, height);
    context.render_with(
        &mut pixmap,
        &mut Resources::default(),
        RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() },
    );
    // Drawn over white, every pixel is opaque, and premultiplied colours are the colours themselves.
    let rgb = pixmap.data_as_u8_slice().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    RgbImage::from_raw(u32::from(width), u32::from(height), rgb)
        .map(OwnedPicture::new)
        .ok_or_else(|| ReadError::damaged(BlueprintFormat::Pdf, &"a page could not be drawn"))
}
