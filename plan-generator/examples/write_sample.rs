//! Writes the sample plan of the page: `cargo run -p plan-generator --example write_sample -- web/public/sample.png`.

use std::path::PathBuf;

use anyhow::Context;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

fn main() -> anyhow::Result<()> {
    let path: PathBuf = std::env::args_os().nth(1).context("where to write the picture?")?.into();
    let picture = plan_generator::sample().picture;
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter).write_image(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        ExtendedColorType::Rgb8,
    )?;
    std::fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
    println!("{} x {} pixels, {} bytes", picture.width(), picture.height(), bytes.len());
    Ok(())
}
