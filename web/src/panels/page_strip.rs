//! The pages of a document of several, small, to go from one to another.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlElement, ImageBitmap, KeyboardEvent};

use crate::state::document::Document;

/// The pages, where there are several.
#[component]
pub fn PageStrip(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let count = Memo::new(move |_| document.sheets.pages.read().count);
    let strip = NodeRef::<html::Ol>::new();
    let buttons = move || (1..=count.get()).map(|page| view! { <PageButton document page /> }).collect_view();
    // the seen page is brought into sight, also when it was turned to by a key elsewhere
    Effect::new(move |_| {
        let page = document.page.get();
        if let Some(button) = strip.get().and_then(|strip| button_of(&strip, page)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            button.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let walk = move |event: KeyboardEvent| {
        let seen = document.page.get_untracked();
        let page = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => seen + 1,
            "ArrowLeft" | "ArrowUp" => seen.saturating_sub(1),
            "Home" => 1,
            "End" => count.get_untracked(),
            _ => return,
        };
        event.prevent_default();
        document.turn_to(page);
        if let Some(button) = strip.get_untracked().and_then(|strip| button_of(&strip, document.page.get_untracked())) {
            // focus on an element that is on the page does not fail
            let _ = button.focus();
        }
    };
    view! {
        <Show when=move || { count.get() > 1 }>
            <nav class="page-strip" aria-label="Pages" data-testid="page-strip">
                <ol node_ref=strip on:keydown=walk>
                    {buttons}
                </ol>
            </nav>
        </Show>
    }
}

fn button_of(strip: &web_sys::HtmlOListElement, page: u32) -> Option<HtmlElement> {
    strip.query_selector(&format!("[data-page='{page}']")).ok()??.dyn_into().ok()
}

#[component]
fn PageButton(document: Document, page: u32) -> impl IntoView {
    let is_seen = Memo::new(move |_| document.page.get() == page);
    let rooms = Memo::new(move |_| document.all_rooms.read().iter().filter(|room| room.page == page).count());
    let in_words = move || match rooms.get() {
        0 => String::new(),
        1 => "1 room".to_owned(),
        count => format!("{count} rooms"),
    };
    let canvas = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| {
        if let (Some(canvas), Some(picture)) =
            (canvas.get(), document.sheets.thumbnails.with(|thumbnails| thumbnails.get(&page).cloned()))
        {
            // a canvas that cannot be drawn on leaves the page's number
            let _ = draw(&canvas, &picture);
        }
    });
    view! {
        <li>
            <button
                class="page-button"
                data-testid="page-button"
                data-page=page
                aria-current=move || is_seen.get().then_some("page")
                tabindex=move || if is_seen.get() { "0" } else { "-1" }
                on:click=move |_| document.turn_to(page)
            >
                <canvas node_ref=canvas class="page-picture" width="1" height="1" aria-hidden="true"></canvas>
                <span class="page-words">
                    <span>"Page " {page}</span>
                    <span class="hint">{in_words}</span>
                </span>
            </button>
        </li>
    }
}

fn draw(canvas: &web_sys::HtmlCanvasElement, picture: &ImageBitmap) -> Option<()> {
    canvas.set_width(picture.width());
    canvas.set_height(picture.height());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_image_bitmap(picture, 0.0, 0.0).ok()
}

/// The pages, where there are several.
pub fn page_strip(document: Document) -> AnyView {
    view! { <PageStrip document /> }.into_any()
}
