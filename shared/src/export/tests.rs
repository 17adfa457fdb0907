use serde_json::Value;

use super::*;
use crate::room::{Evidence, Measure};

fn room(id: &str, page: u32, name: Option<&str>, [x_min, y_min, x_max, y_max]: [f64; 4]) -> Room {
    Room {
        id: id.to_owned(),
        page,
        bounding_box: [x_min, y_min, x_max, y_max],
        polygon: vec![[x_min, y_min], [x_max, y_min], [x_max, y_max], [x_min, y_max]],
        holes: Vec::new(),
        name_hint: name.map(str::to_owned),
        names: name.map(str::to_owned).into_iter().collect(),
        room_type: name.map(|_| "kitchen".to_owned()),
        number: None,
        area: None,
        perimeter: None,
        confidence: 0.9,
        evidence: Evidence::default(),
    }
}

/// A kitchen with a column cut out, an unnamed room, and one with a hostile name on a second page.
fn rooms() -> Vec<Room> {
    let mut kitchen = room("room_001", 1, Some("Küche \"1\", <A>"), [100.0, 100.0, 300.0, 200.0]);
    kitchen.holes = vec![vec![[150.0, 120.0], [150.0, 140.0], [170.0, 140.0], [170.0, 120.0]]];
    kitchen.area = Some(Measure { value: 10.0, unit: "m2".into(), source: "scale".into() });
    let unnamed = room("room_002", 1, None, [300.0, 100.0, 400.0, 200.0]);
    vec![kitchen, unnamed, room("room_003", 2, Some("=HYPERLINK(1)"), [0.0, 0.0, 1000.0, 500.0])]
}

fn pages() -> Vec<ExportPage> {
    vec![
        ExportPage { page: 1, width_px: 2000.0, height_px: 1000.0, pixels_per_metre: Some(50.0) },
        ExportPage { page: 2, width_px: 500.0, height_px: 800.0, pixels_per_metre: None },
    ]
}

#[test]
fn every_format_is_as_reviewed() {
    for format in ExportFormat::ALL {
        insta::assert_snapshot!(format.name(), format.write(&rooms(), &pages()));
    }
}

#[test]
fn formats_are_found_by_name() {
    for format in ExportFormat::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert_eq!("xls".parse::<ExportFormat>(), Err(UnknownFormat));
}

#[test]
fn csv_quotes_what_needs_it_and_defuses_formulas() {
    let table = ExportFormat::Csv.write(&rooms(), &pages());
    let rows: Vec<&str> = table.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 4);
    assert!(rows[1].starts_with("room_001,1,\"Küche \"\"1\"\", <A>\",,kitchen,10,107.64,scale,"), "{}", rows[1]);
    assert!(rows[3].contains("\"'=HYPERLINK(1)\""), "{}", rows[3]);
}

#[test]
fn geojson_rings_are_closed_and_wind_as_the_standard_asks() {
    let document: Value = serde_json::from_str(&ExportFormat::GeoJson.write(&rooms(), &pages())).unwrap();
    let signed_area = |ring: &Value| -> f64 {
        let ring: Vec<[f64; 2]> = serde_json::from_value(ring.clone()).unwrap();
        assert_eq!(ring.first(), ring.last());
        ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum::<f64>() / 2.0
    };
    let rings = &document["features"][0]["geometry"]["coordinates"];
    // 400 x 100 px at 50 px/m are 8 x 2 m; the hole is 40 x 20 px
    assert!((signed_area(&rings[0]) - 16.0).abs() < 1e-9);
    assert!((signed_area(&rings[1]) + 0.32).abs() < 1e-9);
    assert_eq!(document["features"][2]["properties"]["unit"], "pixel");
}

#[test]
fn coco_is_in_pixels_and_cuts_holes_out_of_areas() {
    let document: Value = serde_json::from_str(&ExportFormat::Coco.write(&rooms(), &pages())).unwrap();
    let kitchen = &document["annotations"][0];
    assert_eq!(kitchen["bbox"], serde_json::json!([200.0, 100.0, 400.0, 100.0]));
    assert_eq!(kitchen["area"], 40_000.0 - 40.0 * 20.0);
    let named = |id: &Value| {
        document["categories"].as_array().unwrap().iter().find(|c| c["id"] == *id).unwrap()["name"].clone()
    };
    assert_eq!(named(&kitchen["category_id"]), "kitchen");
    assert_eq!(named(&document["annotations"][1]["category_id"]), "room");
}

#[test]
fn dxf_is_pairs_of_code_and_value_in_ascii() {
    let file = ExportFormat::Dxf.write(&rooms(), &pages());
    assert!(file.is_ascii());
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines.len() % 2, 0);
    let pairs: Vec<(i32, &str)> = lines.chunks(2).map(|pair| (pair[0].parse().unwrap(), pair[1])).collect();
    let count = |entity: &str| pairs.iter().filter(|pair| **pair == (0, entity)).count();
    assert_eq!((count("POLYLINE"), count("SEQEND"), count("VERTEX"), count("TEXT")), (4, 4, 16, 3));
    assert_eq!(pairs.last(), Some(&(0, "EOF")));
    assert!(file.contains("K\\U+00FCche"));
}

#[test]
fn nothing_at_all_still_makes_a_file() {
    for format in ExportFormat::ALL {
        assert!(!format.write(&[], &[]).is_empty());
    }
}
