//! Settings of the detector from a file and from `--set key=value`.

use std::path::Path;

use anyhow::{Context, bail};
use serde_json::{Map, Value};
use shared::settings::DetectorSettings;

/// The settings of a file, changed by the single ones.
pub(in crate::cli) fn read(file: Option<&Path>, single: &[String]) -> anyhow::Result<DetectorSettings> {
    let mut settings = match file {
        Some(path) => {
            let named = || format!("--settings {}", path.display());
            let text = std::fs::read_to_string(path).with_context(named)?;
            match serde_json::from_str(&text).with_context(named)? {
                Value::Object(settings) => settings,
                _ => bail!("--settings {}: a JSON object was expected", path.display()),
            }
        }
        None => Map::new(),
    };
    for text in single {
        let (key, value) = text.split_once('=').with_context(|| format!("--set {text}: write KEY=VALUE"))?;
        // Numbers, true, false and null are what they are; everything else is a word.
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        settings.insert(key.trim().to_owned(), value);
    }
    Ok(DetectorSettings::from_value(Value::Object(settings))?)
}

#[cfg(test)]
mod tests {
    use shared::settings::Walls;

    use super::read;

    #[test]
    fn single_settings_are_numbers_switches_or_words() {
        let set = ["strictness=0.7", "split_by_name=true", "walls=thin"].map(str::to_owned);
        let settings = read(None, &set).unwrap();
        assert_eq!((settings.strictness, settings.split_by_name, settings.walls), (0.7, true, Walls::Thin));
        for bad in ["strictness", "strictness=2", "colour=1", "walls=purple"] {
            assert!(read(None, &[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
