//! How right a perfect choice among the regions that were traced would be: the ceiling of everything after the line work.
//!
//! A room that no region fits cannot be found, however regions are chosen. Rooms are told apart by their size, because
//! small ones are lost first.

use std::fmt::Write;

use rayon::prelude::*;
use shared::linework::{Hypothesis, RegionNode, Ring};

use crate::mask::{GRID, Mask};
use crate::score::{Counts, STRICT_THRESHOLD, THRESHOLD, share};
use crate::{Analyser, EvaluationError, Plan};

/// Upper bounds of the size classes: a room's share of all ground that is rooms on its plan.
const SIZES: [f64; 4] = [0.02, 0.05, 0.15, 1.0];

/// What the regions of one plan would allow.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanOracle {
    /// The source.
    pub source: String,
    /// `source/id`.
    pub key: String,
    /// For each room of the truth the best overlap with any region of any hypothesis, ...
    pub best: Vec<f64>,
    /// ... and the room's share of the ground of all rooms.
    pub shares: Vec<f64>,
    /// Rooms that a perfect choice of regions, none inside another, of one hypothesis would find.
    pub perfect: usize,
    /// Regions of all hypotheses.
    pub regions: usize,
}

impl PlanOracle {
    /// Rooms that no region fits.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.best.iter().filter(|&&iou| iou < THRESHOLD).count()
    }

    fn perfect_counts(&self) -> Counts {
        Counts { matched: self.perfect, predicted: self.perfect, truth: self.best.len() }
    }
}

/// Compares the regions of every plan with its rooms, in the plans' order. Plans that cannot be analysed are left out.
///
/// # Errors
/// Where threads cannot be started. `jobs`: threads; 0 is one for each core.
pub fn oracle(plans: &[Plan], analyser: &dyn Analyser, jobs: usize) -> Result<Vec<PlanOracle>, EvaluationError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|e| EvaluationError::Threads(e.to_string()))?;
    Ok(pool.install(|| plans.par_iter().filter_map(|plan| of_plan(plan, analyser)).collect()))
}

fn of_plan(plan: &Plan, analyser: &dyn Analyser) -> Option<PlanOracle> {
    let analysed = analyser.analyse(plan).ok()?;
    let page = plan.pdf_page().map_or(1, |(_, page)| page);
    let line_work = &analysed.analysis.line_work.iter().find(|traced| traced.page == page)?.line_work;
    let scale = [GRID as f64 / plan.width, GRID as f64 / plan.height];
    let to_cells = |ring: &[[f64; 2]]| ring.iter().map(|p| [p[0] * scale[0], p[1] * scale[1]]).collect::<Vec<_>>();
    let truth: Vec<Mask> = plan
        .rooms
        .iter()
        .map(|room| {
            let holes: Vec<_> = room.holes.iter().map(|hole| to_cells(hole)).collect();
            Mask::of_polygon(&to_cells(&room.polygon), &holes)
        })
        .collect();
    let ground: u32 = truth.iter().map(Mask::cells).sum();
    let mut found = PlanOracle {
        source: plan.source.clone(),
        key: plan.key(),
        best: vec![0.0; truth.len()],
        shares: truth.iter().map(|room| f64::from(room.cells()) / f64::from(ground.max(1))).collect(),
        ..PlanOracle::default()
    };
    for hypothesis in &line_work.hypotheses {
        found.regions += hypothesis.nodes.len();
        found.perfect = found.perfect.max(perfect(hypothesis, &truth, &mut found.best));
    }
    Some(found)
}

/// Rooms that the best set of regions, none inside another, would find. `best` is raised to the overlaps seen.
fn perfect(hypothesis: &Hypothesis, truth: &[Mask], best: &mut [f64]) -> usize {
    let nodes = &hypothesis.nodes;
    let mut below = vec![0; nodes.len()];
    let mut total = 0;
    for (i, node) in nodes.iter().enumerate() {
        let mask = mask_of(node);
        let mut fits = false;
        for (room, best) in truth.iter().zip(best.iter_mut()) {
            let iou = mask.intersection_over_union(room);
            *best = best.max(iou);
            fits |= iou >= THRESHOLD;
        }
        let value = below[i].max(usize::from(fits));
        // A union stands after its parts.
        match node.parent.map(|parent| parent as usize).filter(|&parent| parent > i && parent < nodes.len()) {
            Some(parent) => below[parent] += value,
            None => total += value,
        }
    }
    total
}

fn mask_of(node: &RegionNode) -> Mask {
    let mut rings = node.outline.iter().map(Ring::to_page);
    let outline = rings.next().unwrap_or_default();
    Mask::of_polygon(&outline, &rings.collect::<Vec<_>>())
}

/// A row for each source, then the plans by the number of rooms that no region fits, most first.
#[must_use]
pub fn table(plans: &[PlanOracle]) -> String {
    let mut text = String::from(
        "source             rooms  fit@.5  fit@.7  best F1  missing of rooms by their share of the ground\n",
    );
    let mut sources: Vec<&str> = plans.iter().map(|plan| plan.source.as_str()).collect();
    sources.dedup();
    for source in sources {
        let of_source: Vec<&PlanOracle> = plans.iter().filter(|plan| plan.source == source).collect();
        text.push_str(&row(source, &of_source));
    }
    let mut worst: Vec<&PlanOracle> = plans.iter().filter(|plan| plan.missing() > 0).collect();
    worst.sort_by(|a, b| b.missing().cmp(&a.missing()).then(a.key.cmp(&b.key)));
    for plan in worst {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{:>3} of {:>3}  {}", plan.missing(), plan.best.len(), plan.key);
    }
    text
}

fn row(source: &str, plans: &[&PlanOracle]) -> String {
    let rooms: Vec<(f64, f64)> =
        plans.iter().flat_map(|plan| plan.best.iter().copied().zip(plan.shares.iter().copied())).collect();
    let fitting = |least: f64| share(rooms.iter().filter(|(iou, _)| *iou >= least).count(), rooms.len());
    let mut perfect = Counts::default();
    for plan in plans {
        perfect.add(plan.perfect_counts());
    }
    let mut text = format!(
        "{source:<18} {:>5}  {:.3}   {:.3}   {:.3}   ",
        rooms.len(),
        fitting(THRESHOLD),
        fitting(STRICT_THRESHOLD),
        perfect.f1()
    );
    let mut from = 0.0;
    for to in SIZES {
        let of_size = || rooms.iter().filter(|(_, share)| *share >= from && (*share < to || to == 1.0));
        let missing = of_size().filter(|(iou, _)| *iou < THRESHOLD).count();
        let _ = write!(text, "  to {:.0} %: {missing} of {}", 100.0 * to, of_size().count());
        from = to;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(x0: f64, x1: f64, parent: Option<u32>) -> RegionNode {
        let ring = Ring::of_page([(x0, 0.0), (x1, 0.0), (x1, 100.0), (x0, 100.0)]);
        RegionNode { parent, outline: vec![ring], ..RegionNode::default() }
    }

    fn room(x0: f64, x1: f64) -> Mask {
        Mask::of_polygon(&[[x0, 0.0], [x1, 0.0], [x1, 100.0], [x0, 100.0]], &[])
    }

    #[test]
    fn a_region_and_a_part_of_it_are_not_both_chosen() {
        // The whole fits the large room and its left part the small one.
        let nodes = vec![node(0.0, 100.0, Some(2)), node(100.0, 110.0, Some(2)), node(0.0, 400.0, None)];
        let hypothesis = Hypothesis { nodes, ..Hypothesis::default() };
        let truth = [room(0.0, 100.0), room(100.0, 400.0), room(600.0, 700.0)];
        let mut best = vec![0.0; 3];
        assert_eq!(perfect(&hypothesis, &truth, &mut best), 1);
        assert_eq!(best, [1.0, 0.75, 0.0]);
    }
}
