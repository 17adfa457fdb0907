//! `roomprint detect`: files in, rooms out, no service.

mod input;
mod output;
pub(super) mod settings;
mod stages;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use futures_util::StreamExt;
use shared::settings::DetectorSettings;

use self::input::Input;
use self::output::{Format, Target};
use super::models::ReadingArgs;
use super::{BAD_INPUT, finished};
use crate::clock::{Clock, rfc3339};
use crate::pipeline::preview_of_analysis;
use crate::reading::DocumentReader;

/// Flags of `roomprint detect`.
#[derive(Debug, clap::Args)]
pub(super) struct DetectArgs {
    /// PNG, JPG or PDF files, analysis documents, or raw Textract JSON.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What was read on the one FILE: an analysis document or raw Textract JSON. FILE itself then gives the line work.
    #[arg(long, value_name = "FILE")]
    analysis: Option<PathBuf>,
    /// Settings of the detector as JSON.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// One setting; may be repeated, and goes before the file of settings.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// What is written.
    #[arg(long, value_enum, default_value_t = Format::Preview)]
    format: Format,
    /// Where the answer goes [default: standard output].
    #[arg(long, value_name = "FILE", conflicts_with = "out_dir")]
    out: Option<PathBuf>,
    /// Folder for one answer per FILE, each named after its file.
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Where the analysis of the one FILE goes, for detecting again.
    #[arg(long, value_name = "FILE")]
    save_analysis: Option<PathBuf>,
    /// Folder for a picture of every stage that the one FILE, a PNG, JPG or PDF, went through, to look at.
    #[arg(long, value_name = "DIR")]
    stages: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// Detects the rooms of every file. One that fails is told of in a line, and the others are done all the same.
pub(super) fn run(arguments: &DetectArgs) -> ExitCode {
    match prepared(arguments) {
        Ok(work) => detect_all(arguments, &work),
        Err(error) => finished(Err(error)),
    }
}

struct Work {
    settings: DetectorSettings,
    targets: Vec<Target>,
    reader: DocumentReader,
    at_once: usize,
}

fn prepared(arguments: &DetectArgs) -> anyhow::Result<Work> {
    let several = arguments.files.len() > 1;
    if several && arguments.out_dir.is_none() {
        bail!("several files need --out-dir DIR");
    }
    let for_one = [&arguments.analysis, &arguments.save_analysis, &arguments.stages];
    if several && for_one.iter().any(|argument| argument.is_some()) {
        bail!("--analysis, --save-analysis and --stages go with one file only");
    }
    let settings = settings::read(arguments.settings.as_deref(), &arguments.set)?;
    let targets = output::targets(arguments)?;
    let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(arguments.files.len());
    let reader = arguments.reading.reader(at_once)?;
    Ok(Work { settings, targets, reader, at_once })
}

fn detect_all(arguments: &DetectArgs, work: &Work) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return finished(Err(error.into())),
    };
    let Work { settings, targets, reader, at_once } = work;
    let one = |(file, target): (PathBuf, Target)| async move {
        detect_one(arguments, settings, reader, &file, target).await.map_err(|error| (file, error))
    };
    let failures = runtime.block_on(async {
        let jobs = arguments.files.iter().cloned().zip(targets.iter().cloned());
        let outcomes = futures_util::stream::iter(jobs).map(one).buffered(*at_once);
        outcomes.filter_map(|outcome| async { outcome.err() }).collect::<Vec<_>>().await
    });
    for (file, error) in &failures {
        eprintln!("roomprint: {}: {error:#}", file.display());
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(BAD_INPUT) }
}

async fn detect_one(
    arguments: &DetectArgs,
    settings: &DetectorSettings,
    reader: &DocumentReader,
    file: &std::path::Path,
    target: Target,
) -> anyhow::Result<()> {
    let started = std::time::Instant::now();
    let (analysis, document) = match input::read(file).await? {
        Input::Document(document) => {
            let analysis = match &arguments.analysis {
                Some(beside) => input::joined(input::read_analysis(beside).await?, &document, reader).await?,
                None => input::analysed(&document, reader).await?,
            };
            (analysis, Some(document))
        }
        Input::Analysis(_) if arguments.analysis.is_some() => {
            bail!("--analysis goes with a PNG, JPG or PDF; this file is an analysis itself")
        }
        Input::Analysis(_) if arguments.stages.is_some() => {
            bail!("--stages goes with a PNG, JPG or PDF; this file is an analysis, which has no pixels")
        }
        Input::Analysis(analysis) => (*analysis, None),
    };
    let analysis_seconds = started.elapsed().as_secs_f64();
    let (format, save_to, settings) = (arguments.format, arguments.save_analysis.clone(), settings.clone());
    let stages = arguments.stages.clone().zip(document);
    let work = move || {
        if let Some(path) = save_to {
            output::write(&Target::File(path), &analysis.to_json()?)?;
        }
        let timestamp = rfc3339(Clock::of_system().now());
        let preview = preview_of_analysis(&analysis, &settings, analysis_seconds, timestamp);
        if let Some((folder, document)) = stages {
            stages::write(&folder, &document, &analysis, &preview.rooms)?;
        }
        output::write(&target, &output::written(format, &preview, &analysis, &settings)?)
    };
    tokio::task::spawn_blocking(work).await?
}
