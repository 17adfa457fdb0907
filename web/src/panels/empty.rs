//! The page before anything is opened: what it does, and three ways to begin.

use leptos::prelude::*;

use super::icon::Icon;
use super::plans::PlanItem;
use crate::later;
use crate::open::open_sample;
use crate::state::editing::BROWSE_ID;
use crate::state::workspace::{Service, Workspace};

/// The page before anything is opened.
#[component]
pub fn EmptyPage(
    /// Opens the file chooser.
    browse: Callback<()>,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    view! {
        <section class="empty">
            <div class="empty-drop">
                <svg class="empty-art" viewBox="0 0 240 150" aria-hidden="true" focusable="false">
                    <path class="art-room a" d="M10 10h88v64H10z"></path>
                    <path class="art-room b" d="M98 10h132v48H98z"></path>
                    <path class="art-room c" d="M10 74h88v66H10z"></path>
                    <path class="art-room d" d="M98 58h132v82H98z"></path>
                    <path
                        class="art-wall"
                        d="M10 10h220v130H10zM98 10v20M98 46v54M98 118v22M10 74h30M60 74h38M98 58h62M180 58h50"
                    ></path>
                    <path class="art-door" d="M40 74a20 20 0 0 1 20 20M160 58a20 20 0 0 1 20 20"></path>
                </svg>
                <h1>"Drop a floor plan, get its rooms"</h1>
                <p class="lead">
                    "Names, outlines, areas and confidence, in seconds. PNG, JPG or PDF; a saved analysis or Textract JSON too."
                </p>
                <div class="empty-actions">
                    <button
                        id=BROWSE_ID
                        class="button primary large"
                        data-testid="browse-button"
                        on:click=move |_| browse.run(())
                    >
                        <Icon name="upload" />
                        "Choose a plan"
                    </button>
                    <button class="button large" data-testid="sample-button" on:click=move |_| open_sample(workspace)>
                        "Try the sample"
                    </button>
                </div>
                <p class="hint">"You can also drop files anywhere on this page, several at once, or paste a picture."</p>
            </div>
            <ol class="empty-steps" aria-label="What you can do">
                <li>
                    <Icon name="square-dashed" />
                    <span>"See every room with its name, area and confidence"</span>
                </li>
                <li>
                    <Icon name="pencil" />
                    <span>"Correct what is wrong; nothing is lost, not even by closing the tab"</span>
                </li>
                <li>
                    <Icon name="table" />
                    <span>"Take it away: spreadsheet, CAD, PDF, or a file to go on later"</span>
                </li>
            </ol>
            <UploadChoice />
            {later::when(
                move || !workspace.documents.read().is_empty(),
                |parts| (parts.views.recent_plans)(),
            )}
        </section>
    }
}

/// Plans that this browser keeps.
#[component]
fn RecentPlans() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let newest_first = move || workspace.documents.get().into_iter().rev().collect::<Vec<_>>();
    view! {
        <Show when=move || !workspace.documents.read().is_empty()>
            <section class="recent" aria-labelledby="recent-title">
                <h2 id="recent-title">"Your plans"</h2>
                <ul class="plan-list">
                    <For each=newest_first key=|document| document.id let:document>
                        <PlanItem document />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// Whether plans are uploaded, and what that means.
#[component]
fn UploadChoice() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    view! {
        <div class="privacy">
            <Icon name="shield-check" />
            {move || match workspace.service.get() {
                Service::There | Service::Away => {
                    view! {
                        <label class="switch-line">
                            <input
                                type="checkbox"
                                data-testid="upload-switch"
                                prop:checked=move || workspace.upload.get()
                                on:change:target=move |event| workspace.upload.set(event.target().checked())
                            />
                            <span>
                                {match workspace.service.get() {
                                    Service::Away => {
                                        "Upload plans when the service is back, so that it reads the names. Until then they stay in this browser; off, they always do."
                                    }
                                    _ => {
                                        "Upload plans to this service, so that it reads the names. Off, nothing leaves this browser."
                                    }
                                }}
                            </span>
                        </label>
                    }
                        .into_any()
                }
                Service::Unknown | Service::None => {
                    view! { <span>"Plans stay in this browser: walls are traced and rooms found right here."</span> }
                        .into_any()
                }
            }}
        </div>
    }
}

/// Plans that this browser keeps.
pub fn recent_plans() -> AnyView {
    view! { <RecentPlans  /> }.into_any()
}
