//! Settings as controls set them: by key, with what differs from the defaults.

use serde_json::Value;
use shared::DetectorSettings;
use shared::settings::{Control, SettingDescription, SettingsError};

/// The value of one setting.
#[must_use]
pub fn value_of(settings: &DetectorSettings, key: &str) -> Value {
    serde_json::to_value(settings).map_or(Value::Null, |all| all[key].clone())
}

/// The settings with one of them changed; refused where the value is out of range.
pub fn with_value(settings: &DetectorSettings, key: &str, value: Value) -> Result<DetectorSettings, SettingsError> {
    let mut all = serde_json::to_value(settings).unwrap_or_default();
    all[key] = value;
    DetectorSettings::from_value(all)
}

/// The keys of the settings that are not at their default, in the order of their description.
#[must_use]
pub fn changed(settings: &DetectorSettings) -> Vec<SettingDescription> {
    let default = DetectorSettings::default();
    DetectorSettings::describe()
        .into_iter()
        .filter(|setting| value_of(settings, &setting.key) != value_of(&default, &setting.key))
        .collect()
}

/// A value in the words of its control: `0.42`, `0.15 % of the plan`, `Thin`, `on`.
#[must_use]
pub fn in_words(setting: &SettingDescription, value: &Value) -> String {
    let with_unit = |number: String, unit: &str| if unit.is_empty() { number } else { format!("{number} {unit}") };
    match &setting.control {
        Control::Range { step, unit, .. } => {
            let decimals = decimals_of(*step);
            with_unit(format!("{:.decimals$}", value.as_f64().unwrap_or_default()), unit)
        }
        Control::Choice { options, .. } => options
            .iter()
            .find(|option| value.as_str() == Some(&option.value))
            .map_or_else(String::new, |option| option.label.clone()),
        Control::Switch { .. } => if value.as_bool() == Some(true) { "on" } else { "off" }.to_owned(),
        Control::OptionalNumber { unit, .. } => value
            .as_f64()
            .map_or_else(|| "read off the plan".to_owned(), |number| with_unit(format!("{number:.1}"), unit)),
    }
}

/// Decimals that tell two positions of a slider apart.
fn decimals_of(step: f64) -> usize {
    (0..6).find(|&decimals| step * 10_f64.powi(decimals) > 0.999).map_or(6, |decimals| decimals.unsigned_abs() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn description(key: &str) -> SettingDescription {
        DetectorSettings::describe().into_iter().find(|setting| setting.key == key).unwrap()
    }

    #[test]
    fn one_setting_is_changed_and_the_others_stay() {
        let settings = with_value(&DetectorSettings::default(), "strictness", json!(0.9)).unwrap();
        assert_eq!(settings, DetectorSettings { strictness: 0.9, ..DetectorSettings::default() });
        let keys: Vec<_> = changed(&settings).into_iter().map(|setting| setting.key).collect();
        assert_eq!(keys, ["strictness"]);
    }

    #[test]
    fn what_is_out_of_range_is_refused_by_name() {
        let error = with_value(&DetectorSettings::default(), "min_confidence", json!(3)).unwrap_err();
        assert_eq!(error.field, "min_confidence");
    }

    #[test]
    fn every_default_has_words() {
        let default = DetectorSettings::default();
        for setting in DetectorSettings::describe() {
            assert!(!in_words(&setting, &value_of(&default, &setting.key)).is_empty(), "{}", setting.key);
        }
        assert_eq!(in_words(&description("strictness"), &json!(0.5)), "0.50");
        assert_eq!(in_words(&description("walls"), &json!("thin")), "Thin");
        assert_eq!(in_words(&description("min_room_area_percent"), &json!(0.2)), "0.20 % of the plan");
    }
}
