//! The plan and its rooms, drawn.
//!
//! Two canvases lie on each other: the plan below is drawn again when the view changes, the rooms above when the view or the rooms change, so that a move of a slider repaints rooms alone.

pub mod colour;
mod frame;
mod gestures;
mod picture;
mod plan_layer;
mod room_layer;
mod seen_layer;
mod sharpen;
pub mod stage;
mod tool_keys;
pub(crate) mod tool_layer;
pub(crate) mod tools;

pub use picture::annotated;
pub use room_layer::{room_colour, room_lines};
pub use stage::{KEY_ZOOM, Stage, draw_seen};
pub use tool_keys::key as tool_key;
