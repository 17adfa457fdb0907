//! The list of plans: those in this browser, and those at the service.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::job::{Job, JobStatus};

use super::dialog::Dialog;
use super::focus;
use super::icon::Icon;
use crate::client::jobs;
use crate::session::Session;
use crate::state::document::Document;
use crate::state::progress::{Bar, Local};
use crate::state::workspace::{Service, Workspace};
use crate::{keeping, later, open, uploads};

/// The name of the seen plan; opens the list of all.
#[component]
pub fn PlansMenu() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let name = move || workspace.current_document().map(|document| document.name.get());
    let count = move || workspace.documents.read().len();
    let shown = Signal::derive(move || workspace.plans_shown.get());
    view! {
        <Show when=move || workspace.current.get().is_some()>
            <button
                class="plan-name"
                title="All plans"
                data-testid="plans-menu"
                aria-haspopup="dialog"
                on:click=move |_| workspace.plans_shown.set(true)
            >
                <span class="visually-hidden">"All plans. Now: "</span>
                <span class="plan-title" dir="auto" data-testid="plan-name">{name}</span>
                <span class="count" data-testid="plan-count">{count}</span>
                <Icon name="chevron-down" />
            </button>
        </Show>
        <Dialog
            testid="plans-dialog"
            title="Plans"
            open=shown
            on_close=Callback::new(move |()| workspace.plans_shown.set(false))
        >
            {later::view(|parts| (parts.views.plans)())}
        </Dialog>
    }
}

/// The list of all plans.
pub fn plans_sheet() -> AnyView {
    let workspace = expect_context::<Workspace>();
    let newest_first = move || workspace.documents.get().into_iter().rev().collect::<Vec<_>>();
    view! {
        <div class="plans-sheet">
            <ul class="plan-list" aria-label="Plans in this browser">
                <For each=newest_first key=|document| document.id let:document>
                    <PlanItem document />
                </For>
            </ul>
            <Show when=move || {
                workspace.service.get() == Service::There && workspace.session.get() != Session::SignedOut
            }>
                <ServicePlans />
            </Show>
        </div>
    }
    .into_any()
}

/// One plan: its picture, name and state, and what can be done with it.
#[component]
pub fn PlanItem(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let forget_label = move || format!("Forget {} and its corrections", document.name.get());
    let remote = move || document.progress.read().remote.clone();
    let bar = Memo::new(move |_| document.progress.read().bar());
    let state = move || {
        let progress = document.progress.read();
        let corrected = document.history.read().now().kept.len();
        let corrected = match corrected {
            0 => String::new(),
            1 => " · 1 room corrected".to_owned(),
            count => format!(" · {count} rooms corrected"),
        };
        let words = match progress.local {
            Local::Asleep if progress.remote == Default::default() => "Kept in this browser".to_owned(),
            _ => progress.sentence(document.found()),
        };
        format!("{words}{corrected}")
    };
    let confirm = RwSignal::new(false);
    view! {
        <li class="plan-item" class:current=move || workspace.current.get() == Some(document.id)>
            <button
                class="plan-open"
                data-testid="plan-item"
                aria-current=move || (workspace.current.get() == Some(document.id)).to_string()
                on:click=move |_| {
                    workspace.plans_shown.set(false);
                    workspace.current.set(Some(document.id));
                }
            >
                <span class="thumbnail">
                    {move || match document.thumbnail.get() {
                        Some(address) => view! { <img src=address alt="" data-testid="plan-thumbnail" /> }.into_any(),
                        None => view! { <Icon name="image" /> }.into_any(),
                    }}
                </span>
                <span class="plan-words">
                    <span class="plan-title" dir="auto">{move || document.name.get()}</span>
                    <span class="hint" data-testid="plan-state">{state}</span>
                    {move || bar.get().map(|bar| {
                        let share = match bar {
                            Bar::Share(share) => Some(format!("{share:.3}")),
                            Bar::Unknown => None,
                        };
                        view! { <progress aria-label="Progress" max="1" value=share></progress> }
                    })}
                </span>
            </button>
            <span class="plan-actions">
                <Show when=move || remote().can_be_cancelled()>
                    <button class="button small" data-testid="plan-cancel" on:click=move |event| {
                        focus::pass_on(&event, ".plan-item", ".plan-open");
                        uploads::cancel(workspace, document);
                    }>
                        "Cancel"
                    </button>
                </Show>
                <Show when=move || remote().can_be_tried()>
                    <button class="button small" data-testid="plan-retry" on:click=move |event| {
                        focus::pass_on(&event, ".plan-item", ".plan-open");
                        uploads::enqueue(workspace, document);
                    }>
                        "Try again"
                    </button>
                </Show>
                <button
                    class="icon-button"
                    data-testid="plan-close"
                    aria-label=forget_label
                    title=forget_label
                    on:click=move |event| {
                        // what a person worked on is not thrown away by one click
                        if document.history.read_untracked().now().is_empty() || confirm.get_untracked() {
                            focus::pass_to_neighbour(&event, ".plan-item", ".plan-open");
                            keeping::close(workspace, document);
                        } else {
                            confirm.set(true);
                            workspace.say.set("This plan has corrections. Press again to forget them too.".to_owned());
                        }
                    }
                    on:blur=move |_| confirm.set(false)
                >
                    {move || if confirm.get() { view! { <span class="confirm">"Forget?"</span> }.into_any() } else { view! { <Icon name="trash-2" /> }.into_any() }}
                </button>
            </span>
        </li>
    }
}

/// The plans that the service keeps.
#[component]
fn ServicePlans() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let found = RwSignal::new(Vec::<Job>::new());
    let next = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<String>);
    let load = move |cursor: Option<String>| {
        spawn_local(async move {
            // the list may be closed when the answer comes
            match jobs::list(cursor.as_deref()).await {
                Ok(page) => {
                    let _ = found.try_update(|found| found.extend(page.jobs));
                    let _ = next.try_set(page.next_cursor);
                }
                Err(error) => {
                    let _ = fault.try_set(Some(format!("The plans at the service cannot be listed. {error}")));
                }
            }
        });
    };
    load(None);
    // a plan that is open here is not listed again
    let others = move || {
        let here: Vec<Option<String>> =
            workspace.documents.read().iter().map(|document| document.job_id.get()).collect();
        found.get().into_iter().filter(|job| !here.contains(&Some(job.job_id.to_string()))).collect::<Vec<_>>()
    };
    view! {
        <section class="service-plans" aria-labelledby="service-plans-title">
            <h3 id="service-plans-title">"At the service"</h3>
            <p class="hint" role="status">{fault}</p>
            <Show when=move || others().is_empty() && fault.read().is_none()>
                <p class="hint">"Nothing else is kept there."</p>
            </Show>
            <ul class="plan-list" aria-label="Plans at the service">
                <For each=others key=|job| job.job_id.to_string() let:job>
                    <JobItem job />
                </For>
            </ul>
            <Show when=move || next.read().is_some()>
                <button class="button small" data-testid="jobs-older" on:click=move |event| {
                    focus::pass_on(&event, ".service-plans", ".plan-open");
                    load(next.get_untracked());
                }>
                    "Older ones"
                </button>
            </Show>
        </section>
    }
}

#[component]
fn JobItem(job: Job) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let name = job.blueprint_s3_key.rsplit('/').next().unwrap_or_default().to_owned();
    let state = match job.status {
        JobStatus::Pending => "not read yet",
        JobStatus::Processing => "being read",
        JobStatus::Completed => "read",
        JobStatus::Failed => "could not be read",
        JobStatus::Cancelled => "cancelled",
    };
    let date = job.created_at.get(..10).unwrap_or_default().to_owned();
    let (title, stored) = (name.clone(), StoredValue::new((job.job_id.to_string(), name)));
    view! {
        <li class="plan-item">
            <button
                class="plan-open"
                data-testid="job-item"
                on:click=move |_| {
                    let (job, name) = stored.get_value();
                    workspace.plans_shown.set(false);
                    open::open_job(workspace, job, name);
                }
            >
                <span class="thumbnail">
                    <Icon name="cloud" />
                </span>
                <span class="plan-words">
                    <span class="plan-title" dir="auto">{title}</span>
                    <span class="hint">{date} " · " {state}</span>
                </span>
            </button>
        </li>
    }
}
