//! The merge tree: what surely belongs together joins first, then the two regions with the softest boundary, until all
//! are one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::belonging::Joint;
use super::boundaries::{Boundary, Neighbours};
use super::hull::{Point, convex_hull, hull_area, smallest_box};
use super::leaves::Leaf;

/// Regions below this share of the building's square count only in part as something that was dissolved.
const ROOM_AREA: f64 = 0.0015;
/// Pairs with more points than this surely belong together: they join before all others.
const SURE: f64 = 1.0;
/// Regions below this share of the building's square are specks: they join before larger ones.
const SPECK: f64 = 0.35 * ROOM_AREA;
/// What is left of a boundary's hardness for the smallest specks.
const SPECK_HARDNESS: f64 = 0.25;

/// What is known of a node of the tree: a region or a union of regions.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The two nodes it was joined of; none for a fine region.
    pub(crate) children: Option<(usize, usize)>,
    /// The node it was joined into.
    pub(crate) parent: Option<usize>,
    /// Whether it touches the rim of the picture.
    pub(crate) outside: bool,
    /// Cells between barriers.
    pub(crate) pixels: f64,
    /// Cells that are not wall.
    pub(crate) area: f64,
    /// Sum of brightness over them.
    pub(crate) brightness: f64,
    /// Radius of the largest disc in any of its fine regions.
    pub(crate) radius: f64,
    /// Its outline.
    pub(crate) rim: Boundary,
    /// Length of the outline that faces the outside.
    pub(crate) street: u64,
    /// Hardest boundary dissolved anywhere inside.
    pub(crate) inner: f64,
    /// Area of its convex hull.
    pub(crate) hull_area: f64,
    /// Length and width of its smallest turned box.
    pub(crate) smallest_box: (f64, f64),
    /// Mean hardness of the boundary to the neighbour that is divided off least; 1 without neighbours.
    pub(crate) weakest: f64,
    /// Mean hardness of the boundary that joining it to its parent dissolves; 1 at the top.
    pub(crate) joint: f64,
    /// Points for belonging to what it is joined to in its parent; [`ALONE`] at the top.
    pub(crate) belonging: f64,
    /// The fewest points of any two parts joined inside; [`WHOLE`] for a fine region.
    pub(crate) coherence: f64,
    /// Cells of its largest fine region.
    pub(crate) largest: f64,
    /// What it has in common with its neighbours.
    pub(crate) sides: Sides,
}

/// The outline of a node, neighbour by neighbour.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sides {
    /// Longest part towards one neighbour.
    pub(crate) longest: u64,
    /// Longest part towards one neighbour that is not wall, ...
    pub(crate) without_wall: u64,
    /// ... and the area of that neighbour; 0 without.
    pub(crate) beyond: f64,
}

/// Points of a node that is joined to nothing.
const ALONE: f64 = -8.0;
/// Points of a region that nothing was joined in.
const WHOLE: f64 = 8.0;

/// Nodes, fine regions first (index 0 stands for none), then unions; children stand before their parents.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// Number of fine regions plus one.
    pub(crate) leaves: usize,
}

/// Candidates for joining, by rank; ties by index.
#[derive(PartialEq)]
struct Candidate {
    rank: f64,
    belonging: f64,
    pair: (usize, usize),
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.total_cmp(&other.rank).then(other.pair.cmp(&self.pair))
    }
}

/// Builds the tree. `building`: the building's longer side in cells.
pub(crate) fn merge_tree(leaves: &[Leaf], boundaries: &[Neighbours], building: f64) -> Tree {
    let square = building * building;
    let mut nodes: Vec<Node> = leaves.iter().map(Node::of_leaf).collect();
    let mut hulls: Vec<Vec<Point>> = leaves.iter().map(|l| l.hull.clone()).collect();
    let pairs = || boundaries.iter().enumerate().flat_map(|(a, around)| around.iter().map(move |(b, s)| ((a, b), s)));
    let mut neighbours: Vec<Neighbours> = vec![Neighbours::default(); leaves.len()];
    for ((a, b), boundary) in pairs() {
        for (a, b) in [(a, b), (b, a)] {
            neighbours[a].add(b, boundary);
            nodes[a].rim = nodes[a].rim.plus(boundary);
            if leaves[b].outside && !leaves[a].outside {
                nodes[a].street += boundary.length;
            }
        }
    }
    for (i, around) in neighbours.iter().enumerate() {
        nodes[i].weakest = weakest(nodes[i].rim, around);
        nodes[i].sides = sides(&nodes, around);
    }
    let order = |nodes: &[Node], (a, b): (usize, usize), shared: Boundary| {
        let belonging = Joint::of(&nodes[a], &nodes[b], shared, building).points();
        (belonging, rank(belonging, shared.mean_hardness(), nodes[a].pixels.min(nodes[b].pixels) / (SPECK * square)))
    };
    let mut alive = vec![true; leaves.len()];
    let mut heap = BinaryHeap::new();
    for (pair, boundary) in pairs() {
        let (belonging, rank) = order(&nodes, pair, boundary);
        heap.push(Candidate { rank, belonging, pair });
    }
    while let Some(Candidate { pair: (a, b), belonging, .. }) = heap.pop() {
        if !(alive[a] && alive[b]) {
            continue;
        }
        let Some(shared) = neighbours[a].get(b) else { continue };
        let union = nodes.len();
        let points = [std::mem::take(&mut hulls[a]), std::mem::take(&mut hulls[b])].concat();
        hulls.push(convex_hull(points));
        nodes.push(joined(&nodes[a], &nodes[b], (a, b), shared, belonging, &hulls[union], square));
        (nodes[a].parent, nodes[b].parent) = (Some(union), Some(union));
        (alive[a], alive[b]) = (false, false);
        (nodes[a].joint, nodes[b].joint) = (shared.mean_hardness(), shared.mean_hardness());
        (nodes[a].belonging, nodes[b].belonging) = (belonging, belonging);
        alive.push(true);
        let [of_a, of_b] = [a, b].map(|part| std::mem::take(&mut neighbours[part]));
        let around = of_a.joined(of_b, [a, b]);
        nodes[union].weakest = weakest(nodes[union].rim, &around);
        nodes[union].sides = sides(&nodes, &around);
        for (other, boundary) in around.iter() {
            neighbours[other].remove(a);
            neighbours[other].remove(b);
            neighbours[other].add(union, boundary);
            let pair = (other, union);
            let (belonging, rank) = order(&nodes, pair, boundary);
            heap.push(Candidate { rank, belonging, pair });
        }
        neighbours.push(around);
    }
    Tree { nodes, leaves: leaves.len() }
}

/// Boundaries shorter than this share of the outline tell nothing.
const TOLD: f64 = 0.08;

fn weakest(rim: Boundary, around: &Neighbours) -> f64 {
    let long = |b: &Boundary| b.length as f64 >= TOLD * rim.length as f64;
    around.iter().map(|(_, b)| b).filter(long).map(Boundary::mean_hardness).fold(1.0, f64::min)
}

fn sides(nodes: &[Node], around: &Neighbours) -> Sides {
    let mut out = Sides::default();
    for (other, boundary) in around.iter() {
        out.longest = out.longest.max(boundary.length);
        let without_wall = boundary.length - boundary.wall;
        if without_wall > out.without_wall {
            (out.without_wall, out.beyond) = (without_wall, nodes[other].area);
        }
    }
    out
}

/// Where a pair stands in the order of joining, higher first: pairs that surely belong together by their points, then
/// all others by the softness of their boundary. `size`: that of the smaller region, in specks.
fn rank(belonging: f64, hardness: f64, size: f64) -> f64 {
    if belonging > SURE {
        return belonging;
    }
    -hardness * (SPECK_HARDNESS + (1.0 - SPECK_HARDNESS) * size.min(1.0))
}

impl Node {
    /// A fine region, without its boundaries.
    pub(super) fn of_leaf(leaf: &Leaf) -> Self {
        Self {
            children: None,
            parent: None,
            outside: leaf.outside,
            pixels: f64::from(leaf.pixels),
            area: f64::from(leaf.area),
            brightness: leaf.brightness as f64,
            radius: libm::sqrt(f64::from(leaf.squared_radius)),
            rim: Boundary::default(),
            street: 0,
            inner: 0.0,
            hull_area: hull_area(&leaf.hull),
            smallest_box: smallest_box(&leaf.hull),
            weakest: 1.0,
            joint: 1.0,
            belonging: ALONE,
            coherence: WHOLE,
            largest: f64::from(leaf.pixels),
            sides: Sides::default(),
        }
    }
}

fn joined(
    a: &Node,
    b: &Node,
    children: (usize, usize),
    shared: Boundary,
    belonging: f64,
    hull: &[Point],
    square: f64,
) -> Node {
    let joint = shared.mean_hardness();
    let weight = (a.area.min(b.area) / (ROOM_AREA * square)).min(1.0);
    Node {
        children: Some(children),
        parent: None,
        outside: a.outside || b.outside,
        pixels: a.pixels + b.pixels,
        area: a.area + b.area,
        brightness: a.brightness + b.brightness,
        radius: a.radius.max(b.radius),
        rim: a.rim.plus(b.rim).without_both_sides(shared),
        street: a.street + b.street,
        inner: a.inner.max(b.inner).max(joint * weight),
        hull_area: hull_area(hull),
        smallest_box: smallest_box(hull),
        weakest: 1.0,
        joint: 1.0,
        belonging: ALONE,
        coherence: a.coherence.min(b.coherence).min(belonging),
        largest: a.largest.max(b.largest),
        sides: Sides::default(),
    }
}
