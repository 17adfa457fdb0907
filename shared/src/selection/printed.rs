//! What is printed inside the regions.

use crate::labels::{PageLabels, RoomType};
use crate::linework::{Hypothesis, RegionNode};

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
}

/// What is printed inside every node of a hypothesis.
pub(crate) fn printed_inside(hypothesis: &Hypothesis, labels: &PageLabels) -> Vec<Printed> {
    hypothesis.nodes.iter().map(|node| printed(node, labels)).collect()
}

fn printed(node: &RegionNode, labels: &PageLabels) -> Printed {
    let names: Vec<usize> = (0..labels.names.len()).filter(|&i| holds(node, labels.names[i].label.centre())).collect();
    let outdoor = names.iter().filter(|&&i| labels.names[i].room_type.is_some_and(RoomType::is_outdoor)).count();
    let sizes = labels.areas.iter().map(|a| &a.label).chain(labels.dimensions.iter().map(|d| &d.label));
    Printed {
        indoor: names.len() - outdoor,
        outdoor,
        sizes: sizes.filter(|label| holds(node, label.centre())).count(),
        numbers: (0..labels.numbers.len()).filter(|&i| holds(node, labels.numbers[i].label.centre())).collect(),
        names,
    }
}

fn holds(node: &RegionNode, [x, y]: [f64; 2]) -> bool {
    let mut rings = node.outline.iter();
    rings.next().is_some_and(|outer| outer.holds(x, y)) && !rings.any(|hole| hole.holds(x, y))
}
