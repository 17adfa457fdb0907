//! Writes generated plans with their truth into a folder that can be evaluated.

use std::path::PathBuf;

use clap::Parser;
use plan_generator::{Style, generate};

/// Writes generated plans with their truth into a folder that can be evaluated.
#[derive(Parser)]
struct Arguments {
    /// Folder to write to; one source is made in it for each style.
    folder: PathBuf,
    /// Only these styles.
    #[arg(long)]
    style: Vec<String>,
    /// Plans of each style.
    #[arg(long, default_value_t = 4)]
    plans: u64,
    /// Seed of the first.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    for (name, style) in Style::presets() {
        if !arguments.style.is_empty() && !arguments.style.iter().any(|wanted| wanted == name) {
            continue;
        }
        let folder = arguments.folder.join(name);
        let mut truth = String::new();
        for seed in arguments.seed..arguments.seed + arguments.plans {
            let id = format!("{name}-{seed}");
            let plan = generate(seed, &style);
            plan.write(&folder, &id)?;
            truth.push_str(&format!("{}\n", plan.truth(&id)));
        }
        std::fs::write(folder.join("truth.jsonl"), truth)?;
    }
    Ok(())
}
