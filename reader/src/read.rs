//! A whole document read: its text, its blocks, its line work.

use shared::Analysis;
use shared::analysis::{Analyzer, FORMAT_VERSION, Metadata, PageSize};
use shared::job::BlueprintFormat;

use crate::blocks::page_blocks;
use crate::error::ReadError;
use crate::open::Document;
use crate::page::PageContent;
use crate::recognition::{Models, recognise};
use crate::text::Line;
use crate::trace::trace_page;

/// The version of what is read here without models; with them, their fingerprint follows. It changes whenever the
/// text that is read, or the line work that is traced, can change.
pub const READER_VERSION: &str = "4";

/// An analysis, and what is missing from it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadOutcome {
    /// What was read. Its analyzer is `local`, or `none` where nothing read text.
    pub analysis: Analysis,
    /// Why the text of some page was not read, if so.
    pub text_missing: Option<TextMissing>,
}

/// Why the text of a page was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextMissing {
    /// The page is pixels, and there are no models to recognise text with.
    NoModels,
    /// The recogniser gave up.
    RecognitionFailed,
}

/// How far the reading of a document is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// The page it is done to, from 1.
    pub page: u32,
    /// Pages of the document.
    pub pages: u32,
    /// How much of the whole is done, 0 to 1.
    pub share: f64,
}

/// What is done to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Pixels are decoded or drawn.
    Decoding,
    /// Text is read.
    Reading,
    /// Line work is traced.
    Tracing,
}

/// Reads a document. `progress` is called before each step.
///
/// Without `models` the text of pictures and of scanned PDF pages is not read, and the outcome says so.
pub fn read(
    bytes: &[u8],
    format: BlueprintFormat,
    models: Option<&Models>,
    progress: &mut dyn FnMut(Progress),
) -> Result<ReadOutcome, ReadError> {
    progress(Progress { stage: Stage::Decoding, page: 1, pages: 1, share: 0.0 });
    let document = Document::open(bytes, format)?;
    let sizes = document.page_sizes().to_vec();
    let pages = sizes.len() as u32;
    let mut analysis = Analysis {
        format_version: FORMAT_VERSION,
        metadata: Metadata { pages, analyzed_at: None, page_sizes: sizes.clone() },
        ..Analysis::default()
    };
    let mut text_missing = None;
    let mut was_read = false;
    for size in &sizes {
        let mut tell = |stage, share_of_page: f64| {
            let share = (f64::from(size.page - 1) + share_of_page) / f64::from(pages);
            progress(Progress { stage, page: size.page, pages, share });
        };
        tell(Stage::Decoding, 0.0);
        let mut content = document.content(size.page)?;
        tell(Stage::Reading, 0.1);
        if content.lacks_text {
            match recognised(&content, models) {
                Ok(lines) => {
                    was_read = true;
                    content.lines.extend(lines);
                }
                Err(missing) => text_missing = Some(missing),
            }
        }
        was_read |= !content.lines.is_empty();
        tell(Stage::Tracing, 0.8);
        add_page(&mut analysis, size, &content, format)?;
    }
    analysis.analyzer = analyzer(was_read, models);
    Ok(ReadOutcome { analysis, text_missing })
}

/// Adds the blocks and the line work of a page.
pub(crate) fn add_page(
    analysis: &mut Analysis,
    size: &PageSize,
    content: &PageContent<'_>,
    format: BlueprintFormat,
) -> Result<(), ReadError> {
    let blocks = page_blocks(size, &content.lines);
    analysis.line_work.push(trace_page(&content.picture, format, size.page, &blocks.text)?);
    analysis.text_blocks.extend(blocks.text);
    analysis.layout_blocks.push(blocks.page);
    Ok(())
}

/// Who read the text, where somebody did.
pub(crate) fn analyzer(was_read: bool, models: Option<&Models>) -> Analyzer {
    if !was_read {
        return Analyzer { name: "none".to_owned(), version: None };
    }
    let fingerprint = models.map(|m| format!("+{}", m.fingerprint())).unwrap_or_default();
    Analyzer { name: "local".to_owned(), version: Some(format!("{READER_VERSION}{fingerprint}")) }
}

fn recognised(content: &PageContent<'_>, models: Option<&Models>) -> Result<Vec<Line>, TextMissing> {
    let models = models.ok_or(TextMissing::NoModels)?;
    recognise(models, &content.picture).map_err(|_| TextMissing::RecognitionFailed)
}
