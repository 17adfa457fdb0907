//! Scores the detector on folders of annotated plans, with what was read beforehand as text.

use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use evaluation::{Evaluation, Options, TextBeside, compare, evaluate, oracle, overlay, read_plans, report, table};
use shared::DetectorSettings;

/// Scores the detector on folders of annotated plans.
#[derive(Parser)]
struct Arguments {
    /// Folders with a truth.jsonl, or folders of such folders.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Writes an HTML report into this folder.
    #[arg(long)]
    report: Option<PathBuf>,
    /// Writes a picture of each plan with what was found drawn over it into this folder.
    #[arg(long)]
    overlays: Option<PathBuf>,
    /// Threads; 0 is one for each core.
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Lists the plans that are better or worse than in this file, which --json wrote.
    #[arg(long)]
    compare: Option<PathBuf>,
    /// Writes the scores into this file.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Tells how right a perfect choice of regions would be, instead of choosing.
    #[arg(long)]
    oracle: bool,
    /// Takes no text: line work alone.
    #[arg(long)]
    no_text: bool,
    /// Only plans whose source/id holds this.
    #[arg(long)]
    only: Option<String>,
    /// A setting of the detector, as key=value.
    #[arg(long = "set")]
    settings: Vec<String>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut plans = Vec::new();
    for folder in &arguments.folders {
        plans.extend(read_plans(folder)?);
    }
    if let Some(only) = &arguments.only {
        plans.retain(|plan| plan.key().contains(only.as_str()));
    }
    let options = Options { settings: settings(&arguments.settings)?, jobs: arguments.jobs };
    let analyser = TextBeside { with_text: !arguments.no_text };
    if arguments.oracle {
        print!("{}", oracle::table(&oracle::oracle(&plans, &analyser, options.jobs)?));
        return Ok(());
    }
    let evaluation = evaluate(&plans, &analyser, &options)?;
    print!("{}", table::table(&evaluation));
    if let Some(path) = &arguments.compare {
        let old: Evaluation =
            serde_json::from_slice(&std::fs::read(path).with_context(|| path.display().to_string())?)?;
        print!("{}", compare::comparison(&old, &evaluation));
    }
    if let Some(path) = &arguments.json {
        std::fs::write(path, serde_json::to_vec(&evaluation)?).with_context(|| path.display().to_string())?;
    }
    if let Some(folder) = &arguments.report {
        report::write_report(folder, &plans, &analyser, &evaluation)?;
    }
    if let Some(folder) = &arguments.overlays {
        overlay::write_overlays(folder, &plans, &analyser, &evaluation)?;
    }
    Ok(())
}

/// Settings from `key=value` arguments; a value that is no JSON is a word.
fn settings(arguments: &[String]) -> anyhow::Result<DetectorSettings> {
    let mut values = serde_json::Map::new();
    for argument in arguments {
        let (key, value) = argument.split_once('=').context("--set wants key=value")?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
        values.insert(key.to_owned(), value);
    }
    Ok(DetectorSettings::from_value(values.into())?)
}
