//! How the plan is looked at: buttons for the view, and how rooms are drawn.

use leptos::prelude::*;

use web_sys::KeyboardEvent;

use super::icon::Icon;
use crate::canvas::KEY_ZOOM;
use crate::state::document::Document;
use crate::state::look::{Colours, Labels, Shape};
use crate::state::workspace::Workspace;

/// Larger, smaller, bare, all of it.
#[component]
pub fn ViewButtons(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let hold = move |event: &KeyboardEvent, held: bool| {
        if matches!(event.key().as_str(), " " | "Enter") {
            event.prevent_default();
            workspace.bare.set(held);
        }
    };
    let scale = move || document.viewport.get().map_or_else(String::new, |view| format!("{:.0} %", view.scale * 100.0));
    view! {
        <div class="view-buttons" role="group" aria-label="View">
            <button class="icon-button" aria-label="Zoom out" title="Zoom out (−)" on:click=move |_| document.zoom_middle(1.0 / KEY_ZOOM)>
                <Icon name="minus" />
            </button>
            <output class="scale" data-testid="zoom">{scale}</output>
            <button class="icon-button" aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| document.zoom_middle(KEY_ZOOM)>
                <Icon name="plus" />
            </button>
            <button
                class="icon-button hold"
                aria-label="Hold to see the bare plan"
                title="Hold to see the bare plan (B)"
                data-testid="hold-bare"
                aria-pressed=move || workspace.bare.get().to_string()
                on:pointerdown=move |_| workspace.bare.set(true)
                on:pointerup=move |_| workspace.bare.set(false)
                on:pointercancel=move |_| workspace.bare.set(false)
                on:pointerleave=move |_| workspace.bare.set(false)
                // a finger that rests asks for no menu here
                on:contextmenu=move |event| event.prevent_default()
                on:keydown=move |event| hold(&event, true)
                on:keyup=move |event| hold(&event, false)
                on:blur=move |_| workspace.bare.set(false)
            >
                <Icon name="eye" />
            </button>
            <button class="icon-button" aria-label="Fit the plan" title="Fit the plan (0)" on:click=move |_| document.fit()>
                <Icon name="maximize" />
            </button>
        </div>
    }
}

/// One of a few words.
#[component]
fn Segments<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    options: Vec<(T, &'static str)>,
    #[prop(into)] value: Signal<T>,
    choose: Callback<T>,
) -> impl IntoView {
    let buttons = options.into_iter().map(|(option, words)| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (value.get() == option).to_string()
                on:click=move |_| choose.run(option)
            >
                {words}
            </button>
        }
    });
    view! {
        <div class="field">
            <span class="field-label">{label}</span>
            <div class="segments" role="group" aria-label=label>
                {buttons.collect_view()}
            </div>
        </div>
    }
}

/// How rooms are drawn.
#[component]
pub fn LookPanel() -> impl IntoView {
    let look = expect_context::<Workspace>().look;
    let layer = move |label: &'static str,
                      key: &'static str,
                      read: fn(&crate::state::look::Look) -> bool,
                      write: fn(&mut crate::state::look::Look, bool)| {
        view! {
            <label class="switch-line">
                <input
                    type="checkbox"
                    data-testid=format!("layer-{key}")
                    prop:checked=move || look.with(read)
                    on:change:target=move |event| look.update(|look| write(look, event.target().checked()))
                />
                <span class=format!("layer-sign {key}") aria-hidden="true"></span>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <div class="panel-body look" data-testid="look-panel">
            <Segments
                label="Colour"
                options=vec![(Colours::Type, "By type"), (Colours::Confidence, "By confidence")]
                value=Signal::derive(move || look.read().colours)
                choose=Callback::new(move |colours| look.update(|look| look.colours = colours))
            />
            <Segments
                label="Labels"
                options=vec![
                    (Labels::Name, "Name"),
                    (Labels::Area, "Area"),
                    (Labels::Confidence, "Confidence"),
                    (Labels::None, "None"),
                ]
                value=Signal::derive(move || look.read().labels)
                choose=Callback::new(move |labels| look.update(|look| look.labels = labels))
            />
            <Segments
                label="Shape"
                options=vec![(Shape::Outline, "Outline"), (Shape::Box, "Box")]
                value=Signal::derive(move || look.read().shape)
                choose=Callback::new(move |shape| look.update(|look| look.shape = shape))
            />
            <label class="field">
                <span class="field-label">"Fill"</span>
                <input
                    type="range"
                    min="0"
                    max="0.8"
                    step="0.02"
                    data-testid="look-opacity"
                    prop:value=move || look.read().opacity.to_string()
                    on:input:target=move |event| {
                        if let Ok(opacity) = event.target().value().parse() {
                            look.update(|look| look.opacity = opacity);
                        }
                    }
                />
            </label>
            <fieldset class="layers">
                <legend class="field-label">"Layers"</legend>
                {layer("The plan", "plan", |look| look.plan, |look, on| look.plan = on)}
                {layer("Rooms", "rooms", |look| look.rooms, |look, on| look.rooms = on)}
                {layer("Walls", "walls", |look| look.walls, |look, on| look.walls = on)}
                {layer("Doors, windows, openings", "openings", |look| look.openings, |look, on| look.openings = on)}
                {layer("Words", "words", |look| look.words, |look, on| look.words = on)}
                {layer("Names without a room", "lost-names", |look| look.lost_names, |look, on| look.lost_names = on)}
            </fieldset>
        </div>
    }
}

/// How rooms are drawn.
pub fn look() -> AnyView {
    view! { <LookPanel  /> }.into_any()
}
