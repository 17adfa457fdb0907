//! What the pixels of a page say about walls, kept in an analysis so that settings can be applied without the picture.

use serde::{Deserialize, Serialize};

use crate::picture::Picture;
use crate::textract::TextBlock;

/// The line work of one page. Plain data that serialises compactly; made once by [`LineWork::trace`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LineWork {
    /// Width of the picture it was traced from, in pixels.
    pub width_px: u32,
    /// Height of the picture it was traced from, in pixels.
    pub height_px: u32,
}

impl LineWork {
    /// Traces the line work of a picture.
    ///
    /// `text` are the words and lines read on the same page (it may be empty): ink inside their boxes is text and no wall.
    #[must_use]
    pub fn trace(picture: &Picture<'_>, text: &[TextBlock]) -> Self {
        let _ = text;
        Self { width_px: picture.width_px(), height_px: picture.height_px() }
    }
}
