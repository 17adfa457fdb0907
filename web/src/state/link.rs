//! The settings in the address of the page, so that a link gives the same view: `#strictness=0.6&walls=thin`.

use serde_json::Value;
use shared::DetectorSettings;

use super::tuning::{changed, value_of, with_value};

/// What stands behind the `#`: the settings that differ from their defaults.
#[must_use]
pub fn write(settings: &DetectorSettings) -> String {
    let pairs: Vec<String> = changed(settings)
        .into_iter()
        .map(|setting| {
            let value = value_of(settings, &setting.key);
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            format!("{}={text}", setting.key)
        })
        .collect();
    pairs.join("&")
}

/// The settings of an address; what it does not name, or names wrongly, has its default.
#[must_use]
pub fn read(fragment: &str) -> DetectorSettings {
    let pairs = fragment.trim_start_matches('#').split('&').filter_map(|pair| pair.split_once('='));
    pairs.fold(DetectorSettings::default(), |settings, (key, text)| {
        let value = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
        with_value(&settings, key, value).unwrap_or(settings)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::settings::Walls;

    #[test]
    fn a_link_gives_the_same_settings() {
        let settings = DetectorSettings {
            strictness: 0.61,
            walls: Walls::Thin,
            split_by_name: true,
            pixels_per_metre: Some(41.5),
            ..DetectorSettings::default()
        };
        assert_eq!(read(&format!("#{}", write(&settings))), settings);
    }

    #[test]
    fn defaults_need_no_words() {
        assert_eq!(write(&DetectorSettings::default()), "");
    }

    #[test]
    fn nonsense_is_passed_over() {
        assert_eq!(read("#strictness=9&walls=purple&x=1&&="), DetectorSettings::default());
    }
}
