//! What is written, and where.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use shared::analysis::Analysis;
use shared::export::{ExportFormat, ExportPage};
use shared::labels::read_page;
use shared::preview::Preview;
use shared::scale;
use shared::settings::DetectorSettings;

use super::DetectArgs;

/// The forms that rooms are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// The preview as JSON.
    Preview,
    /// Polygons for maps and plans.
    #[value(name = "geojson")]
    GeoJson,
    /// A table.
    Csv,
    /// A drawing.
    Svg,
    /// Annotations in pixels.
    Coco,
    /// Polylines for CAD programs.
    Dxf,
}

impl Format {
    /// The export behind the format; the preview is none.
    fn export(self) -> Option<ExportFormat> {
        match self {
            Self::Preview => None,
            Self::GeoJson => Some(ExportFormat::GeoJson),
            Self::Csv => Some(ExportFormat::Csv),
            Self::Svg => Some(ExportFormat::Svg),
            Self::Coco => Some(ExportFormat::Coco),
            Self::Dxf => Some(ExportFormat::Dxf),
        }
    }

    fn extension(self) -> &'static str {
        self.export().map_or("json", ExportFormat::extension)
    }
}

/// Where one answer goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

/// The targets of all files, in their order; files of the same name in different folders get different ones.
pub(super) fn targets(arguments: &DetectArgs) -> anyhow::Result<Vec<Target>> {
    let Some(folder) = &arguments.out_dir else {
        let target = arguments.out.clone().map_or(Target::Stdout, Target::File);
        return Ok(vec![target; arguments.files.len()]);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("--out-dir {}", folder.display()))?;
    let extension = arguments.format.extension();
    let mut taken = BTreeSet::new();
    let name_of = |file: &PathBuf| {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut name = format!("{stem}.{extension}");
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{stem}-{count}.{extension}");
        }
        Target::File(folder.join(name))
    };
    Ok(arguments.files.iter().map(name_of).collect())
}

/// The rooms in a format, in the scale of each page that has one: measured by the user, or read off the plan.
pub(super) fn written(
    format: Format,
    preview: &Preview,
    analysis: &Analysis,
    settings: &DetectorSettings,
) -> anyhow::Result<Vec<u8>> {
    let Some(export) = format.export() else { return Ok(serde_json::to_vec_pretty(preview)?) };
    let pixels_per_metre = |page: u32| {
        let size = analysis.metadata.page_sizes.iter().find(|size| size.page == page)?;
        let scale = scale::infer(&preview.rooms, &read_page(analysis, page), size, settings)?;
        Some(scale.pixels_per_metre)
    };
    let pages = ExportPage::of(analysis, pixels_per_metre);
    Ok(export.write(&preview.rooms, &pages).into_bytes())
}

/// Writes an answer.
pub(super) fn write(target: &Target, bytes: &[u8]) -> anyhow::Result<()> {
    match target {
        Target::Stdout => {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(bytes)?;
            if !bytes.ends_with(b"\n") {
                stdout.write_all(b"\n")?;
            }
            stdout.flush().context("standard output")
        }
        Target::File(path) => std::fs::write(path, bytes).with_context(|| path.display().to_string()),
    }
}
