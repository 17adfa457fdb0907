//! Settings from outside: JSON of a request, `key=value` of a command line. Every error names the field.

use serde_json::{Map, Value};

use super::{Control, DetectorSettings, SettingDescription};

/// A setting outside what is allowed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct SettingsError {
    /// The field, or `settings` where the document as a whole is wrong.
    pub field: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl SettingsError {
    fn of(field: &str, message: String) -> Self {
        Self { field: field.chars().take(MAX_FIELD_CHARS).collect(), message }
    }

    fn whole(message: String) -> Self {
        Self::of("settings", message)
    }
}

/// Characters of an unknown field that an error repeats.
const MAX_FIELD_CHARS: usize = 60;

impl DetectorSettings {
    /// Reads settings from JSON and checks them. Fields that are absent have their defaults.
    pub fn from_value(value: Value) -> Result<Self, SettingsError> {
        check(&value)?;
        serde_json::from_value(value).map_err(|error| SettingsError::whole(error.to_string()))
    }

    /// Checks every field against what [`DetectorSettings::describe`] allows.
    pub fn validate(&self) -> Result<(), SettingsError> {
        check(&serde_json::to_value(self).map_err(|error| SettingsError::whole(error.to_string()))?)
    }

    /// Sets one field from text, as a command line has it in `key=value`. A switch takes `true`, `on`, `yes`, `1` and
    /// their opposites; a number that may be absent takes nothing or `none` for that.
    pub fn set(&mut self, key: &str, value_text: &str) -> Result<(), SettingsError> {
        let setting = described(key)?;
        let text = value_text.trim();
        let number = || text.parse::<f64>().map_or_else(|_| Value::from(text), Value::from);
        let value = match &setting.control {
            Control::OptionalNumber { .. } if matches!(text, "" | "none") => Value::Null,
            Control::Range { .. } | Control::OptionalNumber { .. } => number(),
            Control::Choice { .. } => Value::from(text),
            Control::Switch { .. } => match text {
                "true" | "on" | "yes" | "1" => Value::from(true),
                "false" | "off" | "no" | "0" => Value::from(false),
                _ => Value::from(text),
            },
        };
        check_field(&setting, &value, text)?;
        let mut settings = serde_json::to_value(&*self).map_err(|error| SettingsError::whole(error.to_string()))?;
        if let Value::Object(fields) = &mut settings {
            fields.insert(setting.key, value);
        }
        *self = Self::from_value(settings)?;
        Ok(())
    }
}

fn described(key: &str) -> Result<SettingDescription, SettingsError> {
    let known = DetectorSettings::describe();
    let names: Vec<String> = known.iter().map(|setting| format!("`{}`", setting.key)).collect();
    known.into_iter().find(|setting| setting.key == key).ok_or_else(|| {
        SettingsError::of(key, format!("there is no such setting; the settings are {}", names.join(", ")))
    })
}

fn check(value: &Value) -> Result<(), SettingsError> {
    let Value::Object(fields) = value else {
        return Err(SettingsError::whole(format!("expected an object, found {}", shown(value))));
    };
    check_fields(fields)
}

fn check_fields(fields: &Map<String, Value>) -> Result<(), SettingsError> {
    fields.iter().try_for_each(|(key, value)| check_field(&described(key)?, value, &shown(value)))
}

/// `found` is how the value is called in an error.
fn check_field(setting: &SettingDescription, value: &Value, found: &str) -> Result<(), SettingsError> {
    let found = || if found.is_empty() { "nothing" } else { found };
    let wrong =
        |expected: String| Err(SettingsError::of(&setting.key, format!("expected {expected}, found {}", found())));
    let in_range = |min: f64, max: f64| value.as_f64().is_some_and(|number| (min..=max).contains(&number));
    match &setting.control {
        Control::Range { min, max, .. } if !in_range(*min, *max) => wrong(format!("a number from {min} to {max}")),
        Control::OptionalNumber { min, max, .. } if !value.is_null() && !in_range(*min, *max) => {
            wrong(format!("a number from {min} to {max}, or null"))
        }
        Control::Choice { options, .. } if !options.iter().any(|option| value.as_str() == Some(&option.value)) => {
            let options: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
            wrong(format!("one of {}", options.join(", ")))
        }
        Control::Switch { .. } if !value.is_boolean() => wrong("true or false".to_owned()),
        _ => Ok(()),
    }
}

/// Characters of a value that an error repeats.
const MAX_VALUE_CHARS: usize = 40;

fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null => "null".to_owned(),
        other => other.to_string().chars().take(MAX_VALUE_CHARS).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::settings::Walls;

    fn refusal(value: Value) -> (String, String) {
        let error = DetectorSettings::from_value(value).expect_err("wrong settings");
        (error.field, error.message)
    }

    #[test]
    fn errors_name_the_field_and_what_would_be_right() {
        for (value, field, message) in [
            (json!([]), "settings", "expected an object, found a list"),
            (json!(null), "settings", "expected an object, found null"),
            (json!({ "strictness": 2 }), "strictness", "expected a number from 0 to 1, found 2"),
            (json!({ "strictness": "0.5" }), "strictness", "expected a number from 0 to 1, found \"0.5\""),
            (json!({ "strictness": null }), "strictness", "expected a number from 0 to 1, found null"),
            (json!({ "walls": "medium" }), "walls", "expected one of auto, thin, thick, found \"medium\""),
            (json!({ "split_by_name": 1 }), "split_by_name", "expected true or false, found 1"),
            (
                json!({ "pixels_per_metre": 0 }),
                "pixels_per_metre",
                "expected a number from 0.1 to 100000, or null, found 0",
            ),
        ] {
            assert_eq!(refusal(value), (field.to_owned(), message.to_owned()));
        }
        let (field, message) = refusal(json!({ "strictnes": 0.5 }));
        assert!(field == "strictnes" && message.contains("`strictness`"), "{message}");
    }

    #[test]
    fn numbers_that_are_none_are_found() {
        let settings = DetectorSettings { strictness: f64::NAN, ..DetectorSettings::default() };
        assert_eq!(settings.validate().map_err(|error| error.field), Err("strictness".to_owned()));
    }

    #[test]
    fn the_command_line_sets_every_kind() {
        let mut settings = DetectorSettings::default();
        for (key, text) in
            [("strictness", " 0.5 "), ("walls", "thin"), ("split_by_name", "on"), ("pixels_per_metre", "42.5")]
        {
            settings.set(key, text).expect(key);
        }
        assert_eq!((settings.strictness, settings.walls, settings.split_by_name), (0.5, Walls::Thin, true));
        assert_eq!(settings.pixels_per_metre, Some(42.5));
        settings.set("pixels_per_metre", "none").expect("none");
        assert_eq!(settings.pixels_per_metre, None);
        let before = settings.clone();
        for (key, text) in
            [("strictness", "x"), ("strictness", ""), ("walls", "1"), ("split_by_name", "maybe"), ("x", "1")]
        {
            let error = settings.set(key, text).expect_err(key);
            assert_eq!(error.field, key);
        }
        assert_eq!(settings, before);
    }

    #[test]
    fn every_field_is_described_and_its_default_is_allowed() {
        let default = DetectorSettings::default();
        default.validate().expect("the defaults");
        let value = serde_json::to_value(&default).expect("JSON");
        let mut fields: Vec<&String> = value.as_object().expect("an object").keys().collect();
        let described = DetectorSettings::describe();
        let mut keys: Vec<&String> = described.iter().map(|setting| &setting.key).collect();
        fields.sort();
        keys.sort();
        assert_eq!(fields, keys);
        for setting in &described {
            let said = match &setting.control {
                Control::Range { default, .. } => json!(default),
                Control::Choice { default, .. } => json!(default),
                Control::Switch { default } => json!(default),
                Control::OptionalNumber { .. } => Value::Null,
            };
            assert_eq!(said, value[&setting.key], "{}", setting.key);
            assert!(!setting.label.is_empty() && setting.help.ends_with('.'), "{}", setting.key);
        }
    }

    #[test]
    fn settings_survive_json() {
        let settings = DetectorSettings {
            strictness: 0.1,
            keep_together: -0.3,
            walls: Walls::Thick,
            pixels_per_metre: Some(33.3),
            ..DetectorSettings::default()
        };
        let value = serde_json::to_value(&settings).expect("JSON");
        assert_eq!(DetectorSettings::from_value(value), Ok(settings));
        assert_eq!(DetectorSettings::from_value(json!({})), Ok(DetectorSettings::default()));
    }
}
