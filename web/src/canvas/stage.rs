//! The stage: the two canvases, and what hands do on them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos_use_resize_observer::{UseResizeObserverReturn, use_resize_observer};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, KeyboardEvent, PointerEvent, WheelEvent};

use super::frame::Frame;
use super::gestures::{Gesture, Pointers, Taps};
use super::plan_layer::{self, PlanPicture};
use super::room_layer::{self, Drawing, Widths};
use super::seen_layer;
use super::sharpen::keep_sharp;
use crate::later::{self, Correcting};
use crate::panels::announce::room_in_words;
use crate::state::document::Document;
use crate::state::editing::{Editing, STAGE_ID};
use crate::state::look::Look;
use crate::state::shown::room_at;
use crate::state::tool::Tool;
use crate::state::viewport::{Size, Viewport};
use crate::state::workspace::Workspace;

/// Growth at one press of `+`, also of its button.
pub const KEY_ZOOM: f64 = 1.25;
/// CSS pixels at one press of an arrow key.
const KEY_PAN_PX: f64 = 60.0;
/// Growth for each CSS pixel of the wheel.
const WHEEL_ZOOM: f64 = 0.0015;
/// The same for a pinch on a touchpad, which browsers report as a wheel with the control key.
const TOUCHPAD_PINCH_ZOOM: f64 = 0.01;

/// What is chosen is drawn with the accent of the light theme: plans are light in either.
const ACCENT: &str = "#1d5fd1";

/// The plan with its rooms.
#[component]
pub fn Stage(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let plan_canvas = NodeRef::<html::Canvas>::new();
    let room_canvas = NodeRef::<html::Canvas>::new();
    let host = NodeRef::<html::Div>::new();
    let size = document.stage_px;
    let UseResizeObserverReturn { .. } = use_resize_observer(host, move |entries, _| {
        if let Some(entry) = entries.first() {
            let rect = entry.content_rect();
            size.set((rect.width(), rect.height()));
        }
    });
    let plan_px = Memo::new(move |_| document.page_px());
    // a page is fitted when it is first seen, and again when its size turns out to be another
    Effect::new(move |before: Option<(u32, Size)>| {
        let (page, plan, stage) = (document.page.get(), plan_px.get(), size.get());
        let fitted = document.viewport.read_untracked().is_some();
        let is_resized = before.is_some_and(|(old_page, old_plan)| old_page == page && old_plan != plan);
        if stage.0 > 0.0 && (!fitted || is_resized) {
            document.viewport.set(Some(Viewport::fit(plan, stage)));
        }
        (page, plan)
    });
    draw_plan(document, plan_canvas, size);
    draw_rooms(workspace, document, room_canvas, size);
    keep_sharp(workspace, document);
    let hand =
        Hand { workspace, document, pointers: StoredValue::new_local(Rc::default()), taps: StoredValue::default() };

    view! {
        <div
            id=STAGE_ID
            class="stage"
            node_ref=host
            tabindex="0"
            role="application"
            aria-label="Plan. Arrow keys move it, plus and minus zoom, 0 fits it, N and P go from room to room."
            data-testid="stage"
            on:wheel=move |event| hand.wheel(&event)
            on:pointerdown=move |event| hand.press(&event)
            on:pointermove=move |event| hand.shift(&event)
            on:pointerup=move |event| hand.release(&event)
            on:pointercancel=move |event| hand.cancel(&event)
            on:pointerleave=move |_| document.hovered.set(None)
            on:dblclick=move |event| hand.double(&event)
            on:keydown=move |event| hand.key(&event)
        >
            <canvas node_ref=plan_canvas class="layer" aria-hidden="true" data-testid="plan-canvas"></canvas>
            <canvas node_ref=room_canvas class="layer" aria-hidden="true" data-testid="room-canvas"></canvas>
        </div>
    }
}

/// Keeps the plan drawn.
fn draw_plan(document: Document, canvas: NodeRef<html::Canvas>, size: RwSignal<Size>) {
    let workspace = expect_context::<Workspace>();
    let picture: Rc<RefCell<Option<PlanPicture>>> = Rc::default();
    let drawn = picture.clone();
    let frame = Frame::new(move || {
        // the stage may be gone before its frame comes
        let canvas = canvas.try_get_untracked().flatten();
        let (Some(canvas), Some(view)) = (canvas, document.viewport.get_untracked()) else { return };
        let Some((context, ratio)) = cleared(&canvas, size.get_untracked()) else { return };
        if !workspace.look.read_untracked().plan {
            return;
        }
        let plan = document.page_px();
        let (left, top) = view.to_stage((0.0, 0.0));
        context.set_fill_style_str("#fff");
        context.fill_rect(left, top, plan.0 * view.scale, plan.1 * view.scale);
        if let Some(picture) = &*drawn.borrow() {
            picture.draw(&context, view, plan, ratio);
        }
        document.sheets.detail.with_untracked(|detail| {
            if let Some(detail) = detail {
                plan_layer::draw_detail(&context, detail, view, plan);
            }
        });
    });
    let on_picture = frame.clone();
    Effect::new(move |_| {
        let again = on_picture.clone();
        *picture.borrow_mut() = document.picture.get().map(|bitmap| PlanPicture::new(bitmap, move || again.ask()));
        on_picture.ask();
    });
    Effect::new(move |_| {
        document.viewport.track();
        document.sheets.detail.track();
        workspace.look.track();
        size.track();
        canvas.track();
        frame.ask();
    });
}

/// Keeps the rooms drawn.
fn draw_rooms(workspace: Workspace, document: Document, canvas: NodeRef<html::Canvas>, size: RwSignal<Size>) {
    let widths = Widths::default();
    let frame = Frame::new(move || {
        // the stage may be gone before its frame comes
        let canvas = canvas.try_get_untracked().flatten();
        let (Some(canvas), Some(view)) = (canvas, document.viewport.get_untracked()) else { return };
        let Some((context, _)) = cleared(&canvas, size.get_untracked()) else { return };
        if workspace.bare.get_untracked() {
            return;
        }
        let look = workspace.look.get_untracked();
        let rooms = if look.rooms { document.rooms.get_untracked() } else { Arc::default() };
        let (selected, hovered) = (document.selected.get_untracked(), document.hovered.get_untracked());
        let parts = later::now();
        if let Some(parts) = parts.filter(|_| look.shows_seen() || look.lost_names) {
            (parts.draw_seen)(&context, document, look, view);
        }
        room_layer::draw(
            &context,
            &Drawing {
                rooms: &rooms,
                view,
                stage: size.get_untracked(),
                widths: &widths,
                look,
                units: workspace.units.get_untracked(),
                selected: selected.as_deref(),
                hovered: hovered.as_deref(),
                accent: ACCENT,
            },
        );
        // without them no tool is in hand
        if let Some(parts) = parts {
            (parts.correcting.draw)(&context, Editing { workspace, document }, view, ACCENT);
        }
    });
    // what was detected anew is drawn before the lists of it are made
    let hurried = frame.clone();
    Effect::new(move |_| {
        document.rooms.track();
        document.last_run.track();
        hurried.hurry();
    });
    Effect::new(move |_| {
        document.viewport.track();
        document.seen.track();
        document.selected.track();
        document.hovered.track();
        document.handle.track();
        document.cross.track();
        document.draft.track();
        document.measured.track();
        workspace.tool.track();
        workspace.look.track();
        workspace.units.track();
        workspace.bare.track();
        size.track();
        canvas.track();
        frame.ask();
    });
}

/// Draws what the detector saw, as far as that is wished.
pub fn draw_seen(context: &CanvasRenderingContext2d, document: Document, look: Look, view: Viewport) {
    let (page, plan) = (document.page.get_untracked(), untrack(|| document.page_px()));
    let (seen, run) = (document.seen.get_untracked(), document.last_run.get_untracked());
    let names = run.iter().flat_map(|run| &run.detection.unmatched_labels).filter(|name| name.page == page);
    seen_layer::draw(context, look, view, plan, seen.as_deref(), &names.collect::<Vec<_>>());
}

/// The context of a canvas of that many CSS pixels, empty, with CSS pixels as its unit; and device pixels to one of them.
fn cleared(canvas: &HtmlCanvasElement, (width, height): Size) -> Option<(CanvasRenderingContext2d, f64)> {
    let ratio = window().device_pixel_ratio().max(1.0);
    // a stage has a few thousand pixels a side
    let (width_px, height_px) = ((width * ratio).round() as u32, (height * ratio).round() as u32);
    if (canvas.width(), canvas.height()) != (width_px, height_px) {
        canvas.set_width(width_px);
        canvas.set_height(height_px);
    }
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    context.clear_rect(0.0, 0.0, width, height);
    Some((context, ratio))
}

/// What hands do on the stage.
#[derive(Clone, Copy)]
struct Hand {
    workspace: Workspace,
    document: Document,
    pointers: StoredValue<Rc<RefCell<Pointers>>, LocalStorage>,
    taps: StoredValue<Taps>,
}

/// What pointer events call a finger.
const FINGER: &str = "touch";
/// Growth at a double click or tap.
const DOUBLE_ZOOM: f64 = 2.0;

impl Hand {
    fn pointers<T>(self, use_them: impl FnOnce(&mut Pointers) -> T) -> T {
        use_them(&mut self.pointers.get_value().borrow_mut())
    }

    /// Whether the tool in hand takes it. As long as the tools are not there, none is in hand.
    fn tool(self, ask: impl FnOnce(&Correcting) -> bool) -> bool {
        later::now().is_some_and(|parts| ask(&parts.correcting))
    }

    fn wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let lines_to_px = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 16.0 };
        let speed = if event.ctrl_key() { TOUCHPAD_PINCH_ZOOM } else { WHEEL_ZOOM };
        let factor = (-event.delta_y() * lines_to_px * speed).exp();
        self.document.zoom(factor.clamp(0.2, 5.0), (f64::from(event.offset_x()), f64::from(event.offset_y())));
    }

    fn press(self, event: &PointerEvent) {
        if event.button() > 1 {
            return;
        }
        if let Some(stage) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            // without the capture a drag ends at the edge of the stage, and that is all
            let _ = stage.set_pointer_capture(event.pointer_id());
        }
        if event.pointer_type() != FINGER {
            self.taps.set_value(Taps::default());
        }
        if event.button() == 0 && self.tool(|tool| (tool.press)(self.editing(), place(event))) {
            return;
        }
        self.pointers(|pointers| pointers.press(event.pointer_id(), place(event)));
    }

    fn editing(self) -> Editing {
        Editing { workspace: self.workspace, document: self.document }
    }

    fn shift(self, event: &PointerEvent) {
        if self.tool(|tool| (tool.shift)(self.editing(), place(event))) {
            return;
        }
        match self.pointers(|pointers| pointers.shift(event.pointer_id(), place(event))) {
            Gesture::Hover => {
                let room = self.room_under(place(event));
                if *self.document.hovered.read_untracked() != room {
                    self.document.hovered.set(room);
                }
            }
            Gesture::Pan { by } => self.document.pan(by),
            Gesture::Pinch { factor, at, by } => {
                self.document.pan(by);
                self.document.zoom(factor, at);
            }
            Gesture::None => {}
        }
    }

    fn release(self, event: &PointerEvent) {
        if self.tool(|tool| (tool.release)(self.editing(), place(event))) {
            return;
        }
        if self.pointers(|pointers| pointers.release(event.pointer_id())) {
            let is_double = event.pointer_type() == FINGER
                && self.taps.try_update_value(|taps| taps.tap(event.time_stamp(), place(event))) == Some(true);
            if is_double {
                self.document.zoom(DOUBLE_ZOOM, place(event));
            } else {
                self.editing().choose(self.room_under(place(event)));
            }
        }
    }

    /// A double click of a mouse enlarges; with a tool in hand it is two clicks of the tool. Where browsers report double
    /// taps of fingers too, those were taken as taps.
    fn double(self, event: &web_sys::MouseEvent) {
        if self.workspace.tool.get_untracked() == Tool::Select && !self.taps.with_value(Taps::is_in_use) {
            self.document.zoom(DOUBLE_ZOOM, (f64::from(event.offset_x()), f64::from(event.offset_y())));
        }
    }

    fn cancel(self, event: &PointerEvent) {
        self.document.draft.set(None);
        self.pointers(|pointers| pointers.cancel(event.pointer_id()));
    }

    fn room_under(self, at: (f64, f64)) -> Option<String> {
        let view = self.document.viewport.get_untracked()?;
        let rooms = self.document.rooms.read_untracked();
        room_at(&rooms, view.to_plan(at)).map(|room| room.room.id.clone())
    }

    fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let document = self.document;
        if self.tool(|tool| (tool.key)(self.editing(), &event.key(), event.shift_key())) {
            event.prevent_default();
            return;
        }
        match event.key().as_str() {
            "+" | "=" => document.zoom_middle(KEY_ZOOM),
            "-" | "_" => document.zoom_middle(1.0 / KEY_ZOOM),
            "0" => document.fit(),
            "ArrowLeft" => document.pan((KEY_PAN_PX, 0.0)),
            "ArrowRight" => document.pan((-KEY_PAN_PX, 0.0)),
            "ArrowUp" => document.pan((0.0, KEY_PAN_PX)),
            "ArrowDown" => document.pan((0.0, -KEY_PAN_PX)),
            "n" | "N" => self.walk(1),
            "p" | "P" => self.walk(-1),
            "Escape" if document.selected.read_untracked().is_some() => document.selected.set(None),
            _ => return,
        }
        event.prevent_default();
    }

    /// Chooses the next room, or the one before, and brings it into sight.
    fn walk(self, step: isize) {
        let rooms = self.document.rooms.get_untracked();
        if rooms.is_empty() {
            return;
        }
        let chosen = self.document.selected.get_untracked();
        let position = rooms.iter().position(|room| Some(&room.room.id) == chosen.as_ref());
        let count = rooms.len() as isize;
        let next = position.map_or(if step > 0 { 0 } else { count - 1 }, |at| (at as isize + step).rem_euclid(count));
        // the remainder lies in 0..count
        let room = &rooms[next as usize];
        self.document.selected.set(Some(room.room.id.clone()));
        self.document.show_area(room.box_px);
        let units = self.workspace.units.get_untracked();
        self.workspace.say.set(room_in_words(room, next as usize + 1, rooms.len(), units));
    }
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}
