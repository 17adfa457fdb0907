//! What is printed inside the regions.

use super::cut::parent_of;
use crate::labels::{Label, OtherKind, PageLabels, RoomType};
use crate::linework::{Hypothesis, RegionNode, Ring};

/// What is printed in a box that is drawn around it spans at least this share of the box ...
const SPANNED: f64 = 0.7;
/// ... and fills at least this one.
const FILLED: f64 = 0.55;
/// Nobody prints more than this beside one name.
const MOST_LINES: usize = 8;

/// The box around nothing.
const NOTHING: [f64; 4] = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];

/// What is printed inside a region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Printed {
    /// Indices of the names inside, in reading order.
    pub(crate) names: Vec<usize>,
    /// Indices of the room numbers inside.
    pub(crate) numbers: Vec<usize>,
    /// How many of the names are those of rooms ...
    pub(crate) indoor: usize,
    /// ... and how many those of terraces, balconies and the like.
    pub(crate) outdoor: usize,
    /// Areas and sizes of rooms.
    pub(crate) sizes: usize,
    /// Whether furniture and appliances are inside, ...
    pub(crate) has_equipment: bool,
    /// ... and single lengths.
    pub(crate) has_length: bool,
    /// Whether the region is but a box drawn around a name and a size, for a room that they do not fit into.
    pub(crate) is_label_box: bool,
    /// The room that it may be part of: where it holds no name and the smallest region around it that does holds one, of
    /// which kind that is.
    pub(crate) part_of: Option<RoomType>,
}

/// What is printed inside every node of a hypothesis.
pub(crate) fn printed_inside(hypothesis: &Hypothesis, labels: &PageLabels) -> Vec<Printed> {
    let nodes = &hypothesis.nodes;
    let mut out: Vec<Printed> = nodes.iter().map(|node| printed(node, labels)).collect();
    // From the top down: what a region without a name may be part of, the regions in it may be part of too.
    for i in (0..nodes.len()).rev() {
        if out[i].names.is_empty()
            && let Some(around) = parent_of(&nodes[i], i, nodes.len())
        {
            out[i].part_of = match out[around].names.as_slice() {
                [] => out[around].part_of,
                &[name] => labels.names[name].room_type,
                _ => None,
            };
        }
    }
    out
}

fn printed(node: &RegionNode, labels: &PageLabels) -> Printed {
    let bounds = bounds(node);
    let in_box = in_box(bounds);
    let is_inside = |label: &Label| in_box(label.centre()) && holds(&node.outline, label.centre());
    // A name and a size of one line have one box, that counts once.
    let mut lines: Vec<[f64; 4]> = Vec::new();
    let mut is_noted = |label: &Label| {
        let inside = is_inside(label);
        if inside && lines.len() <= MOST_LINES && !lines.contains(&label.bounding_box) {
            lines.push(label.bounding_box);
        }
        inside
    };
    let (mut names, mut sizes, mut has_equipment, mut has_length) = (Vec::new(), 0, false, false);
    for (i, name) in labels.names.iter().enumerate() {
        if is_noted(&name.label) {
            names.push(i);
        }
    }
    for label in labels.areas.iter().map(|a| &a.label).chain(labels.dimensions.iter().map(|d| &d.label)) {
        sizes += usize::from(is_noted(label));
    }
    for other in &labels.other {
        has_equipment |= is_noted(&other.label) && other.kind == OtherKind::Equipment;
    }
    for length in &labels.lengths {
        has_length |= is_noted(&length.label);
    }
    let outdoor = names.iter().filter(|&&i| labels.names[i].room_type.is_some_and(RoomType::is_outdoor)).count();
    Printed {
        indoor: names.len() - outdoor,
        outdoor,
        sizes,
        has_equipment,
        has_length,
        is_label_box: !names.is_empty() && sizes > 0 && fill(&lines, bounds),
        numbers: (0..labels.numbers.len()).filter(|&i| is_inside(&labels.numbers[i].label)).collect(),
        names,
        part_of: None,
    }
}

/// Whether a few lines of print span and fill a box.
fn fill(lines: &[[f64; 4]], [left, top, right, bottom]: [f64; 4]) -> bool {
    let size = |[x0, y0, x1, y1]: [f64; 4]| (x1 - x0).max(0.0) * (y1 - y0).max(0.0);
    let (mut span, mut filled) = (NOTHING, 0.0);
    for [x0, y0, x1, y1] in lines {
        let inside = [x0.max(left), y0.max(top), x1.min(right), y1.min(bottom)];
        span = [span[0].min(inside[0]), span[1].min(inside[1]), span[2].max(inside[2]), span[3].max(inside[3])];
        filled += size(inside);
    }
    let whole = size([left, top, right, bottom]);
    lines.len() <= MOST_LINES && size(span) >= SPANNED * whole && filled >= FILLED * whole
}

/// The box of a region on the page.
fn bounds(node: &RegionNode) -> [f64; 4] {
    let corners = node.outline.first().map(Ring::to_page).unwrap_or_default();
    corners.iter().fold(NOTHING, |b, [x, y]| [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)])
}

/// Whether a place lies in a box: quicker to tell than whether it lies in an outline.
pub(crate) fn in_box([x0, y0, x1, y1]: [f64; 4]) -> impl Fn([f64; 2]) -> bool {
    move |[x, y]| (x0..=x1).contains(&x) && (y0..=y1).contains(&y)
}

/// Whether a place of the page's 0–1000 lies inside an outline and outside of its holes.
pub(crate) fn holds(outline: &[Ring], [x, y]: [f64; 2]) -> bool {
    let mut rings = outline.iter();
    rings.next().is_some_and(|outer| outer.holds(x, y)) && !rings.any(|hole| hole.holds(x, y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::{PrintedArea, RoomName};
    use crate::linework::Measurements;
    use crate::selection::scorecard::{plausibility, printed_points};

    #[test]
    fn a_box_drawn_around_a_label_is_told_from_a_small_room() {
        let label = |bounding_box| Label { text: String::new(), bounding_box, confidence: 0.9 };
        let labels = PageLabels {
            names: vec![RoomName {
                label: label([100.0, 100.0, 180.0, 120.0]),
                room_type: Some(RoomType::Bath),
                in_lexicon: true,
            }],
            areas: vec![PrintedArea { label: label([110.0, 124.0, 170.0, 144.0]), area_m2: 4.0, guessed: false }],
            ..PageLabels::default()
        };
        let is_label_box = |labels: &PageLabels, [x0, y0, x1, y1]: [f64; 4]| {
            let outline = vec![Ring::of_page([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])];
            printed(&RegionNode { outline, ..RegionNode::default() }, labels).is_label_box
        };
        assert!(is_label_box(&labels, [96.0, 96.0, 184.0, 148.0]));
        let frame = Printed { is_label_box: true, ..Printed::default() };
        assert!(plausibility(printed_points(&Measurements::default(), &frame, 0.0)) < 0.01);
        // A room with a basin in it; one that its print does not fit into; a box around a name alone.
        assert!(!is_label_box(&labels, [96.0, 60.0, 184.0, 148.0]));
        assert!(!is_label_box(&labels, [120.0, 96.0, 160.0, 180.0]));
        let without_size = PageLabels { areas: Vec::new(), ..labels };
        assert!(!is_label_box(&without_size, [96.0, 96.0, 184.0, 124.0]));
    }

    #[test]
    fn a_region_may_be_part_of_the_room_whose_name_is_next_around_it() {
        let name = |x: f64, room_type| RoomName {
            label: Label { text: String::new(), bounding_box: [x, 10.0, x + 10.0, 20.0], confidence: 0.9 },
            room_type: Some(room_type),
            in_lexicon: true,
        };
        let labels = PageLabels {
            names: vec![name(100.0, RoomType::Bath), name(300.0, RoomType::Bedroom)],
            ..PageLabels::default()
        };
        let node = |x0: f64, x1: f64, parent: Option<u32>| RegionNode {
            outline: vec![Ring::of_page([(x0, 0.0), (x1, 0.0), (x1, 100.0), (x0, 100.0)])],
            parent,
            ..RegionNode::default()
        };
        // A tap in a tub in a bathroom, a closet, and all of them with the bedroom.
        let nodes = vec![
            node(0.0, 20.0, Some(1)),
            node(0.0, 40.0, Some(2)),
            node(0.0, 200.0, Some(4)),
            node(210.0, 240.0, Some(4)),
            node(0.0, 400.0, None),
        ];
        let part_of = |nodes| {
            let hypothesis = Hypothesis { nodes, ..Hypothesis::default() };
            printed_inside(&hypothesis, &labels).iter().map(|p| p.part_of).collect::<Vec<_>>()
        };
        let bath = Some(RoomType::Bath);
        assert_eq!(part_of(nodes.clone()), [bath, bath, None, None, None]);
        // A document that points in circles does no harm.
        assert_eq!(part_of(vec![node(0.0, 20.0, Some(0)), node(0.0, 200.0, Some(7))]), [None, None]);
    }

    #[test]
    fn a_terrace_is_not_part_of_a_room() {
        let points = |indoor, outdoor| {
            printed_points(&Measurements::default(), &Printed { indoor, outdoor, ..Printed::default() }, 1.0)
        };
        assert!(points(1, 1) < points(1, 0) - 1.0 && points(2, 1) < points(2, 0) - 1.0);
    }
}
