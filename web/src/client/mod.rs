//! The service's HTTP interface, as far as the page uses it.
//!
//! The page works without it: what is asked here is help with names.
//!
//! * [`request`]: one request, with the access token, cancelled or followed
//! * [`jobs`]: plans at the service
//! * [`events`]: how far a plan has come, as the service tells it
//! * [`auth`]: who asks

pub mod auth;
pub mod events;
pub mod jobs;
pub mod request;

pub use request::{Cancel, ClientError, asset};
