//! A plan with everything that is known about it.

use std::fs;
use std::path::Path;

use image::RgbImage;
use serde_json::{Value, json};
use shared::textract::TextBlock;

use crate::geometry::{Point, Rect, Ring};
use crate::layout::RoomKind;
use crate::render;
use crate::scene::Scene;
use crate::text_blocks::raw_answer;

/// A room of the truth.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRoom {
    /// What it is for; an open plan has several uses.
    pub kinds: Vec<RoomKind>,
    /// The names printed in it, in reading order.
    pub names: Vec<String>,
    /// The inner faces of its walls, clockwise, in pixels of the picture.
    pub polygon: Ring,
}

impl PlanRoom {
    /// The names joined by ` / `; none where none is printed.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        (!self.names.is_empty()).then(|| self.names.join(" / "))
    }
}

/// A drawn plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The picture, worn as its style says.
    pub picture: RgbImage,
    /// The drawing, which the picture was made from; it lies exactly over the picture.
    pub scene: Scene,
    /// The rooms.
    pub rooms: Vec<PlanRoom>,
    /// What is printed, as a recogniser without mistakes gives it.
    pub text_blocks: Vec<TextBlock>,
    /// Pixels of the picture to one metre.
    pub px_per_m: f64,
}

impl Plan {
    /// The drawing as SVG.
    #[must_use]
    pub fn svg(&self) -> String {
        render::svg(&self.scene)
    }

    /// The drawing as a PDF of one page: vector paths, and text in Helvetica.
    #[must_use]
    pub fn pdf(&self) -> Vec<u8> {
        render::pdf(&self.scene)
    }

    /// What is printed, as a raw answer of Textract.
    #[must_use]
    pub fn textract(&self) -> Value {
        raw_answer(&self.text_blocks)
    }

    /// The line of `truth.jsonl` for this plan, which is called `id` and has the picture `id.png`.
    #[must_use]
    pub fn truth(&self, id: &str) -> Value {
        let round = |p: &Point| p.map(|part| (part * 100.0).round() / 100.0);
        let rooms: Vec<Value> = self
            .rooms
            .iter()
            .map(|room| {
                let polygon: Vec<Point> = room.polygon.iter().map(round).collect();
                let r = Rect::around(&polygon);
                let kinds: Vec<&str> = room.kinds.iter().map(|kind| kind.word()).collect();
                json!({"name": room.name(), "labels": room.names, "type": kinds.join("/"), "polygon": polygon,
                    "bbox": [r.x0, r.y0, r.x1, r.y1]})
            })
            .collect();
        json!({"id": id, "image": format!("{id}.png"), "width": self.picture.width(), "height": self.picture.height(),
            "rooms": rooms, "outside": [], "units": {"px_per_m": self.px_per_m}})
    }

    /// Writes `id.png`, `id.svg`, `id.pdf` and `textract/id.json` into a folder.
    pub fn write(&self, folder: &Path, id: &str) -> Result<(), WriteError> {
        fs::create_dir_all(folder.join("textract"))?;
        self.picture.save(folder.join(format!("{id}.png")))?;
        fs::write(folder.join(format!("{id}.svg")), self.svg())?;
        fs::write(folder.join(format!("{id}.pdf")), self.pdf())?;
        fs::write(folder.join("textract").join(format!("{id}.json")), self.textract().to_string())?;
        Ok(())
    }
}

/// Why a plan was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// The picture could not be encoded.
    #[error(transparent)]
    Picture(#[from] image::ImageError),
}
