//! From the pages of a plan to a PDF file.

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use super::encoding::win_ansi;
use super::sheet::{Book, Label, Line, Picture, Sheet, SheetRoom};
use crate::canvas::{room_colour, room_lines};
use crate::download;
use crate::pdf_reader::reading;
use crate::state::document::Document;
use crate::state::look::Labels;
use crate::state::shown::ShownRoom;
use crate::state::workspace::Workspace;
use crate::whole::Taking;

/// Pixels of the longer side that labels are drawn for: they keep their size next to the plan.
const REFERENCE_PX: f64 = 1400.0;
/// Size of the letters, and of the smaller ones, at that size of the plan.
const TEXT_PX: f64 = 12.0;
const PADDING_PX: f64 = 5.0;
const LINE_PX: f64 = 15.0;
/// Pixels of a label's picture to one of the plan's label.
const LABEL_DETAIL: f64 = 4.0;
const JPEG: &str = "image/jpeg";
const JPEG_QUALITY: f64 = 0.9;

/// Saves all pages with their rooms as one PDF.
pub fn save(workspace: Workspace, document: Document) {
    if matches!(document.taking.get_untracked(), Some(Taking::Writing { .. })) {
        return;
    }
    let count = pages(document);
    document.taking.set(Some(Taking::Writing { page: 1, count }));
    spawn_local(async move {
        let file = book(workspace, document, count).await;
        if !is_wanted(document) {
            return;
        }
        document.taking.set(None);
        match file {
            Ok(file) => {
                let name = download::file_name(document, "rooms.pdf");
                download::save(&name, "application/pdf", &Uint8Array::from(file.as_slice()));
                let plural = if count == 1 { "page" } else { "pages" };
                workspace.tell(format!("PDF with {count} {plural} saved"));
            }
            Err(page) => workspace.error.set(Some(format!(
                "This browser does not hand out page {page} as a picture of that size. Take the SVG drawing instead."
            ))),
        }
    });
}

/// How many pages a document has.
fn pages(document: Document) -> u32 {
    document.summary.with_untracked(|summary| summary.as_ref().map_or(1, |summary| summary.pages.max(1)))
}

/// The file; else the page that cannot be drawn.
async fn book(workspace: Workspace, document: Document, count: u32) -> Result<Vec<u8>, u32> {
    let mut book = Book::new(&document.name.get_untracked());
    for page in 1..=count {
        if !is_wanted(document) {
            return Err(page);
        }
        document.taking.set(Some(Taking::Writing { page, count }));
        book.add(&sheet(workspace, document, page).await.ok_or(page)?);
    }
    Ok(book.finish())
}

/// Whether nobody gave the file up, or closed the plan.
fn is_wanted(document: Document) -> bool {
    matches!(document.taking.try_get_untracked().flatten(), Some(Taking::Writing { .. }))
}

async fn sheet(workspace: Workspace, document: Document, page: u32) -> Option<Sheet> {
    let (width, height) = document.page_px_of(page);
    let plan = plan_of(workspace, document, page).await?;
    let scale = (width.max(height) / REFERENCE_PX).max(0.5);
    let pen = context(1, 1)?;
    let look = workspace.look.get_untracked();
    let units = workspace.units.get_untracked();
    let rooms = document.rooms_of(page);
    let rooms = rooms.iter().map(|room| SheetRoom {
        rings: room.outlines_px.iter().map(|ring| ring.iter().map(|&(x, y)| (x as f32, y as f32)).collect()).collect(),
        colour: room_colour(look, room).rgb(),
        label: (look.labels != Labels::None)
            .then(|| label(&pen, room, &room_lines(look.labels, units, room), scale))
            .flatten(),
    });
    Some(Sheet {
        width_px: width as f32,
        height_px: height as f32,
        plan,
        rooms: rooms.collect(),
        opacity: look.opacity as f32,
    })
}

/// The picture of a page, where it has one: the one on the stage, or drawn for this. `None` where it is not handed out.
async fn plan_of(workspace: Workspace, document: Document, page: u32) -> Option<Option<Picture>> {
    let on_stage = document.picture.get_untracked().filter(|_| document.page.get_untracked() == page);
    if let Some(picture) = on_stage {
        return plan_picture(&picture).await.map(Some);
    }
    if !document.sheets.is_pdf.get_untracked() {
        return Some(None);
    }
    let drawn = reading::draw(workspace, document.id, page).await?;
    let picture = plan_picture(&drawn).await;
    drawn.close();
    picture.map(Some)
}

/// A label in the middle of the widest part of its room; none where it does not fit.
fn label(pen: &CanvasRenderingContext2d, room: &ShownRoom, lines: &[(bool, String)], scale: f64) -> Option<Label> {
    let width_of = |bold: bool, text: &str| {
        pen.set_font(&font(bold, TEXT_PX));
        pen.measure_text(text).map_or(f64::MAX, |metrics| metrics.width())
    };
    let room_height = room.box_px[3] - room.box_px[1];
    let fitting: Vec<(bool, &str, f64)> = lines
        .iter()
        .map(|(bold, text)| (*bold, text.as_str(), width_of(*bold, text)))
        .enumerate()
        .filter(|(index, (_, _, width))| {
            (width + 2.0 * PADDING_PX) * scale <= room.label_width_px
                && (LINE_PX * (*index as f64 + 1.3)) * scale <= room_height
        })
        .map(|(_, line)| line)
        .collect();
    let widest = fitting.iter().map(|(_, _, width)| *width).fold(0.0, f64::max);
    if fitting.is_empty() {
        return None;
    }
    let (width, height) = (widest + 2.0 * PADDING_PX, LINE_PX * fitting.len() as f64 + 4.0);
    let (left, top) = (room.label_px.0 - width * scale / 2.0, room.label_px.1 - height * scale / 2.0);
    let is_text = fitting.iter().all(|(_, text, _)| win_ansi(text).is_some());
    let place = [left, top, width * scale, height * scale].map(|value| value as f32);
    let placed = |index: usize, width_of_line: f64| {
        ((width - width_of_line) / 2.0, 2.0 + LINE_PX * (index as f64 + 0.5) + TEXT_PX * 0.36)
    };
    let picture = if is_text { None } else { Some(label_picture(&fitting, (width, height), placed)?) };
    let line = |(index, (bold, text, width)): (usize, &(bool, &str, f64))| {
        let (x, y) = placed(index, *width);
        Line {
            text: (*text).to_owned(),
            at: ((left + x * scale) as f32, (top + y * scale) as f32),
            size: (TEXT_PX * scale) as f32,
            bold: *bold,
        }
    };
    Some(Label { place, lines: fitting.iter().enumerate().map(line).collect(), picture })
}

fn font(bold: bool, size: f64) -> String {
    format!("{} {size}px Helvetica, Arial, sans-serif", if bold { "bold" } else { "normal" })
}

fn label_picture(
    lines: &[(bool, &str, f64)],
    (width, height): (f64, f64),
    placed: impl Fn(usize, f64) -> (f64, f64),
) -> Option<Picture> {
    // a label has a few hundred pixels
    let (width_px, height_px) = ((width * LABEL_DETAIL).ceil() as u32, (height * LABEL_DETAIL).ceil() as u32);
    let context = context(width_px, height_px)?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(width_px), f64::from(height_px));
    context.set_fill_style_str("#10182a");
    for (index, (bold, text, width_of_line)) in lines.iter().enumerate() {
        context.set_font(&font(*bold, TEXT_PX * LABEL_DETAIL));
        let (x, y) = placed(index, *width_of_line);
        context.fill_text(text, x * LABEL_DETAIL, y * LABEL_DETAIL).ok()?;
    }
    let url = context.canvas()?.to_data_url_with_type_and_encoder_options(JPEG, &JPEG_QUALITY.into()).ok()?;
    let bytes = window().atob(url.split_once(',')?.1).ok()?;
    // `atob` gives one character for each byte
    let jpeg = bytes.chars().map(|character| u32::from(character) as u8).collect();
    Some(Picture { width: width_px, height: height_px, jpeg })
}

async fn plan_picture(picture: &ImageBitmap) -> Option<Picture> {
    let (width, height) = (picture.width(), picture.height());
    let context = context(width, height)?;
    // JPEG knows no transparency
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    context.draw_image_with_image_bitmap(picture, 0.0, 0.0).ok()?;
    let canvas = context.canvas()?;
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            // resolving a promise cannot fail
            let _ = resolve.call1(&JsValue::UNDEFINED, &blob);
        });
        let asked = canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), JPEG, &JPEG_QUALITY.into());
        if asked.is_err() {
            leptos::logging::warn!("the canvas is not handed out");
        }
    });
    let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Picture { width, height, jpeg: Uint8Array::new(&buffer).to_vec() })
}

fn context(width: u32, height: u32) -> Option<CanvasRenderingContext2d> {
    let canvas: HtmlCanvasElement = leptos::prelude::document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
