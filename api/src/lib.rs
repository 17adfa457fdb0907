//! The service: HTTP in, rooms out, and everything that has an effect.
//!
//! ```text
//! http ─> routes ─> pipeline ─> analyzer ─┐
//!           │          │        ledger    ├─> shared::detect ─> Preview
//!           │          └──────> previews ─┘
//!           └─> jobs, blobs, auth
//! ```
//!
//! `analyzer`, `blobs`, `uploads`, `jobs`, `previews`, `ledger` and `auth` are ports: a trait each, its adapters beside it. `ports`
//! is the one place that knows which adapter is used. Detection itself is in the crate `shared`, reading documents in the
//! crate `reader`, which `reading` runs in a child process.

pub mod analyzer;
pub mod auth;
pub mod aws;
pub mod blobs;
pub mod cli;
pub mod clock;
pub mod database;
pub mod error;
pub mod http;
pub mod jobs;
pub mod lambda;
pub mod ledger;
pub mod limits;
pub mod pipeline;
pub mod ports;
pub mod previews;
pub mod progress;
pub mod reading;
pub mod routes;
pub mod telemetry;
pub mod uploads;

pub use error::ApiError;
pub use ports::Ports;
pub use routes::{Service, router};
