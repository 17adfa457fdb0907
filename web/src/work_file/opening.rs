//! From a `.roomprint` file to an opened plan.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::manifest::{
    ANALYSIS, CORRECTIONS, MANIFEST, MAX_PARTS, Manifest, PLAN, WorkFault, limit_of, read_corrections,
};
use super::tar::{BLOCK_BYTES, padding, read_header};
use crate::state::history::History;
use crate::state::source::{HEAD_BYTES, Source, recognise};
use shared::DetectorSettings;
use shared::job::BlueprintFormat;

/// What stands in a `.roomprint` file.
pub struct Work {
    /// Name of the plan.
    pub name: String,
    /// The settings.
    pub settings: DetectorSettings,
    /// The corrections.
    pub history: History,
    /// The plan.
    pub plan: Option<(Blob, BlueprintFormat)>,
    /// The analysis document.
    pub analysis: Option<Uint8Array>,
}

/// Reads a file; nothing is opened unless all of it is right.
pub async fn open(name: &str, file: &Blob) -> Result<Work, WorkFault> {
    let damaged = |what: &str| WorkFault::Damaged { name: name.to_owned(), what: what.to_owned() };
    let mut parts: Vec<(String, Blob)> = Vec::new();
    let mut at = 0.0;
    while at < file.size() {
        let block = bytes(&slice(file, at, BLOCK_BYTES as f64)).await.ok_or_else(|| damaged("it cannot be read"))?;
        let Some(entry) = read_header(&block).map_err(|_| damaged("it is cut off or not as it was written"))? else {
            break;
        };
        at += BLOCK_BYTES as f64;
        if let Some(limit) = limit_of(&entry.name) {
            if entry.size > limit {
                let megabytes = entry.size / (1024 * 1024);
                return Err(WorkFault::TooLarge { name: name.to_owned(), part: entry.name, megabytes });
            }
            parts.push((entry.name, slice(file, at, entry.size as f64)));
        }
        // a size over a limit has ended above, or is that of a part which is passed over
        at += entry.size as f64 + padding(entry.size) as f64;
        if at > file.size() {
            return Err(damaged("it is cut off"));
        }
        if parts.len() > MAX_PARTS {
            return Err(damaged("it has too many parts"));
        }
    }
    let part = |wanted: &str| parts.iter().find(|(name, _)| name == wanted).map(|(_, blob)| blob.clone());
    let manifest = part(MANIFEST).ok_or_else(|| damaged("its description is missing"))?;
    let manifest = bytes(&manifest).await.ok_or_else(|| damaged("it cannot be read"))?;
    let (manifest, settings) = Manifest::read(name, &manifest)?;
    let history = match part(CORRECTIONS) {
        Some(part) => {
            read_corrections(name, &bytes(&part).await.ok_or_else(|| damaged("its corrections cannot be read"))?)?
        }
        None => History::default(),
    };
    let plan = match parts.iter().find(|(name, _)| name.starts_with(PLAN)).map(|(_, blob)| blob.clone()) {
        Some(plan) => {
            let head = bytes(&slice(&plan, 0.0, HEAD_BYTES as f64)).await.unwrap_or_default();
            match recognise(&manifest.name, &head, plan.size() as u64) {
                Ok(Source::Blueprint(format)) => Some((plan, format)),
                _ => return Err(damaged("its plan is no PNG, JPG or PDF")),
            }
        }
        None => None,
    };
    let analysis = match part(ANALYSIS) {
        Some(part) => {
            let buffer =
                JsFuture::from(part.array_buffer()).await.map_err(|_| damaged("its analysis cannot be read"))?;
            Some(Uint8Array::new(&buffer))
        }
        None => None,
    };
    if plan.is_none() && analysis.is_none() {
        return Err(damaged("it holds neither a plan nor an analysis"));
    }
    Ok(Work { name: manifest.name, settings, history, plan, analysis })
}

fn slice(file: &Blob, from: f64, size: f64) -> Blob {
    // a range that the browser refuses is empty, which is refused further on
    file.slice_with_f64_and_f64(from, from + size).unwrap_or_else(|_| Blob::new().unwrap_or_else(|_| file.clone()))
}

async fn bytes(part: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(part.array_buffer()).await.ok()?;
    Some(Uint8Array::new(buffer.unchecked_ref()).to_vec())
}
