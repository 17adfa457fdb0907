//! Rooms that nothing drawn divides, divided where the print says that they are several.
//!
//! A plan that prints an area for every room prints two in a kitchen that opens into a living room. Where it prints none, two
//! names in an L or behind a narrow passage are two rooms too; and where it prints no size of any room, every name that is a
//! room's stands for one. What divides them is a straight line from a corner of wall that
//! sticks out between them, at the place where the areas are right or the parts become plain rectangles. Everything else with
//! several names stays one room with several names.

use super::printed::in_box;
use crate::analysis::PageSize;
use crate::labels::{Label, PageLabels, RoomType};
use crate::outline::cuts::{Cut, Polygon, Spot};
use crate::room::Room;
use crate::scale::Scale;

/// Between these factors of the printed areas' sum a region is what they are printed for.
const WHOLE: std::ops::RangeInclusive<f64> = 0.6..=1.5;
/// Areas that differ by less are one, printed twice.
const SAME_AREA: f64 = 0.03;
/// The farthest that a part may be from its printed area, as a logarithm.
const FARTHEST: f64 = 0.6;
/// What a line as long as the smaller part is wide counts against a right area.
const LENGTH: f64 = 0.15;
/// The most that both may be together.
const MOST_BY_AREA: f64 = 1.0;
/// How many times its share of the line's length a gain in rectangularity counts.
const PLAINER: f64 = 2.0;
/// The most that length over width of the smaller part, less that gain, may be: between rooms that often are one, ...
const MOST_BY_SHAPE: f64 = 0.36;
/// ... between a hall and what is none, ...
const MOST_BY_SHAPE_OF_HALL: f64 = 0.7;
/// ... and between any two on a page that prints no sizes.
const MOST_WITHOUT_SIZES: f64 = 1.5;
/// Corners nearer than this to the line between their neighbours do not stick out, as a share of the building.
const JOG: f64 = 0.004;
/// More names than this are no room's.
const MOST_NAMES: usize = 12;

/// Outlines with more corners than this are no room's.
const MOST_CORNERS: usize = 2_000;

/// What is printed in a room and claims a part of it.
#[derive(Debug, Clone, Copy)]
struct Claim {
    at: Spot,
    /// Square pixels that it should have.
    area: Option<f64>,
    room_type: Option<RoomType>,
}

/// A page on which rooms are divided and fitted to their areas.
pub(crate) struct Page<'a> {
    pub(crate) labels: &'a PageLabels,
    pub(crate) size: &'a PageSize,
    pub(crate) scale: Option<Scale>,
    /// Longer side of the building, in pixels.
    pub(crate) building: f64,
    /// How easily rooms are divided: 1 as measured on plans, 0 never.
    pub(crate) ease: f64,
}

impl Page<'_> {
    /// The parts of a room as outline and holes in the page's 0–1000; `None` where it stays one.
    pub(crate) fn parts(&self, room: &Room) -> Option<Vec<Polygon>> {
        let corners = room.polygon.len() + room.holes.iter().map(Vec::len).sum::<usize>();
        if self.ease <= 0.0 || corners > MOST_CORNERS {
            return None;
        }
        let whole = self.ground(&room.polygon, &room.holes);
        let claims = self.claims(&whole, room.bounding_box)?;
        let mut parts = Vec::new();
        self.divide(whole.reduced(JOG * self.building), &claims, &mut parts);
        (parts.len() > 1).then(|| parts.iter().map(|part| self.on_page(part)).collect())
    }

    /// What claims a part of a room, where that may be more than one.
    fn claims(&self, room: &Polygon, bounding_box: [f64; 4]) -> Option<Vec<Claim>> {
        let labels = self.labels;
        let in_box = in_box(bounding_box);
        let is_inside = |label: &Label| in_box(label.centre()) && room.holds(self.in_pixels(label.centre()));
        let names: Vec<Claim> = labels
            .names
            .iter()
            .filter(|name| !name.room_type.is_some_and(RoomType::is_outdoor) && is_inside(&name.label))
            .map(|name| Claim { at: self.in_pixels(name.label.centre()), area: None, room_type: name.room_type })
            .collect();
        if !(2..=MOST_NAMES).contains(&names.len()) {
            return None;
        }
        let areas: Vec<Claim> = self
            .areas(room, bounding_box)
            .into_iter()
            .map(|(at, area)| Claim { at, area: Some(area), room_type: None })
            .collect();
        let share = room.area() / areas.iter().filter_map(|claim| claim.area).sum::<f64>();
        match areas.as_slice() {
            [] => Some(names),
            // The names beside the one that has an area share what is too much for it.
            &[printed] if share > *WHOLE.end() => {
                let nearest = (0..names.len())
                    .min_by(|&a, &b| distance(names[a].at, printed.at).total_cmp(&distance(names[b].at, printed.at)));
                let others = names.iter().enumerate().filter(|(i, _)| Some(*i) != nearest).map(|(_, name)| *name);
                Some(std::iter::once(printed).chain(others).collect())
            }
            [_, _, ..] if WHOLE.contains(&share) => Some(areas),
            _ => None,
        }
    }

    /// The different areas printed in a room, in square pixels, and where; none without a scale.
    pub(super) fn areas(&self, room: &Polygon, bounding_box: [f64; 4]) -> Vec<(Spot, f64)> {
        let Some(scale) = &self.scale else { return Vec::new() };
        let in_box = in_box(bounding_box);
        let mut areas: Vec<(Spot, f64)> = Vec::new();
        for printed in self.labels.areas.iter().filter(|printed| !printed.guessed && in_box(printed.label.centre())) {
            let area = printed.area_m2 * scale.pixels_per_metre * scale.pixels_per_metre;
            let at = self.in_pixels(printed.label.centre());
            let known = areas.iter().any(|(_, other)| (other / area - 1.0).abs() <= SAME_AREA);
            if !known && areas.len() < MOST_NAMES && room.holds(at) {
                areas.push((at, area));
            }
        }
        areas
    }

    /// Whether no name on the page has a size beside it, that would tell what is one room.
    fn prints_no_sizes(&self) -> bool {
        self.labels.areas.is_empty() && self.labels.dimensions.is_empty()
    }

    /// Every cut of a room from a corner of wall or from a bend.
    pub(super) fn cuts(&self, ground: &Polygon) -> Vec<Cut> {
        if ground.outer.len() > MOST_CORNERS { Vec::new() } else { ground.reduced(JOG * self.building).cuts(true) }
    }

    /// Whether an area is printed on a piece of ground.
    pub(super) fn prints_area_in(&self, ground: &Polygon) -> bool {
        self.labels.areas.iter().any(|area| !area.guessed && self.stands_in(&area.label, ground))
    }

    /// The place of the name nearest to a spot.
    pub(super) fn nearest_name(&self, spot: Spot) -> Option<Spot> {
        let names = self.labels.names.iter().map(|name| self.in_pixels(name.label.centre()));
        names.min_by(|a, b| distance(*a, spot).total_cmp(&distance(*b, spot)))
    }

    /// Whether a label is printed on a piece of ground.
    pub(super) fn stands_in(&self, label: &Label, ground: &Polygon) -> bool {
        ground.holds(self.in_pixels(label.centre()))
    }

    fn divide(&self, part: Polygon, claims: &[Claim], out: &mut Vec<Polygon>) {
        let best = part
            .cuts(false)
            .into_iter()
            .filter_map(|cut| {
                let [a, b] = cut.parts.each_ref().map(|p| inside(p, claims));
                let right = !a.is_empty() && !b.is_empty() && a.len() + b.len() == claims.len();
                let cost = if right { self.cost(&part, &cut, [&a, &b]) } else { None }?;
                Some((cost, cut, [a, b]))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((_, cut, claims)) => {
                for (part, claims) in cut.parts.into_iter().zip(claims) {
                    self.divide(part, &claims, out);
                }
            }
            None => out.push(part),
        }
    }

    /// What speaks against a cut, less than 0; `None` where it is too much.
    fn cost(&self, whole: &Polygon, cut: &Cut, claims: [&[Claim]; 2]) -> Option<f64> {
        let areas = cut.parts.each_ref().map(Polygon::area);
        let length = cut.length / libm::sqrt(areas[0].min(areas[1]).max(1.0));
        let mut farthest: Option<f64> = None;
        for (area, claims) in areas.iter().zip(claims) {
            let printed: f64 = claims.iter().filter_map(|claim| claim.area).sum();
            if printed > 0.0 {
                farthest = Some(libm::log(area.max(1.0) / printed).abs().max(farthest.unwrap_or(0.0)));
            }
        }
        let cost = match farthest {
            Some(farthest) if farthest > FARTHEST => return None,
            Some(farthest) => farthest + LENGTH * length - self.ease * MOST_BY_AREA,
            None => {
                let [a, b] = cut.parts.each_ref().map(Polygon::rectangularity);
                let both = (a * areas[0] + b * areas[1]) / (areas[0] + areas[1]).max(1.0);
                let most =
                    if self.prints_no_sizes() && claims.iter().all(|part| part.iter().any(|c| c.room_type.is_some())) {
                        MOST_WITHOUT_SIZES
                    } else if beside_a_hall(claims) {
                        MOST_BY_SHAPE_OF_HALL
                    } else {
                        MOST_BY_SHAPE
                    };
                length - PLAINER * (both - whole.rectangularity()) - self.ease * most
            }
        };
        (cost < 0.0).then_some(cost)
    }

    /// A polygon in pixels, of an outline and holes in the page's 0–1000.
    pub(crate) fn ground(&self, outline: &[[f64; 2]], holes: &[Vec<[f64; 2]>]) -> Polygon {
        let ring = |ring: &[[f64; 2]]| ring.iter().map(|&spot| self.in_pixels(spot)).collect();
        Polygon { outer: ring(outline), holes: holes.iter().map(|hole| ring(hole)).collect() }
    }

    fn in_pixels(&self, [x, y]: [f64; 2]) -> Spot {
        [x * f64::from(self.size.width_px) / 1000.0, y * f64::from(self.size.height_px) / 1000.0]
    }

    pub(crate) fn on_page(&self, part: &Polygon) -> Polygon {
        let place = |v: f64, side: u32| libm::round(v / f64::from(side.max(1)) * 100_000.0) / 100.0;
        let ring = |ring: &Vec<Spot>| {
            ring.iter().map(|&[x, y]| [place(x, self.size.width_px), place(y, self.size.height_px)]).collect()
        };
        Polygon { outer: ring(&part.outer), holes: part.holes.iter().map(ring).collect() }
    }
}

fn inside(part: &Polygon, claims: &[Claim]) -> Vec<Claim> {
    claims.iter().filter(|claim| part.holds(claim.at)).copied().collect()
}

fn distance(a: Spot, b: Spot) -> f64 {
    (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
}

/// Whether on one side there are halls alone and on the other neither a hall nor a hall's closet.
fn beside_a_hall(claims: [&[Claim]; 2]) -> bool {
    let hall = |claim: &Claim| matches!(claim.room_type, Some(RoomType::Entry | RoomType::Hall));
    let of_hall = |claim: &Claim| hall(claim) || claim.room_type == Some(RoomType::Closet);
    let divided = |a: &[Claim], b: &[Claim]| a.iter().all(hall) && !b.iter().any(of_hall);
    divided(claims[0], claims[1]) || divided(claims[1], claims[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::{PrintedArea, RoomName};
    use crate::scale::ScaleSource;

    /// 10 pixels to the unit of the page.
    fn size() -> PageSize {
        PageSize { page: 1, width_px: 10_000, height_px: 10_000, ..PageSize::default() }
    }

    /// A living room of 400 by 300 with a kitchen of 200 by 200 that opens into it over the kitchen's whole width.
    fn kitchen_and_living() -> Room {
        Room {
            id: String::new(),
            page: 1,
            bounding_box: [100.0, 100.0, 500.0, 600.0],
            polygon: vec![
                [300.0, 100.0],
                [500.0, 100.0],
                [500.0, 600.0],
                [100.0, 600.0],
                [100.0, 300.0],
                [300.0, 300.0],
            ],
            confidence: 0.9,
            ..Room::default()
        }
    }

    fn label(x: f64, y: f64) -> Label {
        Label { text: String::new(), bounding_box: [x - 5.0, y - 2.0, x + 5.0, y + 2.0], confidence: 0.9 }
    }

    fn labels(names: [RoomType; 2], areas: &[(f64, f64, f64)]) -> PageLabels {
        let name = |(x, y), room_type| RoomName { label: label(x, y), room_type: Some(room_type), in_lexicon: true };
        PageLabels {
            names: vec![name((400.0, 200.0), names[0]), name((250.0, 450.0), names[1])],
            areas: areas
                .iter()
                .map(|&(x, y, area_m2)| PrintedArea { label: label(x, y), area_m2, guessed: false })
                .collect(),
            ..PageLabels::default()
        }
    }

    /// The areas of the parts in thousands of the page's square units, at 200 pixels to the metre.
    fn parts(labels: &PageLabels, ease: f64) -> Option<Vec<f64>> {
        let scale = Scale { pixels_per_metre: 200.0, source: ScaleSource::Consensus, confidence: 0.9, votes: 5 };
        let page = Page { labels, size: &size(), scale: Some(scale), building: 6000.0, ease };
        let parts = page.parts(&kitchen_and_living())?;
        Some(parts.iter().map(|part| part.area() / 1000.0).collect())
    }

    const OPEN: [RoomType; 2] = [RoomType::Kitchen, RoomType::Living];

    #[test]
    fn an_area_for_each_of_two_names_makes_two_rooms_where_the_areas_are_right() {
        // 20 units of the page are one metre: 200 by 200 are 100 m².
        let sizes = [(400.0, 210.0, 100.0), (250.0, 460.0, 300.0)];
        assert_eq!(parts(&labels(OPEN, &sizes), 1.0), Some(vec![40.0, 120.0]));
        // The kitchen may as well go down to the far wall.
        let deeper = [(400.0, 210.0, 245.0), (250.0, 460.0, 152.0)];
        assert_eq!(parts(&labels(OPEN, &deeper), 1.0), Some(vec![100.0, 60.0]));
    }

    #[test]
    fn one_area_for_the_whole_keeps_it_whole() {
        assert_eq!(parts(&labels(OPEN, &[(250.0, 460.0, 400.0)]), 1.0), None);
        // An area that is far too small for both is that of its own name.
        assert_eq!(parts(&labels(OPEN, &[(250.0, 460.0, 245.0)]), 1.0), Some(vec![40.0, 120.0]));
    }

    #[test]
    fn without_areas_an_open_kitchen_stays_and_a_hall_does_not() {
        let elsewhere = [(700.0, 700.0, 20.0)];
        assert_eq!(parts(&labels(OPEN, &elsewhere), 1.0), None);
        assert_eq!(parts(&labels([RoomType::Entry, RoomType::Living], &elsewhere), 1.0), Some(vec![40.0, 120.0]));
        assert_eq!(parts(&labels([RoomType::Entry, RoomType::Closet], &elsewhere), 1.0), None);
    }

    #[test]
    fn on_a_page_without_sizes_both_are_rooms_where_both_names_are_a_room_s() {
        assert_eq!(parts(&labels(OPEN, &[]), 1.0), Some(vec![40.0, 120.0]));
        let mut unknown = labels(OPEN, &[]);
        unknown.names[1].room_type = None;
        assert_eq!(parts(&unknown, 1.0), None);
    }

    #[test]
    fn rooms_kept_together_are_not_divided() {
        let sizes = [(400.0, 210.0, 100.0), (250.0, 460.0, 300.0)];
        assert_eq!(parts(&labels(OPEN, &sizes), 0.0), None);
        // A hall behind a passage so narrow that the shape alone speaks for two rooms.
        let narrow = Room {
            polygon: [(300.0, 100.0), (500.0, 100.0), (500.0, 300.0), (420.0, 300.0), (420.0, 310.0), (500.0, 310.0)]
                .into_iter()
                .chain([(500.0, 600.0), (100.0, 600.0), (100.0, 310.0), (400.0, 310.0), (400.0, 300.0), (300.0, 300.0)])
                .map(|(x, y)| [x, y])
                .collect(),
            ..kitchen_and_living()
        };
        let labels = labels([RoomType::Entry, RoomType::Living], &[]);
        let parts_at = |ease: f64| {
            Page { labels: &labels, size: &size(), scale: None, building: 6000.0, ease }.parts(&narrow).map(|p| p.len())
        };
        assert_eq!([1.0, 0.01, 0.0].map(parts_at), [Some(2), Some(2), None]);
    }
}
