//! The settings as a person sees them: names, ranges, help.

use serde::{Deserialize, Serialize};

use super::DetectorSettings;

/// One setting as a person sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SettingDescription {
    /// The field of [`DetectorSettings`].
    pub key: String,
    /// Its name in the page.
    pub label: String,
    /// What more and less of it does.
    pub help: String,
    /// How it is set.
    pub control: Control,
}

/// How a setting is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Control {
    /// A number from `min` to `max`.
    Range {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
        /// Distance of two positions of the slider; any number in the range is accepted.
        step: f64,
        /// The value without a choice.
        default: f64,
        /// Unit shown behind the number; may be empty.
        unit: String,
    },
    /// One of a few words.
    Choice {
        /// The values, each with the words shown for it.
        options: Vec<ChoiceOption>,
        /// The value without a choice.
        default: String,
    },
    /// On or off.
    Switch {
        /// The value without a choice.
        default: bool,
    },
    /// A number that may be absent.
    OptionalNumber {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
        /// Unit shown behind the number.
        unit: String,
    },
}

/// One value of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChoiceOption {
    /// The value in JSON.
    pub value: String,
    /// The words in the page.
    pub label: String,
}

impl DetectorSettings {
    /// Every setting in the order in which a page shows them.
    #[must_use]
    pub fn describe() -> Vec<SettingDescription> {
        let default = Self::default();
        let range =
            |key: &str, label: &str, help: &str, (min, max, step): (f64, f64, f64), default: f64, unit: &str| {
                SettingDescription {
                    key: key.to_owned(),
                    label: label.to_owned(),
                    help: help.to_owned(),
                    control: Control::Range { min, max, step, default, unit: unit.to_owned() },
                }
            };
        vec![
            range(
                "strictness",
                "Strictness",
                "How sure the detector must be that a region is a room. More leaves doubtful rooms out; less lets them in.",
                (0.0, 1.0, 0.01),
                default.strictness,
                "",
            ),
            range(
                "keep_together",
                "Keep together",
                "More joins neighbouring regions with a weak line or a wide opening between them into one room, and divides fewer open plans by what is printed in them; less splits more.",
                (-1.0, 1.0, 0.02),
                default.keep_together,
                "",
            ),
            range(
                "min_room_area_percent",
                "Smallest room",
                "Regions smaller than this are no rooms. More drops closets and ducts; less finds them.",
                (0.02, 3.0, 0.01),
                default.min_room_area_percent,
                "% of the plan",
            ),
            range(
                "min_confidence",
                "Least confidence",
                "Rooms below this confidence are hidden. More shows only the sure ones.",
                (0.0, 1.0, 0.01),
                default.min_confidence,
                "",
            ),
            SettingDescription {
                key: "walls".to_owned(),
                label: "Walls".to_owned(),
                help: "Which strokes are walls. Thin takes fine lines for walls too; thick only the heavy ones; auto chooses what divides the plan best.".to_owned(),
                control: Control::Choice {
                    options: [("auto", "Auto"), ("thin", "Thin"), ("thick", "Thick")]
                        .map(|(value, label)| ChoiceOption { value: value.to_owned(), label: label.to_owned() })
                        .to_vec(),
                    default: "auto".to_owned(),
                },
            },
            SettingDescription {
                key: "split_by_name".to_owned(),
                label: "Split by name".to_owned(),
                help: "Divides every room that holds several names between them. Off, an open plan stays one room with several names, unless an area is printed for each.".to_owned(),
                control: Control::Switch { default: default.split_by_name },
            },
            SettingDescription {
                key: "pixels_per_metre".to_owned(),
                label: "Scale".to_owned(),
                help: "Pixels of the page to one metre, where you measured it. Empty, the scale is read off the plan's own dimensions.".to_owned(),
                control: Control::OptionalNumber { min: 0.1, max: 100_000.0, unit: "px/m".to_owned() },
            },
        ]
    }
}
