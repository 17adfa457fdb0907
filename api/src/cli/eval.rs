//! `roomprint eval`: how right the detector is on annotated plans.

mod reading;

use std::path::{Path, PathBuf};

use anyhow::Context;
use evaluation::{Analyser, Evaluation, Options, Plan, TextBeside, compare, evaluate, read_plans, report, table};

use self::reading::ReadHere;
use super::detect::settings;
use super::models::ReadingArgs;

/// Flags of `roomprint eval`.
#[derive(Debug, clap::Args)]
pub(super) struct EvalArgs {
    /// Folders with a truth.jsonl, or folders of such folders.
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Folder for a report with pictures: index.html and, for comparing later, evaluation.json.
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Plans at once; 0 is one for each processor.
    #[arg(long, default_value_t = 0, value_name = "COUNT")]
    jobs: usize,
    /// Lists the plans that are better or worse than in this evaluation.json.
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Where the text on the plans comes from.
    #[arg(long, value_enum, default_value_t = TextFrom::Beside)]
    text: TextFrom,
    /// Only plans whose folder/id holds this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Settings of the detector as JSON.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// One setting; may be repeated.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// Where the text on the plans comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TextFrom {
    /// What was read beforehand and lies beside a plan; read now where there is nothing beside it.
    Beside,
    /// Read now, on this machine.
    Read,
    /// None: line work alone.
    None,
}

/// Scores every plan and prints the table.
pub(super) fn run(arguments: &EvalArgs) -> anyhow::Result<()> {
    let mut plans = Vec::new();
    for folder in &arguments.folders {
        plans.extend(read_plans(folder)?);
    }
    if let Some(only) = &arguments.only {
        plans.retain(|plan| plan.key().contains(only.as_str()));
    }
    let old = arguments.compare.as_deref().map(read_evaluation).transpose()?;
    let settings = settings::read(arguments.settings.as_deref(), &arguments.set)?;
    let options = Options { settings, jobs: arguments.jobs };
    let analyser = analyser(arguments)?;
    let evaluation = evaluate(&plans, analyser.as_ref(), &options)?;
    print!("{}", table::table(&evaluation));
    for failure in &evaluation.failures {
        eprintln!("roomprint: {}: {}", failure.key, failure.message);
    }
    if let Some(old) = &old {
        print!("{}", compare::comparison(old, &evaluation));
    }
    if let Some(folder) = &arguments.report {
        write_report(folder, &plans, analyser.as_ref(), &evaluation)?;
    }
    Ok(())
}

fn analyser(arguments: &EvalArgs) -> anyhow::Result<Box<dyn Analyser>> {
    let beside_first = match arguments.text {
        TextFrom::None => return Ok(Box::new(TextBeside { with_text: false })),
        TextFrom::Beside => true,
        TextFrom::Read => false,
    };
    Ok(Box::new(ReadHere { models: arguments.reading.load_models()?, beside_first }))
}

fn read_evaluation(path: &Path) -> anyhow::Result<Evaluation> {
    let named = || format!("--compare {}", path.display());
    let bytes = std::fs::read(path).with_context(named)?;
    serde_json::from_slice(&bytes).with_context(named)
}

fn write_report(folder: &Path, plans: &[Plan], analyser: &dyn Analyser, evaluation: &Evaluation) -> anyhow::Result<()> {
    report::write_report(folder, plans, analyser, evaluation)?;
    let path = folder.join("evaluation.json");
    std::fs::write(&path, serde_json::to_vec(evaluation)?).with_context(|| path.display().to_string())
}
