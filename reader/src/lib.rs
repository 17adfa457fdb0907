//! Reading documents without a service: what Textract would read off a page, and the page's line work.
//!
//! ```text
//!                        ┌─ picture ── recognition ─┐
//! bytes ── check ── open ┤                          ├─> words and lines ──> blocks ─┐
//!                        └─ pdf ────── glyph runs ──┘                               ├─> Analysis
//!                              └────── page picture ──> LineWork::trace ────────────┘
//! ```
//!
//! Every function takes bytes and gives values: no paths, no network, no clock. The models of the text recogniser
//! come in as bytes too. The crate builds for wasm32; feature `recognition` brings the recogniser, feature `pdf` PDF.
//!
//! A fault in a parser of somebody else's format may still end the process (a stack can overflow, memory can run out),
//! whatever is checked here. Whoever reads files of strangers does so in a process that may die.
//!
//! The modules stand in the order in which data flows.

pub mod error;

pub mod check;
pub mod decode;
pub mod picture;

mod text;

mod page;

mod pdf;

mod open;

mod blocks;

pub mod display;
pub mod fit;
pub mod paged;
pub mod read;
pub mod recognition;
pub mod trace;

pub use check::{DocumentInfo, check};
pub use display::page_picture;
pub use error::ReadError;
pub use fit::{FittedDocument, fit_for_textract};
pub use paged::PagedDocument;
pub use picture::OwnedPicture;
pub use read::{Progress, ReadOutcome, Stage, TextMissing, read};
pub use recognition::{Models, ModelsError};
pub use trace::{BegunTrace, TracedPages, begin_trace, trace, traced_picture};
