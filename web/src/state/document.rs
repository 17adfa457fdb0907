//! One opened plan: what is known of it and how it is looked at.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use shared::detect::Detection;
use shared::job::BlueprintFormat;
use shared::preview::{Preview, TimingMetrics};
use shared::seen::Seen;
use shared::{Detector, DetectorSettings, Room};
use wasm_bindgen::JsValue;
use web_sys::{Blob, ImageBitmap};

use super::geometry::{Outline, Point};
use super::ground::Ground;
use super::handle::Handle;
use super::history::History;
use super::placing::{Place, Placing};
use super::progress::{Local, Progress};
use super::sheets::Sheets;
use super::shown::ShownRoom;
use super::viewport::{Size, Viewport};
use crate::client::Cancel;
use crate::client::jobs::Upload;
use crate::feedback::Delivery;
use crate::whole::{Act, Of, Taking};
use crate::worker::protocol::{DocumentId, PageScale, Summary};

/// Pixels a side that a page is drawn with when nobody knows its size.
const UNKNOWN_PAGE_PX: Size = (1000.0, 1000.0);

/// What was found last, and how long it took.
#[derive(Debug, Clone)]
pub struct LastRun {
    /// What was found.
    pub detection: Detection,
    /// Milliseconds it took.
    pub milliseconds: f64,
}

/// From one point to another.
pub type Stretch = ((f64, f64), (f64, f64));

/// What a tool is in the middle of.
#[derive(Debug, Clone, PartialEq)]
pub enum Draft {
    /// Points that are set one by one.
    Placing(Placing),
    /// A corner or a side that is moved.
    Moving {
        /// Where it was taken hold of, in the page's 0–1000.
        from: Point,
        /// The outline before.
        before: Outline,
        /// The outline as it is now.
        now: Outline,
    },
}

/// An opened plan. Copies are the same plan: the fields are signals.
#[derive(Clone, Copy)]
pub struct Document {
    /// Its name for the worker.
    pub id: DocumentId,
    /// Its key in the browser's database.
    pub key: StoredValue<String>,
    /// The file's name.
    pub name: RwSignal<String>,
    /// The file, where it is a plan.
    pub file: RwSignal<Option<Blob>, LocalStorage>,
    /// What kind of plan it is; `None` for an analysis without one.
    pub format: RwSignal<Option<BlueprintFormat>>,
    /// The picture of the page.
    pub picture: RwSignal<Option<ImageBitmap>, LocalStorage>,
    /// What the worker knows of it.
    pub summary: RwSignal<Option<Summary>>,
    /// The page that is seen, from 1.
    pub page: RwSignal<u32>,
    /// All pages.
    pub sheets: Sheets,
    /// What the detector saw on the page, where that is to be shown.
    pub seen: RwSignal<Option<Arc<Seen>>>,
    /// How far it has come.
    pub progress: RwSignal<Progress>,
    /// The settings.
    pub settings: RwSignal<DetectorSettings>,
    /// What was found.
    pub last_run: RwSignal<Option<Arc<LastRun>>>,
    /// The scales of the pages, as they were found last or set.
    pub scales: RwSignal<Vec<PageScale>>,
    /// What a person corrected.
    pub history: RwSignal<History>,
    /// All rooms: what was found, with what was corrected.
    pub all_rooms: Memo<Arc<Vec<Room>>>,
    /// The rooms of the seen page, ready to be drawn.
    pub rooms: Memo<Arc<Vec<ShownRoom>>>,
    /// Id of the chosen room.
    pub selected: RwSignal<Option<String>>,
    /// Id of the room under the pointer, or of the list item under it.
    pub hovered: RwSignal<Option<String>>,
    /// The chosen corner or side of the chosen room.
    pub handle: RwSignal<Option<Handle>>,
    /// The cross that keys move, in plan pixels, while a tool that takes points is used by keys.
    pub cross: RwSignal<Option<Place>>,
    /// What a tool is in the middle of.
    pub draft: RwSignal<Option<Draft>>,
    /// The line measured last, in plan pixels.
    pub measured: RwSignal<Option<Stretch>>,
    /// How the plan lies on the stage; `None` until it was fitted.
    pub viewport: RwSignal<Option<Viewport>>,
    /// Size of the stage in CSS pixels.
    pub stage_px: RwSignal<Size>,
    /// The job at the service, where there is one.
    pub job_id: RwSignal<Option<String>>,
    /// Gives up what is on its way to the service.
    pub cancel: StoredValue<Cancel, LocalStorage>,
    /// Where its file is to be put, or was put (`true`), while it is on its way by an upload of its own.
    pub upload: StoredValue<Option<(Upload, bool)>>,
    /// Uploads that broke off, one after another.
    pub attempts: StoredValue<usize>,
    /// Whether the service knows the corrections.
    pub delivery: RwSignal<Delivery>,
    /// Deliveries that failed, one after another.
    pub failures: StoredValue<usize>,
    /// What the service was told of the corrections last, as [`crate::feedback`] sums it up.
    pub told: RwSignal<Option<u64>>,
    /// Whether the service is still to read its names.
    pub wants_names: RwSignal<bool>,
    /// A small picture, as a `data:` address.
    pub thumbnail: RwSignal<Option<String>>,
    /// When it was looked at or changed last, in milliseconds since 1970.
    pub touched: StoredValue<f64>,
    /// The file that the work was saved in, as the browser knows it.
    pub saved_in: StoredValue<Option<JsValue>, LocalStorage>,
    /// The file that is being made, where that takes a while.
    pub taking: RwSignal<Option<Taking>>,
    /// What is to be made of it once all of it is read.
    pub wishes: StoredValue<Vec<(Of, Act)>>,
    /// How much was handed to the detector that it has not opened yet.
    pub opening: RwSignal<u32>,
    /// What went wrong, in plain words.
    pub error: RwSignal<Option<String>>,
    /// A copy of the detector in the page itself, where there is one.
    pub detector: StoredValue<Option<Rc<Detector>>, LocalStorage>,
    /// Whether somebody tunes its settings, for which the page wants that copy.
    pub tunes: StoredValue<bool>,
    /// It is asked for again soon.
    pub copy_soon: StoredValue<Option<TimeoutHandle>>,
    /// Page and box of the room that was chosen and is not found under the settings as they are.
    pub chosen_before: StoredValue<Option<(u32, [f64; 4])>>,
    /// Whether a detection is on its way.
    pub busy: StoredValue<bool>,
    /// Whether another one is wanted after it.
    pub wanted: StoredValue<bool>,
}

impl Document {
    /// A plan that was just handed over.
    #[must_use]
    pub fn new(
        id: DocumentId,
        key: String,
        name: String,
        format: Option<BlueprintFormat>,
        settings: DetectorSettings,
    ) -> Self {
        let picture = RwSignal::new_local(None);
        let summary = RwSignal::new(None);
        let page = RwSignal::new(1);
        let last_run = RwSignal::new(None);
        let page_px = Memo::new(move |_| page_size(&summary.read(), page.get()));
        let history = RwSignal::new(History::default());
        let scales = RwSignal::new(Vec::new());
        let ground = Memo::new(move |_| {
            let summary = summary.read();
            Ground::of(&scales.read(), |page| page_size(&summary, page))
        });
        let all_rooms = Memo::new(move |_| {
            let run = last_run.read();
            let detected: &[Room] = run.as_ref().map_or(&[], |run: &Arc<LastRun>| &run.detection.rooms);
            Arc::new(history.read().now().applied_to(detected, &ground.read()))
        });
        let rooms = Memo::new(move |_| Arc::new(shown_rooms(&all_rooms.read(), page.get(), page_px.get())));
        Self {
            id,
            key: StoredValue::new(key),
            name: RwSignal::new(name),
            file: RwSignal::new_local(None),
            format: RwSignal::new(format),
            picture,
            summary,
            page,
            sheets: Sheets::default(),
            seen: RwSignal::new(None),
            progress: RwSignal::new(Progress::default()),
            settings: RwSignal::new(settings),
            last_run,
            scales,
            history,
            all_rooms,
            rooms,
            selected: RwSignal::new(None),
            hovered: RwSignal::new(None),
            handle: RwSignal::new(None),
            cross: RwSignal::new(None),
            draft: RwSignal::new(None),
            measured: RwSignal::new(None),
            viewport: RwSignal::new(None),
            stage_px: RwSignal::new((0.0, 0.0)),
            job_id: RwSignal::new(None),
            cancel: StoredValue::new_local(Cancel::default()),
            upload: StoredValue::new(None),
            attempts: StoredValue::new(0),
            delivery: RwSignal::new(Delivery::default()),
            failures: StoredValue::new(0),
            told: RwSignal::new(None),
            wants_names: RwSignal::new(false),
            thumbnail: RwSignal::new(None),
            touched: StoredValue::new(0.0),
            saved_in: StoredValue::new_local(None),
            taking: RwSignal::new(None),
            wishes: StoredValue::new(Vec::new()),
            opening: RwSignal::new(0),
            error: RwSignal::new(None),
            detector: StoredValue::new_local(None),
            tunes: StoredValue::new(false),
            copy_soon: StoredValue::new(None),
            chosen_before: StoredValue::new(None),
            busy: StoredValue::new(false),
            wanted: StoredValue::new(false),
        }
    }

    /// Size of the seen page in plan pixels.
    #[must_use]
    pub fn page_px(&self) -> Size {
        page_size(&self.summary.read(), self.page.get())
    }

    /// Size of any page in plan pixels, as it is known now.
    #[must_use]
    pub fn page_px_of(&self, page: u32) -> Size {
        page_size(&self.summary.read_untracked(), page)
    }

    /// The rooms of any page, as they are now, ready to be drawn.
    #[must_use]
    pub fn rooms_of(&self, page: u32) -> Vec<ShownRoom> {
        shown_rooms(&self.all_rooms.get_untracked(), page, self.page_px_of(page))
    }

    /// Enlarges the view around a point of the stage.
    pub fn zoom(&self, factor: f64, at: (f64, f64)) {
        self.change_view(|view, plan, stage| view.zoomed(factor, at, plan, stage));
    }

    /// Enlarges the view around its middle.
    pub fn zoom_middle(&self, factor: f64) {
        self.change_view(|view, plan, stage| view.zoomed(factor, (stage.0 / 2.0, stage.1 / 2.0), plan, stage));
    }

    /// Moves the view by CSS pixels.
    pub fn pan(&self, by: (f64, f64)) {
        self.change_view(|view, plan, stage| view.panned(by, plan, stage));
    }

    /// Shows all of the page.
    pub fn fit(&self) {
        self.change_view(|_, plan, stage| Viewport::fit(plan, stage));
    }

    /// Brings a box of the plan (plan pixels) into sight.
    pub fn show_area(&self, area: [f64; 4]) {
        self.change_view(|view, plan, stage| view.showing(area, plan, stage));
    }

    fn change_view(&self, change: impl FnOnce(Viewport, Size, Size) -> Viewport) {
        let (plan, stage) = (untrack(|| self.page_px()), self.stage_px.get_untracked());
        self.viewport.update(|view| *view = view.map(|view| change(view, plan, stage)));
    }

    /// How many rooms were found, and how fast.
    #[must_use]
    pub fn found(&self) -> Option<(usize, f64)> {
        self.last_run.read().as_ref().map(|run| (self.all_rooms.read().len(), run.milliseconds))
    }

    /// Plan pixels to a metre on the seen page, where that is known.
    #[must_use]
    pub fn pixels_per_metre(&self) -> Option<f64> {
        let page = self.page.get();
        self.scales.read().iter().find(|scale| scale.page == page).map(|scale| scale.pixels_per_metre)
    }

    /// Puts a tool's half-done work away.
    pub fn put_down(&self) {
        self.draft.set(None);
        self.handle.set(None);
        self.cross.set(None);
    }

    /// Marks it as unreadable.
    pub fn fail(&self, message: String) {
        self.progress.update(|progress| progress.local = Local::Failed);
        self.error.set(Some(message));
    }

    /// What is seen, as the service would hand it over. `timestamp` is in RFC 3339.
    #[must_use]
    pub fn preview(&self, timestamp: String) -> Option<Preview> {
        let run = self.last_run.get()?;
        // a detection takes time, also where the clock of the browser is too coarse to see it
        let seconds = (run.milliseconds / 1000.0).max(1e-6);
        let timing =
            TimingMetrics { textract_analysis_seconds: 0.0, room_detection_seconds: seconds, total_seconds: seconds };
        let job_id = self.job_id.get().unwrap_or_else(|| "local".to_owned());
        let detection = Detection { rooms: self.all_rooms.get().to_vec(), ..run.detection.clone() };
        Some(Preview::of(detection, &job_id, timestamp, timing))
    }
}

fn page_size(summary: &Option<Summary>, page: u32) -> Size {
    let known = summary.as_ref().and_then(|summary| summary.page_sizes_px.get(page.saturating_sub(1) as usize));
    known.copied().flatten().map_or(UNKNOWN_PAGE_PX, |(width, height)| (f64::from(width), f64::from(height)))
}

fn shown_rooms(rooms: &[Room], page: u32, page_px: Size) -> Vec<ShownRoom> {
    let on_page = rooms.iter().filter(|room| room.page == page);
    on_page.enumerate().map(|(index, room)| ShownRoom::new(room.clone(), index + 1, page_px)).collect()
}
