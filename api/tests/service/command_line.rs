//! `roomprint detect` and `roomprint eval`.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::drawings;

fn roomprint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_roomprint"))
        .args(arguments)
        .env("ROOMPRINT_MODELS", "/nonexistent")
        .current_dir(folder)
        .output()
        .unwrap()
}

#[track_caller]
fn succeeded(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(message.trim().lines().count(), 1, "one clear line: {message}");
    message
}

fn folder_with_plan() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.png"), drawings::plan_png()).unwrap();
    folder
}

fn rooms_of(text: &str) -> String {
    serde_json::to_string(&serde_json::from_str::<Value>(text).unwrap()["rooms"]).unwrap()
}

#[test]
fn a_saved_analysis_gives_the_same_rooms_as_its_plan() {
    let folder = folder_with_plan();
    let from_plan = succeeded(&roomprint(folder.path(), &["detect", "plan.png", "--save-analysis", "saved.json"]));
    let from_saved = succeeded(&roomprint(folder.path(), &["detect", "saved.json"]));
    assert_eq!(rooms_of(&from_plan), rooms_of(&from_saved));
    let preview: Value = serde_json::from_str(&from_plan).unwrap();
    assert_eq!(preview["stage"], "preview");
    assert!(preview["processing_time_seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn every_stage_of_a_plan_can_be_looked_at() {
    let folder = folder_with_plan();
    let plain = succeeded(&roomprint(folder.path(), &["detect", "plan.png"]));
    let watched = succeeded(&roomprint(folder.path(), &["detect", "plan.png", "--stages", "stages"]));
    assert_eq!(rooms_of(&plain), rooms_of(&watched));

    let stages = folder.path().join("stages");
    let index = std::fs::read_to_string(stages.join("index.html")).unwrap();
    let mut names: Vec<String> = std::fs::read_dir(&stages)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "index.html")
        .collect();
    names.sort();
    for stage in [
        "working",
        "ink",
        "hollow",
        "widths",
        "1-walls",
        "1-openings",
        "1-outside",
        "1-regions",
        "1-boundaries",
        "1-nodes",
        "rooms",
    ] {
        assert!(names.iter().any(|name| name.ends_with(&format!("-{stage}.png"))), "{stage} is missing in {names:?}");
    }
    for name in &names {
        assert!(index.contains(&format!("src=\"{name}\"")), "{name}");
        let picture = image::open(stages.join(name)).unwrap().to_rgb8();
        let first = picture.get_pixel(0, 0);
        assert!(picture.pixels().any(|pixel| pixel != first) || name.contains("hollow"), "{name} shows nothing");
    }

    let saved = succeeded(&roomprint(folder.path(), &["detect", "plan.png", "--save-analysis", "saved.json"]));
    assert!(!saved.is_empty());
    let message = refused(&roomprint(folder.path(), &["detect", "saved.json", "--stages", "again"]));
    assert!(message.contains("--stages goes with a PNG, JPG or PDF"), "{message}");
    assert!(!folder.path().join("again").exists());
}

#[test]
fn exports_are_in_the_scale_that_the_plan_tells() {
    let folder = tempfile::tempdir().unwrap();
    // US Letter, 612 x 792 points: at 1:100 it shows 21.59 x 27.94 m.
    std::fs::write(folder.path().join("plan.pdf"), drawings::one_line_pdf("Scale 1:100")).unwrap();
    std::fs::write(folder.path().join("plain.pdf"), drawings::one_line_pdf("Kitchen")).unwrap();
    let export = |plan: &str, more: &[&str]| {
        let arguments = [&["detect", plan, "--format", "geojson"], more].concat();
        let text = succeeded(&roomprint(folder.path(), &arguments));
        serde_json::from_str::<Value>(&text).unwrap()["features"][0].clone()
    };
    let width = |feature: &Value| {
        let ring = feature["geometry"]["coordinates"][0].as_array().unwrap().clone();
        ring.iter().map(|point| point[0].as_f64().unwrap()).fold(0.0, f64::max)
    };
    let told = export("plan.pdf", &[]);
    assert_eq!(told["properties"]["unit"], "metre");
    assert!((width(&told) - 21.59).abs() < 0.02, "{}", width(&told));
    assert_eq!(export("plain.pdf", &[])["properties"]["unit"], "pixel");
    let calibrated = export("plain.pdf", &["--set", "pixels_per_metre=100"]);
    assert_eq!(calibrated["properties"]["unit"], "metre");
}

#[test]
fn textract_json_beside_a_plan_brings_the_text() {
    let folder = folder_with_plan();
    let word = r#"{"Blocks":[{"BlockType":"PAGE","Id":"p","Page":1,"Geometry":{"BoundingBox":{"Width":1,"Height":1,"Left":0,"Top":0}}},
        {"BlockType":"WORD","Id":"w","Page":1,"Text":"Kitchen","Confidence":99,"TextType":"PRINTED",
         "Geometry":{"BoundingBox":{"Width":0.1,"Height":0.03,"Left":0.2,"Top":0.4}}}],
        "DocumentMetadata":{"Pages":1}}"#;
    std::fs::write(folder.path().join("textract.json"), word).unwrap();
    let arguments = ["detect", "plan.png", "--analysis", "textract.json", "--save-analysis", "both.json"];
    succeeded(&roomprint(folder.path(), &arguments));
    let both: Value = serde_json::from_slice(&std::fs::read(folder.path().join("both.json")).unwrap()).unwrap();
    assert_eq!(both["text_blocks"][0]["text"], "Kitchen");
    assert_eq!(both["line_work"][0]["page"], 1);
    assert_eq!(both["metadata"]["page_sizes"][0]["width_px"], 400);
}

#[test]
fn settings_come_from_a_file_and_from_flags() {
    let folder = folder_with_plan();
    std::fs::write(folder.path().join("settings.json"), r#"{"strictness": 0.1}"#).unwrap();
    succeeded(&roomprint(folder.path(), &["detect", "plan.png", "--settings", "settings.json", "--set", "walls=thin"]));
    for bad in ["strictness=7", "colour=red", "strictness"] {
        refused(&roomprint(folder.path(), &["detect", "plan.png", "--set", bad]));
    }
}

#[test]
fn every_format_is_written() {
    let folder = folder_with_plan();
    for (format, start) in [("geojson", "{"), ("csv", ""), ("svg", "<"), ("coco", "{"), ("dxf", "")] {
        let text = succeeded(&roomprint(folder.path(), &["detect", "plan.png", "--format", format]));
        assert!(text.contains("room_001") || format == "dxf" || format == "coco", "{format}: {text}");
        assert!(text.trim_start().starts_with(start) && text.len() > 50, "{format}: {text}");
    }
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = folder_with_plan();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let png = drawings::plan_png();
    write("broken.png", &png[..png.len() / 2]);
    write("notes.txt", b"not a plan");
    write("other/plan.png", &drawings::plan_png_of(9));
    write("page.pdf", &drawings::one_line_pdf("Kitchen"));
    let files = ["detect", "plan.png", "broken.png", "notes.txt", "absent.png", "other/plan.png", "page.pdf"];
    let output = roomprint(folder.path(), &[&files[..], &["--out-dir", "out"]].concat());
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors.trim().lines().count(), 3, "{errors}");
    for bad in ["broken.png", "notes.txt", "absent.png"] {
        assert!(errors.contains(bad), "{errors}");
    }
    for written in ["plan.json", "plan-2.json", "page.json"] {
        let preview = std::fs::read(folder.path().join("out").join(written)).unwrap();
        assert!(!serde_json::from_slice::<Value>(&preview).unwrap()["rooms"].as_array().unwrap().is_empty());
    }
}

#[test]
fn flags_that_do_not_go_together_are_refused() {
    let folder = folder_with_plan();
    std::fs::write(folder.path().join("empty.png"), "").unwrap();
    for arguments in [
        &["detect", "plan.png", "plan.png"][..],
        &["detect", "plan.png", "plan.png", "--out-dir", "out", "--save-analysis", "a.json"],
        &["detect", "empty.png"],
        &["detect", "plan.png", "--analysis", "absent.json"],
        &["detect", "plan.png", "--out", "absent/folder/out.json"],
        &["eval", "."],
    ] {
        refused(&roomprint(folder.path(), arguments));
    }
}

#[test]
fn an_evaluation_scores_and_compares() {
    let folder = folder_with_plan();
    let truth = r#"{"id":"plan","image":"plan.png","width":400,"height":300,"rooms":[
        {"name":null,"type":null,"polygon":[[46,36],[200,36],[200,264],[46,264]],"bbox":[46,36,200,264]},
        {"name":null,"type":null,"polygon":[[206,36],[354,36],[354,264],[206,264]],"bbox":[206,36,354,264]}]}"#;
    std::fs::write(folder.path().join("truth.jsonl"), truth.replace('\n', "")).unwrap();
    let table = succeeded(&roomprint(folder.path(), &["eval", ".", "--report", "out"]));
    assert!(!table.is_empty());
    assert!(folder.path().join("out/index.html").is_file());
    let compared = succeeded(&roomprint(
        folder.path(),
        &["eval", ".", "--compare", "out/evaluation.json", "--set", "strictness=1"],
    ));
    assert!(compared.len() > table.len());
}
