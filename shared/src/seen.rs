//! What the detector saw on a page on its way to the rooms, for showing: walls, openings, words.

use serde::{Deserialize, Serialize};

use crate::detect::Detector;
use crate::linework::Ring;
use crate::settings::DetectorSettings;
use crate::textract::TextBlock;

/// The page's 0–1000 for one of its sides.
const PAGE: f64 = 1000.0;

/// What was seen on one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Page, from 1.
    pub page: u32,
    /// Outlines of the walls, under the wall thickness that the settings lead to.
    pub walls: Vec<Ring>,
    /// Doors, windows and wide openings: `[x0, y0, x1, y1]` in hundredths of the page's 0–1000.
    pub openings: Vec<[i32; 4]>,
    /// Corners of the words, in the page's 0–1000.
    pub words: Vec<Vec<[f64; 2]>>,
}

impl Detector {
    /// What was seen on a page, from 1; empty where nothing is known of it.
    #[must_use]
    pub fn seen(&self, page: u32, settings: &DetectorSettings) -> Seen {
        let analysis = self.analysis();
        let line_work = analysis.line_work.iter().find(|traced| traced.page == page);
        let hypothesis = line_work
            .zip(self.wall_thickness(page, settings))
            .and_then(|(traced, index)| traced.line_work.hypotheses.get(index));
        let (walls, openings) =
            hypothesis.map(|chosen| (chosen.walls.clone(), chosen.openings.clone())).unwrap_or_default();
        let words = analysis.text_blocks.iter().filter(|block| block.page == page && block.block_type == "WORD");
        Seen { page, walls, openings, words: words.map(corners).collect() }
    }
}

/// The corners of a word; those of its box where its outline is not told.
fn corners(word: &TextBlock) -> Vec<[f64; 2]> {
    if word.geometry.polygon.len() >= 3 {
        return word.geometry.polygon.iter().map(|point| [point.x * PAGE, point.y * PAGE]).collect();
    }
    let area = word.geometry.bounding_box;
    let (x0, y0, x1, y1) = (area.left, area.top, area.left + area.width, area.top + area.height);
    [[x0, y0], [x1, y0], [x1, y1], [x0, y1]].map(|[x, y]| [x * PAGE, y * PAGE]).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linework::{Hypothesis, LineWork};
    use crate::textract::{BoundingBox, Geometry};
    use crate::{Analysis, Picture};

    /// A box of walls 8 pixels thick on a white page.
    fn analysis() -> Analysis {
        let (width, height) = (600_u32, 400_u32);
        let mut bytes = vec![255_u8; (width * height) as usize];
        for (inset, value) in [(40, 0), (48, 255)] {
            for y in inset..height - inset {
                let row = y * width;
                bytes[(row + inset) as usize..(row + width - inset) as usize].fill(value);
            }
        }
        let mut analysis = Analysis::of_line_work(LineWork::trace(&Picture::grey(width, height, &bytes).unwrap(), &[]));
        let bounding_box = BoundingBox { left: 0.4, top: 0.5, width: 0.1, height: 0.05 };
        let word = |page: u32, kind: &str| TextBlock {
            block_type: kind.to_owned(),
            page,
            geometry: Geometry { bounding_box, ..Geometry::default() },
            ..TextBlock::default()
        };
        analysis.text_blocks = vec![word(1, "LINE"), word(1, "WORD"), word(2, "WORD")];
        analysis
    }

    #[test]
    fn walls_and_words_of_the_page_are_shown() {
        let seen = Detector::new(analysis()).seen(1, &DetectorSettings::default());
        assert!(!seen.walls.is_empty());
        assert_eq!(seen.words, [[[400.0, 500.0], [500.0, 500.0], [500.0, 550.0], [400.0, 550.0]].to_vec()]);
    }

    #[test]
    fn the_walls_are_those_of_the_chosen_thickness() {
        let mut analysis = analysis();
        let ring = |x: i32| Ring(vec![[x, 0], [x + 10, 0], [x, 10]]);
        let kept = analysis.line_work[0].line_work.hypotheses[0].nodes.clone();
        analysis.line_work[0].line_work.hypotheses = vec![
            Hypothesis { walls: vec![ring(0)], nodes: kept.clone(), ..Hypothesis::default() },
            Hypothesis { walls: vec![ring(500)], nodes: kept, ..Hypothesis::default() },
        ];
        let detector = Detector::new(analysis);
        let walls = |walls| detector.seen(1, &DetectorSettings { walls, ..DetectorSettings::default() }).walls;
        assert_eq!(walls(crate::settings::Walls::Thin), [ring(0)]);
        assert_eq!(walls(crate::settings::Walls::Thick), [ring(500)]);
    }

    #[test]
    fn nothing_is_seen_on_a_page_that_is_not_there() {
        let seen = Detector::new(analysis()).seen(7, &DetectorSettings::default());
        assert_eq!(seen, Seen { page: 7, ..Seen::default() });
    }
}
