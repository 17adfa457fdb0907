//! How long one drawn page takes: as a PDF, and as a picture without and with recognition.
//!
//! `cargo bench -p reader`; recognition is left out where the models are not at hand.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot draw its document has failed")]

use std::path::{Path, PathBuf};

use reader::{Models, page_picture, read};
use shared::job::BlueprintFormat::{Pdf, Png};

#[path = "../tests/drawing/mod.rs"]
mod drawing;

fn main() {
    divan::main();
}

fn room_png() -> Vec<u8> {
    page_picture(&drawing::room_pdf(), Pdf, 1, 1_600).unwrap().to_png()
}

fn models() -> Option<Models> {
    let given = std::env::var_os("ROOMPRINT_MODELS").map(PathBuf::from);
    let usual = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/roomprint/models"));
    let file = |name: &str| std::fs::read(given.clone().or(usual.clone())?.join(name)).ok();
    Models::load(file("PP-OCRv6_det_small.onnx")?, file("PP-OCRv6_rec_small.onnx")?).ok()
}

#[divan::bench]
fn pdf(bencher: divan::Bencher<'_, '_>) {
    let file = drawing::room_pdf();
    bencher.bench(|| read(&file, Pdf, None, &mut |_| {}));
}

#[divan::bench]
fn picture_without_text(bencher: divan::Bencher<'_, '_>) {
    let file = room_png();
    bencher.bench(|| read(&file, Png, None, &mut |_| {}));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn picture_with_text(bencher: divan::Bencher<'_, '_>) {
    let Some(models) = models() else {
        eprintln!("skipped: no models in ROOMPRINT_MODELS or ~/.cache/roomprint/models");
        return;
    };
    let file = room_png();
    bencher.bench(|| read(&file, Png, Some(&models), &mut |_| {}));
}
