//! Controls made from the detector's own description of its settings; every move is applied at once.

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::DetectorSettings;
use shared::settings::{Control, SettingDescription};

use super::focus;
use super::histogram::ConfidenceHistogram;
use super::icon::Icon;
use super::presets::Presets;
use crate::detecting;
use crate::state::document::Document;
use crate::state::progress::time_in_words;
use crate::state::tuning::{changed, in_words, value_of, with_value};
use crate::state::workspace::Workspace;

/// The settings of the detector.
#[component]
pub fn SettingsPanel(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let controls: Vec<_> =
        DetectorSettings::describe().into_iter().map(|setting| view! { <SettingControl document setting /> }).collect();
    let workspace = expect_context::<Workspace>();
    view! {
        <SettingsHead document />
        <div
            class="panel-body settings"
            on:pointerenter=move |_| detecting::prepare(workspace, document)
            on:focusin=move |_| detecting::prepare(workspace, document)
        >
            {controls}
            <Presets document />
        </div>
    }
}

/// What the settings lead to, and how they differ from the defaults; it stays in sight.
#[component]
fn SettingsHead(document: Document) -> impl IntoView {
    let differing = Memo::new(move |_| changed(&document.settings.read()));
    let time = move || document.found().map(|(_, milliseconds)| time_in_words(milliseconds));
    let by_default = move || document.summary.read().as_ref().map(|summary| summary.rooms_by_default);
    let found = move || {
        let detected = document.last_run.read().as_ref().map(|run| run.detection.rooms.len())?;
        Some(found_in_words(detected, by_default()?))
    };
    let labels = move || differing.read().iter().map(|setting| setting.label.clone()).collect::<Vec<_>>().join(", ");
    view! {
        <div class="settings-head">
            <div class="panel-head">
                <h2>"Detector"</h2>
                <span class="total" title="Time of the last detection" data-testid="settings-time">{time}</span>
            </div>
            <p class="settings-found" data-testid="settings-found">{found}</p>
            <div class="settings-foot">
                <p class="hint" data-testid="settings-changed">
                    {move || match differing.read().len() {
                        0 => "All at their defaults".to_owned(),
                        _ => format!("Changed: {}", labels()),
                    }}
                </p>
                <button
                    class="button small"
                    data-testid="settings-reset"
                    // a button that is disabled would lose the focus
                    aria-disabled=move || differing.read().is_empty().to_string()
                    on:click=move |_| document.settings.set(DetectorSettings::default())
                >
                    <Icon name="rotate-ccw" />
                    "Reset all"
                </button>
            </div>
        </div>
    }
}

/// `14 rooms, 3 fewer than by default`.
fn found_in_words(found: usize, by_default: usize) -> String {
    let rooms = if found == 1 { "room" } else { "rooms" };
    let difference = match found.cmp(&by_default) {
        std::cmp::Ordering::Less => format!("{} fewer than", by_default - found),
        std::cmp::Ordering::Equal => "as many as".to_owned(),
        std::cmp::Ordering::Greater => format!("{} more than", found - by_default),
    };
    format!("{found} {rooms}, {difference} by default")
}

#[component]
fn SettingControl(document: Document, setting: SettingDescription) -> impl IntoView {
    let SettingDescription { key, label, help, .. } = setting.clone();
    let id = format!("setting-{key}");
    let help_id = format!("{id}-help");
    let stored = StoredValue::new(setting.clone());
    let value = {
        let key = key.clone();
        Memo::new(move |_| value_of(&document.settings.read(), &key))
    };
    let set = {
        let key = key.clone();
        move |value: Value| {
            // a control does not leave its range; what is typed and out of range is not taken
            let settings = with_value(&document.settings.read_untracked(), &key, value);
            // the guard of the read is gone before the write
            if let Ok(settings) = settings {
                document.settings.set(settings);
            }
        }
    };
    let is_changed = {
        let default = value_of(&DetectorSettings::default(), &key);
        Memo::new(move |_| value.get() != default)
    };
    let reset = {
        let (set, default) = (set.clone(), value_of(&DetectorSettings::default(), &key));
        move |event| {
            // the button goes away with the change that it takes back
            focus::pass_on(&event, ".setting", "input, select");
            set(default.clone());
        }
    };
    let words = move || stored.with_value(|setting| in_words(setting, &value.read()));
    let reset_label = format!("Reset {label}");
    let histogram = (key == "min_confidence").then(|| view! { <ConfidenceHistogram document /> });
    let input = input_for(&setting.control, &id, &help_id, &label, value, set);
    view! {
        <div class="setting" class:changed=is_changed>
            <div class="setting-head">
                <label for=id.clone()>{label.clone()}</label>
                <button
                    class="icon-button reset"
                    aria-label=reset_label.clone()
                    title=reset_label
                    on:click=reset
                >
                    <Icon name="rotate-ccw" />
                </button>
                <output for=id>{words}</output>
            </div>
            {input}
            {histogram}
            <p class="hint" id=help_id>{help}</p>
        </div>
    }
}

/// The control itself.
fn input_for(
    control: &Control,
    id: &str,
    help_id: &str,
    label: &str,
    value: Memo<Value>,
    set: impl Fn(Value) + Clone + Send + 'static,
) -> AnyView {
    let (id, help_id, label) = (id.to_owned(), help_id.to_owned(), label.to_owned());
    match control.clone() {
        Control::Range { min, max, step, .. } => view! {
            <input
                type="range"
                id=id.clone()
                data-testid=id
                aria-describedby=help_id
                min=min.to_string()
                max=max.to_string()
                step=step.to_string()
                prop:value=move || value.get().as_f64().unwrap_or(min).to_string()
                on:input:target=move |event| {
                    if let Ok(number) = event.target().value().parse::<f64>() {
                        set(json!(number));
                    }
                }
            />
        }
        .into_any(),
        Control::Choice { options, .. } => view! {
            <select
                id=id.clone()
                data-testid=id
                aria-describedby=help_id
                prop:value=move || value.get().as_str().unwrap_or_default().to_owned()
                on:change:target=move |event| set(json!(event.target().value()))
            >
                {options.into_iter().map(|option| view! { <option value=option.value>{option.label}</option> }).collect_view()}
            </select>
        }
        .into_any(),
        Control::Switch { .. } => view! {
            <input
                type="checkbox"
                class="switch"
                role="switch"
                id=id.clone()
                data-testid=id
                aria-describedby=help_id
                prop:checked=move || value.get().as_bool().unwrap_or_default()
                on:change:target=move |event| set(json!(event.target().checked()))
            />
        }
        .into_any(),
        Control::OptionalNumber { min, max, unit } => view! {
            <div class="number-line">
                <input
                    type="number"
                    id=id.clone()
                    data-testid=id
                    aria-describedby=help_id
                    placeholder="auto"
                    min=min.to_string()
                    max=max.to_string()
                    step="any"
                    prop:value=move || value.get().as_f64().map_or_else(String::new, |number| number.to_string())
                    on:change:target=move |event| {
                        let text = event.target().value();
                        set(text.parse::<f64>().map_or(Value::Null, |number| json!(number)));
                    }
                />
                <span aria-label=format!("Unit of {label}")>{unit}</span>
            </div>
        }
        .into_any(),
    }
}

/// The settings of the detector.
pub fn settings(document: Document) -> AnyView {
    view! { <SettingsPanel document /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::found_in_words;

    #[test]
    fn the_difference_is_told_in_words() {
        assert_eq!(found_in_words(14, 17), "14 rooms, 3 fewer than by default");
        assert_eq!(found_in_words(1, 1), "1 room, as many as by default");
        assert_eq!(found_in_words(20, 17), "20 rooms, 3 more than by default");
    }
}
