//! The pages of one plan as signals: their pictures, and how far they have come.

use std::collections::BTreeMap;

use leptos::prelude::*;
use web_sys::ImageBitmap;

use super::document::Document;
use super::pages::{Left, Pages};
use crate::pdf_reader::protocol::Area;

/// Pictures of pages that are kept at full size; older ones are drawn again when they are looked at.
const KEPT_PICTURES: usize = 3;

/// A part of a page, drawn as fine as the screen is.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The page, from 1.
    pub page: u32,
    /// Which part.
    pub area: Area,
    /// Its picture.
    pub picture: ImageBitmap,
}

/// A part of a page that is wanted finer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WantedPart {
    /// The page, from 1.
    pub page: u32,
    /// Which part.
    pub area: Area,
    /// Width and height of the picture in pixels.
    pub size_px: (u32, u32),
}

/// The pages of a plan. Copies are the same pages.
#[derive(Clone, Copy)]
pub struct Sheets {
    /// How far they have come.
    pub pages: RwSignal<Pages>,
    /// Whether they are those of a PDF that is open here.
    pub is_pdf: RwSignal<bool>,
    /// Whether all of them were read by somebody else, before the PDF was open here.
    pub were_read: StoredValue<bool>,
    /// Small pictures, by page.
    pub thumbnails: RwSignal<BTreeMap<u32, ImageBitmap>, LocalStorage>,
    /// The part of the seen page that is drawn finer.
    pub detail: RwSignal<Option<Detail>, LocalStorage>,
    /// The part that is to be drawn next.
    pub wanted_part: StoredValue<Option<WantedPart>>,
    /// Large pictures, the one that was looked at last at the end.
    pictures: StoredValue<Vec<(u32, ImageBitmap)>, LocalStorage>,
}

impl Default for Sheets {
    fn default() -> Self {
        Self {
            pages: RwSignal::default(),
            is_pdf: RwSignal::new(false),
            were_read: StoredValue::new(false),
            thumbnails: RwSignal::new_local(BTreeMap::new()),
            detail: RwSignal::new_local(None),
            wanted_part: StoredValue::new(None),
            pictures: StoredValue::new_local(Vec::new()),
        }
    }
}

impl Sheets {
    /// Notes that all pages were read by somebody else.
    pub fn all_read(&self) {
        self.were_read.set_value(true);
        self.pages.update(Pages::all_read);
    }

    /// Keeps the picture of a page, and gives back the one that was looked at longest ago.
    pub fn keep_picture(&self, page: u32, picture: ImageBitmap) {
        let dropped = self.pictures.try_update_value(|pictures| {
            pictures.retain(|(other, _)| *other != page);
            pictures.push((page, picture));
            (pictures.len() > KEPT_PICTURES).then(|| pictures.remove(0))
        });
        if let Some((page, picture)) = dropped.flatten() {
            picture.close();
            self.pages.update(|pages| pages.dropped(page));
        }
    }

    /// The picture of a page, where it is kept; it counts as looked at.
    fn picture(&self, page: u32) -> Option<ImageBitmap> {
        let found = self.pictures.try_update_value(|pictures| {
            let position = pictures.iter().position(|(other, _)| *other == page)?;
            let found = pictures.remove(position);
            pictures.push(found.clone());
            Some(found.1)
        });
        found.flatten()
    }
}

impl Document {
    /// Shows another page, from 1, as it was left. Pages that are not there are passed over.
    pub fn turn_to(&self, page: u32) {
        let from = self.page.get_untracked();
        let count = self.sheets.pages.with_untracked(|pages| pages.count);
        if page == from || page == 0 || page > count {
            return;
        }
        let left = Left { viewport: self.viewport.get_untracked(), selected: self.selected.get_untracked() };
        let found = self.sheets.pages.try_update(|pages| pages.turn(from, left, page)).unwrap_or_default();
        self.put_down();
        self.measured.set(None);
        self.hovered.set(None);
        self.sheets.detail.set(None);
        self.seen.set(None);
        self.picture.set(self.sheets.picture(page));
        self.page.set(page);
        self.viewport.set(found.viewport);
        self.selected.set(found.selected);
    }

    /// Turns a number of pages on; back where it is negative.
    pub fn turn_by(&self, pages: i64) {
        let page = i64::from(self.page.get_untracked()) + pages;
        if let Ok(page) = u32::try_from(page) {
            self.turn_to(page);
        }
    }
}
