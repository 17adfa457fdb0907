//! Why an evaluation could not be made.

use std::path::PathBuf;

/// Why an evaluation, or one plan of it, could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EvaluationError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A document is not of the form it should have.
    #[error("{}: {message}", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line where there is one.
        message: String,
    },
    /// A folder with neither `truth.jsonl` nor folders that have one.
    #[error("{} holds no truth.jsonl, nor does any folder in it", .0.display())]
    NoTruth(PathBuf),
    /// A picture could not be decoded.
    #[error("{}: {source}", path.display())]
    Picture {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        source: image::ImageError,
    },
    /// The detector does not take such a picture.
    #[error("{}: {source}", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the detector said.
        source: shared::picture::PictureError,
    },
    /// The plan is of a kind that this analyser does not read.
    #[error("{plan}: {reason}")]
    NotRead {
        /// The plan's id.
        plan: String,
        /// Why.
        reason: String,
    },
    /// The pool of threads could not be made.
    #[error("no threads: {0}")]
    Threads(String),
}
