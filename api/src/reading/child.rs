//! The side that reads: one document after the other, until there are no more.

use std::borrow::Cow;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reader::{BegunTrace, Models, TracedPages};
use rlimit::Resource;
use shared::analysis::{Analysis, Analyzer, FORMAT_VERSION, Metadata};
use shared::job::BlueprintFormat;
use shared::progress::Stage;
use shared::textract::TextBlock;

use super::models::load_from;
use super::protocol::{Heard, Redrawn, Reply, Request, Said};
use super::{ReadingError, Task};
use crate::limits::READING_MEMORY_BYTES;

/// Arguments of the hidden subcommand `read-document`.
#[derive(Debug, clap::Args)]
pub struct ReadDocumentArgs {
    /// Where the recognition models are.
    #[arg(long)]
    models_dir: Option<PathBuf>,
    /// Bytes of address space that may be used.
    #[arg(long, default_value_t = READING_MEMORY_BYTES)]
    memory_bytes: u64,
}

/// Reads documents from stdin and answers on stdout.
pub fn run(arguments: &ReadDocumentArgs) -> std::io::Result<()> {
    // Not every system bounds address space; there the deadline alone has to do.
    let _ = rlimit::setrlimit(Resource::AS, arguments.memory_bytes, arguments.memory_bytes);
    // No picture of what was in memory, which is somebody's drawing, is left behind.
    let _ = rlimit::setrlimit(Resource::CORE, 0, 0);
    // Before anybody asks: whoever does will not wait for the models.
    let models = arguments.models_dir.as_deref().map(load_from).transpose();
    let (mut stdin, mut stdout) = (std::io::stdin().lock(), std::io::stdout().lock());
    let mut begun = None;
    while let Some(request) = Request::receive(&mut stdin)? {
        let mut tell = |heard: Heard| {
            // Nobody listens any more: the answer will find out.
            let _ = Said::Progress.send(&mut stdout, &heard);
        };
        let reply = answer(&request, models.as_ref(), &mut begun, &mut tell).unwrap_or_else(Reply::Error);
        Said::Answer.send(&mut stdout, &reply)?;
    }
    Ok(())
}

fn answer(
    request: &Request,
    models: Result<&Option<Models>, &ReadingError>,
    begun: &mut Option<BegunTrace>,
    tell: &mut dyn FnMut(Heard),
) -> Result<Reply, ReadingError> {
    let Request { task, format, document, text_blocks } = request;
    // What was begun is finished next or never.
    let before = begun.take();
    match task {
        Task::Check => {
            reader::check(document, Some(*format))?;
            Ok(Reply::Readable)
        }
        Task::Trace => Ok(Reply::Analysis(Box::new(traced(document, *format, text_blocks)?))),
        Task::BeginTrace => {
            *begun = Some(reader::begin_trace(document, *format)?);
            Ok(Reply::Begun)
        }
        Task::FinishTrace => {
            let begun = before.ok_or_else(|| ReadingError::Unavailable("nothing was begun".to_owned()))?;
            Ok(Reply::Analysis(Box::new(of_line_work(begun.finish(text_blocks)?))))
        }
        Task::Fit => fitted(document, *format),
        Task::Read => {
            let models = models.map_err(Clone::clone)?;
            let mut progress = |progress: reader::Progress| {
                let stage = match progress.stage {
                    reader::Stage::Decoding | reader::Stage::Reading => Stage::Reading,
                    reader::Stage::Tracing => Stage::LineWork,
                };
                tell(Heard { stage, share: progress.share });
            };
            let outcome = reader::read(document, *format, models.as_ref(), &mut progress)?;
            let recognition_failed = outcome.text_missing == Some(reader::TextMissing::RecognitionFailed);
            Ok(if recognition_failed {
                Reply::WithoutText(Box::new(outcome.analysis))
            } else {
                Reply::Analysis(Box::new(outcome.analysis))
            })
        }
    }
}

fn fitted(document: &[u8], format: BlueprintFormat) -> Result<Reply, ReadingError> {
    let pages = reader::check(document, Some(format))?.pages;
    let fitted = reader::fit_for_textract(document, format)?;
    let redrawn = match fitted.bytes {
        Cow::Borrowed(_) => None,
        Cow::Owned(bytes) => Some(Redrawn { format: fitted.format, base64: STANDARD.encode(bytes) }),
    };
    Ok(Reply::Fitted { pages, redrawn })
}

fn traced(document: &[u8], format: BlueprintFormat, text: &[TextBlock]) -> Result<Analysis, ReadingError> {
    if text.is_empty() {
        // What a PDF itself tells of its text stands in for what nobody has read.
        return Ok(reader::read(document, format, None, &mut |_| ())?.analysis);
    }
    Ok(of_line_work(reader::trace(document, format, text)?))
}

fn of_line_work(traced: TracedPages) -> Analysis {
    let pages = u32::try_from(traced.page_sizes.len()).unwrap_or(u32::MAX);
    Analysis {
        format_version: FORMAT_VERSION,
        analyzer: Analyzer { name: "none".to_owned(), version: None },
        metadata: Metadata { pages, analyzed_at: None, page_sizes: traced.page_sizes },
        line_work: traced.line_work,
        ..Analysis::default()
    }
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
