//! Reading raw answers: `AnalyzeDocument`, `DetectDocumentText`, lists of `GetDocumentAnalysis` parts, bare blocks.

use serde_json::{Map, Value};

use super::answer::{Answer, AnswerForm, AnswerPart, AsGiven};
use super::block_json::{TypedBlock, raw_layout, raw_text, same, typed};
use super::{LayoutBlock, TextBlock};

/// The fields by which an answer is known.
const KNOWN_FIELDS: [&str; 5] = ["Blocks", "DocumentMetadata", "JobStatus", "ExpenseDocuments", "NextToken"];
/// The fields that hold the version of the model, with a number of pages beside them or not.
const VERSIONS: [&str; 4] = [
    "AnalyzeDocumentModelVersion",
    "DetectDocumentTextModelVersion",
    "AnalyzeExpenseModelVersion",
    "AnalyzeLendingModelVersion",
];
/// Fields named in an error.
const FIELDS_SHOWN: usize = 5;

/// What a raw answer says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ReadAnswer {
    pub text_blocks: Vec<TextBlock>,
    pub layout_blocks: Vec<LayoutBlock>,
    /// The pages it says it has, or that its blocks are on.
    pub pages: u64,
    pub model_version: Option<String>,
    pub answer: Answer,
}

/// Reads a raw answer. The error says what was found instead.
pub(crate) fn read_answer(value: Value) -> Result<ReadAnswer, String> {
    let mut read = ReadAnswer::default();
    match value {
        Value::Object(fields) => read.part(fields, "the document")?,
        Value::Array(parts) if parts.is_empty() => return Err("an empty list holds no answer".to_owned()),
        Value::Array(blocks) if blocks.iter().all(is_block) => {
            read.answer.form = AnswerForm::BlocksAlone;
            read.blocks(&blocks, Map::new());
        }
        Value::Array(parts) => {
            read.answer.form = AnswerForm::List;
            for (index, part) in (1..).zip(parts) {
                match part {
                    Value::Object(fields) => read.part(fields, &format!("part {index} of the list"))?,
                    other => return Err(format!("part {index} of the list is {}, no answer", kind(&other))),
                }
            }
        }
        other => return Err(format!("it is {}", kind(&other))),
    }
    let on_blocks = read.text_blocks.iter().map(|b| b.page).chain(read.layout_blocks.iter().map(|b| b.page)).max();
    read.pages = read.pages.max(on_blocks.unwrap_or(0).into()).max(1);
    Ok(read)
}

impl ReadAnswer {
    fn part(&mut self, mut fields: Map<String, Value>, what: &str) -> Result<(), String> {
        if !KNOWN_FIELDS.iter().any(|field| fields.contains_key(*field)) {
            return Err(format!("{what} has {} and no `Blocks`", named(&fields)));
        }
        let said = fields.get("DocumentMetadata").and_then(|metadata| metadata.get("Pages")).and_then(Value::as_u64);
        self.pages = self.pages.max(said.unwrap_or(0));
        if self.model_version.is_none() {
            self.model_version =
                VERSIONS.iter().find_map(|field| fields.get(*field)).and_then(Value::as_str).map(str::to_owned);
        }
        match fields.remove("Blocks") {
            Some(Value::Array(blocks)) => self.blocks(&blocks, fields),
            other => {
                fields.extend(other.map(|blocks| ("Blocks".to_owned(), blocks)));
                self.answer.parts.push(AnswerPart { fields, ..AnswerPart::default() });
            }
        }
        Ok(())
    }

    fn blocks(&mut self, blocks: &[Value], fields: Map<String, Value>) {
        let mut part = AnswerPart { fields, ..AnswerPart::default() };
        let mut turns: Vec<u32> = vec![0];
        for (index, block) in (0..).zip(blocks) {
            let with_page = block.get("Page").is_some();
            if !with_page {
                match part.without_page.last_mut() {
                    Some([first, count]) if *first + *count == index => *count += 1,
                    _ => part.without_page.push([index, 1]),
                }
            }
            let typed = typed(block);
            let (again, is_text) = match &typed {
                TypedBlock::Text(block) => (raw_text(block, with_page), true),
                TypedBlock::Layout(block) => (raw_layout(block, with_page), false),
            };
            if !same(&again, block) {
                part.as_given.push(AsGiven { index, block: block.clone() });
            }
            // Layout has the first turn, text the second, and so on.
            if is_text == (turns.len() % 2 == 1) {
                turns.push(0);
            }
            if let Some(turn) = turns.last_mut() {
                *turn += 1;
            }
            match typed {
                TypedBlock::Text(block) => self.text_blocks.push(block),
                TypedBlock::Layout(block) => self.layout_blocks.push(block),
            }
        }
        part.turns = Some(turns);
        self.answer.parts.push(part);
    }
}

fn is_block(value: &Value) -> bool {
    value.get("BlockType").is_some()
}

fn named(fields: &Map<String, Value>) -> String {
    if fields.is_empty() {
        return "no fields".to_owned();
    }
    let shown: Vec<String> =
        fields.keys().take(FIELDS_SHOWN).map(|key| format!("`{}`", key.chars().take(40).collect::<String>())).collect();
    let more = if fields.len() > FIELDS_SHOWN { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
