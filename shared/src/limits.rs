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
/// Bytes that the pixels of a picture may take when decoded.
pub const MAX_DECODED_BYTES: u64 = 512 * 1024 * 1024;
/// Pixels along the longer side of a PDF page as it is rendered for line work.
pub const PDF_PAGE_SIDE_PX: u32 = 2_800;
/// The finest that a PDF page is rendered, in pixels per point (300 dpi): small pages do not fill [`PDF_PAGE_SIDE_PX`].
pub const MAX_PDF_PIXELS_PER_POINT: f64 = 300.0 / 72.0;
/// Pixels along the longer side of a picture that is made for showing.
pub const MAX_SHOWN_SIDE_PX: u32 = 10_000;
/// Fine regions of one page's line work; of more the smallest count as drawn.
pub const MAX_REGIONS: usize = 4_000;
/// Glyphs that are taken from one PDF page at most.
pub const MAX_PDF_GLYPHS: usize = 200_000;
/// Points and curves of the paths of one PDF page that are kept; a page with more is taken as pixels.
pub const MAX_PDF_PATH_ELEMENTS: usize = 1_500_000;
/// Rooms in what a person corrected.
pub const MAX_FEEDBACK_ROOMS: usize = 10_000;
/// Points of all outlines in what a person corrected.
pub const MAX_FEEDBACK_POINTS: usize = 200_000;
/// Characters of a name, kind, number or id of a corrected room.
pub const MAX_ROOM_TEXT_CHARS: usize = 500;
/// Characters of a note beside corrections.
pub const MAX_FEEDBACK_NOTE_CHARS: usize = 4_000;
