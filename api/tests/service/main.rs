//! The service as its callers see it: the real router over the embedded adapters, over adapters that fail, and the
//! program itself.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "functions beside the tests serve tests alone: what cannot go on has failed"
)]

mod bad_input;
mod cache;
mod command_line;
mod concurrency;
mod conformance;
mod contract;
mod degradation;
mod events;
mod feedback;
mod lambda;
mod lambda_program;
mod on_aws;
mod page;
mod program;
mod reading;
mod routes;
mod sign_in;
mod support;
mod textract;
mod tokens;
mod uploads;
mod user_pool;
