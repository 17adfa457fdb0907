//! From a picture to its line work.

use crate::limits::MAX_REGIONS;
use crate::linework::frame::{Frame, working_picture};
use crate::linework::pen::without_pen;
use crate::linework::strokes::{Marks, Strokes, strokes};
use crate::linework::walls::{Walls, walls};
use crate::linework::{Hypothesis, LineWork, Measurements, RegionNode, Ring};
use crate::outline::cells::{CellBox, Ground, outline};
use crate::outline::display::{openings, wall_rings};
use crate::picture::Picture;
use crate::raster::Grid;
use crate::raster::grey::brightness;
use crate::regions::boundaries::boundaries;
use crate::regions::leaves::leaves;
use crate::regions::tree::{Node, Tree, merge_tree};
use crate::selection::choice::worth;
use crate::selection::scorecard::{plausibility, points};
use crate::textract::TextBlock;

/// Regions below this plausibility are not kept: no setting makes rooms of them.
const LEAST_PLAUSIBILITY: f64 = 0.02;
/// Regions smaller than this share of the building's square are not kept.
const LEAST_AREA: f64 = 0.0002;
/// Doors drawn as two lines tell something where this share of the rooms has some: ...
const MOST: f64 = 0.6;
/// ... of the regions that are larger than this (logarithmic area) and this likely rooms, those with a door that takes
/// this share of the outline.
const ROOM_AREA: f64 = -5.0;
const SURE: f64 = 0.7;
const WITH_DOOR: std::ops::Range<f64> = 0.02..0.2;
/// Where rooms are worth less than this altogether, the outside came in through lines too faint to be seen; ...
const LITTLE: f64 = 0.3;
/// ... those count if the rooms are worth so many times more with them.
const MORE: f64 = 1.5;

impl LineWork {
    /// Traces the line work of a picture.
    ///
    /// `text` are the words and lines read on the same page (it may be empty): ink inside their boxes is text and no wall.
    #[must_use]
    pub fn trace(picture: &Picture<'_>, text: &[TextBlock]) -> Self {
        Self::watched(picture, text, &mut ())
    }

    /// The same, watched.
    pub(crate) fn watched(picture: &Picture<'_>, text: &[TextBlock], watch: &mut impl Watch) -> Self {
        Drawing::of(picture).watched(text, watch)
    }
}

/// A picture whose line work is traced as far as that goes without knowing what is written on it: for whoever waits for the
/// words.
pub struct Drawing {
    width_px: u32,
    height_px: u32,
    /// Absent where the page is too small to hold a plan.
    marks: Option<Marks>,
}

impl Drawing {
    /// The drawing on a picture.
    #[must_use]
    pub fn of(picture: &Picture<'_>) -> Self {
        let plan = without_pen(picture, brightness(picture));
        let marks = working_picture(&plan).map(|(grey, frame)| Marks::of(grey, frame));
        Self { width_px: picture.width_px(), height_px: picture.height_px(), marks }
    }

    /// The rest of the way, as [`LineWork::trace`] goes it.
    #[must_use]
    pub fn line_work(self, text: &[TextBlock]) -> LineWork {
        self.watched(text, &mut ())
    }

    fn watched(self, text: &[TextBlock], watch: &mut impl Watch) -> LineWork {
        let mut out = LineWork { width_px: self.width_px, height_px: self.height_px, hypotheses: Vec::new() };
        let Some(marks) = self.marks else { return out };
        let strokes = strokes(marks, text);
        out.hypotheses = hypotheses(&strokes, watch);
        let worth_of_rooms = worth(&out.hypotheses);
        if worth_of_rooms < LITTLE {
            let fainter = strokes.with_fainter(text);
            if worth(&hypotheses(&fainter, &mut ())) > MORE * worth_of_rooms {
                out.hypotheses = hypotheses(&fainter, watch);
            }
        }
        out
    }
}

/// Somebody who looks on while line work is traced.
pub(crate) trait Watch {
    /// The strokes of the plan are read; what was seen of others before does not count.
    fn strokes(&mut self, _strokes: &Strokes) {}
    /// One hypothesis of what a wall is has been followed to its end.
    fn hypothesis(&mut self, _strokes: &Strokes, _seen: &Seen<'_>) {}
}

/// Nobody looks on.
impl Watch for () {}

/// What there is to see of one hypothesis.
pub(crate) struct Seen<'a> {
    /// From which width on strokes are walls, in working pixels.
    pub(crate) threshold: f32,
    pub(crate) walls: &'a Walls,
    /// The region nearest to every cell.
    pub(crate) near: &'a Grid<u32>,
    /// What is kept of it.
    pub(crate) traced: &'a Hypothesis,
}

fn hypotheses(strokes: &Strokes, watch: &mut impl Watch) -> Vec<Hypothesis> {
    watch.strokes(strokes);
    strokes.thresholds.iter().map(|&t| hypothesis(strokes, t, watch)).collect()
}

fn hypothesis(strokes: &Strokes, threshold: f32, watch: &mut impl Watch) -> Hypothesis {
    let walls = walls(strokes, threshold, MAX_REGIONS);
    let (near, leaves) = leaves(strokes, &walls);
    let tree = merge_tree(&leaves, &boundaries(strokes, &walls, &near), strokes.frame.building);
    let candidates = candidates(&tree, strokes, f64::from(threshold));
    let nodes = outlined(&tree, candidates, &walls, &near, strokes.frame);
    let traced = Hypothesis {
        wall_px: strokes.frame.page_pixels(f64::from(threshold)),
        nodes,
        walls: wall_rings(&walls, strokes.frame),
        openings: openings(&walls, strokes.frame),
    };
    watch.hypothesis(strokes, &Seen { threshold, walls: &walls, near: &near, traced: &traced });
    traced
}

/// Nodes of the tree that could be rooms, with their measurements.
fn candidates(tree: &Tree, strokes: &Strokes, threshold: f64) -> Vec<(usize, Measurements)> {
    let building = strokes.frame.building;
    let mut out = Vec::new();
    let (mut rooms, mut with_door) = (0, 0);
    for (i, node) in tree.nodes.iter().enumerate().skip(1) {
        if node.outside || node.area < LEAST_AREA * building * building {
            continue;
        }
        let m = measured(node, building, threshold, strokes.typical);
        let likely = plausibility(points(&m));
        if m.area > ROOM_AREA && likely > SURE {
            rooms += 1;
            with_door += u32::from(WITH_DOOR.contains(&m.door));
        }
        out.push((i, m));
    }
    if f64::from(with_door) < MOST * f64::from(rooms) {
        out.iter_mut().for_each(|(_, m)| m.door = 0.0);
    }
    out.retain(|(_, m)| plausibility(points(m)) >= LEAST_PLAUSIBILITY);
    out
}

fn measured(node: &Node, building: f64, threshold: f64, typical: f64) -> Measurements {
    let length = node.rim.length.max(1) as f64;
    let stroke = node.rim.wall_stroke as f64 / (100.0 * node.rim.wall.max(1) as f64) / typical;
    Measurements {
        area: libm::log((node.area / (building * building)).max(1e-5)),
        radius: libm::log((node.radius / building).max(1e-3)),
        weak: 1.0 - node.rim.mean_hardness(),
        inner: node.inner,
        solid: (node.area / node.hull_area).min(1.0),
        not_wall: 1.0 - node.rim.wall as f64 / length,
        opening: node.rim.opening as f64 / length,
        aspect: node.smallest_box.1 / node.smallest_box.0,
        street: node.street as f64 / length,
        grey: 1.0 - node.brightness / node.area.max(1.0) / 255.0,
        thin: libm::log(threshold / typical),
        stroke: libm::log(stroke.clamp(0.1, 4.0)),
        weakest: node.weakest,
        joint: node.joint,
        rectangular: (node.area / (node.smallest_box.0 * node.smallest_box.1)).min(1.0),
        dominant: node.largest / node.pixels.max(1.0),
        drawn: 1.0 - node.pixels / node.area.max(node.pixels).max(1.0),
        ragged: libm::log(length / libm::sqrt(node.area.max(1.0))),
        passage: node.rim.opening as f64 / building,
        open_side: node.sides.without_wall as f64 / length,
        beyond: libm::log((node.sides.beyond / node.area.max(1.0)).clamp(1e-3, 1e3)),
        longest_side: node.sides.longest as f64 / length,
        belonging: node.belonging,
        coherence: node.coherence,
        door: node.rim.door as f64 / length,
        corner: node.rim.corner as f64 / length,
    }
    .rounded()
}

/// The candidates with their outlines; those of which nothing is left drop out.
fn outlined(
    tree: &Tree,
    candidates: Vec<(usize, Measurements)>,
    walls: &Walls,
    near: &Grid<u32>,
    frame: Frame,
) -> Vec<RegionNode> {
    let (ranks, spans) = ranked(tree);
    let rank_of = |region: u32| if region == 0 { u32::MAX } else { ranks[region as usize] };
    let near = near.map(rank_of);
    let boxes = boxes(&near, tree, &spans);
    let ground = Ground::new(&near, walls, frame.building);
    let mut place: Vec<Option<u32>> = vec![None; tree.nodes.len()];
    let mut out: Vec<RegionNode> = Vec::new();
    let mut origin: Vec<usize> = Vec::new();
    for (i, measurements) in candidates {
        let (low, high) = spans[i];
        let Some(bounds) = boxes[i] else { continue };
        let rings: Vec<Ring> = outline(&ground, low, high, bounds)
            .into_iter()
            .map(|ring| Ring::of_page(ring.into_iter().map(|(x, y)| frame.to_page(x, y))))
            .collect();
        if rings.is_empty() {
            continue;
        }
        place[i] = Some(out.len() as u32);
        origin.push(i);
        out.push(RegionNode { parent: None, measurements, outline: rings });
    }
    for (node, &i) in out.iter_mut().zip(&origin) {
        let mut up = tree.nodes[i].parent;
        while let Some(p) = up {
            if place[p].is_some() {
                node.parent = place[p];
                break;
            }
            up = tree.nodes[p].parent;
        }
    }
    out
}

/// Ranks of the fine regions in the order in which the tree holds them, and the range of ranks of every node.
fn ranked(tree: &Tree) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut ranks = vec![u32::MAX; tree.leaves];
    let mut spans = vec![(0, 0); tree.nodes.len()];
    let mut next = 0;
    let mut open: Vec<usize> = (1..tree.nodes.len()).rev().filter(|&i| tree.nodes[i].parent.is_none()).collect();
    while let Some(i) = open.pop() {
        if let Some((a, b)) = tree.nodes[i].children {
            open.push(b);
            open.push(a);
        } else {
            ranks[i] = next;
            spans[i] = (next, next + 1);
            next += 1;
        }
    }
    for i in tree.leaves..tree.nodes.len() {
        if let Some((a, b)) = tree.nodes[i].children {
            spans[i] = (spans[a].0.min(spans[b].0), spans[a].1.max(spans[b].1));
        }
    }
    (ranks, spans)
}

/// The box of the ground of every node; `None` where it has none.
fn boxes(near: &Grid<u32>, tree: &Tree, spans: &[(u32, u32)]) -> Vec<Option<CellBox>> {
    let mut by_rank: Vec<Option<CellBox>> = vec![None; tree.leaves];
    for y in 0..near.height {
        let row = near.row(y);
        let mut x = 0;
        while x < row.len() {
            let rank = row[x];
            let end = x + row[x..].iter().take_while(|&&r| r == rank).count();
            if rank != u32::MAX {
                let run = CellBox { x0: x, y0: y, x1: end, y1: y + 1 };
                let slot = &mut by_rank[rank as usize];
                *slot = Some(slot.map_or(run, |b| b.with(run)));
            }
            x = end;
        }
    }
    let mut out: Vec<Option<CellBox>> = vec![None; tree.nodes.len()];
    for i in 1..tree.nodes.len() {
        out[i] = match tree.nodes[i].children {
            None => by_rank[spans[i].0 as usize],
            Some((a, b)) => match (out[a], out[b]) {
                (Some(p), Some(q)) => Some(p.with(q)),
                (p, q) => p.or(q),
            },
        };
    }
    out
}
