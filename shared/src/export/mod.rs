//! Rooms as the files that other programs read: CSV, GeoJSON, COCO, SVG and DXF.
//!
//! ```text
//! &[Room] (0–1000 per page) + ExportPage (pixels, metres) ──> text of one file
//! ```
//!
//! Every writer is a pure function; the preview itself is JSON and needs none.

mod coco;
mod csv;
mod dxf;
mod geojson;
mod svg;

use std::str::FromStr;

use crate::analysis::Analysis;
use crate::room::Room;

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// A table, one room a row (RFC 4180).
    Csv,
    /// Polygons in the plane of the plan (RFC 7946 in form; the coordinates are no longitudes).
    GeoJson,
    /// The annotation format of COCO, in pixels.
    Coco,
    /// A drawing of the outlines with names.
    Svg,
    /// Closed polylines for CAD programs (AutoCAD R12, ASCII).
    Dxf,
}

/// A name that no export has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the formats are csv, geojson, coco, svg and dxf")]
pub struct UnknownFormat;

impl ExportFormat {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Csv, Self::GeoJson, Self::Coco, Self::Svg, Self::Dxf];

    /// The name it goes by: `csv`, `geojson`, `coco`, `svg`, `dxf`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::GeoJson => "geojson",
            Self::Coco => "coco",
            Self::Svg => "svg",
            Self::Dxf => "dxf",
        }
    }

    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Coco => "coco.json",
            other => other.name(),
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::GeoJson => "application/geo+json",
            Self::Coco => "application/json",
            Self::Svg => "image/svg+xml",
            Self::Dxf => "image/vnd.dxf",
        }
    }

    /// The rooms as a file of this kind. A room on a page that is not among `pages` is taken to lie on one of 1000 x 1000 pixels.
    #[must_use]
    pub fn write(self, rooms: &[Room], pages: &[ExportPage]) -> String {
        match self {
            Self::Csv => csv::write(rooms),
            Self::GeoJson => geojson::write(rooms, pages),
            Self::Coco => coco::write(rooms, pages),
            Self::Svg => svg::write(rooms, pages),
            Self::Dxf => dxf::write(rooms, pages),
        }
    }
}

impl FromStr for ExportFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or(UnknownFormat)
    }
}

/// The size of a page, and its scale where one is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExportPage {
    /// Page, from 1.
    pub page: u32,
    /// Width in pixels.
    pub width_px: f64,
    /// Height in pixels.
    pub height_px: f64,
    /// Pixels to one metre.
    pub pixels_per_metre: Option<f64>,
}

impl ExportPage {
    /// The pages of an analysis, with `pixels_per_metre` telling each page's scale.
    pub fn of(analysis: &Analysis, pixels_per_metre: impl Fn(u32) -> Option<f64>) -> Vec<Self> {
        let sizes = &analysis.metadata.page_sizes;
        let page = |size: &crate::analysis::PageSize| Self {
            page: size.page,
            width_px: f64::from(size.width_px),
            height_px: f64::from(size.height_px),
            pixels_per_metre: pixels_per_metre(size.page),
        };
        sizes.iter().map(page).collect()
    }

    fn find(pages: &[Self], page: u32) -> Self {
        let unknown = Self { page, width_px: 1000.0, height_px: 1000.0, pixels_per_metre: None };
        pages.iter().copied().find(|known| known.page == page).unwrap_or(unknown)
    }

    /// A point of 0–1000 in pixels, y downwards.
    fn to_px(self, [x, y]: [f64; 2]) -> [f64; 2] {
        [round(x * self.width_px / 1000.0), round(y * self.height_px / 1000.0)]
    }

    /// A point of 0–1000 in the plane of the plan, y upwards: in metres where the scale is known, else in pixels.
    fn to_plane(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let px_per_unit = self.pixels_per_metre.unwrap_or(1.0);
        let plane = |px: f64| libm::round(px / px_per_unit * 10_000.0) / 10_000.0;
        [plane(x * self.width_px / 1000.0), plane((1000.0 - y) * self.height_px / 1000.0)]
    }

    fn unit(self) -> &'static str {
        if self.pixels_per_metre.is_some() { "metre" } else { "pixel" }
    }
}

/// Two decimals: a hundredth of a pixel.
fn round(value: f64) -> f64 {
    libm::round(value * 100.0) / 100.0
}

/// Area enclosed by a ring (shoelace formula), in the square of its unit; never negative.
fn ring_area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    (twice / 2.0).abs()
}

/// What a room is called: its name, else its number, else its id.
fn title(room: &Room) -> &str {
    room.name_hint.as_deref().or(room.number.as_deref()).unwrap_or(&room.id)
}

#[cfg(test)]
mod tests;
