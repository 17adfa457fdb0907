//! The rooms of the seen page: how many, how large, their list, and where the corrections are.

use leptos::prelude::*;

use super::icon::Icon;
use super::room_list::RoomList;
use crate::feedback::{self, Delivery};
use crate::later;
use crate::state::document::Document;
use crate::state::editing::focus_stage;
use crate::state::workspace::Workspace;

/// How long nothing has to move before results are said aloud.
const SETTLED: std::time::Duration = std::time::Duration::from_millis(700);

/// The rooms of the seen page.
#[component]
pub fn RoomsPanel(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let count = move || document.rooms.read().len();
    let total = move || {
        let rooms = document.rooms.read();
        let areas: Vec<f64> = rooms
            .iter()
            .filter_map(|room| room.room.area.as_ref())
            .filter(|area| area.unit == "m2")
            .map(|area| area.value)
            .collect();
        (!areas.is_empty()).then(|| workspace.units.get().area(areas.iter().sum()))
    };
    announce_results(workspace, document);
    view! {
        <div class="panel-head">
            <h2>
                "Rooms " <span class="count" data-testid="room-count">{count}</span>
            </h2>
            <span class="total">{total}</span>
        </div>
        <RoomList document />
        {later::when(
            move || !document.history.read().now().is_empty(),
            move |parts| (parts.views.delivery)(document),
        )}
    }
}

/// Says how many rooms there are when a detection has changed that, and nothing more is moving.
fn announce_results(workspace: Workspace, document: Document) {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let said = StoredValue::new(None::<usize>);
    Effect::new(move |_| {
        if document.last_run.read().is_none() {
            return;
        }
        // what else is said is not cut short
        workspace.say.track();
        if let Some(timeout) = pending.get_value() {
            timeout.clear();
        }
        let say = move || {
            let Some(count) = document.all_rooms.try_with_untracked(|rooms| rooms.len()) else { return };
            if said.try_get_value().flatten() != Some(count) {
                said.try_update_value(|said| *said = Some(count));
                let plural = if count == 1 { "room" } else { "rooms" };
                workspace.say.set(format!("{count} {plural} found"));
            }
        };
        pending.set_value(set_timeout_with_handle(say, SETTLED).ok());
    });
}

/// Where the corrections are.
#[component]
fn DeliveryLine(document: Document) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let is_corrected = move || !document.history.read().now().is_empty();
    let words = move || match document.delivery.get() {
        Delivery::Nothing => "Your corrections are kept in this browser.".to_owned(),
        Delivery::Soon | Delivery::Sending => {
            "Your corrections are kept here, and on their way to the service.".to_owned()
        }
        Delivery::Told => "Your corrections are kept here and at the service.".to_owned(),
        Delivery::Failed(why) => {
            let why = why.trim_end_matches('.');
            format!("Your corrections are kept here; the service does not have them yet. {why}.")
        }
    };
    let state = move || match document.delivery.get() {
        Delivery::Nothing => "here",
        Delivery::Soon => "soon",
        Delivery::Sending => "sending",
        Delivery::Told => "told",
        Delivery::Failed(_) => "failed",
    };
    let can_send = move || matches!(document.delivery.get(), Delivery::Soon | Delivery::Failed(_));
    view! {
        <Show when=is_corrected>
            <div class="delivery" data-testid="delivery" data-state=state>
                <p class="hint" role="status">{words}</p>
                <Show when=can_send>
                    <button class="button small" data-testid="delivery-send" on:click=move |_| {
                        focus_stage();
                        feedback::send(workspace, document);
                    }>
                        <Icon name="send" />
                        "Send now"
                    </button>
                </Show>
            </div>
        </Show>
    }
}

/// Where the corrections are.
pub fn delivery(document: Document) -> AnyView {
    view! { <DeliveryLine document /> }.into_any()
}
