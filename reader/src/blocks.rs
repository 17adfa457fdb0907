//! Blocks in Textract's shape: a page, its lines, their words.

use serde_json::{Map, Value, json};
use shared::analysis::PageSize;
use shared::textract::{BoundingBox, Geometry, LayoutBlock, Point, TextBlock};

use crate::text::{Corners, Line};

/// Angles below this many degrees are told by nobody: text that is meant to be upright.
const UPRIGHT_DEGREES: f64 = 0.5;

/// The blocks of one page.
pub(crate) struct PageBlocks {
    /// Each line followed by its words, in the order of `lines`.
    pub text: Vec<TextBlock>,
    /// The page itself.
    pub page: LayoutBlock,
}

/// Makes the blocks of a page. Ids are unique in the document and the same every time.
pub(crate) fn page_blocks(size: &PageSize, lines: &[Line]) -> PageBlocks {
    let page = size.page;
    let mut text = Vec::with_capacity(lines.len() * 3);
    let mut line_ids = Vec::with_capacity(lines.len());
    let mut words_before = 0;
    for (line_nr, line) in (1..).zip(lines) {
        let line_id = format!("page-{page}-line-{line_nr}");
        let words: Vec<TextBlock> = (words_before + 1..)
            .zip(&line.words)
            .map(|(word_nr, word)| TextBlock {
                id: format!("page-{page}-word-{word_nr}"),
                block_type: "WORD".to_owned(),
                text: word.text.clone(),
                page,
                geometry: geometry(&word.corners_px, size),
                confidence: percent(word.confidence),
                rest: Map::from_iter([("TextType".to_owned(), json!("PRINTED"))]),
            })
            .collect();
        words_before += words.len();
        text.push(TextBlock {
            id: line_id.clone(),
            block_type: "LINE".to_owned(),
            text: line.text(),
            page,
            geometry: geometry(&line.corners_px, size),
            confidence: percent(line.confidence()),
            rest: children(&words.iter().map(|w| w.id.clone()).collect::<Vec<_>>()),
        });
        text.extend(words);
        line_ids.push(line_id);
    }
    let whole_page = [
        [0.0, 0.0],
        [f64::from(size.width_px), 0.0],
        [f64::from(size.width_px), f64::from(size.height_px)],
        [0.0, f64::from(size.height_px)],
    ];
    let page = LayoutBlock {
        id: format!("page-{page}"),
        block_type: "PAGE".to_owned(),
        page,
        geometry: Some(geometry(&whole_page, size)),
        rest: children(&line_ids),
    };
    PageBlocks { text, page }
}

fn children(ids: &[String]) -> Map<String, Value> {
    if ids.is_empty() {
        return Map::new();
    }
    Map::from_iter([("Relationships".to_owned(), json!([{ "Type": "CHILD", "Ids": ids }]))])
}

fn geometry(corners_px: &Corners, size: &PageSize) -> Geometry {
    let share = |px: f64, side_px: u32| (px / f64::from(side_px.max(1))).clamp(0.0, 1.0);
    let polygon: Vec<Point> =
        corners_px.iter().map(|&[x, y]| Point { x: share(x, size.width_px), y: share(y, size.height_px) }).collect();
    let (left, right) = bounds(polygon.iter().map(|p| p.x));
    let (top, bottom) = bounds(polygon.iter().map(|p| p.y));
    Geometry {
        bounding_box: BoundingBox { width: right - left, height: bottom - top, left, top },
        polygon,
        rotation_angle: rotation_degrees(corners_px),
        rest: Map::new(),
    }
}

fn bounds(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
}

/// Degrees, clockwise as the page shows it, that the text is turned by: 0 to 360. `None` for upright text.
fn rotation_degrees(corners_px: &Corners) -> Option<f64> {
    let [[x0, y0], [x1, y1], ..] = *corners_px;
    let degrees = libm::atan2(y1 - y0, x1 - x0).to_degrees();
    let degrees = if degrees < 0.0 { degrees + 360.0 } else { degrees };
    (degrees > UPRIGHT_DEGREES && degrees < 360.0 - UPRIGHT_DEGREES).then_some(degrees)
}

fn percent(confidence: f64) -> f64 {
    // Four decimals, as Textract has about as many that mean anything.
    (confidence.clamp(0.0, 1.0) * 1_000_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Word;

    fn line(text: &str, corners_px: Corners) -> Line {
        let words = text.split(' ').map(|w| Word { text: w.to_owned(), corners_px, confidence: 0.87654321 }).collect();
        Line { words, corners_px }
    }

    #[test]
    fn a_line_knows_its_words_and_the_page_its_lines() {
        let size = PageSize { page: 2, width_px: 200, height_px: 100, ..PageSize::default() };
        let upright = [[20.0, 10.0], [120.0, 10.0], [120.0, 30.0], [20.0, 30.0]];
        let blocks = page_blocks(&size, &[line("Living room", upright), line("12", upright)]);
        let ids: Vec<&str> = blocks.text.iter().map(|b| b.id.as_str()).collect();
        assert_eq!(ids, ["page-2-line-1", "page-2-word-1", "page-2-word-2", "page-2-line-2", "page-2-word-3"]);
        assert_eq!(blocks.text[0].text, "Living room");
        assert_eq!(blocks.text[0].rest["Relationships"][0]["Ids"], json!(["page-2-word-1", "page-2-word-2"]));
        assert_eq!(blocks.page.rest["Relationships"][0]["Ids"], json!(["page-2-line-1", "page-2-line-2"]));
        assert_eq!(blocks.text[0].confidence, 87.6543);
        let b = blocks.text[0].geometry.bounding_box;
        assert_eq!((b.left, b.top, b.width, b.height), (0.1, 0.1, 0.5, 0.19999999999999998));
        assert_eq!(blocks.text[0].geometry.rotation_angle, None);
    }

    #[test]
    fn text_that_reads_upwards_is_turned_by_270_degrees() {
        let upwards = [[10.0, 90.0], [10.0, 20.0], [30.0, 20.0], [30.0, 90.0]];
        assert_eq!(rotation_degrees(&upwards), Some(270.0));
        let downwards = [[30.0, 20.0], [30.0, 90.0], [10.0, 90.0], [10.0, 20.0]];
        assert_eq!(rotation_degrees(&downwards), Some(90.0));
    }
}
