//! Annotated plans: folders with a `truth.jsonl`, one plan a line, beside the pictures or PDFs it speaks of.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::EvaluationError;

/// The file that holds the truth of a folder.
pub const TRUTH_FILE: &str = "truth.jsonl";

/// One annotated plan. Coordinates are pixels of a picture of `width` x `height`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is called; unique in its source.
    pub id: String,
    /// The picture, beside `truth.jsonl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The PDF, beside `truth.jsonl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pdf: Option<String>,
    /// Page of the PDF, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Width of the picture that coordinates refer to, in pixels.
    pub width: f64,
    /// Height of the picture that coordinates refer to, in pixels.
    pub height: f64,
    /// The rooms.
    pub rooms: Vec<TrueRoom>,
    /// Areas that are neither right nor wrong.
    #[serde(default)]
    pub outside: Vec<Area>,
    /// How large a pixel of it is.
    #[serde(default)]
    pub units: Units,
    /// The folder it was read from.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The name of that folder.
    #[serde(skip)]
    pub source: String,
}

/// How large a pixel of a plan is, where that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Units {
    /// Pixels to a metre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub px_per_m: Option<f64>,
    /// Pixels to a foot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub px_per_ft: Option<f64>,
}

/// Metres of a foot.
const METRES_A_FOOT: f64 = 0.3048;

impl Units {
    /// Pixels to a metre, where that is known.
    #[must_use]
    pub fn pixels_per_metre(&self) -> Option<f64> {
        self.px_per_m.or_else(|| Some(self.px_per_ft? / METRES_A_FOOT)).filter(|pixels| *pixels > 0.0)
    }
}

/// One room of the truth.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TrueRoom {
    /// The name printed in it.
    #[serde(default)]
    pub name: Option<String>,
    /// The number printed in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What kind of room it is.
    #[serde(default, rename = "type")]
    pub room_type: Option<String>,
    /// Several names printed in it, where the annotator told them apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// The outline.
    pub polygon: Vec<[f64; 2]>,
    /// What is cut out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Vec<[f64; 2]>>,
    /// `[x0, y0, x1, y1]`.
    pub bbox: [f64; 4],
}

/// An area without a meaning of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The outline.
    pub polygon: Vec<[f64; 2]>,
    /// What is cut out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Vec<[f64; 2]>>,
}

impl Plan {
    /// The picture's path, where the plan has a picture.
    #[must_use]
    pub fn picture_path(&self) -> Option<PathBuf> {
        self.image.as_ref().map(|name| self.folder.join(name))
    }

    /// The PDF's path and the page (from 1), where the plan is a page of a PDF. A plan that also has a picture is that picture.
    #[must_use]
    pub fn pdf_page(&self) -> Option<(PathBuf, u32)> {
        let pdf = self.pdf.as_ref().filter(|_| self.image.is_none());
        pdf.map(|name| (self.folder.join(name), self.page.unwrap_or(1)))
    }

    /// What was read on it beforehand, in Textract's shape: `textract/<picture without ending>.json`, where that exists.
    #[must_use]
    pub fn text_path(&self) -> Option<PathBuf> {
        let stem = Path::new(self.image.as_ref().or(self.pdf.as_ref())?).file_stem()?;
        let path = self.folder.join("textract").join(stem).with_added_extension("json");
        path.is_file().then_some(path)
    }

    /// `source/id`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.source, self.id)
    }
}

/// Reads the plans of a folder, or of all folders in it, in the order of the folders' names and of the lines.
pub fn read_plans(folder: &Path) -> Result<Vec<Plan>, EvaluationError> {
    if folder.join(TRUTH_FILE).is_file() {
        return read_source(folder);
    }
    let file_error = |source| EvaluationError::File { path: folder.to_owned(), source };
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(file_error)? {
        let path = entry.map_err(file_error)?.path();
        if path.join(TRUTH_FILE).is_file() {
            sources.push(path);
        }
    }
    if sources.is_empty() {
        return Err(EvaluationError::NoTruth(folder.to_owned()));
    }
    sources.sort();
    let mut plans = Vec::new();
    for source in sources {
        plans.extend(read_source(&source)?);
    }
    Ok(plans)
}

fn read_source(folder: &Path) -> Result<Vec<Plan>, EvaluationError> {
    let path = folder.join(TRUTH_FILE);
    let text = std::fs::read_to_string(&path).map_err(|source| EvaluationError::File { path: path.clone(), source })?;
    let source = std::fs::canonicalize(folder)
        .ok()
        .and_then(|full| full.file_name().map(|name| name.to_string_lossy().into_owned()))
        .unwrap_or_default();
    let mut plans = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let form = |message: String| EvaluationError::Form { path: path.clone(), message };
        let mut plan: Plan = serde_json::from_str(line).map_err(|e| form(format!("line {}: {e}", i + 1)))?;
        if !(plan.width > 0.0 && plan.height > 0.0) {
            return Err(form(format!("line {}: width and height must be above 0", i + 1)));
        }
        plan.folder = folder.to_owned();
        plan.source.clone_from(&source);
        plans.push(plan);
    }
    Ok(plans)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "a", "image": "a.png", "width": 10, "height": 20, "extra": 1,
        "rooms": [{"name": null, "type": "hall", "polygon": [[0, 0], [5, 0], [5, 5]], "bbox": [0, 0, 5, 5]}]}"#;

    #[test]
    fn one_source_or_a_folder_of_sources() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b", "a"] {
            let folder = root.path().join(name);
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join(TRUTH_FILE), LINE.replace('\n', "") + "\n\n").unwrap();
        }
        let all = read_plans(root.path()).unwrap();
        assert_eq!(all.iter().map(Plan::key).collect::<Vec<_>>(), ["a/a", "b/a"]);
        assert_eq!(read_plans(&root.path().join("b")).unwrap().len(), 1);
        assert_eq!(all[0].rooms[0].room_type.as_deref(), Some("hall"));
    }

    #[test]
    fn says_where_a_line_is_wrong() {
        let root = tempfile::tempdir().unwrap();
        assert!(matches!(read_plans(root.path()), Err(EvaluationError::NoTruth(_))));
        std::fs::write(root.path().join(TRUTH_FILE), "\n{\"id\": 3}").unwrap();
        let message = read_plans(root.path()).unwrap_err().to_string();
        assert!(message.contains("truth.jsonl: line 2: invalid type"), "{message}");
    }
}
