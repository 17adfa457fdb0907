//! Which wall thickness makes the best rooms, and which these are.

use super::cut::{best_cut, grown};
use super::printed::Printed;
use super::scorecard::{plausibility, points, printed_points};
use crate::linework::{Hypothesis, RegionNode};
use crate::settings::{DetectorSettings, Walls};

/// Plausibility above which rooms speak for their hypothesis.
const NEUTRAL: f64 = 0.5;
/// By how much more the rooms of the next thicker wall must be worth: where partitions pass for lines, their doors are not
/// closed, and swings of doors go to the wrong side.
const THICKER: f64 = 0.02;
/// What full weight on keeping together takes from a region divided inside by a full wall.
const TOGETHER: f64 = 10.0;

/// The chosen regions of a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    /// Index of the hypothesis.
    pub(crate) hypothesis: usize,
    /// Indices of its nodes and their plausibility.
    pub(crate) rooms: Vec<(usize, f64)>,
    /// How far missing names speak against a region, 0 to 1.
    pub(crate) trust: f64,
}

/// Chooses, given for every hypothesis and node what is printed inside; `None` where no region is a room.
pub(crate) fn choose(
    hypotheses: &[Hypothesis],
    printed: &[Vec<Printed>],
    settings: &DetectorSettings,
) -> Option<Choice> {
    let (_, first) = best_hypothesis(hypotheses, settings, &|_, _, _| 0.0)?;
    if printed.iter().flatten().all(|p| *p == Printed::default()) {
        return Some(first);
    }
    // Names count as much as they name the rooms found without them.
    let named = first.rooms.iter().filter(|&&(i, _)| !printed[first.hypothesis][i].names.is_empty()).count();
    let trust = named as f64 / first.rooms.len() as f64;
    let by_print = |h: usize, i: usize, node: &RegionNode| printed_points(&node.measurements, &printed[h][i], trust);
    best_hypothesis(hypotheses, settings, &by_print).map(|(_, choice)| Choice { trust, ..choice })
}

/// What the rooms of the best hypothesis are worth without print: the more and the surer they are and the more ground they
/// cover, the more; 0 without any.
pub(crate) fn worth(hypotheses: &[Hypothesis]) -> f64 {
    best_hypothesis(hypotheses, &DetectorSettings::default(), &|_, _, _| 0.0).map_or(0.0, |(worth, _)| worth)
}

/// The hypothesis whose rooms are worth most, and how much.
fn best_hypothesis(
    hypotheses: &[Hypothesis],
    settings: &DetectorSettings,
    extra: &dyn Fn(usize, usize, &RegionNode) -> f64,
) -> Option<(f64, Choice)> {
    let allowed: Vec<usize> = match settings.walls {
        Walls::Auto => (0..hypotheses.len()).collect(),
        Walls::Thin => (0..hypotheses.len().min(1)).collect(),
        Walls::Thick => hypotheses.len().checked_sub(1).into_iter().collect(),
    };
    let smallest = libm::log((settings.min_room_area_percent / 100.0).max(1e-9));
    let mut best: Option<(f64, Choice)> = None;
    for h in allowed {
        let nodes = &hypotheses[h].nodes;
        let plausibilities: Vec<f64> = nodes
            .iter()
            .enumerate()
            .map(|(i, node)| {
                let together = settings.keep_together * TOGETHER * node.measurements.inner;
                plausibility(points(&node.measurements) + extra(h, i, node) + together)
            })
            .collect();
        let gains: Vec<f64> = nodes
            .iter()
            .zip(&plausibilities)
            .map(|(node, p)| if node.measurements.area >= smallest { p - settings.strictness } else { -1.0 })
            .collect();
        let cut = best_cut(nodes, &gains);
        let side = |i: usize| libm::exp(nodes[i].measurements.area / 2.0);
        let worth: f64 = cut.iter().map(|&i| (plausibilities[i] - NEUTRAL) * side(i)).sum();
        let worth = worth * (1.0 - THICKER * h as f64);
        if !cut.is_empty() && best.as_ref().is_none_or(|(w, _)| worth > *w) {
            let rooms = grown(nodes, &cut, &gains).into_iter().map(|i| (i, plausibilities[i])).collect();
            best = Some((worth, Choice { hypothesis: h, rooms, trust: 0.0 }));
        }
    }
    best
}

/// How plausible each node of a hypothesis is as a room, given what is printed inside; names speak for a room and none
/// against it.
pub(crate) fn plausibilities(nodes: &[RegionNode], printed: &[Printed], settings: &DetectorSettings) -> Vec<f64> {
    let of = |(node, printed): (&RegionNode, &Printed)| {
        let m = &node.measurements;
        let together = settings.keep_together * TOGETHER * m.inner;
        plausibility(points(m) + printed_points(m, printed, 0.0) + together)
    };
    nodes.iter().zip(printed).map(of).collect()
}
