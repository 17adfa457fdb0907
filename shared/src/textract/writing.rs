//! Writing raw answers again.

use serde_json::{Value, json};

use super::answer::{Answer, AnswerForm, AnswerPart};
use super::block_json::{raw_layout, raw_text};
use super::{LayoutBlock, TextBlock};

/// The raw answer that blocks were read from, by its shape; numbers come out as numbers, whichever way they were
/// written. Without a shape, or with blocks that came later, an `AnalyzeDocument` answer with all blocks.
pub(crate) fn write_answer(
    text_blocks: &[TextBlock],
    layout_blocks: &[LayoutBlock],
    answer: Option<&Answer>,
    pages: u32,
) -> Value {
    let counted = |answer: &&Answer| counts(answer) == Some((layout_blocks.len(), text_blocks.len()));
    let Some(answer) = answer.filter(counted) else {
        let layout = layout_blocks.iter().map(|block| raw_layout(block, true));
        let text = text_blocks.iter().map(|block| raw_text(block, true));
        return json!({ "DocumentMetadata": { "Pages": pages }, "Blocks": layout.chain(text).collect::<Vec<_>>() });
    };
    let mut text = text_blocks.iter();
    let mut layout = layout_blocks.iter();
    let mut parts = answer.parts.iter().map(|part| {
        let mut fields = part.fields.clone();
        if let Some(blocks) = blocks(part, &mut layout, &mut text) {
            fields.insert("Blocks".to_owned(), Value::Array(blocks));
        }
        fields
    });
    match answer.form {
        AnswerForm::Single => Value::Object(parts.next().unwrap_or_default()),
        AnswerForm::List => Value::Array(parts.map(Value::Object).collect()),
        AnswerForm::BlocksAlone => parts.next().and_then(|mut fields| fields.remove("Blocks")).unwrap_or_default(),
    }
}

/// How many layout and text blocks a shape has, where its numbers can be.
fn counts(answer: &Answer) -> Option<(usize, usize)> {
    let mut counts = [0_usize; 2];
    for part in &answer.parts {
        for (turn, count) in part.turns.iter().flatten().enumerate() {
            counts[turn % 2] = counts[turn % 2].checked_add(usize::try_from(*count).ok()?)?;
        }
    }
    Some((counts[0], counts[1]))
}

fn blocks<'a>(
    part: &AnswerPart,
    layout: &mut impl Iterator<Item = &'a LayoutBlock>,
    text: &mut impl Iterator<Item = &'a TextBlock>,
) -> Option<Vec<Value>> {
    let mut blocks: Vec<Value> = Vec::new();
    let mut pageless = part.without_page.iter().copied().peekable();
    for (turn, count) in part.turns.as_ref()?.iter().enumerate() {
        for _ in 0..*count {
            let index = blocks.len() as u64;
            while pageless.peek().is_some_and(|[first, count]| u64::from(*first) + u64::from(*count) <= index) {
                pageless.next();
            }
            let with_page = pageless.peek().is_none_or(|[first, _]| index < u64::from(*first));
            let block = if turn % 2 == 0 {
                layout.next().map(|block| raw_layout(block, with_page))
            } else {
                text.next().map(|block| raw_text(block, with_page))
            };
            blocks.extend(block);
        }
    }
    for given in &part.as_given {
        if let Some(block) = blocks.get_mut(given.index as usize) {
            *block = given.block.clone();
        }
    }
    Some(blocks)
}
