//! What is printed inside the regions.

use crate::labels::{Label, OtherKind, PageLabels, RoomType};
use crate::linework::{Hypothesis, RegionNode, Ring};

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
}

/// What is printed inside every node of a hypothesis.
pub(crate) fn printed_inside(hypothesis: &Hypothesis, labels: &PageLabels) -> Vec<Printed> {
    hypothesis.nodes.iter().map(|node| printed(node, labels)).collect()
}

fn printed(node: &RegionNode, labels: &PageLabels) -> Printed {
    let in_box = in_box(bounds(node));
    let is_inside = |label: &Label| in_box(label.centre()) && holds(&node.outline, label.centre());
    let names: Vec<usize> = (0..labels.names.len()).filter(|&i| is_inside(&labels.names[i].label)).collect();
    let outdoor = names.iter().filter(|&&i| labels.names[i].room_type.is_some_and(RoomType::is_outdoor)).count();
    let sizes = labels.areas.iter().map(|a| &a.label).chain(labels.dimensions.iter().map(|d| &d.label));
    let has_equipment = labels.other.iter().any(|o| o.kind == OtherKind::Equipment && is_inside(&o.label));
    Printed {
        indoor: names.len() - outdoor,
        outdoor,
        sizes: sizes.filter(|label| is_inside(label)).count(),
        has_equipment,
        has_length: labels.lengths.iter().any(|length| is_inside(&length.label)),
        numbers: (0..labels.numbers.len()).filter(|&i| is_inside(&labels.numbers[i].label)).collect(),
        names,
    }
}

/// The box of a region on the page.
fn bounds(node: &RegionNode) -> [f64; 4] {
    let corners = node.outline.first().map(Ring::to_page).unwrap_or_default();
    corners.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, [x, y]| {
        [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)]
    })
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
