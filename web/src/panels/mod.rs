//! What stands around the stage.

pub mod announce;
pub mod empty;
pub mod icon;
pub mod look;
pub mod notice;
pub mod rooms;
pub mod settings;
pub mod status;
pub mod top_bar;

pub use empty::EmptyPage;
pub use look::{LookPanel, ViewButtons};
pub use notice::Notices;
pub use rooms::RoomsPanel;
pub use settings::SettingsPanel;
pub use status::StatusLine;
pub use top_bar::TopBar;
