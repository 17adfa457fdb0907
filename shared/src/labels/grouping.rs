//! Names set in several lines: `WALK-IN` over `ROBE` is one name, `CUISINE` over `REPAS` are two.

use super::lexicon::Role;
use super::lines::{Line, append};
use super::reading::{Reading, is_one_entry, read};
use crate::sorting::{sort_by, sort_by_key};

/// The gap between two lines of a name, in heights of their letters.
const GAP_HEIGHTS: std::ops::Range<f64> = -0.5..1.1;
/// Lines of one name differ in height by at most this factor.
const MAX_HEIGHT_RATIO: f64 = 1.8;
/// Lines of one name overlap by this share of the shorter.
const MIN_OVERLAP: f64 = 0.5;

/// A text that may be a name, and how it reads.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    pub line: Line<'a>,
    pub reading: Reading,
    /// The height of one line of it.
    pub height: f64,
}

impl<'a> Candidate<'a> {
    pub(crate) fn new(line: Line<'a>) -> Self {
        Self { reading: read(&line.text), height: line.height(), line }
    }
}

/// Joins the lines of names. The candidates keep the order of their first lines.
pub(crate) fn grouped<'a>(lines: &[Candidate<'a>]) -> Vec<Candidate<'a>> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    sort_by(&mut order, |a, b| lines[*a].line.across[0].total_cmp(&lines[*b].line.across[0]).then(a.cmp(b)));
    let mut taken = vec![false; lines.len()];
    let mut groups: Vec<(usize, Candidate<'a>)> = Vec::with_capacity(lines.len());
    for (place, first) in order.iter().enumerate() {
        if std::mem::replace(&mut taken[*first], true) {
            continue;
        }
        let mut group = lines[*first].clone();
        // The sort leaves what may follow a line behind it.
        let mut next = place + 1;
        while let Some(candidate) = order.get(next) {
            let below = &lines[*candidate];
            if below.line.across[0] > group.line.across[1] + GAP_HEIGHTS.end * group.height {
                break;
            }
            if !taken[*candidate]
                && is_below(&group, below)
                && let Some(joined) = joined(&group, below)
            {
                group = joined;
                taken[*candidate] = true;
                next = place;
            }
            next += 1;
        }
        groups.push((*first, group));
    }
    sort_by_key(&mut groups, |(first, _)| *first);
    groups.into_iter().map(|(_, group)| group).collect()
}

fn is_below(above: &Candidate<'_>, below: &Candidate<'_>) -> bool {
    let height = above.height.min(below.height);
    let gap = below.line.across[0] - above.line.across[1];
    let overlap = above.line.along[1].min(below.line.along[1]) - above.line.along[0].max(below.line.along[0]);
    let shorter = (above.line.along[1] - above.line.along[0]).min(below.line.along[1] - below.line.along[0]);
    above.line.turned == below.line.turned
        && GAP_HEIGHTS.contains(&(gap / height))
        && above.height.max(below.height) <= MAX_HEIGHT_RATIO * height
        && overlap >= MIN_OVERLAP * shorter
}

/// The two as one name, where that makes more sense than two.
fn joined<'a>(above: &Candidate<'a>, below: &Candidate<'a>) -> Option<Candidate<'a>> {
    let top = above.line.text.trim();
    let bottom = below.line.text.trim();
    // `KITCHENI` over `DINING`: a stroke that was read as a letter.
    let slash_read_as_letter = top
        .strip_suffix(['I', '|', '!', 'l'])
        .filter(|name| matches!(read(name), Reading::Room(_)) && is_one_entry(name) && !is_one_entry(top));
    let marked = top.ends_with(['/', '-', '&', '+', ','])
        || bottom.starts_with(['/', '&', '+'])
        || slash_read_as_letter.is_some();
    let (first, second) = (above.reading, below.reading);
    let sensible = match (first, second) {
        (Reading::Room(_), Reading::Room(_)) => marked || is_phrase(top, bottom) || is_general(bottom),
        // `MASTER` over `BEDROOM`, `CHAMBRE` over `PARENTS`.
        (Reading::Qualifier, Reading::Room(_) | Reading::Qualifier) | (Reading::Room(_), Reading::Qualifier) => true,
        (Reading::Note(_), _) | (_, Reading::Note(_) | Reading::Equipment) => false,
        _ => is_phrase(top, bottom),
    };
    if !sensible {
        return None;
    }
    let mut line = above.line.clone();
    if let Some(name) = slash_read_as_letter {
        let name = format!("{name}/");
        line.text = name.into();
    }
    append(&mut line, &below.line, " ");
    let reading = read(&line.text);
    // `CORNER` over `CUPBOARD` is a piece of furniture.
    let is_furniture = matches!(reading, Reading::Equipment) && is_one_entry(&line.text);
    (is_furniture || matches!(reading, Reading::Room(_) | Reading::Qualifier)).then(|| Candidate {
        line,
        reading,
        height: above.height.min(below.height),
    })
}

/// Whether the lexicon has the two lines as one phrase.
fn is_phrase(top: &str, bottom: &str) -> bool {
    is_one_entry(&format!("{top} {bottom}"))
}

/// Whether a line is a word that only completes names.
fn is_general(text: &str) -> bool {
    let folded = super::folding::fold(text);
    let words = super::lexicon::lexicon();
    folded.split(' ').all(|word| {
        words.beginning(word.as_bytes()).any(|e| e.word == word && e.role == Role::Room(super::RoomType::Room))
    })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn line(text: &str, x: f64, y: f64) -> Candidate<'_> {
        let width = 10.0 * text.len() as f64;
        Candidate::new(Line {
            text: Cow::Borrowed(text),
            bounding_box: [x, y, x + width, y + 10.0],
            confidence: 0.9,
            turned: false,
            along: [x, x + width],
            across: [y, y + 10.0],
        })
    }

    fn names(lines: &[Candidate<'_>]) -> Vec<String> {
        grouped(lines).into_iter().map(|c| c.line.text.into_owned()).collect()
    }

    #[test]
    fn lines_of_one_name_are_joined() {
        assert_eq!(names(&[line("WALK-IN", 100.0, 100.0), line("ROBE", 110.0, 114.0)]), ["WALK-IN ROBE"]);
        assert_eq!(names(&[line("CHAMBRE", 100.0, 100.0), line("ENFANTS 1", 95.0, 114.0)]), ["CHAMBRE ENFANTS 1"]);
        assert_eq!(
            names(&[line("KITCHENI", 100.0, 100.0), line("DINING", 105.0, 112.0), line("ROOM", 110.0, 124.0)]),
            ["KITCHEN/ DINING ROOM"]
        );
    }

    #[test]
    fn furniture_of_two_lines_is_no_room() {
        let joined = grouped(&[line("CORNER", 100.0, 100.0), line("CUPBOARD", 95.0, 114.0)]);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].reading, Reading::Equipment);
    }

    #[test]
    fn two_names_stay_two() {
        assert_eq!(names(&[line("CUISINE", 100.0, 100.0), line("REPAS", 100.0, 114.0)]), ["CUISINE", "REPAS"]);
        assert_eq!(names(&[line("MASTER", 100.0, 100.0), line("BEDROOM", 100.0, 150.0)]), ["MASTER", "BEDROOM"]);
        assert_eq!(names(&[line("MASTER", 100.0, 100.0), line("BEDROOM", 300.0, 112.0)]), ["MASTER", "BEDROOM"]);
    }
}
