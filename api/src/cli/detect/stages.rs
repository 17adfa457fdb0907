//! `--stages DIR`: what every stage of the detector saw, as numbered pictures and a page that shows them.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use shared::analysis::Analysis;
use shared::room::Room;
use shared::stages::{StagePicture, rooms_stage, trace_stages};
use shared::textract::TextBlock;

use crate::reading::Document;

/// Writes the pictures of every page of a document whose rooms were found.
///
/// The line work is traced once more, on the pixels and with the text that it was traced with before.
pub(super) fn write(folder: &Path, document: &Document, analysis: &Analysis, rooms: &[Room]) -> anyhow::Result<()> {
    let named = || format!("--stages {}", folder.display());
    std::fs::create_dir_all(folder).with_context(named)?;
    let mut index = String::from(HEAD);
    for page in analysis.line_work.iter().map(|line_work| line_work.page) {
        let picture = reader::traced_picture(&document.bytes, document.format, page)?;
        let picture = picture.borrow()?;
        let text: Vec<TextBlock> = analysis.text_blocks.iter().filter(|block| block.page == page).cloned().collect();
        let on_page: Vec<&Room> = rooms.iter().filter(|room| room.page == page).collect();
        let (_, mut stages) = trace_stages(&picture, &text);
        stages.push(rooms_stage(&picture, &on_page));
        let _ = write!(index, "<h2>Page {page}</h2>\n<div>\n");
        for (number, stage) in stages.iter().enumerate() {
            let file = format!("page-{page}-{:02}-{}.png", number + 1, stage.name);
            std::fs::write(folder.join(&file), png(stage)?).with_context(named)?;
            let StagePicture { title, width_px, height_px, .. } = stage;
            let _ = writeln!(
                index,
                "<figure><a href=\"{file}\"><img src=\"{file}\" alt=\"\" width=\"{width_px}\" height=\"{height_px}\"></a>\
                 <figcaption>{}. {title}</figcaption></figure>",
                number + 1
            );
        }
        index.push_str("</div>\n");
    }
    std::fs::write(folder.join("index.html"), index).with_context(named)
}

fn png(stage: &StagePicture) -> anyhow::Result<Vec<u8>> {
    let mut file = Vec::new();
    // Large areas of one colour are smallest unfiltered.
    PngEncoder::new_with_quality(&mut file, CompressionType::Best, FilterType::NoFilter).write_image(
        &stage.rgb,
        stage.width_px,
        stage.height_px,
        ExtendedColorType::Rgb8,
    )?;
    Ok(file)
}

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stages of the detector</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem; }
div { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem; }
figure { margin: 0; }
img { width: 100%; height: auto; background: #fff; border: 1px solid #8886; }
</style>
<h1>Stages of the detector</h1>
"#;
