//! Area and perimeter of rooms.

use crate::analysis::PageSize;
use crate::labels::PageLabels;
use crate::room::{Measure, Room};

use super::on_page::extent;
use super::votes::areas_by_room;
use super::{Scale, ScaleSource};

/// A printed area further than this factor from the outline's belongs to something else.
const MAX_PRINTED_RATIO: f64 = 2.0;
/// The same for an area that was guessed in part.
const MAX_GUESSED_RATIO: f64 = 1.25;

/// Gives the rooms of `size.page` their areas (square metres) and perimeters (metres): the printed area where a room
/// holds exactly one, else by the scale, else none. Values are rounded to centimetres and square decimetres.
pub fn measure_rooms(rooms: &mut [Room], labels: &PageLabels, size: &PageSize, scale: Option<&Scale>) {
    let printed = areas_by_room(rooms, labels, size.page);
    for (index, room) in rooms.iter_mut().enumerate() {
        if room.page != size.page || room.evidence.fallback {
            continue;
        }
        let extent = extent(room, size);
        let by_scale = scale.map(|scale| {
            let metres_per_pixel = 1.0 / scale.pixels_per_metre;
            (
                extent.area_px2 * metres_per_pixel * metres_per_pixel,
                extent.perimeter_px * metres_per_pixel,
                scale.source,
            )
        });
        let believable = |area_m2: f64, guessed: bool| match by_scale {
            Some((scaled, ..)) => {
                let most = if guessed { MAX_GUESSED_RATIO } else { MAX_PRINTED_RATIO };
                (1.0 / most..=most).contains(&(area_m2 / scaled))
            }
            None => !guessed,
        };
        let printed = printed.iter().find(|(room, area, guessed)| *room == index && believable(*area, *guessed));
        room.area = match (printed, by_scale) {
            (Some((_, area_m2, _)), _) => Some(measure(*area_m2, "m2", "printed")),
            (None, Some((area_m2, _, source))) => scaled(area_m2, "m2", source),
            (None, None) => None,
        };
        room.perimeter = by_scale.and_then(|(_, perimeter_m, source)| scaled(perimeter_m, "m", source));
    }
}

fn scaled(value: f64, unit: &str, source: ScaleSource) -> Option<Measure> {
    (value.is_finite() && value > 0.0).then(|| measure(value, unit, source.as_str()))
}

fn measure(value: f64, unit: &str, source: &str) -> Measure {
    Measure { value: (value * 100.0).round() / 100.0, unit: unit.to_owned(), source: source.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::{Label, PrintedArea, PrintedDimension};
    use crate::settings::DetectorSettings;

    fn room(x: f64, y: f64, width: f64, height: f64) -> Room {
        Room {
            id: "room_001".to_owned(),
            page: 1,
            bounding_box: [x, y, x + width, y + height],
            polygon: vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]],
            confidence: 0.5,
            ..Room::default()
        }
    }

    fn label_at(x: f64, y: f64) -> Label {
        Label { text: String::new(), bounding_box: [x - 5.0, y - 2.0, x + 5.0, y + 2.0], confidence: 0.9 }
    }

    fn page() -> PageSize {
        PageSize { page: 1, width_px: 2000, height_px: 1000, ..PageSize::default() }
    }

    #[test]
    fn sizes_give_the_scale_and_the_scale_gives_areas() {
        // 50 pixels to the metre: the first room is 8 m by 4 m, the second 4 m by 6 m, the third has no label.
        let mut rooms =
            [room(100.0, 100.0, 200.0, 200.0), room(300.0, 100.0, 100.0, 300.0), room(400.0, 100.0, 50.0, 100.0)];
        let dimension =
            |x, y, width_m, depth_m| PrintedDimension { label: label_at(x, y), width_m, depth_m, guessed: false };
        let labels = PageLabels {
            dimensions: vec![dimension(200.0, 200.0, 8.0, 4.0), dimension(350.0, 200.0, 6.0, 4.0)],
            ..PageLabels::default()
        };
        let scale = super::super::infer(&rooms, &labels, &page(), &DetectorSettings::default()).expect("a scale");
        assert!((scale.pixels_per_metre - 50.0).abs() < 1e-9);
        measure_rooms(&mut rooms, &labels, &page(), Some(&scale));
        let areas: Vec<f64> = rooms.iter().filter_map(|r| r.area.as_ref()).map(|a| a.value).collect();
        assert_eq!(areas, [32.0, 24.0, 4.0]);
        assert_eq!(rooms[2].perimeter.as_ref().map(|p| (p.value, p.source.as_str())), Some((8.0, "scale")));
    }

    #[test]
    fn a_printed_area_is_taken_as_printed() {
        let mut rooms = [room(100.0, 100.0, 200.0, 200.0)];
        let area = |area_m2, guessed| PrintedArea { label: label_at(200.0, 200.0), area_m2, guessed };
        let labels = PageLabels { areas: vec![area(31.4, false)], ..PageLabels::default() };
        measure_rooms(&mut rooms, &labels, &page(), None);
        assert_eq!(rooms[0].area.as_ref().map(|a| (a.value, a.source.as_str())), Some((31.4, "printed")));
        let two = PageLabels { areas: vec![area(31.4, false), area(10.0, false)], ..PageLabels::default() };
        measure_rooms(&mut rooms, &two, &page(), None);
        assert_eq!(rooms[0].area, None);
    }
}
