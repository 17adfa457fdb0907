//! The scale: what it is, checked or set by a measured dimension.

use leptos::prelude::*;

use crate::state::document::Document;
use crate::state::scale::{Check, metres_of, pixels_per_metre};
use crate::state::tool::Tool;
use crate::state::workspace::Workspace;

/// The measured line, and what its length says about the scale.
#[component]
pub fn ScaleForm(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let typed = RwSignal::new(String::new());
    let length_px =
        move || document.measured.get().map(|(from, to)| ((to.0 - from.0).powi(2) + (to.1 - from.1).powi(2)).sqrt());
    let known = move || {
        let calibrated = document.settings.read().pixels_per_metre;
        calibrated.or_else(|| pixels_per_metre(&document.rooms.read()))
    };
    let says = move || {
        let length_px = length_px()?;
        let by_scale = known().map(|scale| length_px / scale);
        let shown = by_scale.map_or("The scale is not known yet.".to_owned(), |metres| {
            format!("By the scale this is {}.", workspace.units.get().length(metres))
        });
        let verdict = metres_of(&typed.get(), workspace.units.get())
            .zip(by_scale)
            .map(|(typed, by_scale)| Check::of(typed, by_scale).in_words());
        Some(format!("{shown} {}", verdict.unwrap_or_default()))
    };
    let calibrate = move |_| {
        if let (Some(length_px), Some(metres)) =
            (length_px(), metres_of(&typed.get_untracked(), workspace.units.get_untracked()))
        {
            let mut settings = document.settings.get_untracked();
            settings.pixels_per_metre = Some(length_px / metres);
            if settings.validate().is_ok() {
                document.settings.set(settings);
                workspace.say.set("Scale set".to_owned());
            }
        }
    };
    let is_open = move || workspace.tool.get() == Tool::Measure && document.measured.read().is_some();
    view! {
        <Show when=is_open>
            <div class="scale-form" data-testid="scale-form">
                <p data-testid="scale-says">{says}</p>
                <div class="number-line">
                    <input
                        type="text"
                        inputmode="decimal"
                        aria-label="Length printed on the plan"
                        placeholder=move || format!("printed length, {}", workspace.units.get().length_example())
                        data-testid="scale-length"
                        prop:value=move || typed.get()
                        on:input:target=move |event| typed.set(event.target().value())
                    />
                    <button class="button primary small" data-testid="scale-set" on:click=calibrate>
                        "Set scale"
                    </button>
                </div>
            </div>
        </Show>
    }
}
