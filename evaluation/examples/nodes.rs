//! Writes every region that could be a room, with its measurements, the print on its page and its overlap with the
//! truth, one plan a line: what the scorecard is fitted on.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use evaluation::mask::{GRID, Mask};
use evaluation::truth::Area;
use evaluation::{Analyser, Plan, TextBeside, read_plans};
use rayon::prelude::*;
use serde_json::{Value, json};
use shared::labels::{Label, read_page};

/// Overlaps below this are of no use to anybody.
const LEAST_OVERLAP: f64 = 0.2;

/// Writes the regions of annotated plans as JSON, one plan a line.
#[derive(Parser)]
struct Arguments {
    /// Folders with a truth.jsonl, or folders of such folders.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Where to write.
    #[arg(long)]
    out: PathBuf,
    /// Only plans whose source/id holds this.
    #[arg(long)]
    only: Option<String>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut plans = Vec::new();
    for folder in &arguments.folders {
        plans.extend(read_plans(folder)?);
    }
    plans.retain(|plan| arguments.only.as_ref().is_none_or(|only| plan.key().contains(only.as_str())));
    plans.retain(|plan| plan.picture_path().is_some());
    let lines: Vec<anyhow::Result<Value>> = plans.par_iter().map(line).collect();
    let file = std::fs::File::create(&arguments.out).with_context(|| arguments.out.display().to_string())?;
    let mut file = std::io::BufWriter::new(file);
    for line in lines {
        writeln!(file, "{}", line?)?;
    }
    Ok(file.flush()?)
}

fn line(plan: &Plan) -> anyhow::Result<Value> {
    let analysis = TextBeside { with_text: true }.analyse(plan)?.analysis;
    let scale = [GRID as f64 / plan.width, GRID as f64 / plan.height];
    let to_cells = |ring: &[[f64; 2]]| ring.iter().map(|p| [p[0] * scale[0], p[1] * scale[1]]).collect::<Vec<_>>();
    let mask = |area: &Area| {
        Mask::of_polygon(&to_cells(&area.polygon), &area.holes.iter().map(|h| to_cells(h)).collect::<Vec<_>>())
    };
    let truth: Vec<Mask> =
        plan.rooms.iter().map(|r| mask(&Area { polygon: r.polygon.clone(), holes: r.holes.clone() })).collect();
    let mut outside = Mask::default();
    for area in &plan.outside {
        outside.add(&mask(area));
    }
    let labels = read_page(&analysis, 1);
    let place = |label: &Label| (label.text.clone(), label.centre(), label.bounding_box);
    let hypotheses: Vec<Value> = analysis
        .line_work
        .iter()
        .flat_map(|page| &page.line_work.hypotheses)
        .map(|hypothesis| {
            let nodes: Vec<Value> = hypothesis
                .nodes
                .iter()
                .map(|node| {
                    let rings: Vec<_> = node.outline.iter().map(shared::linework::Ring::to_page).collect();
                    let ground = rings.split_first().map_or_else(Mask::default, |(o, h)| Mask::of_polygon(o, h));
                    let overlaps: Vec<(usize, f64)> = truth
                        .iter()
                        .map(|t| t.intersection_over_union(&ground))
                        .enumerate()
                        .filter(|o| o.1 >= LEAST_OVERLAP)
                        .collect();
                    json!({
                        "up": node.parent,
                        "m": node.measurements.named().map(|m| m.1),
                        "overlaps": overlaps,
                        "is_outside": 2 * ground.common_cells(&outside) > ground.cells(),
                        "rings": rings,
                    })
                })
                .collect();
            json!({ "wall_px": hypothesis.wall_px, "nodes": nodes })
        })
        .collect();
    Ok(json!({
        "source": plan.source,
        "id": plan.id,
        "size": [plan.width, plan.height],
        "image": plan.picture_path(),
        "truth": plan.rooms.iter().map(|r| json!({ "name": r.name, "type": r.room_type, "bbox": r.bbox, "polygon": r.polygon })).collect::<Vec<_>>(),
        "measurements": shared::linework::Measurements::default().named().map(|m| m.0),
        "hypotheses": hypotheses,
        "names": labels.names.iter().map(|n| json!({ "at": place(&n.label), "type": n.room_type.map(shared::labels::RoomType::as_str), "outdoor": n.room_type.is_some_and(shared::labels::RoomType::is_outdoor) })).collect::<Vec<_>>(),
        "numbers": labels.numbers.iter().map(|n| place(&n.label)).collect::<Vec<_>>(),
        "dimensions": labels.dimensions.iter().map(|d| (place(&d.label), d.width_m * d.depth_m)).collect::<Vec<_>>(),
        "areas": labels.areas.iter().map(|d| (place(&d.label), d.area_m2)).collect::<Vec<_>>(),
        "lengths": labels.lengths.iter().map(|d| (place(&d.label), d.length_m)).collect::<Vec<_>>(),
        "other": labels.other.iter().map(|d| (place(&d.label), format!("{:?}", d.kind))).collect::<Vec<_>>(),
    }))
}
