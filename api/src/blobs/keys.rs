//! The keys of stored things, and file names made safe to stand in one.

use shared::job::{BlueprintFormat, JobId};
use shared::limits::MAX_FILENAME_CHARS;

use crate::uploads::UploadId;

/// Where a job's blueprint lies. `filename` must come from [`sanitised`].
#[must_use]
pub fn blueprint(job_id: &JobId, filename: &str) -> String {
    format!("blueprints/{job_id}/{filename}")
}

/// Where a job's analysis lies.
#[must_use]
pub fn analysis(job_id: &JobId) -> String {
    format!("cache/textract/{job_id}/analysis.json")
}

/// Where what a person corrected lies.
#[must_use]
pub fn feedback(job_id: &JobId) -> String {
    format!("cache/textract/{job_id}/feedback.json")
}

/// Where a cached preview lies that is too large for the cache itself.
#[must_use]
pub fn preview(blueprint_hash: &str, model_version: &str) -> String {
    format!("cache/preview/{blueprint_hash}/{model_version}.json")
}

/// Where the file of an upload lies until a job takes it over.
#[must_use]
pub fn upload_file(upload_id: &UploadId) -> String {
    format!("uploads/{upload_id}/file")
}

/// Where it is written whose an upload is and what it may be.
#[must_use]
pub fn upload_ticket(upload_id: &UploadId) -> String {
    format!("uploads/{upload_id}/ticket.json")
}

/// A file name of letters, digits, `.`, `-` and `_` that ends in the extension of its format, whatever came in.
///
/// Folders are dropped, other characters become `_`, and names stay within [`MAX_FILENAME_CHARS`].
#[must_use]
pub fn sanitised(filename: Option<&str>, format: BlueprintFormat) -> String {
    let extension = format.extension();
    let base = filename.unwrap_or_default();
    let base = base.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let stem: String = stem.chars().map(safe).take(MAX_FILENAME_CHARS - extension.len() - 1).collect();
    let stem = stem.trim_matches(['.', '_', ' ']);
    if stem.is_empty() { format!("blueprint.{extension}") } else { format!("{stem}.{extension}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_cannot_leave_their_folder() {
        for (given, kept) in [
            (Some("plan 1.PNG"), "plan_1.png"),
            (Some("../../etc/passwd"), "passwd.png"),
            (Some("..\\..\\boot.ini"), "boot.png"),
            (Some(".."), "blueprint.png"),
            (Some("a\0b\nc.jpg"), "a_b_c.png"),
            (Some("Küche.png"), "K_che.png"),
            (Some(".hidden"), "blueprint.png"),
            (Some(""), "blueprint.png"),
            (None, "blueprint.png"),
        ] {
            assert_eq!(sanitised(given, BlueprintFormat::Png), kept, "{given:?}");
        }
        assert_eq!(sanitised(Some(&"x".repeat(500)), BlueprintFormat::Pdf).len(), MAX_FILENAME_CHARS);
    }
}
