//! The annotation format of the COCO data set, for those who train or score detectors.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{ExportPage, ring_area, round};
use crate::room::Room;

/// The category of rooms whose kind is not known.
const UNKNOWN: &str = "room";

/// One image a page, one annotation a room, in pixels. The format has no holes: they are cut out of `area` and not of `segmentation`.
pub(super) fn write(rooms: &[Room], pages: &[ExportPage]) -> String {
    let kinds: BTreeSet<&str> = rooms.iter().map(kind).chain([UNKNOWN]).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let numbers: BTreeSet<u32> = rooms.iter().map(|room| room.page).chain(pages.iter().map(|page| page.page)).collect();
    let images: Vec<Value> = numbers
        .into_iter()
        .map(|number| {
            let page = ExportPage::find(pages, number);
            json!({ "id": number, "file_name": format!("page-{number}"), "width": page.width_px, "height": page.height_px })
        })
        .collect();
    let categories: Vec<Value> = kinds
        .iter()
        .enumerate()
        .map(|(i, kind)| json!({ "id": i + 1, "name": kind, "supercategory": "room" }))
        .collect();
    let annotations: Vec<Value> = rooms
        .iter()
        .enumerate()
        .map(|(i, room)| annotation(i + 1, room, ExportPage::find(pages, room.page), &kinds))
        .collect();
    json!({
        "info": { "description": "Rooms of a floor plan", "version": "1" },
        "licenses": [],
        "images": images,
        "categories": categories,
        "annotations": annotations,
    })
    .to_string()
}

fn kind(room: &Room) -> &str {
    room.room_type.as_deref().unwrap_or(UNKNOWN)
}

fn annotation(id: usize, room: &Room, page: ExportPage, kinds: &[&str]) -> Value {
    let outline: Vec<[f64; 2]> = room.polygon.iter().map(|point| page.to_px(*point)).collect();
    let holes = room.holes.iter().map(|hole| hole.iter().map(|point| page.to_px(*point)).collect::<Vec<_>>());
    let area = ring_area(&outline) - holes.map(|hole| ring_area(&hole)).sum::<f64>();
    let [x_min, y_min, x_max, y_max] = room.bounding_box;
    let ([left, top], [right, bottom]) = (page.to_px([x_min, y_min]), page.to_px([x_max, y_max]));
    json!({
        "id": id,
        "image_id": room.page,
        "category_id": kinds.iter().position(|known| *known == kind(room)).map_or(0, |i| i + 1),
        "segmentation": [outline.concat()],
        "bbox": [left, top, round(right - left), round(bottom - top)],
        "area": round(area),
        "iscrowd": 0,
        "score": room.confidence,
        "name": room.name_hint,
        "area_m2": room.area.as_ref().map(|area| area.value),
        "area_source": room.area.as_ref().map(|area| &area.source),
        "room_id": room.id,
    })
}
