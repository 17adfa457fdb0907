//! PDF files, read in a thread of their own: pictures of the pages, their text and their line work.
//!
//! ```text
//! page: reading ── Request ──> worker: service ── reader
//!               <── Reply ───
//! ```
//!
//! The worker is a program of its own, and fetched when the first PDF is opened: most people never need it.

pub mod protocol;
pub mod reading;
pub mod service;
