//! Polygons for GIS programs and web maps.

use serde_json::{Value, json};

use super::ExportPage;
use crate::room::Room;

/// A feature collection in the plane of the plan, y upwards; each feature says its unit.
pub(super) fn write(rooms: &[Room], pages: &[ExportPage]) -> String {
    let features: Vec<Value> = rooms.iter().map(|room| feature(room, ExportPage::find(pages, room.page))).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn feature(room: &Room, page: ExportPage) -> Value {
    // the outline counter-clockwise and holes clockwise, each closed (RFC 7946, 3.1.6): the reverse of a room's own order
    let ring = |ring: &Vec<[f64; 2]>| -> Vec<[f64; 2]> {
        ring.iter().rev().chain(ring.last()).map(|point| page.to_plane(*point)).collect()
    };
    let rings: Vec<_> = std::iter::once(&room.polygon).chain(&room.holes).map(ring).collect();
    json!({
        "type": "Feature",
        "id": room.id,
        "geometry": { "type": "Polygon", "coordinates": rings },
        "properties": {
            "page": room.page,
            "name": room.name_hint,
            "number": room.number,
            "room_type": room.room_type,
            "area_m2": room.area.as_ref().map(|area| area.value),
            "area_source": room.area.as_ref().map(|area| &area.source),
            "perimeter_m": room.perimeter.as_ref().map(|perimeter| perimeter.value),
            "confidence": room.confidence,
            "unit": page.unit(),
        },
    })
}
