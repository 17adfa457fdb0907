//! A restaurant's fit-out: hollow partitions, a bar, a cooking line, tables, and tags of equipment for all text.

#![expect(clippy::unwrap_used, reason = "a test that cannot draw its plan has failed")]

use evaluation::overlay::overlay;
use evaluation::score::score;
use evaluation::{Plan, PlanOutcome};
use plan_generator::restaurant;
use plan_generator::style::{CRISP, Wear};
use shared::job::BlueprintFormat;
use shared::{Analysis, DetectorSettings, LineWork, Picture, Room, detect};

/// Most of the truth's rooms must be found, without a name, and none of them as large as the page.
fn is_found(what: &str, least_recall: f64, drawn: &plan_generator::Plan, rooms: &[Room]) {
    let truth: Plan = serde_json::from_value(drawn.truth(what)).unwrap();
    let score = score(&truth, rooms);
    if let Some(folder) = std::env::var_os("ROOMPRINT_OVERLAYS") {
        let outcome =
            PlanOutcome { id: what.to_owned(), score: score.clone(), rooms: rooms.to_vec(), ..PlanOutcome::default() };
        let path = std::path::Path::new(&folder).join(format!("restaurant-{what}.png"));
        overlay(&truth, &outcome, &drawn.picture).save(path).unwrap();
    }
    assert!(score.rooms.recall() >= least_recall && score.rooms.precision() >= 0.65, "{what}: {:?}", score.rooms);
    for room in rooms {
        assert_eq!(room.names, Vec::<String>::new(), "{what}: {} has a name", room.id);
        let [x0, y0, x1, y1] = room.bounding_box;
        assert!(!room.evidence.fallback && (x1 - x0) * (y1 - y0) < 500_000.0, "{what}: {} is the page", room.id);
    }
}

fn of_picture(drawn: &plan_generator::Plan) -> Vec<Room> {
    let (width, height) = drawn.picture.dimensions();
    let picture = Picture::rgb(width, height, drawn.picture.as_raw()).unwrap();
    let analysis = Analysis::of_line_work(LineWork::trace(&picture, &drawn.text_blocks));
    let analysis = Analysis { text_blocks: drawn.text_blocks.clone(), ..analysis };
    detect(&analysis, &DetectorSettings::default()).rooms
}

#[test]
fn a_picture_gives_its_rooms() {
    let drawn = restaurant(CRISP);
    is_found("crisp", 0.75, &drawn, &of_picture(&drawn));
}

#[test]
fn a_scan_gives_its_rooms() {
    let wear = Wear { shrink: 0.8, blur_px: 0.7, noise_levels: 8.0, jpeg_quality: Some(60), ..CRISP };
    let drawn = restaurant(wear);
    is_found("scan", 0.75, &drawn, &of_picture(&drawn));
}

#[test]
fn a_pdf_gives_its_rooms() {
    let drawn = restaurant(CRISP);
    let read = reader::read(&drawn.pdf(), BlueprintFormat::Pdf, None, &mut |_| {}).unwrap();
    assert!(read.analysis.text_blocks.iter().any(|block| block.text == "E-12"), "its text is read from its glyphs");
    is_found("pdf", 0.5, &drawn, &detect(&read.analysis, &DetectorSettings::default()).rooms);
}
