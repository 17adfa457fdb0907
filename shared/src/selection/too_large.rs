//! What a room has too much for its printed area, and who gets it.

use super::division::Page;
use super::fitting::{RIGHT, TOO_SMALL};
use super::pieces::{CONTACT, Lack};
use crate::outline::cuts::{Polygon, Spot, are_near};
use crate::outline::join::joined;

/// By how much, as a logarithm, the area must become more right by a cut, for every name in the room; ...
const GAIN_OF_CUT: f64 = 0.04;
/// ... what a cut as long as its smaller part is wide counts against it.
const LENGTH: f64 = 0.15;
/// Where the other part is handed to a room that is too small: what its length counts, ...
const HANDED_LENGTH: f64 = 0.2;
/// ... by how much both areas together must become more right, ...
const GAIN_OF_HANDING: f64 = 0.05;
/// ... and how much of its printed area a room keeps at least.
const LEAST_KEPT: f64 = 0.85;

/// The part of a room that is as large as printed, and the rest; the name nearest to the area stays with it. `names`: how many
/// stand in the room; the more, the less is it sure that the area is not that of all of them.
pub(super) fn cut_to(
    page: &Page<'_>,
    ground: &Polygon,
    area: f64,
    at: Spot,
    names: usize,
) -> Option<(Polygon, Polygon)> {
    let most = libm::log(ground.area() / area) - GAIN_OF_CUT * names.max(1) as f64;
    let parts = cuts_around(page, ground, at, LENGTH).into_iter().filter_map(|(cost, kept, rest)| {
        let cost = libm::log(kept.area().max(1.0) / area).abs() + cost;
        (cost <= most && kept.area() >= RIGHT.start() * area).then_some((cost, kept, rest))
    });
    parts.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, kept, rest)| (kept, rest))
}

/// What is left of a room that is too large for its printed area, which room is handed the rest, and that room with it: both
/// come nearer to their areas by it, though neither may be right. `from`: that room, and where which area is printed in it;
/// `lacking`: rooms with areas that they are too small for.
pub(super) fn handed_over(
    page: &Page<'_>,
    grounds: &[Polygon],
    (from, at, area): (usize, Spot, f64),
    lacking: &[Lack],
    gap: f64,
    tries: &mut usize,
) -> Option<(usize, Polygon, Polygon)> {
    let off = |size: f64, area: f64| libm::log(size.max(1.0) / area).abs();
    let ground = &grounds[from];
    let (bounds, most) = (ground.bounds(), off(ground.area(), area));
    let cuts = cuts_around(page, ground, at, HANDED_LENGTH);
    let mut best: Option<(f64, (usize, Polygon, Polygon))> = None;
    for lack in lacking {
        let (to, Some(want)) = (lack.room, lack.area) else { continue };
        let size = grounds[to].area();
        if size >= TOO_SMALL * want || !are_near(bounds, grounds[to].bounds(), gap) {
            continue;
        }
        for (length, kept, rest) in &cuts {
            let cost = length + off(kept.area(), area) + off(size + rest.area(), want);
            if best.as_ref().is_some_and(|(least, _)| cost >= *least)
                || cost > most + off(size, want) - GAIN_OF_HANDING
                || kept.area() < LEAST_KEPT * area
                || *tries == 0
            {
                continue;
            }
            *tries -= 1;
            if rest.contact(&grounds[to], gap) >= CONTACT * libm::sqrt(rest.area())
                && let Some(both) = joined(&grounds[to], rest, gap)
            {
                best = Some((cost, (to, kept.clone(), both)));
            }
        }
    }
    best.map(|(_, handed)| handed)
}

/// The cuts of a room around the place of its printed area: what their length counts against them, the part that the area is
/// printed in, and the rest, which nothing is printed in that tells a room.
fn cuts_around(page: &Page<'_>, ground: &Polygon, at: Spot, length: f64) -> Vec<(f64, Polygon, Polygon)> {
    let nearest = page.nearest_name(at);
    let parts = page.cuts(ground).into_iter().filter_map(|cut| {
        let [a, b] = cut.parts;
        let (kept, rest) = if a.holds(at) { (a, b) } else { (b, a) };
        let smaller = kept.area().min(rest.area()).max(1.0);
        let has_print = page.prints_area_in(&rest)
            || page.labels.numbers.iter().any(|number| page.stands_in(&number.label, &rest))
            || nearest.is_some_and(|name| rest.holds(name));
        (kept.holds(at) && !has_print).then_some((length * cut.length / libm::sqrt(smaller), kept, rest))
    });
    parts.collect()
}
