//! Reading documents in child processes: a picture or PDF that makes a parser overflow its stack or eat all memory ends
//! that process and no other.
//!
//! ```text
//! service ── documents over stdin ──> roomprint read-document ── crate `reader`
//!         <── answers over stdout ──  (memory limit; killed when time is up or nobody waits any more)
//! ```
//!
//! Starting a process and loading the recognition models takes longer than finding the rooms of many a plan, so processes
//! are kept for the next document.

mod begun;
mod child;
mod models;
mod pool;
mod process;
mod protocol;
mod worker;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::job::BlueprintFormat;

pub use begun::BegunTrace;
pub use child::{ReadDocumentArgs, run as run_child};
pub use models::ModelFiles;
pub use process::{DocumentReader, TextRead};
pub use protocol::Task;

/// A blueprint's bytes and what they are.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file as it was uploaded.
    pub bytes: Bytes,
    /// Its format, already compared with its first bytes.
    pub format: BlueprintFormat,
}

/// A document as Textract takes it.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// Its number of pages.
    pub pages: u32,
    /// The picture that it was made, scaled down; absent where it fits as it is. Shares of its sides are shares of the
    /// document's.
    pub redrawn: Option<Document>,
}

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ReadingError {
    /// The document is at fault: too large, damaged, encrypted, or not what it was declared as.
    #[error("{message}")]
    Document {
        /// What the contract calls it.
        code: ErrorCode,
        /// A sentence for the caller.
        message: String,
    },
    /// Not read in time.
    #[error("the document takes too long to read")]
    TimedOut,
    /// The child process ended without an answer: a fault in a parser, or out of memory.
    #[error("the process that read the document broke down")]
    Crashed,
    /// No free place to read in, for too long.
    #[error("too many documents are being read")]
    Busy,
    /// The child process could not be started or talked to. For the logs.
    #[error("{0}")]
    Unavailable(String),
}
