//! What is known of a document before anybody asks for rooms: its pages, the text read on them, and their line work.

use serde::{Deserialize, Serialize};

use crate::linework::LineWork;
use crate::textract::{LayoutBlock, TextBlock};

/// The version of the analysis document that this code writes.
pub const FORMAT_VERSION: u32 = 1;

/// The analysis document, stored as `cache/textract/{job_id}/analysis.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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
}

/// What read the text of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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

    /// Reads our own `analysis.json`, or raw Textract JSON: an `AnalyzeDocument` or `DetectDocumentText` answer,
    /// or a list of `GetDocumentAnalysis` parts.
    pub fn from_json(bytes: &[u8]) -> Result<Self, AnalysisError> {
        serde_json::from_slice(bytes).map_err(|e| AnalysisError::NotAnAnalysis(e.to_string()))
    }

    /// The analysis document as JSON.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}
