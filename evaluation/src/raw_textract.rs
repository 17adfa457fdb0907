//! The words and lines of a raw Textract answer.

use serde::Deserialize;
use shared::Analysis;
use shared::textract::{Geometry, TextBlock};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Block {
    block_type: String,
    id: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    confidence: f64,
    #[serde(default = "first_page")]
    page: u32,
    geometry: Option<Geometry>,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

fn first_page() -> u32 {
    1
}

/// An analysis with the words and lines of an answer.
pub(crate) fn read(bytes: &[u8]) -> Result<Analysis, String> {
    let answer: Answer = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    let text_blocks = answer
        .blocks
        .into_iter()
        .filter(|block| matches!(block.block_type.as_str(), "WORD" | "LINE"))
        .filter_map(|block| {
            Some(TextBlock {
                id: block.id,
                block_type: block.block_type,
                text: block.text,
                page: block.page,
                geometry: block.geometry?,
                confidence: block.confidence,
                rest: block.rest,
            })
        })
        .collect();
    Ok(Analysis { text_blocks, ..Analysis::default() })
}
