//! The scale: what it is and why it is believed; checked, or set, by a dimension.

use leptos::prelude::*;

use super::focus;
use super::icon::Icon;
use crate::state::document::Document;
use crate::state::editing::Editing;
use crate::state::scale::{Check, metres_of, scale_in_words};
use crate::state::tool::Tool;
use crate::state::workspace::Workspace;

/// What is known of the scale of the seen page.
#[component]
pub fn ScalePanel(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let editing = Editing { workspace, document };
    let scale = Memo::new(move |_| {
        let page = document.page.get();
        document.scales.read().iter().find(|scale| scale.page == page).cloned()
    });
    let is_set = move || document.settings.read().pixels_per_metre.is_some();
    view! {
        <div class="panel-head">
            <h2>"Scale"</h2>
            <span class="total" data-testid="scale-value">
                {move || scale.get().map(|scale| format!("{:.1} px/m", scale.pixels_per_metre))}
            </span>
        </div>
        <div class="panel-body scale-panel" data-testid="scale-panel">
            <p data-testid="scale-source">{move || scale_in_words(scale.read().as_ref())}</p>
            <div class="actions">
                <button class="button small" data-testid="scale-measure" on:click=move |_| editing.take(Tool::Measure)>
                    <Icon name="ruler" />
                    {move || if scale.read().is_some() { "Check a dimension" } else { "Set it by a dimension" }}
                </button>
                <Show when=is_set>
                    <button
                        class="button small"
                        data-testid="scale-forget"
                        on:click=move |event| {
                            focus::pass_on(&event, ".actions", ".button");
                            document.settings.update(|settings| settings.pixels_per_metre = None);
                            workspace.tell("The scale is read off the plan again");
                        }
                    >
                        <Icon name="rotate-ccw" />
                        "Read it off the plan"
                    </button>
                </Show>
            </div>
        </div>
    }
}

/// The measured line, and what its length says about the scale.
#[component]
pub fn ScaleForm(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let typed = RwSignal::new(String::new());
    let length_px = RwSignal::new(None::<f64>);
    Effect::new(move |_| {
        if let Some((from, to)) = document.measured.get() {
            length_px.set(Some(((to.0 - from.0).powi(2) + (to.1 - from.1).powi(2)).sqrt()));
        }
    });
    let check = move || {
        let by_scale = length_px.get()? / document.pixels_per_metre()?;
        Some(Check::of(metres_of(&typed.get(), workspace.units.get())?, by_scale))
    };
    let says = move || {
        let Some(length) = length_px.get() else {
            return "Measure along a dimension that is printed on the plan.".to_owned();
        };
        let by_scale = document.pixels_per_metre().map_or("The scale is not known yet.".to_owned(), |scale| {
            format!("By the scale this is {}.", workspace.units.get().length(length / scale))
        });
        format!("{by_scale} {}", check().map_or_else(String::new, Check::in_words))
    };
    let calibrate = move || {
        let metres = metres_of(&typed.get_untracked(), workspace.units.get_untracked());
        let (Some(length), Some(metres)) = (length_px.get_untracked(), metres) else {
            let example = workspace.units.get_untracked().length_example();
            workspace.tell(format!("Type the printed length first, as in {example}"));
            return;
        };
        let mut settings = document.settings.get_untracked();
        settings.pixels_per_metre = Some(length / metres);
        match settings.validate() {
            Ok(()) => {
                document.settings.set(settings);
                workspace.tell(format!("Scale set: {:.1} pixels to a metre", length / metres));
            }
            Err(error) => workspace.tell(format!("This scale cannot be right: {error}")),
        }
    };
    let is_open = move || workspace.tool.get() == Tool::Measure;
    view! {
        <Show when=is_open>
            <form
                class="scale-form"
                data-testid="scale-form"
                aria-label="Measured dimension"
                data-check=move || check().map(Check::word)
                on:submit=move |event| {
                    event.prevent_default();
                    calibrate();
                }
            >
                <p role="status" data-testid="scale-says">{says}</p>
                <div class="number-line">
                    <label class="field">
                        <span class="field-label">"On the plan, px"</span>
                        <input
                            type="number"
                            min="1"
                            step="any"
                            data-testid="scale-pixels"
                            prop:value=move || length_px.get().map_or_else(String::new, |length| format!("{length:.1}"))
                            on:change:target=move |event| {
                                let length = event.target().value().parse().ok().filter(|length: &f64| *length > 0.0);
                                length_px.set(length);
                            }
                        />
                    </label>
                    <label class="field">
                        <span class="field-label">"Printed length"</span>
                        <input
                            type="text"
                            autocomplete="off"
                            placeholder=move || workspace.units.get().length_example()
                            data-testid="scale-length"
                            prop:value=move || typed.get()
                            on:input:target=move |event| typed.set(event.target().value())
                        />
                    </label>
                    <button type="submit" class="button primary small" data-testid="scale-set">
                        "Set scale"
                    </button>
                </div>
            </form>
        </Show>
    }
}

/// What is known of the scale of the seen page.
pub fn scale_panel(document: Document) -> AnyView {
    view! { <ScalePanel document /> }.into_any()
}

/// The measured line, and what its length says about the scale.
pub fn scale_form(document: Document) -> AnyView {
    view! { <ScaleForm document /> }.into_any()
}
