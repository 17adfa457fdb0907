//! Draws the pictures of `docs/detection.md`: what every stage of the detector sees of the project's own sample plan.

use std::path::PathBuf;

use clap::Parser;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{self, FilterType as Resampling};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use shared::stages::{rooms_stage, trace_stages};
use shared::{Analysis, DetectorSettings, Picture, detect};

/// Draws the pictures of `docs/detection.md`.
#[derive(Parser)]
struct Arguments {
    /// Folder to write to.
    folder: PathBuf,
    /// Width of the pictures, in pixels.
    #[arg(long, default_value_t = 640)]
    width: u32,
}

fn main() -> anyhow::Result<()> {
    let Arguments { folder, width } = Arguments::parse();
    let plan = plan_generator::sample();
    let (width_px, height_px) = plan.picture.dimensions();
    let picture = Picture::rgb(width_px, height_px, plan.picture.as_raw())?;
    let (line_work, mut stages) = trace_stages(&picture, &plan.text_blocks);
    let analysis = Analysis { text_blocks: plan.text_blocks, ..Analysis::of_line_work(line_work) };
    let detection = detect(&analysis, &DetectorSettings::default());
    stages.push(rooms_stage(&picture, &detection.rooms.iter().collect::<Vec<_>>()));
    std::fs::create_dir_all(&folder)?;
    // The other hypotheses look like the first.
    for stage in stages.iter().filter(|stage| !stage.name.starts_with(['2', '3'])) {
        let (w, h) = (stage.width_px, stage.height_px);
        let Some(full) = RgbImage::from_raw(w, h, stage.rgb.clone()) else { continue };
        let small = imageops::resize(&full, width, (width * h + w / 2) / w, Resampling::Triangle);
        let mut file = Vec::new();
        PngEncoder::new_with_quality(&mut file, CompressionType::Best, FilterType::NoFilter).write_image(
            small.as_raw(),
            small.width(),
            small.height(),
            ExtendedColorType::Rgb8,
        )?;
        let name = stage.name.trim_start_matches("1-");
        std::fs::write(folder.join(format!("{name}.png")), &file)?;
        println!("{name}.png: {} bytes. {}", file.len(), stage.title);
    }
    Ok(())
}
