//! What is on one page before anything is recognised on it.

use std::borrow::Cow;

use crate::picture::OwnedPicture;
use crate::text::Line;

/// The pixels of a page and the text that comes with them.
pub(crate) struct PageContent<'a> {
    /// The page, in the size that its document tells, without the text in `lines` where that can be left out.
    pub picture: Cow<'a, OwnedPicture>,
    /// Text that the file itself tells.
    pub lines: Vec<Line>,
    /// Whether there may be more text among the pixels.
    pub lacks_text: bool,
}

impl<'a> PageContent<'a> {
    /// A page of pixels alone.
    pub(crate) fn of_picture(picture: &'a OwnedPicture) -> Self {
        Self { picture: Cow::Borrowed(picture), lines: Vec::new(), lacks_text: true }
    }
}
