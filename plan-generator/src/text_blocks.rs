//! What is printed on a plan as a text recogniser would give it: lines and words in Textract's shape.

use serde_json::{Map, Value, json};
use shared::textract::{BoundingBox, Geometry, Point as PagePoint, TextBlock};

use crate::font::{CAPITAL_HEIGHT, Font, Turn};
use crate::geometry::Rect;
use crate::scene::{Scene, Text};

/// The lines and words of a scene: each line is followed by its words.
pub(crate) fn text_blocks(scene: &Scene) -> Vec<TextBlock> {
    let fonts = [Font::of(false), Font::of(true)];
    let mut blocks = Vec::new();
    for (i, text) in scene.texts().enumerate() {
        let font = &fonts[usize::from(text.is_bold)];
        let width = font.width(&text.content) * text.size;
        let line_id = format!("line-{i}");
        let mut words = Vec::new();
        let mut byte = 0;
        for (j, word) in text.content.split(' ').enumerate() {
            let left = font.width(&text.content[..byte]) * text.size - width / 2.0;
            let right = left + font.width(word) * text.size;
            byte += word.len() + 1;
            words.push(block(format!("word-{i}-{j}"), "WORD", word, geometry(scene, text, left, right)));
        }
        let mut line = block(line_id, "LINE", &text.content, geometry(scene, text, -width / 2.0, width / 2.0));
        let ids: Vec<&str> = words.iter().map(|word| word.id.as_str()).collect();
        line.rest.insert("Relationships".to_owned(), json!([{"Type": "CHILD", "Ids": ids}]));
        blocks.push(line);
        blocks.extend(words);
    }
    blocks
}

fn block(id: String, block_type: &str, text: &str, geometry: Geometry) -> TextBlock {
    TextBlock {
        id,
        block_type: block_type.to_owned(),
        text: text.to_owned(),
        page: 1,
        geometry,
        confidence: 99.0,
        rest: Map::new(),
    }
}

/// The box of a stretch of text, from the top of its capitals to a little below the line.
fn geometry(scene: &Scene, text: &Text, left: f64, right: f64) -> Geometry {
    let turn = Turn::of(text);
    let (top, bottom) = (-text.size * (CAPITAL_HEIGHT / 2.0 + 0.05), text.size * (CAPITAL_HEIGHT / 2.0 + 0.12));
    let corners = [[left, top], [right, top], [right, bottom], [left, bottom]].map(|[x, y]| {
        let p = turn.apply(x, y);
        [(p[0] / scene.width).clamp(0.0, 1.0), (p[1] / scene.height).clamp(0.0, 1.0)]
    });
    let around = Rect::around(&corners);
    Geometry {
        bounding_box: BoundingBox { left: around.x0, top: around.y0, width: around.width(), height: around.height() },
        polygon: corners.map(|[x, y]| PagePoint { x, y }).to_vec(),
        rotation_angle: (text.degrees != 0.0).then_some(text.degrees),
        rest: Map::new(),
    }
}

/// The blocks as a raw answer of Textract.
pub(crate) fn raw_answer(blocks: &[TextBlock]) -> Value {
    let whole = json!({"BoundingBox": {"Width": 1.0, "Height": 1.0, "Left": 0.0, "Top": 0.0},
        "Polygon": [{"X": 0.0, "Y": 0.0}, {"X": 1.0, "Y": 0.0}, {"X": 1.0, "Y": 1.0}, {"X": 0.0, "Y": 1.0}]});
    let lines: Vec<&str> =
        blocks.iter().filter(|block| block.block_type == "LINE").map(|block| block.id.as_str()).collect();
    let mut raw = vec![json!({"BlockType": "PAGE", "Id": "page", "Page": 1, "Geometry": whole,
        "Relationships": [{"Type": "CHILD", "Ids": lines}]})];
    for block in blocks {
        let mut fields = block.rest.clone();
        fields.insert("BlockType".to_owned(), json!(block.block_type));
        fields.insert("Id".to_owned(), json!(block.id));
        fields.insert("Page".to_owned(), json!(block.page));
        fields.insert("Text".to_owned(), json!(block.text));
        fields.insert("Confidence".to_owned(), json!(block.confidence));
        fields.insert("Geometry".to_owned(), json!(block.geometry));
        raw.push(Value::Object(fields));
    }
    json!({"DocumentMetadata": {"Pages": 1}, "AnalyzeDocumentModelVersion": "1.0", "Blocks": raw})
}
