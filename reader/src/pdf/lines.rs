//! From glyphs to words and lines.
//!
//! PDF draws glyphs one by one and in any order, so lines are found by where glyphs stand: those on one baseline are
//! sorted along it and parted where the gaps are.

use super::glyphs::PlacedGlyph;
use crate::text::{Corners, Line, Word};

/// Gaps wider than this, in sizes of the font, part words.
const WORD_GAP_EM: f64 = 0.18;
/// Gaps wider than this part lines.
const LINE_GAP_EM: f64 = 1.0;
/// Letter-spaced text: a gap that parts words or lines is this much wider than the usual one of its line.
const WIDER_THAN_USUAL: f64 = 1.8;
/// Glyphs whose baselines are closer than this stand on one line.
const BASELINE_TOLERANCE_EM: f64 = 0.3;
/// Fonts of one line differ in size by less than this factor.
const SIZE_TOLERANCE: f64 = 1.6;
/// The same glyph drawn twice closer than this, to make it bold, is one.
const TWICE_DRAWN_EM: f64 = 0.12;
/// What glyphs reach above and below their baseline.
const ASCENT_EM: f64 = 0.78;
const DESCENT_EM: f64 = 0.22;

/// A glyph in the frame of its direction of reading: `along` grows with reading, `down` towards the next line.
struct Standing<'a> {
    glyph: &'a PlacedGlyph,
    text: &'a str,
    degrees: i32,
    along: f64,
    down: f64,
}

impl Standing<'_> {
    fn end(&self) -> f64 {
        self.along + self.glyph.advance_px
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a page, top to bottom; glyphs that say nothing are passed over.
pub(super) fn lines_of(glyphs: &[PlacedGlyph]) -> Vec<Line> {
    let mut standing: Vec<Standing<'_>> = glyphs.iter().filter_map(standing).collect();
    standing
        .sort_by(|a, b| a.degrees.cmp(&b.degrees).then(a.down.total_cmp(&b.down)).then(a.along.total_cmp(&b.along)));
    let mut lines = Vec::new();
    let mut rest = standing.as_mut_slice();
    while let Some(first) = rest.first() {
        let (degrees, down, reach) = (first.degrees, first.down, BASELINE_TOLERANCE_EM * first.glyph.em_px);
        let count = rest.iter().take_while(|g| g.degrees == degrees && g.down - down <= reach).count();
        let (row, after) = rest.split_at_mut(count);
        row.sort_by(|a, b| a.along.total_cmp(&b.along));
        lines.extend(lines_of_row(row));
        rest = after;
    }
    lines.sort_by(|a, b| {
        let ([ax, ay], [bx, by]) = (a.corners_px[0], b.corners_px[0]);
        ay.total_cmp(&by).then(ax.total_cmp(&bx))
    });
    lines
}

fn standing(glyph: &PlacedGlyph) -> Option<Standing<'_>> {
    let [ax, ay] = glyph.along;
    let [x, y] = glyph.origin_px;
    // Whole degrees, so that rounding noise does not part a line.
    let degrees = libm::atan2(ay, ax).to_degrees().round() as i32;
    let degrees = if degrees == -180 { 180 } else { degrees };
    Some(Standing { glyph, text: glyph.text.as_deref()?, degrees, along: x * ax + y * ay, down: y * ax - x * ay })
}

/// Parts one baseline, sorted along it, into lines.
fn lines_of_row(row: &[Standing<'_>]) -> Vec<Line> {
    let mut printed: Vec<&Standing<'_>> = Vec::with_capacity(row.len());
    for glyph in row.iter().filter(|g| !g.is_blank()) {
        let is_twice = printed.iter().rev().take(3).any(|other| {
            other.text == glyph.text && (glyph.along - other.along).abs() < TWICE_DRAWN_EM * glyph.glyph.em_px
        });
        if !is_twice {
            printed.push(glyph);
        }
    }
    let blanks: Vec<f64> = row.iter().filter(|g| g.is_blank()).map(|g| (g.along + g.end()) / 2.0).collect();
    let mut lines = Vec::new();
    for alike in printed.chunk_by(|a, b| size_ratio(a, b) < SIZE_TOLERANCE && gap_em(a, b) < LINE_GAP_EM * 3.0) {
        let usual = usual_gap_em(alike);
        let line_gap = LINE_GAP_EM.max(usual * WIDER_THAN_USUAL);
        for line in alike.chunk_by(|a, b| gap_em(a, b) < line_gap) {
            let word_gap = if usual > WORD_GAP_EM { usual * WIDER_THAN_USUAL } else { WORD_GAP_EM };
            let words: Vec<Word> = line
                .chunk_by(|a, b| {
                    let has_blank = blanks.iter().any(|blank| (a.along..b.along).contains(blank));
                    gap_em(a, b) < word_gap && !has_blank
                })
                .map(word)
                .collect();
            lines.extend(corners(line).map(|corners_px| Line { words, corners_px }));
        }
    }
    lines
}

fn gap_em(a: &Standing<'_>, b: &Standing<'_>) -> f64 {
    (b.along - a.end()) / a.glyph.em_px.max(b.glyph.em_px)
}

fn size_ratio(a: &Standing<'_>, b: &Standing<'_>) -> f64 {
    a.glyph.em_px.max(b.glyph.em_px) / a.glyph.em_px.min(b.glyph.em_px)
}

/// The gap that most neighbours have: the median, which is that between letters unless words are single letters.
fn usual_gap_em(glyphs: &[&Standing<'_>]) -> f64 {
    let mut gaps: Vec<f64> = glyphs.windows(2).map(|pair| gap_em(pair[0], pair[1])).collect();
    gaps.sort_by(f64::total_cmp);
    // Two gaps tell nothing of what is usual.
    if gaps.len() < 3 { 0.0 } else { gaps[gaps.len() / 2] }
}

fn word(glyphs: &[&Standing<'_>]) -> Word {
    let text = glyphs.iter().map(|g| g.text.trim()).collect();
    // What the file says is what is printed.
    Word { text, corners_px: corners(glyphs).unwrap_or_default(), confidence: 1.0 }
}

fn corners(glyphs: &[&Standing<'_>]) -> Option<Corners> {
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    let [ax, ay] = first.glyph.along;
    let em_px = glyphs.iter().map(|g| g.glyph.em_px).fold(0.0, f64::max);
    let length = last.end() - first.along;
    let [x, y] = first.glyph.origin_px;
    let point = |along: f64, down: f64| [x + along * ax - down * ay, y + along * ay + down * ax];
    let (top, bottom) = (-ASCENT_EM * em_px, DESCENT_EM * em_px);
    Some([point(0.0, top), point(length, top), point(length, bottom), point(0.0, bottom)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of half an em each, written from `[x, y]` in steps of `step` in the direction of `along`.
    fn written(text: &str, [x, y]: [f64; 2], along: [f64; 2], step: f64) -> Vec<PlacedGlyph> {
        let place = |(i, c): (usize, char)| PlacedGlyph {
            text: Some(c.to_string()),
            origin_px: [x + along[0] * step * i as f64, y + along[1] * step * i as f64],
            along,
            advance_px: 10.0,
            em_px: 20.0,
        };
        text.chars().enumerate().map(place).collect()
    }

    fn texts(glyphs: &[PlacedGlyph]) -> Vec<String> {
        lines_of(glyphs).iter().map(Line::text).collect()
    }

    #[test]
    fn glyphs_in_any_order_make_lines_and_words() {
        let mut glyphs = written("LIVING ROOM", [100.0, 50.0], [1.0, 0.0], 10.0);
        glyphs.extend(written("12", [100.0, 80.0], [1.0, 0.0], 10.0));
        glyphs.extend(written("WC", [400.0, 50.0], [1.0, 0.0], 10.0));
        glyphs.reverse();
        assert_eq!(texts(&glyphs), ["LIVING ROOM", "WC", "12"]);
        let lines = lines_of(&glyphs);
        assert_eq!(lines[0].words.len(), 2);
        assert_eq!(lines[0].words[1].corners_px[0].map(f64::round), [170.0, 34.0]);
        assert_eq!(lines[0].words[1].corners_px[2].map(f64::round), [210.0, 54.0]);
    }

    #[test]
    fn text_is_read_upwards_and_aslant() {
        let mut glyphs = written("3.20 m", [50.0, 300.0], [0.0, -1.0], 10.0);
        glyphs.extend(written("RAMP", [200.0, 300.0], [0.8, 0.6], 10.0));
        assert_eq!(texts(&glyphs), ["RAMP", "3.20 m"].map(str::to_owned));
        let up = lines_of(&glyphs).remove(1);
        assert!(up.corners_px[1][1] < up.corners_px[0][1], "it ends above where it starts");
        assert!(up.corners_px[3][0] > up.corners_px[0][0], "its bottom is to the right");
    }

    #[test]
    fn letter_spaced_words_stay_whole_and_bold_ones_single() {
        assert_eq!(texts(&written("KITCHEN", [0.0, 50.0], [1.0, 0.0], 20.0)), ["KITCHEN"]);
        let mut bold = written("BATH", [0.0, 50.0], [1.0, 0.0], 10.0);
        bold.extend(written("BATH", [0.5, 50.0], [1.0, 0.0], 10.0));
        assert_eq!(texts(&bold), ["BATH"]);
    }

    #[test]
    fn glyphs_that_say_nothing_are_passed_over() {
        let mut glyphs = written("AB", [0.0, 50.0], [1.0, 0.0], 10.0);
        glyphs[1].text = None;
        assert_eq!(texts(&glyphs), ["A"]);
        assert_eq!(texts(&[]), Vec::<String>::new());
    }
}
