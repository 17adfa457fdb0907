//! The side that reads: one document, one answer, and the end.

use std::io::{Read, Write};
use std::path::PathBuf;

use rlimit::Resource;
use shared::analysis::{Analysis, Analyzer, FORMAT_VERSION, Metadata};
use shared::job::BlueprintFormat;
use shared::textract::TextBlock;

use super::models::load_from;
use super::protocol::{Reply, Request};
use super::{ReadingError, Task};
use crate::limits::READING_MEMORY_BYTES;

/// Arguments of the hidden subcommand `read-document`.
#[derive(Debug, clap::Args)]
pub struct ReadDocumentArgs {
    /// What is to be done.
    #[arg(long)]
    task: Task,
    /// What the document was declared as: png, jpg or pdf.
    #[arg(long, value_parser = parse_format)]
    format: BlueprintFormat,
    /// Where the recognition models are.
    #[arg(long)]
    models_dir: Option<PathBuf>,
}

fn parse_format(text: &str) -> Result<BlueprintFormat, String> {
    [BlueprintFormat::Png, BlueprintFormat::Jpg, BlueprintFormat::Pdf]
        .into_iter()
        .find(|format| format.extension() == text)
        .ok_or_else(|| "png, jpg or pdf".to_owned())
}

/// Reads one document from stdin and answers on stdout.
pub fn run(arguments: &ReadDocumentArgs) -> std::io::Result<()> {
    // Not every system bounds address space; there the deadline alone has to do.
    let _ = rlimit::setrlimit(Resource::AS, READING_MEMORY_BYTES, READING_MEMORY_BYTES);
    // No picture of what was in memory, which is somebody's drawing, is left behind.
    let _ = rlimit::setrlimit(Resource::CORE, 0, 0);
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input)?;
    let reply = match answer(arguments, &input) {
        Ok(reply) => reply,
        Err(error) => Reply::Error(error),
    };
    let mut stdout = std::io::stdout().lock();
    serde_json::to_writer(&mut stdout, &reply)?;
    stdout.flush()
}

fn answer(arguments: &ReadDocumentArgs, input: &[u8]) -> Result<Reply, ReadingError> {
    let format = arguments.format;
    let Request { document, text_blocks } = Request::decode(input)?;
    match arguments.task {
        Task::Check => {
            reader::check(document, Some(format))?;
            Ok(Reply::Readable)
        }
        Task::Trace => Ok(Reply::Analysis(Box::new(traced(document, format, &text_blocks)?))),
        Task::Read => {
            let models = arguments.models_dir.as_deref().map(load_from).transpose()?;
            let outcome = reader::read(document, format, models.as_ref(), &mut |_| ())?;
            let recognition_failed = outcome.text_missing == Some(reader::TextMissing::RecognitionFailed);
            Ok(if recognition_failed {
                Reply::WithoutText(Box::new(outcome.analysis))
            } else {
                Reply::Analysis(Box::new(outcome.analysis))
            })
        }
    }
}

fn traced(document: &[u8], format: BlueprintFormat, text: &[TextBlock]) -> Result<Analysis, ReadingError> {
    let traced = reader::trace(document, format, text)?;
    let pages = u32::try_from(traced.page_sizes.len()).unwrap_or(u32::MAX);
    Ok(Analysis {
        format_version: FORMAT_VERSION,
        analyzer: Analyzer { name: "none".to_owned(), version: None },
        metadata: Metadata { pages, analyzed_at: None, page_sizes: traced.page_sizes },
        line_work: traced.line_work,
        ..Analysis::default()
    })
}

impl From<reader::ReadError> for ReadingError {
    fn from(error: reader::ReadError) -> Self {
        Self::Document { code: error.code(), message: sentence(&error.to_string()) }
    }
}

/// The reader's words as a sentence.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
