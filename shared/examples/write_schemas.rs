//! Writes `docs/schemas/*.schema.json`:
//!
//! ```text
//! cargo run -p shared --features schema --example write_schemas
//! ```

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schemas");
    std::fs::create_dir_all(&folder)?;
    for (name, schema) in shared::schema::all()? {
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        std::fs::write(folder.join(format!("{name}.schema.json")), text)?;
    }
    Ok(())
}
