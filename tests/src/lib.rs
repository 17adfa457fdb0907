//! What tests of several crates stand on: servers that stand in for services of AWS, on loopback only.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what serves tests alone fails them where it cannot go on"
)]

pub mod lambda;
pub mod textract;

pub use lambda::LambdaRuntime;
pub use textract::TextractStandIn;
