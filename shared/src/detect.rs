//! The one function: from what is known of a document to its rooms.

mod along_walls;
mod at_point;
mod by_name;
mod by_print;

use serde::{Deserialize, Serialize};

use self::along_walls::follow_walls;
use self::by_name::add_named_rooms;
use self::by_print::{divide, fit_rooms, ground, split_by_name};
use crate::analysis::{Analysis, PageLineWork, PageSize};
use crate::labels::{PageLabels, RoomName, RoomType, read_page};
use crate::linework::Ring;
use crate::preview::{UnmatchedLabel, Warning};
use crate::room::{Evidence, EvidencePart, Room};
use crate::scale::{self, measure_rooms};
use crate::selection::choice::{Choice, choose};
use crate::selection::printed::{Printed, printed_inside};
use crate::selection::scorecard::{parts, printed_points};
use crate::settings::DetectorSettings;
use crate::sorting::sort_by;

/// Changes whenever the detector's answers can change; part of the preview cache's key.
pub const MODEL_VERSION: &str = "regions-16";

/// Confidence of the room that stands for a page on which nothing was found.
const FALLBACK_CONFIDENCE: f64 = 0.01;

/// What was found in a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Detection {
    /// [`MODEL_VERSION`] of the detector.
    pub model_version: String,
    /// The rooms, at least one.
    pub rooms: Vec<Room>,
    /// Names that found no room.
    pub unmatched_labels: Vec<UnmatchedLabel>,
    /// What the caller should know.
    pub warnings: Vec<Warning>,
}

/// Finds the rooms. Pure: the same analysis and settings give the same detection, digit for digit, on every platform.
///
/// Settings are taken as they are; [`DetectorSettings::validate`] is the caller's to call.
#[must_use]
pub fn detect(analysis: &Analysis, settings: &DetectorSettings) -> Detection {
    detect_prepared(analysis, &pages(analysis), settings)
}

/// An analysis made ready once, for many detections: what a page or a service keeps while somebody tunes settings.
#[derive(Debug, Clone)]
pub struct Detector {
    analysis: Analysis,
    pages: Vec<Page>,
}

impl Detector {
    /// Makes an analysis ready.
    #[must_use]
    pub fn new(analysis: Analysis) -> Self {
        let pages = pages(&analysis);
        Self { analysis, pages }
    }

    /// The rooms under these settings; the same as [`detect`] gives.
    #[must_use]
    pub fn detect(&self, settings: &DetectorSettings) -> Detection {
        detect_prepared(&self.analysis, &self.pages, settings)
    }

    /// What it was made of.
    #[must_use]
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// What it was made of, handed back.
    #[must_use]
    pub fn into_analysis(self) -> Analysis {
        self.analysis
    }

    /// The wall thickness that the rooms of a page are found with, as an index into its hypotheses; the first where no
    /// region is a room. `None` where nothing is drawn on the page.
    pub(crate) fn wall_thickness(&self, page: u32, settings: &DetectorSettings) -> Option<usize> {
        let index = self.analysis.line_work.iter().position(|traced| traced.page == page)?;
        let hypotheses = &self.analysis.line_work[index].line_work.hypotheses;
        let chosen = choose(hypotheses, &self.pages[index].printed, settings).map_or(0, |choice| choice.hypothesis);
        (!hypotheses.is_empty()).then_some(chosen)
    }
}

/// What is read off a page before settings matter.
#[derive(Debug, Clone)]
struct Page {
    labels: PageLabels,
    size: PageSize,
    /// For every hypothesis and node what is printed inside.
    printed: Vec<Vec<Printed>>,
}

fn pages(analysis: &Analysis) -> Vec<Page> {
    let page = |page: &PageLineWork| {
        let labels = read_page(analysis, page.page);
        let printed = page.line_work.hypotheses.iter().map(|h| printed_inside(h, &labels)).collect();
        let known = analysis.metadata.page_sizes.iter().find(|s| s.page == page.page).cloned();
        let size = known.unwrap_or_else(|| PageSize {
            page: page.page,
            width_px: page.line_work.width_px,
            height_px: page.line_work.height_px,
            ..PageSize::default()
        });
        Page { labels, size, printed }
    };
    analysis.line_work.iter().map(page).collect()
}

fn detect_prepared(analysis: &Analysis, pages: &[Page], settings: &DetectorSettings) -> Detection {
    let mut rooms = Vec::new();
    let mut unmatched_labels = Vec::new();
    for (line_work, page) in analysis.line_work.iter().zip(pages) {
        let choice = choose(&line_work.line_work.hypotheses, &page.printed, settings);
        let (mut found, mut used) = rooms_of_page(line_work, page, choice.as_ref(), settings);
        let mut scale = scale::infer(&found, &page.labels, &page.size, settings);
        if divide(&mut found, page, scale, settings) {
            scale = scale::infer(&found, &page.labels, &page.size, settings);
        }
        if let Some(choice) = &choice {
            add_named_rooms(&mut found, &mut used, line_work, page, choice, settings);
        }
        if let Some(choice) = choice {
            let hypothesis = &line_work.line_work.hypotheses[choice.hypothesis];
            let ground = ground(&found, page, scale, settings);
            if fit_rooms(&mut found, page, hypothesis, &choice.rooms, &ground, &mut used) {
                scale = scale::infer(&found, &page.labels, &page.size, settings);
            }
            follow_walls(&mut found, &ground, &hypothesis.walls);
        }
        if settings.split_by_name {
            found = found.into_iter().flat_map(|room| split_by_name(room, &page.labels)).collect();
        }
        found.retain(|room| room.confidence >= settings.min_confidence);
        measure_rooms(&mut found, &page.labels, &page.size, scale.as_ref());
        rooms.append(&mut found);
        let without_room = page.labels.names.iter().zip(used).filter(|(_, used)| !used);
        unmatched_labels.extend(without_room.map(|(name, _)| unmatched_label(line_work.page, name)));
    }
    let order = |r: &Room| (r.page, (r.bounding_box[1] / READING_BAND) as i64);
    sort_by(&mut rooms, |a, b| order(a).cmp(&order(b)).then(a.bounding_box[0].total_cmp(&b.bounding_box[0])));
    for (i, room) in rooms.iter_mut().enumerate() {
        room.id = format!("room_{:03}", i + 1);
    }
    let mut warnings = Vec::new();
    if rooms.is_empty() {
        rooms.push(fallback_room());
        warnings.push(Warning {
            code: "NO_ROOMS_FOUND".to_owned(),
            message: "No rooms were found; one box over the whole page stands for them.".to_owned(),
        });
    }
    Detection { model_version: MODEL_VERSION.to_owned(), rooms, unmatched_labels, warnings }
}

/// The chosen regions as rooms, and which of the names found one.
fn rooms_of_page(
    line_work: &PageLineWork,
    page: &Page,
    choice: Option<&Choice>,
    settings: &DetectorSettings,
) -> (Vec<Room>, Vec<bool>) {
    let mut used = vec![false; page.labels.names.len()];
    let mut rooms = Vec::new();
    if let Some(choice) = choice {
        for &(node, plausibility) in &choice.rooms {
            let room = room(line_work, page, choice, node, plausibility);
            if room.confidence >= settings.min_confidence {
                for &i in &page.printed[choice.hypothesis][node].names {
                    used[i] = true;
                }
                rooms.push(room);
            }
        }
    }
    (rooms, used)
}

fn unmatched_label(page: u32, name: &RoomName) -> UnmatchedLabel {
    let reason = if name.room_type.is_some_and(RoomType::is_outdoor) {
        "it names a place outside the walls"
    } else {
        "no region around it is plausible as a room"
    };
    UnmatchedLabel {
        page,
        text: name.label.text.clone(),
        bounding_box: name.label.bounding_box,
        reason: reason.to_owned(),
    }
}

/// Rooms whose tops lie within the same band of the page's 0–1000 are read from left to right.
const READING_BAND: f64 = 40.0;

fn room(line_work: &PageLineWork, page: &Page, choice: &Choice, index: usize, plausibility: f64) -> Room {
    let node = &line_work.line_work.hypotheses[choice.hypothesis].nodes[index];
    let mut rings = node.outline.iter().map(Ring::to_page);
    let polygon = rings.next().unwrap_or_default();
    let printed = &page.printed[choice.hypothesis][index];
    let names: Vec<String> = printed.names.iter().map(|&i| page.labels.names[i].label.text.clone()).collect();
    let room_type = printed.names.iter().find_map(|&i| page.labels.names[i].room_type);
    let number = printed.numbers.first().map(|&i| page.labels.numbers[i].label.text.clone());
    let printed_points = printed_points(&node.measurements, printed, choice.trust);
    let mut evidence: Vec<EvidencePart> = parts(&node.measurements)
        .into_iter()
        .chain([("print_inside", names.len() as f64, printed_points)])
        .map(|(name, value, points)| EvidencePart { name: name.to_owned(), value, points: rounded(points) })
        .collect();
    sort_by(&mut evidence, by_weight);
    Room {
        id: String::new(),
        page: line_work.page,
        bounding_box: bounding_box(&polygon),
        polygon,
        holes: rings.collect(),
        name_hint: (!names.is_empty()).then(|| names.join(" / ")),
        names,
        room_type: room_type.map(|t| t.as_str().to_owned()),
        number,
        area: None,
        perimeter: None,
        confidence: rounded(plausibility),
        evidence: Evidence { fallback: false, parts: evidence },
    }
}

fn rings(polygon: &[[f64; 2]], holes: &[Vec<[f64; 2]>]) -> Vec<Ring> {
    let ring = |ring: &[[f64; 2]]| Ring::of_page(ring.iter().map(|&[x, y]| (x, y)));
    std::iter::once(ring(polygon)).chain(holes.iter().map(|hole| ring(hole))).collect()
}

/// The order in which evidence is given: what counts most first.
fn by_weight(a: &EvidencePart, b: &EvidencePart) -> std::cmp::Ordering {
    b.points.abs().total_cmp(&a.points.abs())
}

fn rounded(value: f64) -> f64 {
    libm::round(value * 1000.0) / 1000.0
}

#[inline(never)]
fn bounding_box(polygon: &[[f64; 2]]) -> [f64; 4] {
    polygon.iter().fold([1000.0, 1000.0, 0.0, 0.0], |b, p| {
        [f64::min(b[0], p[0]), f64::min(b[1], p[1]), f64::max(b[2], p[0]), f64::max(b[3], p[1])]
    })
}

fn fallback_room() -> Room {
    Room {
        id: "room_001".to_owned(),
        page: 1,
        bounding_box: [0.0, 0.0, 1000.0, 1000.0],
        polygon: vec![[0.0, 0.0], [1000.0, 0.0], [1000.0, 1000.0], [0.0, 1000.0]],
        confidence: FALLBACK_CONFIDENCE,
        evidence: Evidence { fallback: true, parts: Vec::new() },
        ..Room::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::Label;
    use crate::linework::LineWork;
    use crate::picture::Picture;
    use crate::textract::{BoundingBox, Geometry, TextBlock};

    const WHITE: u8 = 255;

    /// A page drawn of filled rectangles `(x0, y0, x1, y1, brightness)`.
    fn page(width: u32, height: u32, rectangles: &[(u32, u32, u32, u32, u8)]) -> LineWork {
        let mut bytes = vec![WHITE; (width * height) as usize];
        for &(x0, y0, x1, y1, value) in rectangles {
            for y in y0..y1 {
                bytes[(y * width + x0) as usize..(y * width + x1) as usize].fill(value);
            }
        }
        LineWork::trace(&Picture::grey(width, height, &bytes).unwrap(), &[])
    }

    /// Two rooms side by side, 8 pixels of wall, a door of 60 pixels in the wall between them.
    const TWO_ROOMS: [(u32, u32, u32, u32, u8); 6] = [
        (100, 100, 900, 500, 0),
        (108, 108, 892, 492, WHITE),
        (496, 108, 504, 492, 0),
        (496, 270, 504, 330, WHITE),
        (200, 100, 300, 108, 0),
        (600, 100, 700, 108, 0),
    ];

    #[test]
    fn two_rooms_with_a_door_between_them() {
        let found = detect(&Analysis::of_line_work(page(1000, 600, &TWO_ROOMS)), &DetectorSettings::default());
        assert_eq!(found.rooms.len(), 2, "{found:#?}");
        let left = found.rooms[0].bounding_box;
        for (value, truth) in left.into_iter().zip([108.0, 180.0, 496.0, 820.0]) {
            assert!((value - truth).abs() < 6.0, "{left:?}");
        }
        assert!(found.rooms.iter().all(|r| (0.0..=1.0).contains(&r.confidence) && !r.evidence.parts.is_empty()));
    }

    #[test]
    fn a_name_lands_in_its_room() {
        let mut analysis = Analysis::of_line_work(page(1000, 600, &TWO_ROOMS));
        let bounding_box = BoundingBox { left: 0.65, top: 0.5, width: 0.1, height: 0.03 };
        let geometry = Geometry { bounding_box, ..Geometry::default() };
        analysis.text_blocks.push(TextBlock {
            id: "1".to_owned(),
            block_type: "LINE".to_owned(),
            text: "Kitchen".to_owned(),
            page: 1,
            geometry,
            confidence: 99.0,
            ..TextBlock::default()
        });
        let found = detect(&analysis, &DetectorSettings::default());
        assert_eq!(found.rooms.iter().map(|r| r.name_hint.as_deref()).collect::<Vec<_>>(), [None, Some("Kitchen")]);
        assert!(found.unmatched_labels.is_empty());
    }

    #[test]
    fn a_room_whose_names_divide_nothing_is_kept() {
        let at = |x: f64, y: f64| crate::labels::RoomName {
            label: Label { text: "Hall".to_owned(), bounding_box: [x, y, x, y], confidence: 0.9 },
            room_type: None,
            in_lexicon: false,
        };
        let outline = vec![[100.0, 100.0], [500.0, 100.0], [500.0, 200.0], [100.0, 200.0]];
        let room = Room {
            bounding_box: bounding_box(&outline),
            polygon: outline,
            names: vec!["Hall".to_owned(), "Hall".to_owned()],
            confidence: 0.8,
            ..Room::default()
        };
        for (names, count) in [
            (vec![at(700.0, 150.0), at(800.0, 150.0)], 1),
            (vec![at(200.0, 150.0), at(200.1, 150.1)], 1),
            (vec![at(200.0, 150.0), at(400.0, 150.0)], 2),
        ] {
            let found = split_by_name(room.clone(), &PageLabels { names, ..PageLabels::default() });
            assert_eq!(found.len(), count);
            assert!(count == 2 || found[0] == room);
        }
    }

    #[test]
    fn a_room_around_a_shaft_has_a_hole() {
        let shaft = [
            (100, 100, 900, 900, 0),
            (112, 112, 888, 888, WHITE),
            (440, 440, 560, 560, 0),
            (452, 452, 548, 548, WHITE),
        ];
        let line_work = page(2000, 2000, &shaft);
        let around = line_work.hypotheses[0].nodes.iter().find(|n| n.outline.len() == 2).expect("a region with a hole");
        let sides = |ring: &Ring| {
            let b = bounding_box(&ring.to_page());
            [b[2] - b[0], b[3] - b[1]]
        };
        for (ring, truth) in around.outline.iter().zip([388.0, 60.0]) {
            assert!(sides(ring).iter().all(|side| (side - truth).abs() < 3.0), "{:?}", sides(ring));
        }
    }

    #[test]
    fn a_blank_page_gives_the_page_itself_as_a_fallback() {
        for (width, height) in [(1, 1), (3, 900), (640, 480)] {
            let found = detect(&Analysis::of_line_work(page(width, height, &[])), &DetectorSettings::default());
            assert_eq!(found.rooms.len(), 1);
            assert!(found.rooms[0].evidence.fallback);
            assert_eq!(found.warnings[0].code, "NO_ROOMS_FOUND");
        }
    }

    #[test]
    fn noise_does_no_harm_and_stays_bounded() {
        let mut state = 5u32;
        let bytes: Vec<u8> = (0..900 * 700)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let line_work = LineWork::trace(&Picture::grey(900, 700, &bytes).unwrap(), &[]);
        let found = detect(&Analysis::of_line_work(line_work), &DetectorSettings::default());
        assert!(!found.rooms.is_empty());
    }

    #[test]
    fn a_prepared_detector_and_a_saved_analysis_give_the_same() {
        let analysis = Analysis::of_line_work(page(1000, 600, &TWO_ROOMS));
        let saved: Analysis = serde_json::from_slice(&serde_json::to_vec(&analysis).unwrap()).unwrap();
        let settings = DetectorSettings { strictness: 0.2, ..DetectorSettings::default() };
        assert_eq!(Detector::new(analysis.clone()).detect(&settings), detect(&analysis, &settings));
        assert_eq!(detect(&saved, &settings), detect(&analysis, &settings));
    }
}
