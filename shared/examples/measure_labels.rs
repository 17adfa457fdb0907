//! Measures how well labels and scales are read on annotated plans.
//!
//! ```text
//! cargo run --release -p shared --example measure_labels -- PLANS [-v]
//! ```
//!
//! `PLANS` holds a folder a source, each with `truth.jsonl` (rooms with `name`, `type` and `polygon` in pixels,
//! `text_labels`, `units`) and `textract/*.json`. With `-v` every text is printed with what it was taken for.
#![expect(clippy::expect_used, reason = "a program for developers breaks off where its input is not as documented")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use shared::analysis::PageSize;
use shared::labels::{PageLabels, read_page};
use shared::{Analysis, DetectorSettings, Room, scale};

#[derive(Default)]
struct Totals {
    plans: usize,
    /// Truth names that a line of text inside the room spells.
    readable: usize,
    /// Those that were taken for names.
    found: usize,
    /// Names inside rooms, and those of them that a lexicon knows.
    names: usize,
    names_in_rooms: usize,
    in_lexicon: usize,
    /// Inferred scales, and their errors where the truth is known.
    scales: usize,
    scale_errors: Vec<f64>,
    unscaled: usize,
    microseconds: u128,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let plans = PathBuf::from(arguments.next().expect("the folder of the plans"));
    let verbose = arguments.next().is_some_and(|argument| argument == "-v");
    let mut sources: Vec<PathBuf> = std::fs::read_dir(&plans)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("truth.jsonl").is_file())
        .collect();
    sources.sort();
    for source in sources {
        let mut totals = Totals::default();
        let truth = std::fs::read_to_string(source.join("truth.jsonl")).expect("truth");
        for line in truth.lines() {
            let plan: Value = serde_json::from_str(line).expect("a plan");
            if let Some(analysis) = analysis_of(&source, &plan) {
                totals.plan(&plan, &analysis, verbose);
            }
        }
        totals.print(&source);
    }
}

fn analysis_of(source: &Path, plan: &Value) -> Option<Analysis> {
    let stem = plan["image"].as_str().and_then(|image| Path::new(image).file_stem()).unwrap_or_default();
    let saved = source.join("textract").join(stem).with_extension("json");
    let (width, height) = (plan["width"].as_f64()?, plan["height"].as_f64()?);
    let mut analysis = match std::fs::read(saved) {
        Ok(bytes) => Analysis::from_json(&bytes).expect("an answer"),
        Err(_) => {
            let labels = plan["text_labels"].as_array().filter(|labels| !labels.is_empty())?;
            let block = |label: &Value| {
                let at = |i: usize| label["bbox"][i].as_f64().unwrap_or(0.0);
                json!({ "BlockType": "LINE", "Id": "l", "Text": label["text"], "Confidence": 99, "Geometry": { "BoundingBox": {
                    "Left": at(0) / width, "Top": at(1) / height,
                    "Width": (at(2) - at(0)) / width, "Height": (at(3) - at(1)) / height } } })
            };
            let blocks: Vec<Value> = labels.iter().map(block).collect();
            Analysis::from_json(json!(blocks).to_string().as_bytes()).expect("blocks")
        }
    };
    analysis.metadata.page_sizes =
        vec![PageSize { page: 1, width_px: width as u32, height_px: height as u32, ..PageSize::default() }];
    Some(analysis)
}

fn rooms_of(plan: &Value) -> Vec<(Room, Option<String>)> {
    let (width, height) = (plan["width"].as_f64().unwrap_or(1.0), plan["height"].as_f64().unwrap_or(1.0));
    let room = |room: &Value| {
        let polygon: Vec<[f64; 2]> = room["polygon"]
            .as_array()
            .expect("a polygon")
            .iter()
            .map(|p| [p[0].as_f64().unwrap_or(0.0) / width * 1000.0, p[1].as_f64().unwrap_or(0.0) / height * 1000.0])
            .collect();
        let bounds = polygon
            .iter()
            .fold([1000.0_f64, 1000.0, 0.0, 0.0], |[a, b, c, d], [x, y]| [a.min(*x), b.min(*y), c.max(*x), d.max(*y)]);
        let room_data =
            Room { id: String::new(), page: 1, bounding_box: bounds, polygon, confidence: 1.0, ..Room::default() };
        (room_data, room["name"].as_str().map(str::to_owned))
    };
    plan["rooms"].as_array().expect("rooms").iter().map(room).collect()
}

fn within(room: &Room, [x, y]: [f64; 2]) -> bool {
    let [a, b, c, d] = room.bounding_box;
    (a..=c).contains(&x) && (b..=d).contains(&y)
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'Ä' | 'Å' => 'A',
            'Ö' => 'O',
            other => other,
        })
        .collect()
}

impl Totals {
    fn plan(&mut self, plan: &Value, analysis: &Analysis, verbose: bool) {
        self.plans += 1;
        let mut labels = read_page(analysis, 1);
        let start = Instant::now();
        for _ in 0..20 {
            labels = read_page(analysis, 1);
        }
        self.microseconds += start.elapsed().as_micros() / 20;
        let rooms = rooms_of(plan);
        for (room, name) in rooms.iter().filter_map(|(room, name)| Some((room, letters(name.as_deref()?)))) {
            let spelled = analysis.text_blocks.iter().any(|block| {
                let bounds = &block.geometry.bounding_box;
                let centre = [(bounds.left + bounds.width / 2.0) * 1000.0, (bounds.top + bounds.height / 2.0) * 1000.0];
                letters(&block.text) == name && within(room, centre)
            });
            let named =
                labels.names.iter().any(|n| within(room, n.label.centre()) && letters(&n.label.text).contains(&name));
            self.readable += usize::from(spelled || named);
            self.found += usize::from(named);
            if verbose && spelled && !named {
                println!("  MISSED {name}");
            }
        }
        self.names += labels.names.len();
        self.in_lexicon += labels.names.iter().filter(|name| name.in_lexicon).count();
        self.names_in_rooms +=
            labels.names.iter().filter(|name| rooms.iter().any(|(room, _)| within(room, name.label.centre()))).count();
        self.scale(plan, &rooms, &labels);
        if verbose {
            print_labels(plan, &labels);
        }
    }

    fn scale(&mut self, plan: &Value, rooms: &[(Room, Option<String>)], labels: &PageLabels) {
        let rooms: Vec<Room> = rooms.iter().map(|(room, _)| room.clone()).collect();
        let size = PageSize {
            page: 1,
            width_px: plan["width"].as_f64().unwrap_or(1.0) as u32,
            height_px: plan["height"].as_f64().unwrap_or(1.0) as u32,
            ..PageSize::default()
        };
        let Some(scale) = scale::infer(&rooms, labels, &size, &DetectorSettings::default()) else {
            self.unscaled += 1;
            return;
        };
        self.scales += 1;
        let units = &plan["units"];
        let truth = units["px_per_m"].as_f64().or_else(|| Some(units["px_per_ft"].as_f64()? / 0.3048));
        let error = truth.map(|truth| scale.pixels_per_metre / truth - 1.0);
        self.scale_errors.extend(error);
        println!(
            "{}: {:.1} px/m, confidence {:.2}, {} votes, error {error:?}",
            plan["id"], scale.pixels_per_metre, scale.confidence, scale.votes
        );
    }

    fn print(mut self, source: &Path) {
        let name = source.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "== {name}: {} plans, {} µs a page; names {} (in rooms {}, in the lexicon {}); of {} names that can be read in \
             their rooms {} found",
            self.plans,
            self.microseconds / self.plans.max(1) as u128,
            self.names,
            self.names_in_rooms,
            self.in_lexicon,
            self.readable,
            self.found
        );
        self.scale_errors.iter_mut().for_each(|error| *error = error.abs());
        self.scale_errors.sort_by(f64::total_cmp);
        println!(
            "   scales: {} inferred, {} not; median error {:?}, largest {:?}",
            self.scales,
            self.unscaled,
            self.scale_errors.get(self.scale_errors.len() / 2),
            self.scale_errors.last()
        );
    }
}

fn print_labels(plan: &Value, labels: &PageLabels) {
    println!("# {}", plan["id"]);
    for name in &labels.names {
        let kind = name.room_type.map_or("?", shared::labels::RoomType::as_str);
        println!("  name {:?} {kind}", name.label.text);
    }
    let texts = |list: Vec<&str>| list.join(" | ");
    println!("  numbers {}", texts(labels.numbers.iter().map(|n| n.label.text.as_str()).collect()));
    for d in &labels.dimensions {
        println!("  size {:?} {:.2} x {:.2}{}", d.label.text, d.width_m, d.depth_m, if d.guessed { " ?" } else { "" });
    }
    for area in &labels.areas {
        println!("  area {:?} {:.2}{}", area.label.text, area.area_m2, if area.guessed { " ?" } else { "" });
    }
    println!("  totals {}", texts(labels.total_areas.iter().map(|a| a.label.text.as_str()).collect()));
    println!("  lengths {}", texts(labels.lengths.iter().map(|l| l.label.text.as_str()).collect()));
    println!("  scale {:?}", labels.printed_scale.as_ref().map(|s| s.denominator));
    for other in &labels.other {
        println!("  {:?} {:?}", other.kind, other.label.text);
    }
}
