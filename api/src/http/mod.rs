//! What is the same for every route: request ids, envelopes, bodies, panics, limits on how often.

pub mod access_log;
pub mod body;
pub mod envelope;
pub mod path;
pub mod rate_limit;
pub mod request_id;
