//! A room as the page shows it: in plan pixels, with its place for a label.

use shared::room::Room;

use super::viewport::Size;

/// Lines along which the widest place for a label is looked for.
const LABEL_LINES: usize = 9;

/// A room ready to be drawn and listed.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownRoom {
    /// The room; its coordinates are the contract's (0 to 1000).
    pub room: Room,
    /// What to call it: its printed name, else its number.
    pub name: String,
    /// Outline and holes, in plan pixels.
    pub outlines_px: Vec<Vec<(f64, f64)>>,
    /// `x0, y0, x1, y1` in plan pixels.
    pub box_px: [f64; 4],
    /// The middle of the widest line through the room, in plan pixels.
    pub label_px: (f64, f64),
    /// Length of that line.
    pub label_width_px: f64,
}

impl ShownRoom {
    /// Makes a room of a page of this size ready. `place` is its place in the list, from 1.
    #[must_use]
    pub fn new(room: Room, place: usize, page_px: Size) -> Self {
        let to_px = |[x, y]: [f64; 2]| (x * page_px.0 / 1000.0, y * page_px.1 / 1000.0);
        let mut outlines_px: Vec<Vec<(f64, f64)>> = vec![room.polygon.iter().copied().map(to_px).collect()];
        outlines_px.extend(room.holes.iter().map(|hole| hole.iter().copied().map(to_px).collect()));
        let [x0, y0, x1, y1] = room.bounding_box;
        let ((left, top), (right, bottom)) = (to_px([x0, y0]), to_px([x1, y1]));
        let box_px = [left, top, right, bottom];
        let (label_px, label_width_px) = label_place(&outlines_px, box_px);
        Self { name: name_of(&room, place), room, outlines_px, box_px, label_px, label_width_px }
    }

    /// Confidence in whole percent.
    #[must_use]
    pub fn percent(&self) -> u32 {
        percent(self.room.confidence)
    }

    /// Whether a point in plan pixels lies inside (even-odd, so not in a hole).
    #[must_use]
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        let [left, top, right, bottom] = self.box_px;
        if x < left || x > right || y < top || y > bottom {
            return false;
        }
        crossings(&self.outlines_px, y).iter().filter(|&&crossing| crossing < x).count() % 2 == 1
    }

    /// Area of the box in square plan pixels: the smaller room is the one meant where two lie under the pointer.
    #[must_use]
    pub fn box_area_px(&self) -> f64 {
        let [left, top, right, bottom] = self.box_px;
        (right - left) * (bottom - top)
    }
}

/// The printed name; else the printed number; else the place in the list.
fn name_of(room: &Room, place: usize) -> String {
    let number = || room.number.clone().unwrap_or_else(|| place.to_string());
    room.name_hint.clone().unwrap_or_else(|| format!("Room {}", number()))
}

/// A share in whole percent.
#[must_use]
pub fn percent(share: f64) -> u32 {
    // a share of 0 to 1 makes 0 to 100
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// The room at a point in plan pixels; the smallest where several are.
#[must_use]
pub fn room_at(rooms: &[ShownRoom], point: (f64, f64)) -> Option<&ShownRoom> {
    rooms.iter().filter(|room| room.contains(point)).min_by(|a, b| a.box_area_px().total_cmp(&b.box_area_px()))
}

/// Where the outlines cross a horizontal line, from left to right.
fn crossings(outlines: &[Vec<(f64, f64)>], y: f64) -> Vec<f64> {
    let mut crossings: Vec<f64> = outlines
        .iter()
        .flat_map(|outline| outline.iter().zip(outline.iter().cycle().skip(1)))
        .filter(|((_, y0), (_, y1))| (*y0 <= y) != (*y1 <= y))
        .map(|((x0, y0), (x1, y1))| x0 + (y - y0) / (y1 - y0) * (x1 - x0))
        .collect();
    crossings.sort_by(f64::total_cmp);
    crossings
}

/// The middle and the length of the widest horizontal line inside, with a liking for the middle of the room.
fn label_place(outlines: &[Vec<(f64, f64)>], [left, top, right, bottom]: [f64; 4]) -> ((f64, f64), f64) {
    let mut best = (((left + right) / 2.0, (top + bottom) / 2.0), right - left);
    let mut best_score = 0.0;
    for line in 1..=LABEL_LINES {
        let share = line as f64 / (LABEL_LINES + 1) as f64;
        let y = top + (bottom - top) * share;
        let liking = 1.0 - 0.5 * (share - 0.5).abs();
        for pair in crossings(outlines, y).chunks_exact(2) {
            let width = pair[1] - pair[0];
            if width * liking > best_score {
                best_score = width * liking;
                best = (((pair[0] + pair[1]) / 2.0, y), width);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn room(id: &str, polygon: &[[f64; 2]], holes: &[&[[f64; 2]]]) -> Room {
        let xs = || polygon.iter().map(|p| p[0]);
        let ys = || polygon.iter().map(|p| p[1]);
        Room {
            id: id.to_owned(),
            page: 1,
            bounding_box: [
                xs().fold(f64::MAX, f64::min),
                ys().fold(f64::MAX, f64::min),
                xs().fold(f64::MIN, f64::max),
                ys().fold(f64::MIN, f64::max),
            ],
            polygon: polygon.to_vec(),
            holes: holes.iter().map(|hole| hole.to_vec()).collect(),
            confidence: 0.876,
            ..Room::default()
        }
    }

    const SQUARE: [[f64; 2]; 4] = [[100.0, 100.0], [500.0, 100.0], [500.0, 500.0], [100.0, 500.0]];

    #[test]
    fn coordinates_become_pixels_of_the_plan() {
        let shown = ShownRoom::new(room("room_001", &SQUARE, &[]), 1, (2000.0, 1000.0));
        assert_eq!(shown.box_px, [200.0, 100.0, 1000.0, 500.0]);
        assert!(shown.contains((300.0, 300.0)) && !shown.contains((1100.0, 300.0)));
        assert_eq!(shown.percent(), 88);
        assert_eq!(shown.name, "Room 1");
    }

    #[test]
    fn a_hole_is_not_the_room() {
        let hole: &[[f64; 2]] = &[[200.0, 200.0], [200.0, 400.0], [400.0, 400.0], [400.0, 200.0]];
        let shown = ShownRoom::new(room("room_001", &SQUARE, &[hole]), 1, (1000.0, 1000.0));
        assert!(!shown.contains((300.0, 300.0)));
        assert!(shown.contains((150.0, 300.0)));
        assert!(shown.contains(shown.label_px), "the label stands in the room");
    }

    #[test]
    fn the_label_of_an_l_stands_in_its_wide_part() {
        let l: [[f64; 2]; 6] =
            [[0.0, 0.0], [100.0, 0.0], [100.0, 700.0], [900.0, 700.0], [900.0, 1000.0], [0.0, 1000.0]];
        let shown = ShownRoom::new(room("room_001", &l, &[]), 1, (1000.0, 1000.0));
        assert!(shown.contains(shown.label_px));
        assert!(shown.label_width_px > 800.0);
    }

    #[test]
    fn the_smaller_of_two_rooms_is_meant() {
        let inner = [[200.0, 200.0], [300.0, 200.0], [300.0, 300.0], [200.0, 300.0]];
        let rooms = [
            ShownRoom::new(room("outer", &SQUARE, &[]), 1, (1000.0, 1000.0)),
            ShownRoom::new(room("inner", &inner, &[]), 1, (1000.0, 1000.0)),
        ];
        assert_eq!(room_at(&rooms, (250.0, 250.0)).unwrap().room.id, "inner");
        assert_eq!(room_at(&rooms, (450.0, 450.0)).unwrap().room.id, "outer");
        assert!(room_at(&rooms, (50.0, 50.0)).is_none());
    }
}
