//! What stands around the stage.

pub mod announce;
pub mod dialog;
pub mod edit_bar;
pub mod empty;
pub mod focus;
pub mod histogram;
pub mod icon;
pub mod inspector;
pub mod keys;
pub mod look;
pub mod menu;
pub mod notice;
pub mod page_strip;
pub mod plans;
pub mod presets;
pub mod rooms;
pub mod scale;
pub mod settings;
pub mod sign_in;
pub mod status;
pub mod take_away;
pub mod top_bar;

pub use edit_bar::{EditBar, ToolHint};
pub use empty::EmptyPage;
pub use inspector::{Inspector, KIND_ID, NAME_ID};
pub use keys::KeySheet;
pub use look::{LookPanel, ViewButtons};
pub use notice::Notices;
pub use page_strip::PageStrip;
pub use plans::PlansMenu;
pub use rooms::RoomsPanel;
pub use scale::{ScaleForm, ScalePanel};
pub use settings::SettingsPanel;
pub use sign_in::SignIn;
pub use status::StatusLine;
pub use top_bar::TopBar;
