//! The working picture: the building at a size of its own, and the way back to the page.

use super::building::{Building, building};
use crate::raster::Grid;
use crate::raster::resize::{darkest, resized};

/// The building's side is brought to at least and at most this many working pixels.
const WORKING_SIDE: (f64, f64) = (1000.0, 1300.0);
/// The working picture has no more cells than this.
const MOST_CELLS: f64 = 4_000_000.0;
/// White margin around the building, in working pixels.
const MARGIN: usize = 8;
/// Share of its darkness that a thin line keeps in a strong reduction.
const KEEP_THIN: f32 = 0.5;
/// A longer side of fewer pixels than this is no plan.
const SMALLEST_SIDE: usize = 16;

/// How working pixels lie on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// Working pixels to one pixel of the page.
    scale: (f64, f64),
    /// Page pixel at the working picture's top left corner.
    origin: (f64, f64),
    /// Page size in pixels.
    page: (f64, f64),
    /// The building's side in working pixels: every relative length is a share of it.
    pub(crate) building: f64,
}

impl Frame {
    /// From a corner of working pixels to the page's 0–1000.
    pub(crate) fn to_page(self, x: f64, y: f64) -> (f64, f64) {
        (
            (self.origin.0 + x / self.scale.0) * 1000.0 / self.page.0,
            (self.origin.1 + y / self.scale.1) * 1000.0 / self.page.1,
        )
    }

    /// From a length in working pixels to one in pixels of the page.
    pub(crate) fn page_pixels(self, length: f64) -> f64 {
        libm::round(100.0 * length / self.scale.0) / 100.0
    }

    /// From shares of the page (0–1) to working pixels.
    pub(crate) fn of_share(self, x: f64, y: f64) -> (f64, f64) {
        ((x * self.page.0 - self.origin.0) * self.scale.0, (y * self.page.1 - self.origin.1) * self.scale.1)
    }
}

/// Cuts the building out of a page and brings it to working size; `None` where the page is too small to hold a plan.
pub(crate) fn working_picture(grey: &Grid<u8>) -> Option<(Grid<u8>, Frame)> {
    if grey.width.max(grey.height) < SMALLEST_SIDE || grey.width.min(grey.height) < 4 {
        return None;
    }
    let Building { bounds: found, side } = building(grey);
    let part = grey.cropped(found.x0, found.y0, found.x1, found.y1);
    let most = libm::sqrt(MOST_CELLS / (part.width * part.height) as f64);
    let factor = (side.clamp(WORKING_SIDE.0, WORKING_SIDE.1) / side).min(most);
    let size = |side: usize| ((side as f64 * factor + 0.5) as usize).max(1);
    let (width, height) = (size(part.width), size(part.height));
    let mut working = resized(&part, width, height);
    if factor < 0.4 {
        let thin = darkest(&part, width, height);
        working = working
            .zip(&thin, |mean, dark| (f32::from(mean) * (1.0 - KEEP_THIN) + f32::from(dark) * KEEP_THIN + 0.5) as u8);
    }
    let scale = (width as f64 / part.width as f64, height as f64 / part.height as f64);
    let margin = MARGIN as f64;
    let frame = Frame {
        scale,
        origin: (found.x0 as f64 - margin / scale.0, found.y0 as f64 - margin / scale.1),
        page: (grey.width as f64, grey.height as f64),
        building: side * factor,
    };
    Some((working.padded(MARGIN, 255), frame))
}
