//! Settings kept under a name.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::DetectorSettings;
use web_sys::SubmitEvent;

use super::focus;
use super::icon::Icon;
use crate::state::document::Document;
use crate::state::workspace::Workspace;

/// Where the browser keeps them.
const STORAGE_KEY: &str = "roomprint-presets";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Preset {
    name: String,
    settings: DetectorSettings,
}

fn kept() -> Vec<Preset> {
    let storage = window().local_storage().ok().flatten();
    let json = storage.and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
    json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

fn keep(presets: &[Preset]) {
    if let (Ok(Some(storage)), Ok(json)) = (window().local_storage(), serde_json::to_string(presets)) {
        // where storage is full or forbidden, presets last until the page is left
        let _ = storage.set_item(STORAGE_KEY, &json);
    }
}

/// Presets: choose one, keep the settings as one, forget one.
#[component]
pub fn Presets(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let presets = RwSignal::new(kept());
    let name = RwSignal::new(String::new());
    let current = Memo::new(move |_| {
        let settings = document.settings.read();
        presets.read().iter().find(|preset| preset.settings == *settings).map(|preset| preset.name.clone())
    });
    let change = move |change: &dyn Fn(&mut Vec<Preset>)| {
        presets.update(|presets| change(presets));
        keep(&presets.read_untracked());
    };
    let workspace = expect_context::<Workspace>();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            workspace.tell("Type a name for these settings first");
        } else {
            workspace.tell(format!("Settings kept as “{name}”"));
            let preset = Preset { name: name.clone(), settings: document.settings.get_untracked() };
            change(&|presets| {
                presets.retain(|other| other.name != preset.name);
                presets.push(preset.clone());
            });
        }
    };
    let forget = move |event| {
        if let Some(name) = current.get_untracked() {
            // the button goes away with the last preset
            focus::pass_on(&event, ".presets", "input");
            change(&|presets| presets.retain(|preset| preset.name != name));
        }
    };
    let choose = move |name: String| {
        let chosen = presets.read_untracked().iter().find(|preset| preset.name == name).cloned();
        if let Some(preset) = chosen {
            document.settings.set(preset.settings);
        }
    };
    view! {
        <div class="presets">
            <Show when=move || !presets.read().is_empty()>
                <div class="number-line">
                    <select
                        aria-label="Preset"
                        data-testid="preset"
                        prop:value=move || current.get().unwrap_or_default()
                        on:change:target=move |event| choose(event.target().value())
                    >
                        <option value="">"Choose a preset"</option>
                        {move || {
                            presets
                                .get()
                                .into_iter()
                                .map(|preset| view! { <option value=preset.name.clone()>{preset.name.clone()}</option> })
                                .collect_view()
                        }}
                    </select>
                    <button
                        class="icon-button"
                        aria-label="Forget this preset"
                        data-testid="preset-forget"
                        aria-disabled=move || current.get().is_none().to_string()
                        on:click=forget
                    >
                        <Icon name="trash-2" />
                    </button>
                </div>
            </Show>
            <form class="number-line" on:submit=save>
                <input
                    type="text"
                    maxlength="80"
                    autocomplete="off"
                    aria-label="Name of a new preset"
                    placeholder="Keep these settings as …"
                    data-testid="preset-name"
                    prop:value=move || name.get()
                    on:input:target=move |event| name.set(event.target().value())
                />
                <button type="submit" class="button small" data-testid="preset-save">
                    "Keep"
                </button>
            </form>
        </div>
    }
}
