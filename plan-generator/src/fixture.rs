//! Furniture and fixtures: what there is, how large it is, and where a piece stands.

use crate::geometry::{Point, Rect, Ring, along};

/// A piece of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fixture {
    DoubleBed,
    SingleBed,
    Wardrobe,
    Sofa,
    Armchair,
    Sideboard,
    Desk,
    Table,
    RoundTable,
    CoffeeTable,
    Counter,
    Fridge,
    Bathtub,
    Shower,
    Basin,
    Toilet,
    WashingMachine,
    Shelf,
    Stairs,
    /// A counter with stools before it.
    Bar,
    /// A toilet behind thin partitions.
    Stall,
    /// A box with a tag.
    Equipment(&'static str),
}

impl Fixture {
    /// Width along the wall and depth away from it, in metres.
    pub(crate) fn size_m(self) -> [f64; 2] {
        match self {
            Self::DoubleBed => [1.7, 2.1],
            Self::SingleBed => [0.95, 2.05],
            Self::Wardrobe => [1.8, 0.6],
            Self::Sofa => [2.1, 0.9],
            Self::Armchair => [0.85, 0.85],
            Self::Sideboard => [1.5, 0.4],
            Self::Desk => [1.4, 0.7],
            Self::Table => [1.6, 1.7],
            Self::RoundTable => [1.5, 1.5],
            Self::CoffeeTable => [0.6, 1.1],
            Self::Counter => [2.4, 0.6],
            Self::Fridge => [0.65, 0.65],
            Self::Bathtub => [1.7, 0.75],
            Self::Shower => [0.9, 0.9],
            Self::Basin => [0.6, 0.45],
            Self::Toilet => [0.4, 0.65],
            Self::WashingMachine => [0.6, 0.6],
            Self::Shelf => [1.2, 0.35],
            Self::Stairs => [2.8, 0.95],
            Self::Bar => [4.4, 2.6],
            Self::Stall => [0.95, 1.5],
            Self::Equipment(tag) => [if tag.len() > 5 { 1.7 } else { 0.9 }, 0.75],
        }
    }
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// Its corner at the wall.
    pub(crate) origin: Point,
    /// Direction along the wall, of length 1.
    pub(crate) x: Point,
    /// Direction away from the wall, of length 1.
    pub(crate) y: Point,
}

impl Frame {
    pub(crate) fn at(&self, x: f64, y: f64) -> Point {
        along(along(self.origin, self.x, x), self.y, y)
    }

    pub(crate) fn ring(&self, r: Rect) -> Ring {
        vec![self.at(r.x0, r.y0), self.at(r.x1, r.y0), self.at(r.x1, r.y1), self.at(r.x0, r.y1)]
    }
}
