//! Floor plans drawn by a program, with their rooms known: what the detector is tested on.
//!
//! ```text
//! seed, Style ──> Layout ──> Scene ──> picture (worn), SVG, PDF
//!                  metres      │
//!                              └────> rooms and text in pixels of the picture
//! ```
//!
//! ```
//! let style = plan_generator::Style::preset("hollow").unwrap();
//! let plan = plan_generator::generate(7, &style);
//! assert!(plan.rooms.len() > 3);
//! assert_eq!(plan.picture, plan_generator::generate(7, &style).picture);
//! ```
//!
//! The modules stand in the order in which data flows.

pub mod style;
pub mod words;

mod dice;
mod fixture;
pub mod geometry;

mod layout;

mod font;
pub mod scene;

mod draw;

pub mod render;
mod text_blocks;
mod wear;

mod plan;

mod generate;
mod restaurant;
mod sample;

pub use generate::generate;
pub use layout::RoomKind;
pub use plan::{Plan, PlanRoom, WriteError};
pub use restaurant::restaurant;
pub use sample::sample;
pub use style::Style;
pub use words::Language;
