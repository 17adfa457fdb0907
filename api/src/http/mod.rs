//! What is the same for every route: request ids, envelopes, bodies, panics, limits on how often.

pub mod access_log;
pub mod body;
pub mod client_address;
pub mod envelope;
pub mod path;
pub mod places;
pub mod rate_limit;
pub mod refresh_cookie;
pub mod request_id;
pub mod same_origin;
