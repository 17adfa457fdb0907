//! The command line.

mod detect;
mod eval;
mod models;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::reading::{ReadDocumentArgs, run_child};

/// Finds the rooms of floor plans.
#[derive(Debug, Parser)]
#[command(name = "roomprint", version, args_override_self = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the page and the HTTP interface.
    Serve(serve::ServeArgs),
    /// Detects the rooms of files: PNG, JPG, PDF, analysis documents, raw Textract JSON.
    Detect(detect::DetectArgs),
    /// Measures how right the detector is on annotated plans.
    Eval(eval::EvalArgs),
    #[command(hide = true)]
    ReadDocument(ReadDocumentArgs),
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(arguments) => finished(serve::run(&arguments)),
        Command::Detect(arguments) => detect::run(&arguments),
        Command::Eval(arguments) => finished(eval::run(&arguments)),
        Command::ReadDocument(arguments) => finished(run_child(&arguments).map_err(anyhow::Error::from)),
    }
}

/// Bad input ends with this exit code.
const BAD_INPUT: u8 = 2;

fn finished(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("roomprint: {error:#}");
            ExitCode::from(BAD_INPUT)
        }
    }
}
