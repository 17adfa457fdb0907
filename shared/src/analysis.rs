//! What is known of a document before anybody asks for rooms: its pages, the text read on them, and their line work.

use serde::{Deserialize, Serialize};

use crate::limits::{MAX_ANALYSIS_BYTES, MAX_BLOCKS, MAX_PAGES};
use crate::linework::LineWork;
use crate::picture::Picture;
use crate::sorting::sort_by_key;
use crate::textract::{Answer, LayoutBlock, TextBlock, read_answer, write_answer};

/// The version of the analysis document that this code writes.
pub const FORMAT_VERSION: u32 = 1;

/// The analysis document, stored as `cache/textract/{job_id}/analysis.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Analysis {
    /// [`FORMAT_VERSION`] of the code that wrote it.
    pub format_version: u32,
    /// The job it was made for; absent where no service was involved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<String>,
    /// When it was stored (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored_at: Option<String>,
    /// What read the text.
    pub analyzer: Analyzer,
    /// Words and lines, in the order they were given.
    pub text_blocks: Vec<TextBlock>,
    /// Every other block, in the order they were given.
    pub layout_blocks: Vec<LayoutBlock>,
    /// Pages and when they were read.
    pub metadata: Metadata,
    /// The line work of the pages that have any, by `page`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line_work: Vec<PageLineWork>,
    /// What the raw Textract answer held besides its blocks; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// What read the text of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Analyzer {
    /// `textract`, `local`, or `none` where nothing read text.
    pub name: String,
    /// The version of its model, where it tells one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// What is known of the document as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Metadata {
    /// Number of pages.
    pub pages: u32,
    /// When the text was read (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analyzed_at: Option<String>,
    /// The sizes of the pages, where known, by `page`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub page_sizes: Vec<PageSize>,
}

/// The size of one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PageSize {
    /// Page, from 1.
    pub page: u32,
    /// Width in pixels, as the page was shown or rendered.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Width on paper in points (1/72 inch), for PDF pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width_pt: Option<f64>,
    /// Height on paper in points, for PDF pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_pt: Option<f64>,
}

/// The line work of one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PageLineWork {
    /// Page, from 1.
    pub page: u32,
    /// Its line work.
    #[serde(flatten)]
    pub line_work: LineWork,
}

/// Why a document is no analysis.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnalysisError {
    /// Not JSON, or not of any of the forms that are read.
    #[error("neither an analysis document nor Textract JSON: {0}")]
    NotAnAnalysis(String),
    /// Larger than a named limit.
    #[error("{what} exceeds the limit of {limit}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much there may be.
        limit: usize,
    },
}

impl Analysis {
    /// An analysis of pixels alone: one page of a picture, no text.
    #[must_use]
    pub fn of_line_work(line_work: LineWork) -> Self {
        let page_size =
            PageSize { page: 1, width_px: line_work.width_px, height_px: line_work.height_px, ..PageSize::default() };
        Self {
            format_version: FORMAT_VERSION,
            analyzer: Analyzer { name: "none".to_owned(), version: None },
            metadata: Metadata { pages: 1, analyzed_at: None, page_sizes: vec![page_size] },
            line_work: vec![PageLineWork { page: 1, line_work }],
            ..Self::default()
        }
    }

    /// The size of a page: as the metadata has it, else that of the picture its line work was traced from. `None`
    /// where neither is known, or one side is 0.
    #[must_use]
    pub fn page_size(&self, page: u32) -> Option<PageSize> {
        let known = self.metadata.page_sizes.iter().find(|size| size.page == page).cloned();
        let traced = || {
            let traced = &self.line_work.iter().find(|traced| traced.page == page)?.line_work;
            Some(PageSize { page, width_px: traced.width_px, height_px: traced.height_px, ..PageSize::default() })
        };
        known.or_else(traced).filter(|size| size.width_px > 0 && size.height_px > 0)
    }

    /// Adds what the picture of a page says about walls, in place of the line work that was there.
    ///
    /// The words of the page must be in already: ink inside their boxes is text and no wall.
    pub fn add_picture(&mut self, page: u32, picture: &Picture<'_>) {
        let text: Vec<TextBlock> = self.text_blocks.iter().filter(|block| block.page == page).cloned().collect();
        let line_work = LineWork::trace(picture, &text);
        self.metadata.pages = self.metadata.pages.max(page);
        if !self.metadata.page_sizes.iter().any(|size| size.page == page) {
            let (width_px, height_px) = (line_work.width_px, line_work.height_px);
            self.metadata.page_sizes.push(PageSize { page, width_px, height_px, ..PageSize::default() });
            sort_by_key(&mut self.metadata.page_sizes, |size| size.page);
        }
        self.line_work.retain(|known| known.page != page);
        self.line_work.push(PageLineWork { page, line_work });
        sort_by_key(&mut self.line_work, |known| known.page);
    }

    /// Reads our own `analysis.json` (also inside the success envelope of the HTTP interface), or raw Textract JSON:
    /// an `AnalyzeDocument` or `DetectDocumentText` answer, a list of `GetDocumentAnalysis` parts, or a list of blocks.
    ///
    /// Blocks are read leniently: without a place, a text, a confidence or a page they have 0, nothing, 0 and 1.
    pub fn from_json(bytes: &[u8]) -> Result<Self, AnalysisError> {
        if bytes.len() > MAX_ANALYSIS_BYTES {
            return Err(AnalysisError::TooLarge { what: "the number of bytes", limit: MAX_ANALYSIS_BYTES });
        }
        let analysis = match Form::of(bytes)? {
            Form::Document => parsed(bytes)?,
            Form::Envelope => parsed::<InEnvelope>(bytes)?.data,
            Form::Raw => Self::of_answer(parsed(bytes)?)?,
        };
        analysis.within_limits()
    }

    fn of_answer(value: serde_json::Value) -> Result<Self, AnalysisError> {
        let read = read_answer(value).map_err(|found| AnalysisError::NotAnAnalysis(format!("{found}; {EXPECTED}")))?;
        Ok(Self {
            format_version: FORMAT_VERSION,
            analyzer: Analyzer { name: "textract".to_owned(), version: read.model_version },
            text_blocks: read.text_blocks,
            layout_blocks: read.layout_blocks,
            metadata: Metadata { pages: u32::try_from(read.pages).unwrap_or(u32::MAX), ..Metadata::default() },
            answer: Some(read.answer),
            ..Self::default()
        })
    }

    fn within_limits(self) -> Result<Self, AnalysisError> {
        if self.format_version > FORMAT_VERSION {
            return Err(AnalysisError::NotAnAnalysis(format!(
                "its format_version is {}, and this program knows versions up to {FORMAT_VERSION}",
                self.format_version
            )));
        }
        if self.text_blocks.len() + self.layout_blocks.len() > MAX_BLOCKS {
            return Err(AnalysisError::TooLarge { what: "the number of blocks", limit: MAX_BLOCKS });
        }
        if self.metadata.pages > MAX_PAGES {
            return Err(AnalysisError::TooLarge { what: "the number of pages", limit: MAX_PAGES as usize });
        }
        Ok(self)
    }

    /// The raw Textract answer that it was read from, with every field and block in its order; for an analysis that
    /// was not read from one, an `AnalyzeDocument` answer with its blocks.
    #[must_use]
    pub fn to_raw(&self) -> serde_json::Value {
        write_answer(&self.text_blocks, &self.layout_blocks, self.answer.as_ref(), self.metadata.pages)
    }

    /// The same text with the line work and page sizes that were traced elsewhere: what Textract does not give. They
    /// take the place of those of the same pages.
    #[must_use]
    pub fn with_line_work(mut self, line_work: Vec<PageLineWork>, page_sizes: Vec<PageSize>) -> Self {
        self.line_work.retain(|old| line_work.iter().all(|new| new.page != old.page));
        self.line_work.extend(line_work);
        sort_by_key(&mut self.line_work, |page| page.page);
        let sizes = &mut self.metadata.page_sizes;
        sizes.retain(|old| page_sizes.iter().all(|new| new.page != old.page));
        sizes.extend(page_sizes);
        sort_by_key(sizes, |size| size.page);
        let last = self.line_work.iter().map(|page| page.page).chain(sizes.iter().map(|size| size.page)).max();
        self.metadata.pages = self.metadata.pages.max(last.unwrap_or(0));
        self
    }

    /// Takes up pages that were read later, of the same document: their text and line work, in place of what was known of
    /// those pages. `pages` holds them as an analysis of its own.
    pub fn add_pages(&mut self, pages: Self) {
        let is_new = |page: u32| {
            pages.line_work.iter().any(|new| new.page == page) || pages.layout_blocks.iter().any(|new| new.page == page)
        };
        self.text_blocks.retain(|block| !is_new(block.page));
        self.layout_blocks.retain(|block| !is_new(block.page));
        if pages.analyzer.name != "none" {
            self.analyzer = pages.analyzer;
        }
        self.text_blocks.extend(pages.text_blocks);
        sort_by_key(&mut self.text_blocks, |block| block.page);
        self.layout_blocks.extend(pages.layout_blocks);
        sort_by_key(&mut self.layout_blocks, |block| block.page);
        let known = std::mem::take(self);
        *self = known.with_line_work(pages.line_work, pages.metadata.page_sizes);
    }

    /// The analysis document as JSON.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

/// What a reader of analyses takes, for errors.
const EXPECTED: &str = "expected an analysis document (an object with `text_blocks`), a Textract answer (an object with \
                        `Blocks`), or a list of such answers";

/// An analysis document inside the success envelope.
#[derive(Deserialize)]
struct InEnvelope {
    data: Analysis,
}

/// The forms that are told apart.
enum Form {
    Document,
    Envelope,
    Raw,
}

/// The fields that tell the forms apart, none of them kept.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    format_version: Option<serde::de::IgnoredAny>,
    text_blocks: Option<serde::de::IgnoredAny>,
    layout_blocks: Option<serde::de::IgnoredAny>,
    data: Option<serde::de::IgnoredAny>,
}

impl Form {
    fn of(bytes: &[u8]) -> Result<Self, AnalysisError> {
        match bytes.trim_ascii_start().first() {
            None => return Err(AnalysisError::NotAnAnalysis(format!("it is empty; {EXPECTED}"))),
            Some(b'{') => {}
            Some(_) => return Ok(Self::Raw),
        }
        let fields: Fields = parsed(bytes)?;
        Ok(if fields.text_blocks.is_some() || fields.layout_blocks.is_some() || fields.format_version.is_some() {
            Self::Document
        } else if fields.data.is_some() {
            Self::Envelope
        } else {
            Self::Raw
        })
    }
}

fn parsed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, AnalysisError> {
    serde_json::from_slice(bytes).map_err(|error| AnalysisError::NotAnAnalysis(format!("{error}; {EXPECTED}")))
}
