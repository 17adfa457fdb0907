//! The lines of text of a page: its LINE blocks, or lines made of its words where it has none.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::textract::TextBlock;

use super::Label;
use crate::sorting::sort_by;

/// Words of one line stand at most this many widths of a letter apart.
const MAX_GAP_LETTERS: f64 = 1.6;
/// Text is taken as turned where its box is this many times as high as it is wide.
const TURNED_SHAPE: f64 = 1.6;

/// One line of text.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    pub text: Cow<'a, str>,
    /// 0–1000 over the page.
    pub bounding_box: [f64; 4],
    /// 0 to 1.
    pub confidence: f64,
    /// Whether it is read upwards or downwards.
    pub turned: bool,
    /// Its extent in reading direction, in thousandths of the page's height.
    pub along: [f64; 2],
    /// Its extent across, in thousandths of the page's height.
    pub across: [f64; 2],
}

impl Line<'_> {
    /// The height of its letters in thousandths of the page's height.
    pub(crate) fn height(&self) -> f64 {
        self.across[1] - self.across[0]
    }

    pub(crate) fn label(&self) -> Label {
        Label { text: self.text.trim().to_owned(), bounding_box: self.bounding_box, confidence: self.confidence }
    }

    /// The part of the line that the bytes `from..to` of its text fill.
    pub(crate) fn part(&self, from: usize, to: usize) -> Option<Line<'static>> {
        let text = self.text.get(from..to)?;
        let length = self.text.len().max(1) as f64;
        let (start, end) = (from as f64 / length, to as f64 / length);
        let share = |low: f64, high: f64| [low + (high - low) * start, low + (high - low) * end];
        let [x_min, y_min, x_max, y_max] = self.bounding_box;
        let [x_min, x_max] = if self.turned { [x_min, x_max] } else { share(x_min, x_max) };
        let [y_min, y_max] = if self.turned { share(y_min, y_max) } else { [y_min, y_max] };
        Some(Line {
            text: Cow::Owned(text.trim().to_owned()),
            bounding_box: [x_min, y_min, x_max, y_max],
            confidence: self.confidence,
            turned: self.turned,
            along: share(self.along[0], self.along[1]),
            across: self.across,
        })
    }
}

/// The lines of a page.
pub(crate) fn lines_of(analysis: &Analysis, page: u32) -> Vec<Line<'_>> {
    let aspect = analysis.page_size(page).map_or(1.0, |size| f64::from(size.width_px) / f64::from(size.height_px));
    let of_type = |kind: &'static str| {
        let blocks = analysis.text_blocks.iter().filter(move |b| b.page == page && b.block_type == kind);
        blocks.filter_map(move |block| line(block, aspect))
    };
    let lines: Vec<Line<'_>> = of_type("LINE").collect();
    if lines.is_empty() { joined(of_type("WORD").collect()) } else { lines }
}

fn line(block: &TextBlock, aspect: f64) -> Option<Line<'_>> {
    let geometry = &block.geometry;
    let bounds = &geometry.bounding_box;
    let permille = |share: f64| (share * 1000.0).clamp(0.0, 1000.0);
    let (x_min, x_max) = (permille(bounds.left), permille(bounds.left + bounds.width));
    let (y_min, y_max) = (permille(bounds.top), permille(bounds.top + bounds.height));
    // Also false for numbers that are none.
    if !(x_max > x_min && y_max > y_min) || block.text.trim().is_empty() {
        return None;
    }
    let (along_x, along_y) = ([x_min * aspect, x_max * aspect], [y_min, y_max]);
    // Textract's polygon begins at the text's own top left corner and runs along its top edge.
    let by_edge = match geometry.polygon[..] {
        [a, b, ..] => (b.y - a.y).abs() > (b.x - a.x).abs() * aspect,
        _ => false,
    };
    let by_shape =
        block.text.chars().nth(2).is_some() && along_y[1] - along_y[0] > TURNED_SHAPE * (along_x[1] - along_x[0]);
    let turned = by_edge || by_shape;
    Some(Line {
        text: Cow::Borrowed(&block.text),
        bounding_box: [x_min, y_min, x_max, y_max],
        confidence: if block.confidence.is_finite() { (block.confidence / 100.0).clamp(0.0, 1.0) } else { 0.0 },
        turned,
        along: if turned { along_y } else { along_x },
        across: if turned { along_x } else { along_y },
    })
}

/// Joins words that stand beside each other.
fn joined(mut words: Vec<Line<'_>>) -> Vec<Line<'_>> {
    sort_by(&mut words, |a, b| {
        a.turned.cmp(&b.turned).then(a.along[0].total_cmp(&b.along[0])).then(a.across[0].total_cmp(&b.across[0]))
    });
    let mut lines: Vec<Line<'_>> = Vec::with_capacity(words.len());
    for word in words {
        match lines.iter_mut().rev().find(|line| continues(line, &word)) {
            Some(line) => append(line, &word, " "),
            None => lines.push(word),
        }
    }
    lines
}

fn continues(line: &Line<'_>, word: &Line<'_>) -> bool {
    let letter = (word.along[1] - word.along[0]) / word.text.chars().count().max(1) as f64;
    let gap = word.along[0] - line.along[1];
    let middle = (word.across[0] + word.across[1]) / 2.0;
    !line.turned
        && !word.turned
        && (-letter..MAX_GAP_LETTERS * letter).contains(&gap)
        && (line.across[0]..line.across[1]).contains(&middle)
}

/// Puts `next` behind `line`, as words of a line or as lines of a name.
pub(crate) fn append(line: &mut Line<'_>, next: &Line<'_>, between: &str) {
    let text = line.text.to_mut();
    text.truncate(text.trim_end().len());
    text.push_str(between);
    text.push_str(next.text.trim());
    let ([a, b, c, d], [e, f, g, h]) = (line.bounding_box, next.bounding_box);
    line.bounding_box = [a.min(e), b.min(f), c.max(g), d.max(h)];
    let united = |a: [f64; 2], b: [f64; 2]| [a[0].min(b[0]), a[1].max(b[1])];
    line.along = united(line.along, next.along);
    line.across = united(line.across, next.across);
    line.confidence = line.confidence.min(next.confidence);
}
