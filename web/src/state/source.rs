//! What kind of file somebody handed over.

use shared::job::BlueprintFormat;
use shared::limits::{MAX_ANALYSIS_BYTES, MAX_BLUEPRINT_BYTES};

use crate::work_file::{MANIFEST, MAX_WORK_BYTES, tar};

/// Bytes of a file that are enough to know its kind.
pub const HEAD_BYTES: usize = 1024;

/// The kinds of files that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A plan.
    Blueprint(BlueprintFormat),
    /// An analysis document, or raw Textract JSON.
    Analysis,
    /// The whole work with a plan, as this page saves it.
    Work,
}

/// Why a file cannot be opened, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing in it.
    #[error("“{name}” is empty. Choose the plan as PNG, JPG or PDF.")]
    Empty {
        /// The file's name.
        name: String,
    },
    /// A kind that is not read.
    #[error(
        "“{name}” is no floor plan that can be read here. Choose a PNG, JPG or PDF file, a saved work (.roomprint) or a saved analysis (JSON)."
    )]
    Unknown {
        /// The file's name.
        name: String,
    },
    /// Over a limit.
    #[error("“{name}” has {megabytes} MB; at most {limit_megabytes} MB can be read. Save it smaller and try again.")]
    TooLarge {
        /// The file's name.
        name: String,
        /// Its size.
        megabytes: u64,
        /// What it may have.
        limit_megabytes: usize,
    },
}

/// Tells the kind of a file from its first bytes; its name and declared type are not believed.
pub fn recognise(name: &str, head: &[u8], size_bytes: u64) -> Result<Source, Refusal> {
    if head.is_empty() {
        return Err(Refusal::Empty { name: name.to_owned() });
    }
    let first = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).iter().find(|byte| !byte.is_ascii_whitespace());
    let (source, limit) = match (BlueprintFormat::sniff(head), first) {
        _ if is_work(head) => (Source::Work, MAX_WORK_BYTES),
        (Some(format), _) => (Source::Blueprint(format), MAX_BLUEPRINT_BYTES),
        (None, Some(b'{' | b'[')) => (Source::Analysis, MAX_ANALYSIS_BYTES),
        _ => return Err(Refusal::Unknown { name: name.to_owned() }),
    };
    if size_bytes > limit as u64 {
        let megabyte = 1024 * 1024;
        return Err(Refusal::TooLarge {
            name: name.to_owned(),
            megabytes: size_bytes.div_ceil(megabyte),
            limit_megabytes: limit / (1024 * 1024),
        });
    }
    Ok(source)
}

/// Whether a file begins as those do that this page saves: an archive whose first part is the description.
fn is_work(head: &[u8]) -> bool {
    matches!(tar::read_header(head), Ok(Some(entry)) if entry.name == MANIFEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide() {
        let kind = |head: &[u8]| recognise("plan.txt", head, head.len() as u64);
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n"), Ok(Source::Blueprint(BlueprintFormat::Png)));
        assert_eq!(kind(b"%PDF-1.7"), Ok(Source::Blueprint(BlueprintFormat::Pdf)));
        assert_eq!(kind(b" \n{\"Blocks\":[]}"), Ok(Source::Analysis));
        assert_eq!(kind(b"\xef\xbb\xbf[]"), Ok(Source::Analysis));
        assert!(matches!(kind(b"GIF89a"), Err(Refusal::Unknown { .. })));
        assert!(matches!(kind(b""), Err(Refusal::Empty { .. })));
    }

    #[test]
    fn what_is_too_large_says_how_large_it_may_be() {
        let error = recognise("a.png", b"\x89PNG\r\n\x1a\n", 80 * 1024 * 1024).unwrap_err();
        assert!(error.to_string().contains("80 MB; at most 50 MB"));
    }
}
