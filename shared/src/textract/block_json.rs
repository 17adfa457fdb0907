//! One block between Textract's JSON and its typed form. Reading takes what it can use and never fails.

use serde_json::{Map, Value};

use super::{BoundingBox, Geometry, LayoutBlock, Point, TextBlock};

/// The fields of the typed blocks in `analysis.json`: a raw field of that very name would be taken for one of them.
const OWN_FIELDS: [&str; 6] = ["id", "blockType", "text", "page", "geometry", "confidence"];

/// A block of either kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TypedBlock {
    Text(TextBlock),
    Layout(LayoutBlock),
}

/// Reads a block. What is missing or of the wrong kind has its default.
pub(super) fn typed(block: &Value) -> TypedBlock {
    let mut rest = match block {
        Value::Object(fields) => fields.clone(),
        _ => Map::new(),
    };
    let id = text(rest.remove("Id"));
    let block_type = text(rest.remove("BlockType"));
    let page = rest.remove("Page").and_then(|page| page.as_u64()).and_then(|page| u32::try_from(page).ok());
    let page = page.filter(|page| *page > 0).unwrap_or(1);
    let geometry = rest.remove("Geometry").map(geometry);
    for own in OWN_FIELDS {
        rest.remove(own);
    }
    if matches!(block_type.as_str(), "WORD" | "LINE") {
        let text = text(rest.remove("Text"));
        let confidence = rest.remove("Confidence").map_or(0.0, |number| number.as_f64().unwrap_or(0.0));
        let geometry = geometry.unwrap_or_default();
        TypedBlock::Text(TextBlock { id, block_type, text, page, geometry, confidence, rest })
    } else {
        TypedBlock::Layout(LayoutBlock { id, block_type, page, geometry, rest })
    }
}

fn text(value: Option<Value>) -> String {
    match value {
        Some(Value::String(text)) => text,
        _ => String::new(),
    }
}

fn geometry(value: Value) -> Geometry {
    let Value::Object(mut rest) = value else { return Geometry::default() };
    let bounding_box = rest.remove("BoundingBox").map_or_else(BoundingBox::default, |bounds| BoundingBox {
        width: number(&bounds, "Width"),
        height: number(&bounds, "Height"),
        left: number(&bounds, "Left"),
        top: number(&bounds, "Top"),
    });
    let polygon = match rest.remove("Polygon") {
        Some(Value::Array(points)) => points.iter().map(|p| Point { x: number(p, "X"), y: number(p, "Y") }).collect(),
        _ => Vec::new(),
    };
    let rotation_angle = rest.remove("RotationAngle").and_then(|angle| angle.as_f64());
    Geometry { bounding_box, polygon, rotation_angle, rest }
}

fn number(object: &Value, key: &str) -> f64 {
    object.get(key).and_then(Value::as_f64).unwrap_or(0.0)
}

/// A word or line as Textract writes it.
pub(super) fn raw_text(block: &TextBlock, with_page: bool) -> Value {
    let mut fields = block.rest.clone();
    fields.insert("Id".to_owned(), block.id.clone().into());
    fields.insert("BlockType".to_owned(), block.block_type.clone().into());
    fields.insert("Text".to_owned(), block.text.clone().into());
    fields.insert("Confidence".to_owned(), block.confidence.into());
    fields.insert("Geometry".to_owned(), raw_geometry(&block.geometry));
    if with_page {
        fields.insert("Page".to_owned(), block.page.into());
    }
    Value::Object(fields)
}

/// Any other block as Textract writes it.
pub(super) fn raw_layout(block: &LayoutBlock, with_page: bool) -> Value {
    let mut fields = block.rest.clone();
    fields.insert("Id".to_owned(), block.id.clone().into());
    fields.insert("BlockType".to_owned(), block.block_type.clone().into());
    if let Some(geometry) = &block.geometry {
        fields.insert("Geometry".to_owned(), raw_geometry(geometry));
    }
    if with_page {
        fields.insert("Page".to_owned(), block.page.into());
    }
    Value::Object(fields)
}

fn raw_geometry(geometry: &Geometry) -> Value {
    let mut fields = geometry.rest.clone();
    let bounds = &geometry.bounding_box;
    let bounds =
        object([("Width", bounds.width), ("Height", bounds.height), ("Left", bounds.left), ("Top", bounds.top)]);
    fields.insert("BoundingBox".to_owned(), bounds);
    if !geometry.polygon.is_empty() {
        let points = geometry.polygon.iter().map(|point| object([("X", point.x), ("Y", point.y)]));
        fields.insert("Polygon".to_owned(), Value::Array(points.collect()));
    }
    if let Some(angle) = geometry.rotation_angle {
        fields.insert("RotationAngle".to_owned(), angle.into());
    }
    Value::Object(fields)
}

fn object<const N: usize>(fields: [(&str, f64); N]) -> Value {
    Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect())
}

/// Whether two values say the same; `1` and `1.0` do.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64().is_some() && a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same(value, other)))
        }
        _ => a == b,
    }
}
