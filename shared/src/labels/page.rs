//! Reading a page: every line is one thing, and what is left over may be names.

use crate::analysis::Analysis;

use super::areas::{Area, area_in};
use super::dimensions::{Pair, pair_in, single};
use super::grouping::{Candidate, grouped};
use super::languages::Spoken;
use super::lengths::normalised;
use super::lines::{Line, lines_of};
use super::numbers::{Tag, stands_by, tag};
use super::reading::{Reading, read};
use super::scales::denominator_in;
use super::unknown::set_like_a_name;
use super::upright::set_upright;
use super::{
    Label, OtherKind, OtherText, PageLabels, PrintedArea, PrintedDimension, PrintedLength, PrintedScale, RoomName,
    RoomNumber,
};
use crate::sorting::sort_by;

/// What begins the height of a ceiling or a level.
const HEIGHTS: [&str; 16] = [
    "h=", "h =", "h:", "h ", "hsp", "ht ", "ht.", "ch=", "ch:", "ch.h", "clg", "ceiling", "niv", "ffl", "hp=", "lichte",
];

/// From so many areas on they tell how this plan prints areas.
const FEWEST_AREAS: usize = 3;

/// Reads what is printed on a page. Pure and quick: a small fraction of a millisecond for a plan.
#[must_use]
pub fn read_page(analysis: &Analysis, page: u32) -> PageLabels {
    let mut labels = PageLabels::default();
    let mut scales: Vec<PrintedScale> = Vec::new();
    let mut tags: Vec<Line<'_>> = Vec::new();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for line in lines_of(analysis, page) {
        let text = normalised(line.text.trim());
        if let Some(denominator) = denominator_in(&text) {
            scales.push(PrintedScale { label: line.label(), denominator });
        } else if is_height(&text) {
            labels.other.push(OtherText { label: line.label(), kind: OtherKind::Height });
        } else if let Some(pair) = pair_in(&text) {
            candidates.extend(name_before(&line, pair.start, &text));
            labels.dimensions.push(dimension(&line, &pair));
        } else if let Some(area) = area_in(&text) {
            let name = name_before(&line, area.start, &text);
            let is_total = area.another || name.is_none() && has_letters(&text[..area.start]);
            candidates.extend(name);
            let areas = if is_total { &mut labels.total_areas } else { &mut labels.areas };
            areas.push(printed_area(&line, &area));
        } else if tag(&line.text) == Some(Tag::ByName) {
            tags.push(line);
        } else if let Some((length_m, guessed)) = single(&text) {
            labels.lengths.push(PrintedLength { label: line.label(), length_m, guessed });
        } else if tag(&line.text) == Some(Tag::Certain) && !matches!(read(&line.text), Reading::Room(_)) {
            labels.numbers.push(RoomNumber { label: line.label() });
        } else {
            candidates.push(Candidate::new(line));
        }
    }
    set_upright(&mut candidates);
    let candidates = grouped(&candidates);
    names(&candidates, &tags, &mut labels);
    for line in tags {
        number_or_length(&line, &candidates, &mut labels);
    }
    areas_without_unit(&candidates, &mut labels);
    set_lost_points(&mut labels);
    let same = scales.windows(2).all(|pair| pair[0].denominator == pair[1].denominator);
    labels.printed_scale = if same { scales.into_iter().next() } else { None };
    in_reading_order(&mut labels);
    labels
}

fn names(candidates: &[Candidate<'_>], tags: &[Line<'_>], labels: &mut PageLabels) {
    let spoken = Spoken::by(candidates);
    for candidate in candidates {
        let label = candidate.line.label();
        let note = |labels: &mut PageLabels, label, kind| labels.other.push(OtherText { label, kind });
        match &candidate.reading {
            Reading::Room(reading) if spoken.trusts(reading) => {
                labels.names.push(RoomName { label, room_type: Some(reading.room_type), in_lexicon: true });
            }
            Reading::Equipment => note(labels, label, OtherKind::Equipment),
            Reading::Unknown if set_like_a_name(candidate, tags) => {
                labels.names.push(RoomName { label, room_type: None, in_lexicon: false });
            }
            _ => note(labels, label, OtherKind::Note),
        }
    }
}

/// A bare number by a name is the room's number; elsewhere it belongs to a chain of dimensions.
fn number_or_length(line: &Line<'_>, candidates: &[Candidate<'_>], labels: &mut PageLabels) {
    let by_name = candidates.iter().any(|name| is_name(name, labels) && stands_by(line, &name.line));
    if by_name {
        labels.numbers.push(RoomNumber { label: line.label() });
    } else if let Some((length_m, guessed)) = single(&normalised(&line.text)) {
        labels.lengths.push(PrintedLength { label: line.label(), length_m, guessed });
    } else {
        labels.other.push(OtherText { label: line.label(), kind: OtherKind::Note });
    }
}

/// Where areas have units, a bare number with two decimals right under a name is an area whose unit was not read.
fn areas_without_unit(candidates: &[Candidate<'_>], labels: &mut PageLabels) {
    if labels.areas.len() < FEWEST_AREAS {
        return;
    }
    let names: Vec<&Candidate<'_>> = candidates.iter().filter(|name| is_name(name, labels)).collect();
    let (areas, lengths) = std::mem::take(&mut labels.lengths).into_iter().partition(|length| {
        length.guessed
            && length.label.text.contains([',', '.'])
            && names.iter().any(|name| is_right_under(&length.label, &name.line))
    });
    labels.lengths = lengths;
    let areas: Vec<PrintedLength> = areas;
    labels.areas.extend(areas.into_iter().map(|area| PrintedArea {
        label: area.label,
        area_m2: area.length_m,
        guessed: true,
    }));
}

/// Where areas have decimals, one of three digits or more that has none lost its point: `437 m²` are 4,37.
fn set_lost_points(labels: &mut PageLabels) {
    let has_point = |area: &PrintedArea| area.label.text.contains([',', '.']);
    let with_point = labels.areas.iter().filter(|&area| has_point(area)).count();
    if with_point >= FEWEST_AREAS && 2 * with_point > labels.areas.len() {
        for area in labels.areas.iter_mut().filter(|area| !has_point(area) && area.area_m2 >= 100.0) {
            (area.area_m2, area.guessed) = (area.area_m2 / 100.0, true);
        }
    }
}

fn is_name(candidate: &Candidate<'_>, labels: &PageLabels) -> bool {
    labels.names.iter().any(|name| name.label.bounding_box == candidate.line.bounding_box)
}

fn is_right_under(label: &Label, name: &Line<'_>) -> bool {
    let [x_min, y_min, x_max, y_max] = name.bounding_box;
    let [x, _] = label.centre();
    let gap = label.bounding_box[1] - y_max;
    let height = y_max - y_min;
    !name.turned && (x_min - height..x_max + height).contains(&x) && (-0.5 * height..1.5 * height).contains(&gap)
}

/// What stands before a number on its line, where it names a room.
fn name_before(line: &Line<'_>, start: usize, normal: &str) -> Option<Candidate<'static>> {
    if !has_letters(&normal[..start]) {
        return None;
    }
    // Normalising may change lengths in bytes; counted in letters the beginnings agree.
    let letters = normal[..start].chars().count();
    let end = line.text.trim().char_indices().nth(letters).map(|(index, _)| index)?;
    let leading = line.text.len() - line.text.trim_start().len();
    let candidate = Candidate::new(line.part(leading, leading + end)?);
    matches!(candidate.reading, Reading::Room(_)).then_some(candidate)
}

fn has_letters(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_alphabetic).count() >= 2
}

fn is_height(text: &str) -> bool {
    HEIGHTS.iter().any(|start| text.starts_with(start)) && text.bytes().any(|b| b.is_ascii_digit())
}

fn dimension(line: &Line<'_>, pair: &Pair) -> PrintedDimension {
    PrintedDimension { label: line.label(), width_m: pair.width_m, depth_m: pair.depth_m, guessed: pair.guessed }
}

fn printed_area(line: &Line<'_>, area: &Area) -> PrintedArea {
    PrintedArea { label: line.label(), area_m2: area.area_m2, guessed: area.guessed }
}

fn in_reading_order(labels: &mut PageLabels) {
    let key = |label: &Label| label.centre();
    let order = |a: &Label, b: &Label| {
        let ([ax, ay], [bx, by]) = (key(a), key(b));
        ay.total_cmp(&by).then(ax.total_cmp(&bx)).then_with(|| a.text.cmp(&b.text))
    };
    sort_by(&mut labels.names, |a, b| order(&a.label, &b.label));
    sort_by(&mut labels.numbers, |a, b| order(&a.label, &b.label));
    sort_by(&mut labels.dimensions, |a, b| order(&a.label, &b.label));
    sort_by(&mut labels.lengths, |a, b| order(&a.label, &b.label));
    sort_by(&mut labels.areas, |a, b| order(&a.label, &b.label));
    sort_by(&mut labels.total_areas, |a, b| order(&a.label, &b.label));
    sort_by(&mut labels.other, |a, b| order(&a.label, &b.label));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_without_its_point_is_a_hundredth_where_the_others_have_one() {
        let read = |printed: &[(&str, f64)]| {
            let area = |&(text, area_m2): &(&str, f64)| {
                let label = Label { text: text.to_owned(), bounding_box: [0.0, 0.0, 40.0, 10.0], confidence: 0.9 };
                PrintedArea { label, area_m2, guessed: false }
            };
            let mut labels = PageLabels { areas: printed.iter().map(area).collect(), ..PageLabels::default() };
            set_lost_points(&mut labels);
            labels.areas.iter().map(|area| (area.area_m2, area.guessed)).collect::<Vec<_>>()
        };
        let pointed = [("5,87 m²", 5.87), ("12,07 m²", 12.07), ("16.3 m²", 16.3)];
        let with = |last: (&'static str, f64)| read(&[pointed[0], pointed[1], pointed[2], last])[3];
        assert_eq!(with(("437 m²", 437.0)), (4.37, true));
        assert_eq!(with(("12 m²", 12.0)), (12.0, false));
        assert_eq!(with(("120,50 m²", 120.5)), (120.5, false));
        // Where most have none, one of them may be that large.
        let without = [pointed[0], ("150 m²", 150.0), ("20 m²", 20.0)];
        assert_eq!(read(&without)[1], (150.0, false));
    }
}
