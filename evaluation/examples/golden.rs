//! Overlays of generated plans, to look at: `cargo run --release -p evaluation --example golden -- DIR [PLANS A STYLE]`.

use std::path::PathBuf;

use anyhow::Context;
use evaluation::generated::Generated;
use evaluation::{Options, evaluate, overlay, table};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder: PathBuf = arguments.next().context("where to write the overlays?")?.into();
    let count = arguments.next().and_then(|text| text.to_str()?.parse().ok()).unwrap_or(2);
    let generated = Generated::presets();
    let plans = generated.plans(1..1 + count)?;
    let evaluation = evaluate(&plans, &generated, &Options::default())?;
    print!("{}", table::table(&evaluation));
    overlay::write_overlays(&folder, &plans, &generated, &evaluation)?;
    Ok(())
}
