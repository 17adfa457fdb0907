//! The service as a function of AWS Lambda, with two entries: HTTP, by the router that every other way of serving has,
//! and the preview stage alone, by event.
//!
//! ```text
//! ROOMPRINT_LAMBDA_ENTRY=http     API Gateway ──> http ──────> router
//! ROOMPRINT_LAMBDA_ENTRY=preview  Step Functions ──> preview ──> pipeline
//!                                 SQS ──> batch ─────┘
//! ```
//!
//! The same program started as `read-document` is the child process that reads documents.

mod batch;
mod clock;
mod http;
mod preview;
mod start;

pub use http::answer;
pub use preview::{PreviewEvent, Shape, preview};
pub use start::run;
