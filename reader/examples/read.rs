//! Prints the lines of a document: `cargo run --release -p reader --example read -- FILE...`
//!
//! The models are looked for in the folder `ROOMPRINT_MODELS`, or `~/.cache/roomprint/models`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use reader::{Models, read};
use shared::job::BlueprintFormat;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let models = models()?;
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        let format = BlueprintFormat::sniff(&bytes).ok_or("neither PNG, JPG nor PDF")?;
        let start = Instant::now();
        let outcome = read(&bytes, format, models.as_ref(), &mut |_| {})?;
        let analysis = outcome.analysis;
        eprintln!(
            "{file}: {:.2} s, {:?}, text missing: {:?}",
            start.elapsed().as_secs_f64(),
            analysis.analyzer,
            outcome.text_missing
        );
        if std::env::var_os("READ_JSON").is_some() {
            let json =
                serde_json::json!({ "file": file, "seconds": start.elapsed().as_secs_f64(), "analysis": analysis });
            println!("{json}");
            continue;
        }
        for block in analysis.text_blocks.iter().filter(|b| b.block_type == "LINE") {
            let b = block.geometry.bounding_box;
            println!("{}\t{:.3} {:.3}\t{:.1}\t{}", block.page, b.left, b.top, block.confidence, block.text);
        }
    }
    Ok(())
}

fn models() -> Result<Option<Models>, Box<dyn std::error::Error>> {
    let folder = std::env::var_os("ROOMPRINT_MODELS")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/roomprint/models")));
    let Some(folder) = folder.filter(|f| f.is_dir()) else {
        eprintln!("no models: text of pictures is not read");
        return Ok(None);
    };
    let detection = std::fs::read(folder.join("PP-OCRv6_det_small.onnx"))?;
    let recognition = std::fs::read(folder.join("PP-OCRv6_rec_small.onnx"))?;
    Ok(Some(Models::load(detection, recognition)?))
}
