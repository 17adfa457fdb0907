//! What a document may be at most. Every bound on input from outside has its name here.

/// Bytes of an uploaded blueprint (50 MB).
pub const MAX_BLUEPRINT_BYTES: usize = 50 * 1024 * 1024;
/// Pixels of a picture, width times height.
pub const MAX_PICTURE_PIXELS: u64 = 120_000_000;
/// Pixels along one side of a picture.
pub const MAX_PICTURE_SIDE_PX: u32 = 20_000;
/// Pages of one document.
pub const MAX_PAGES: u32 = 100;
/// Bytes of an analysis document or of raw Textract JSON.
pub const MAX_ANALYSIS_BYTES: usize = 50 * 1024 * 1024;
/// Blocks in one analysis.
pub const MAX_BLOCKS: usize = 500_000;
/// Characters kept of a file name.
pub const MAX_FILENAME_CHARS: usize = 120;
