//! The best set of disjoint regions of a tree.

use crate::linework::RegionNode;

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

/// A node's parent, where the document is sound.
fn parent_of(node: &RegionNode, index: usize, count: usize) -> Option<usize> {
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
    fn a_document_that_points_in_circles_does_no_harm() {
        assert_eq!(best_cut(&tree(&[Some(0), Some(7)]), &[0.1, 0.2]), vec![0, 1]);
    }
}
