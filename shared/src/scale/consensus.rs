//! The scale that most votes agree on.

use super::votes::Vote;
use super::{Scale, ScaleSource};
use crate::sorting::sort_by;

/// Votes within this factor of each other agree.
const AGREEMENT: f64 = 1.08;

/// The largest group of votes that agree, and its weighted median. `None` where no two rooms agree and no room
/// agrees with itself in both sides.
pub(super) fn consensus(votes: &[Vote]) -> Option<Scale> {
    let agrees = |a: &Vote, b: &Vote| {
        let ratio = a.pixels_per_metre / b.pixels_per_metre;
        (1.0 / AGREEMENT..=AGREEMENT).contains(&ratio)
    };
    let support = |vote: &Vote| votes.iter().filter(|other| agrees(vote, other)).map(|other| other.weight).sum::<f64>();
    let mut best: Option<(&Vote, f64)> = None;
    for vote in votes {
        let weight = support(vote);
        if best.is_none_or(|(_, known)| weight > known) {
            best = Some((vote, weight));
        }
    }
    let (centre, weight) = best?;
    let mut group: Vec<&Vote> = votes.iter().filter(|vote| agrees(centre, vote)).collect();
    let of_one_room = group.iter().all(|vote| vote.room == centre.room);
    if of_one_room && !group.iter().any(|vote| vote.twofold) {
        return None;
    }
    sort_by(&mut group, |a, b| a.pixels_per_metre.total_cmp(&b.pixels_per_metre));
    let total: f64 = votes.iter().map(|vote| vote.weight).sum();
    Some(Scale {
        pixels_per_metre: weighted_median(&group, weight),
        source: ScaleSource::Consensus,
        // Grows with what agrees, and shrinks with what does not.
        confidence: weight / total * (1.0 - 1.0 / (1.0 + weight)),
        votes: group.len(),
    })
}

/// The median of votes in order of their scale, by weight.
fn weighted_median(group: &[&Vote], weight: f64) -> f64 {
    let mut below = 0.0;
    for vote in group {
        below += vote.weight;
        if below >= weight / 2.0 {
            return vote.pixels_per_metre;
        }
    }
    group.last().map_or(1.0, |vote| vote.pixels_per_metre)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(pixels_per_metre: f64, room: usize) -> Vote {
        Vote { pixels_per_metre, weight: 1.0, twofold: false, room: Some(room) }
    }

    #[test]
    fn the_many_outvote_the_few() {
        let votes = [vote(50.0, 0), vote(51.0, 1), vote(49.5, 2), vote(90.0, 3), vote(20.0, 4)];
        let scale = consensus(&votes).expect("a scale");
        assert_eq!((scale.pixels_per_metre, scale.votes), (50.0, 3));
        assert!(scale.confidence > 0.3 && scale.confidence < 0.6);
    }

    #[test]
    fn one_room_alone_is_no_consensus() {
        assert_eq!(consensus(&[]), None);
        assert_eq!(consensus(&[vote(50.0, 0)]), None);
        assert_eq!(consensus(&[vote(50.0, 0), vote(50.0, 0)]), None);
        assert!(consensus(&[Vote { twofold: true, ..vote(50.0, 0) }]).is_some());
    }
}
