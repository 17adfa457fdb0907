//! Text as it was found on a page, whether recognised on pixels or taken from glyphs.

/// A word with its place: the corners in pixels of the page, in reading direction from the word's own top left
/// (top left, top right, bottom right, bottom left).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    /// What it says; never empty.
    pub text: String,
    /// Its corners in pixels.
    pub corners_px: Corners,
    /// How sure the reader is, 0 to 1.
    pub confidence: f64,
}

/// Words that stand on one line, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// At least one.
    pub words: Vec<Word>,
    /// The corners of the line in pixels.
    pub corners_px: Corners,
}

/// Four corners `[x, y]`, in reading direction from the text's own top left.
pub(crate) type Corners = [[f64; 2]; 4];

impl Line {
    /// The words with single blanks between them.
    pub(crate) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|w| w.text.as_str()).collect();
        words.join(" ")
    }

    /// The mean confidence of its words, 0 to 1.
    pub(crate) fn confidence(&self) -> f64 {
        self.words.iter().map(|w| w.confidence).sum::<f64>() / self.words.len().max(1) as f64
    }
}
