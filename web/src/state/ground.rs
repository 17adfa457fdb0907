//! How large things are: from the page's 0–1000 to metres, page by page.

use shared::room::{Measure, Room};

use super::geometry::{Point, area};
use super::viewport::Size;
use crate::worker::protocol::PageScale;

/// The pages whose scale is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ground {
    pages: Vec<Page>,
}

#[derive(Debug, Clone, PartialEq)]
struct Page {
    page: u32,
    /// Metres to one unit of the page's 0–1000, in x and in y.
    metres: (f64, f64),
    source: String,
}

impl Ground {
    /// Scales with the sizes of their pages.
    #[must_use]
    pub fn of(scales: &[PageScale], page_px: impl Fn(u32) -> Size) -> Self {
        let page = |scale: &PageScale| {
            let (width, height) = page_px(scale.page);
            let metres = |px: f64| px / 1000.0 / scale.pixels_per_metre;
            Page { page: scale.page, metres: (metres(width), metres(height)), source: scale.source.clone() }
        };
        Self { pages: scales.iter().filter(|scale| scale.pixels_per_metre > 0.0).map(page).collect() }
    }

    /// The room with area and perimeter by the scale, where it has none yet and its page has a scale.
    #[must_use]
    pub fn measured(&self, room: &Room) -> Room {
        let mut room = room.clone();
        let Some(page) = self.pages.iter().find(|page| page.page == room.page) else {
            // an area by a scale that is not known any more is not claimed
            room.area = room.area.filter(|area| area.source == "printed");
            room.perimeter = None;
            return room;
        };
        let measure = |value: f64, unit: &str| {
            let value = (value * 100.0).round() / 100.0;
            Measure { value, unit: unit.to_owned(), source: page.source.clone() }
        };
        if room.area.as_ref().is_none_or(|area| area.source != "printed") {
            let net = area(&room.polygon) - room.holes.iter().map(|hole| area(hole)).sum::<f64>();
            room.area = Some(measure(net.max(0.0) * page.metres.0 * page.metres.1, "m2"));
        }
        let rings = std::iter::once(&room.polygon).chain(&room.holes);
        let length = rings.map(|ring| page.length(ring)).sum();
        room.perimeter = Some(measure(length, "m"));
        room
    }
}

impl Page {
    fn length(&self, ring: &[Point]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter()
            .zip(next)
            .map(|([ax, ay], [bx, by])| {
                let (dx, dy) = ((bx - ax) * self.metres.0, (by - ay) * self.metres.1);
                (dx * dx + dy * dy).sqrt()
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::corrections::Corrections;

    fn ground() -> Ground {
        let scale = |page, pixels_per_metre| PageScale { page, pixels_per_metre, ..PageScale::default() };
        Ground::of(&[scale(1, 100.0), scale(3, 50.0)], |_| (2000.0, 1000.0))
    }

    fn drawn(page: u32) -> Room {
        let outline = vec![[0.0, 0.0], [500.0, 0.0], [500.0, 400.0], [0.0, 400.0]];
        let (corrections, _) = Corrections::default().with_room(page, outline);
        corrections.applied_to(&[], &ground()).remove(0)
    }

    #[test]
    fn each_page_has_its_own_scale() {
        // 1,000 x 400 pixels
        assert_eq!(drawn(1).area.unwrap().value, 40.0);
        assert_eq!(drawn(1).perimeter.unwrap().value, 28.0);
        assert_eq!(drawn(3).area.unwrap().value, 160.0);
        assert_eq!(drawn(2).area, None);
    }

    #[test]
    fn a_printed_area_is_believed() {
        let mut room = drawn(1);
        room.area = Some(Measure { value: 39.0, unit: "m2".to_owned(), source: "printed".to_owned() });
        assert_eq!(ground().measured(&room).area.unwrap().value, 39.0);
    }
}
