//! What stands around the stage.

pub mod announce;
pub mod empty;
pub mod histogram;
pub mod icon;
pub mod inspector;
pub mod keys;
pub mod look;
pub mod notice;
pub mod plans;
pub mod presets;
pub mod rooms;
pub mod scale;
pub mod settings;
pub mod status;
pub mod top_bar;

pub use empty::EmptyPage;
pub use inspector::{EditBar, Inspector, ToolHint};
pub use keys::KeySheet;
pub use look::{LookPanel, ViewButtons};
pub use notice::Notices;
pub use plans::PlansMenu;
pub use rooms::RoomsPanel;
pub use scale::ScaleForm;
pub use settings::SettingsPanel;
pub use status::StatusLine;
pub use top_bar::TopBar;
