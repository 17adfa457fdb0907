//! Amazon Textract as far as Roomprint calls it: JSON 1.1 over HTTP, answers made for plans that the project draws, and
//! everything that can go wrong, on command.
//!
//! ```text
//! POST /        x-amz-target: Textract.AnalyzeDocument | StartDocumentAnalysis | GetDocumentAnalysis
//! GET  /calls   the calls so far
//! PUT  /script  what goes wrong from now on (see [`Script`])
//! ```

mod answers;
mod jobs;
mod script;
mod server;

pub use answers::{answer_of, in_pages, sample_answer};
pub use script::{Fault, JobEnd, Script};
pub use server::{Call, TextractStandIn};
