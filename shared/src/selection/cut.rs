//! The best set of disjoint regions of a tree, and how these grow to what belongs to them.

use crate::linework::RegionNode;

/// What a room may gain by growing, as a share of its area, ...
const GROWTH: f64 = 0.3;
/// ... and from how many points for belonging together on it grows.
const BELONGING: f64 = -0.5;

/// The nodes, none inside another, with the largest sum of gains; none with a gain of 0 or less. Parents stand after
/// their children.
pub(crate) fn best_cut(nodes: &[RegionNode], gains: &[f64]) -> Vec<usize> {
    let mut below = vec![0.0; nodes.len()];
    let mut taken = vec![false; nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        taken[i] = gains[i] > f64::max(below[i], 0.0);
        let value = if taken[i] { gains[i] } else { below[i] };
        if let Some(parent) = parent_of(node, i, nodes.len()) {
            below[parent] += value;
        }
    }
    // From the top down: what lies inside a taken node is not taken.
    let mut covered = vec![false; nodes.len()];
    let mut out = Vec::new();
    for i in (0..nodes.len()).rev() {
        let above = parent_of(&nodes[i], i, nodes.len()).is_some_and(|p| covered[p]);
        if !above && taken[i] {
            out.push(i);
        }
        covered[i] = above || taken[i];
    }
    out.reverse();
    out
}

/// The regions of a cut, each grown to the largest region around it that is little larger, that likely belongs together,
/// and that gains too: door swings and furniture come back to their room. None grows into another.
pub(crate) fn grown(nodes: &[RegionNode], cut: &[usize], gains: &[f64]) -> Vec<usize> {
    // How many regions of the cut every node holds.
    let mut held = vec![0; nodes.len()];
    for &i in cut {
        held[i] += 1;
    }
    for (i, node) in nodes.iter().enumerate() {
        if let Some(parent) = parent_of(node, i, nodes.len()) {
            held[parent] += held[i];
        }
    }
    let area = |i: usize| libm::exp(nodes[i].measurements.area);
    cut.iter()
        .map(|&room| {
            let mut grown = room;
            while let Some(parent) = parent_of(&nodes[grown], grown, nodes.len())
                && held[parent] == 1
                && area(parent) <= (1.0 + GROWTH) * area(grown)
                && gains[parent] > 0.0
                && nodes[grown].measurements.belonging >= BELONGING
            {
                grown = parent;
            }
            grown
        })
        .collect()
}

/// For every node whether it is one of `chosen`, lies inside one, or holds one.
pub(crate) fn sharing_ground(nodes: &[RegionNode], chosen: &[usize]) -> Vec<bool> {
    let parent = |i: usize| parent_of(&nodes[i], i, nodes.len());
    let mut around = vec![false; nodes.len()];
    for &i in chosen {
        around[i] = true;
    }
    let mut inside = around.clone();
    for i in 0..nodes.len() {
        if let Some(parent) = parent(i) {
            around[parent] |= around[i];
        }
    }
    for i in (0..nodes.len()).rev() {
        inside[i] |= parent(i).is_some_and(|parent| inside[parent]);
    }
    around.iter().zip(inside).map(|(a, b)| *a || b).collect()
}

/// A node's parent, where the document is sound.
pub(super) fn parent_of(node: &RegionNode, index: usize, count: usize) -> Option<usize> {
    node.parent.map(|p| p as usize).filter(|&p| p > index && p < count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(parents: &[Option<u32>]) -> Vec<RegionNode> {
        parents.iter().map(|&parent| RegionNode { parent, ..RegionNode::default() }).collect()
    }

    #[test]
    fn two_good_parts_beat_a_fair_whole() {
        let nodes = tree(&[Some(2), Some(2), None]);
        assert_eq!(best_cut(&nodes, &[0.3, 0.3, 0.5]), vec![0, 1]);
        assert_eq!(best_cut(&nodes, &[0.3, 0.1, 0.5]), vec![2]);
        assert_eq!(best_cut(&nodes, &[-0.3, 0.1, -0.5]), vec![1]);
    }

    #[test]
    fn a_room_grows_by_what_belongs_to_it_and_not_beyond() {
        let mut nodes = tree(&[Some(2), Some(2), Some(4), Some(4), None]);
        for (node, (area, belonging)) in
            nodes.iter_mut().zip([(0.10f64, 0.7), (0.01, 0.7), (0.11, -1.2), (0.10, -1.2), (0.21, -8.0)])
        {
            node.measurements.area = area.ln();
            node.measurements.belonging = belonging;
        }
        assert_eq!(grown(&nodes, &[0], &[0.1; 5]), vec![2]);
        assert_eq!(grown(&nodes, &[0], &[0.1, 0.1, -0.1, 0.1, 0.1]), vec![0]);
        assert_eq!(grown(&nodes, &[0, 1], &[0.1; 5]), vec![0, 1]);
        nodes[0].measurements.belonging = -0.7;
        assert_eq!(grown(&nodes, &[0], &[0.1; 5]), vec![0]);
    }

    #[test]
    fn what_lies_around_and_inside_shares_its_ground() {
        let nodes = tree(&[Some(2), Some(2), Some(4), Some(4), None, None]);
        assert_eq!(sharing_ground(&nodes, &[2]), [true, true, true, false, true, false]);
        assert_eq!(sharing_ground(&nodes, &[0, 5]), [true, false, true, false, true, true]);
    }

    #[test]
    fn a_document_that_points_in_circles_does_no_harm() {
        assert_eq!(best_cut(&tree(&[Some(0), Some(7)]), &[0.1, 0.2]), vec![0, 1]);
        assert_eq!(sharing_ground(&tree(&[Some(0), Some(7)]), &[1]), [false, true]);
    }
}
