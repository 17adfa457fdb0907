//! What the print changes of the chosen rooms: divided where it says that they are several, fitted to the areas printed in
//! them, or to their walls where there is none, and split between their names where that is asked for.

use super::{Page, bounding_box, by_weight, rings, rounded};
use crate::labels::{Label, PageLabels};
use crate::linework::{Hypothesis, Ring};
use crate::outline::cuts::Polygon;
use crate::outline::split::split;
use crate::room::{EvidencePart, Room};
use crate::scale::Scale;
use crate::selection::cut::sharing_ground;
use crate::selection::division;
use crate::selection::fitting::{Fitted, fit};
use crate::selection::pieces::{Origin, Piece};
use crate::selection::printed::{holds, in_box};
use crate::settings::DetectorSettings;
use crate::sorting::sort_by;

/// What dividing a room where its print says so leaves of its confidence.
const DIVIDED: f64 = 0.9;
/// What dividing it between its names leaves: where one name ends and the next begins is a guess.
const SPLIT_BY_NAME: f64 = 0.5;

/// How far apart the parts of one room may be: so many times the thinnest wall, ...
const PARTITIONS: f64 = 3.0;
/// ... and no more than this share of the building.
const WIDEST_GAP: f64 = 0.02;

/// Gives rooms the pieces they lack and takes off what they have too much; whether any is another now.
pub(super) fn fit_rooms(
    rooms: &mut Vec<Room>,
    page: &Page,
    hypothesis: &Hypothesis,
    chosen: &[(usize, f64)],
    ground: &division::Page<'_>,
    used: &mut [bool],
) -> bool {
    let nodes = &hypothesis.nodes;
    let regions = || {
        let taken = sharing_ground(nodes, &chosen.iter().map(|room| room.0).collect::<Vec<_>>());
        let piece = |i: usize| {
            let mut rings = nodes[i].outline.iter().map(Ring::to_page);
            let outline = rings.next()?;
            let holes: Vec<_> = rings.collect();
            Some(Piece::new(Origin::Region(i), ground.ground(&outline, &holes)))
        };
        (0..nodes.len()).filter(|&i| !taken[i]).filter_map(piece).collect()
    };
    let gap = (PARTITIONS * hypothesis.wall_px).min(WIDEST_GAP * ground.building);
    let Fitted { changed, absorbed } = fit(ground, rooms, regions, gap, |region| sharing_ground(nodes, &[region]));
    for &i in &changed {
        let room = &mut rooms[i];
        room.bounding_box = bounding_box(&room.polygon);
        let rings = rings(&room.polygon, &room.holes);
        room.names.clear();
        room.room_type = None;
        for (name, used) in page.labels.names.iter().zip(&mut *used).filter(|(n, _)| holds(&rings, n.label.centre())) {
            room.names.push(name.label.text.clone());
            room.room_type = room.room_type.take().or(name.room_type.map(|kind| kind.as_str().to_owned()));
            *used = true;
        }
        room.name_hint = (!room.names.is_empty()).then(|| room.names.join(" / "));
    }
    let mut i = 0;
    rooms.retain(|_| {
        i += 1;
        !absorbed.contains(&(i - 1))
    });
    !changed.is_empty()
}

/// The page as what rooms are divided on and fitted to.
pub(super) fn ground<'a>(
    rooms: &[Room],
    page: &'a Page,
    scale: Option<Scale>,
    settings: &DetectorSettings,
) -> division::Page<'a> {
    let side = |axis: usize, pixels: u32| {
        let low = rooms.iter().map(|r| r.bounding_box[axis]).fold(1000.0, f64::min);
        let high = rooms.iter().map(|r| r.bounding_box[axis + 2]).fold(0.0, f64::max);
        (high - low) * f64::from(pixels) / 1000.0
    };
    let building = f64::max(side(0, page.size.width_px), side(1, page.size.height_px));
    let ease = 1.0 - settings.keep_together;
    division::Page { labels: &page.labels, size: &page.size, scale, building, ease }
}

/// Divides the rooms that the print says are several; whether there are any.
pub(super) fn divide(rooms: &mut Vec<Room>, page: &Page, scale: Option<Scale>, settings: &DetectorSettings) -> bool {
    let ground = ground(rooms, page, scale, settings);
    let before = rooms.len();
    *rooms = std::mem::take(rooms)
        .into_iter()
        .flat_map(|room| match ground.parts(&room) {
            Some(parts) => parts_of(&room, &page.labels, parts, DIVIDED),
            None => vec![room],
        })
        .collect();
    rooms.len() > before
}

/// The room, or where it holds several names, a part for each of them at lower confidence.
pub(super) fn split_by_name(room: Room, labels: &PageLabels) -> Vec<Room> {
    if room.names.len() < 2 {
        return vec![room];
    }
    let rings = rings(&room.polygon, &room.holes);
    let in_box = in_box(room.bounding_box);
    let starts = labels.names.iter().map(|name| name.label.centre()).filter(|&at| in_box(at) && holds(&rings, at));
    let starts: Vec<[f64; 2]> = starts.collect();
    let part = |rings: Vec<Vec<[f64; 2]>>| {
        let mut rings = rings.into_iter();
        Some(Polygon { outer: rings.next()?, holes: rings.collect() })
    };
    let parts: Vec<Polygon> = split(&rings, &starts).into_iter().filter_map(part).collect();
    // Names on the very outline, or closer together than can be told apart, divide nothing.
    if parts.len() < 2 {
        return vec![room];
    }
    parts_of(&room, labels, parts, SPLIT_BY_NAME)
}

/// The parts of a room, outline and holes each, with what of its print stands in them, at `certainty` times its confidence.
#[inline(never)] // one body for both that divide: what is copied is downloaded twice
fn parts_of(room: &Room, labels: &PageLabels, parts: Vec<Polygon>, certainty: f64) -> Vec<Room> {
    let confidence = rounded(certainty * room.confidence);
    let odds = |p: f64| libm::log(p / (1.0 - p));
    let lost = odds(confidence.clamp(0.001, 0.999)) - odds(room.confidence.clamp(0.001, 0.999));
    let mut evidence = room.evidence.clone();
    evidence.parts.push(EvidencePart { name: "parted".to_owned(), value: certainty, points: rounded(lost) });
    sort_by(&mut evidence.parts, by_weight);
    let whole = rings(&room.polygon, &room.holes);
    let (names, number, room_type, name_hint) = (Vec::new(), None, None, None);
    let unnamed = Room { names, number, room_type, name_hint, confidence, evidence, ..room.clone() };
    let mut parts: Vec<(Vec<Ring>, Room)> = parts
        .into_iter()
        .map(|Polygon { outer: polygon, holes }| {
            let outline = rings(&polygon, &holes);
            (outline, Room { bounding_box: bounding_box(&polygon), polygon, holes, ..unnamed.clone() })
        })
        .collect();
    // What lies on the line between two parts goes to the first.
    let in_box = in_box(room.bounding_box);
    let part_at = |parts: &[(Vec<Ring>, Room)], label: &Label| {
        let at = label.centre();
        (in_box(at) && holds(&whole, at)).then(|| parts.iter().position(|(rings, _)| holds(rings, at)).unwrap_or(0))
    };
    for name in &labels.names {
        if let Some((_, part)) = part_at(&parts, &name.label).and_then(|i| parts.get_mut(i)) {
            part.names.push(name.label.text.clone());
            part.room_type = part.room_type.take().or(name.room_type.map(|t| t.as_str().to_owned()));
            part.name_hint = Some(part.names.join(" / "));
        }
    }
    for number in &labels.numbers {
        if let Some((_, part)) = part_at(&parts, &number.label).and_then(|i| parts.get_mut(i)) {
            part.number = part.number.take().or(Some(number.label.text.clone()));
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}
