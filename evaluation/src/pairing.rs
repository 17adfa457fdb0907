//! Pairing predictions with rooms, one to one.

/// A prediction and the room it was paired with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Index of the prediction.
    pub predicted: usize,
    /// Index of the room in the truth.
    pub truth: usize,
    /// Their intersection over union, 0 to 1.
    pub iou: f64,
}

/// Pairs one to one, best intersection over union first, as long as it is at least `threshold`.
///
/// Ties go to the lower indices. The pairs are in the order in which they were made, so those of a higher threshold are
/// the first of those of a lower one.
#[must_use]
pub fn pair_best_first(predicted: usize, truth: usize, threshold: f64, iou: impl Fn(usize, usize) -> f64) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for p in 0..predicted {
        for t in 0..truth {
            let iou = iou(p, t);
            if iou >= threshold {
                candidates.push(Pair { predicted: p, truth: t, iou });
            }
        }
    }
    candidates.sort_by(|a, b| b.iou.total_cmp(&a.iou).then((a.predicted, a.truth).cmp(&(b.predicted, b.truth))));
    let (mut predicted_taken, mut truth_taken) = (vec![false; predicted], vec![false; truth]);
    candidates.retain(|pair| {
        let free = !predicted_taken[pair.predicted] && !truth_taken[pair.truth];
        if free {
            predicted_taken[pair.predicted] = true;
            truth_taken[pair.truth] = true;
        }
        free
    });
    candidates
}

/// Intersection over union of two boxes `[x0, y0, x1, y1]`; 0 where both are empty.
#[must_use]
pub fn box_intersection_over_union(a: [f64; 4], b: [f64; 4]) -> f64 {
    let area = |r: [f64; 4]| (r[2] - r[0]).max(0.0) * (r[3] - r[1]).max(0.0);
    let common = area([a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]);
    let union = area(a) + area(b) - common;
    if union > 0.0 { common / union } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_best_pair_goes_first() {
        // The first prediction would do for both rooms, but the second only for the first.
        let iou = [[0.9, 0.6], [0.7, 0.1]];
        let pairs = pair_best_first(2, 2, 0.5, |p, t| iou[p][t]);
        assert_eq!(pairs, [Pair { predicted: 0, truth: 0, iou: 0.9 }]);
    }

    #[test]
    fn boxes() {
        assert_eq!(box_intersection_over_union([0.0, 0.0, 2.0, 1.0], [1.0, 0.0, 3.0, 1.0]), 1.0 / 3.0);
        assert_eq!(box_intersection_over_union([0.0, 0.0, 1.0, 1.0], [2.0, 2.0, 3.0, 3.0]), 0.0);
        assert_eq!(box_intersection_over_union([0.0; 4], [0.0; 4]), 0.0);
    }

    proptest! {
        #[test]
        fn one_to_one_and_a_prefix_of_the_looser(iou in prop::collection::vec(prop::array::uniform5(0.0..1.0f64), 0..6)) {
            let loose = pair_best_first(iou.len(), 5, 0.5, |p, t| iou[p][t]);
            let strict = pair_best_first(iou.len(), 5, 0.7, |p, t| iou[p][t]);
            prop_assert_eq!(&loose[..strict.len()], &strict[..]);
            for (i, a) in loose.iter().enumerate() {
                prop_assert!(a.iou >= 0.5);
                prop_assert!(loose[..i].iter().all(|b| b.predicted != a.predicted && b.truth != a.truth && b.iou >= a.iou));
            }
        }
    }
}
