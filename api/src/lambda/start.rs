//! Starting: as a function with one of its entries, or as the reader of documents.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser;
use lambda_runtime::{Diagnostic, LambdaEvent};
use serde_json::Value;

use super::{http, preview};
use crate::aws::{AwsArgs, AwsClients};
use crate::clock::Clock;
use crate::error::ApiError;
use crate::limits::{Deadlines, READING_MEMORY_BYTES, RateLimit};
use crate::ports::Ports;
use crate::reading::DocumentReader;
use crate::routes::{Service, router};
use crate::{cli, telemetry};

/// Bytes of the function's memory that are left to itself when it reads a document.
const OWN_MEMORY_BYTES: u64 = 160 * 1024 * 1024;
/// Documents read at once: one invocation at a time, and one that outlived its caller.
const READ_AT_ONCE: usize = 2;

/// What the environment says of the function.
#[derive(Debug, Parser)]
#[command(no_binary_name = true)]
struct Settings {
    /// Which entry this function has: `http` or `preview`.
    #[arg(long, env = "ROOMPRINT_LAMBDA_ENTRY", default_value = "http")]
    entry: Entry,
    /// Whose the jobs of an archive are.
    #[arg(long, env = "ROOMPRINT_ARCHIVE_OWNER", default_value = "archive")]
    archive_owner: String,
    /// Memory of the function, in megabytes; Lambda sets it.
    #[arg(long, env = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", default_value_t = 1024)]
    memory_megabytes: u64,
    #[command(flatten)]
    aws: AwsArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Entry {
    Http,
    Preview,
}

/// Runs this process: as the function, or, told so by its first argument, as the child that reads a document.
#[must_use]
pub fn run() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == "read-document") {
        return cli::run();
    }
    telemetry::log_as_json(std::io::stdout);
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the function cannot start");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve() -> anyhow::Result<()> {
    let settings = match Settings::try_parse_from(std::iter::empty::<String>()) {
        Ok(settings) => settings,
        Err(error) => bail!("{}", error.kind()),
    };
    let service = service(&settings).await?;
    let outcome = match settings.entry {
        Entry::Http => {
            let router = router(service);
            lambda_http::run(lambda_http::service_fn(move |request| {
                let router = router.clone();
                async move { Ok::<_, std::convert::Infallible>(http::answer(router, request).await) }
            }))
            .await
        }
        Entry::Preview => {
            let owner = settings.archive_owner;
            lambda_runtime::run(lambda_runtime::service_fn(move |event: LambdaEvent<Value>| {
                let (service, owner) = (service.clone(), owner.clone());
                async move {
                    let deadline = event.context.deadline();
                    preview::preview(&service, &owner, event.payload, deadline).await.map_err(Failure)
                }
            }))
            .await
        }
    };
    outcome.map_err(anyhow::Error::from_boxed)
}

async fn service(settings: &Settings) -> anyhow::Result<Service> {
    let deadlines = Deadlines::in_function();
    let aws = settings.aws.settings()?;
    let clients = AwsClients::load(&deadlines).await?;
    let program = std::env::current_exe().context("this program does not know where it is")?;
    let memory = settings.memory_megabytes * 1024 * 1024;
    let for_reading = memory.saturating_sub(OWN_MEMORY_BYTES).clamp(OWN_MEMORY_BYTES, READING_MEMORY_BYTES);
    let reader = DocumentReader::with_memory(program, None, deadlines, READ_AT_ONCE, for_reading);
    reader.warm_up();
    let ports = Ports::aws(&aws, &clients, reader, &deadlines);
    let service = Service::new(ports, Clock::of_system(), deadlines, RateLimit::default());
    let page = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("dist")));
    Ok(match page.filter(|folder| folder.join("index.html").is_file()) {
        Some(folder) => service.with_page(folder).await?,
        None => service,
    })
}

/// An error of the contract as Lambda tells errors: state machines decide by its type whether to try again.
#[derive(Debug)]
struct Failure(ApiError);

impl From<Failure> for Diagnostic {
    fn from(Failure(error): Failure) -> Self {
        Self { error_type: error.code.as_str().to_owned(), error_message: error.message }
    }
}
