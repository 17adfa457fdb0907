//! How often somebody may ask for what costs time or money, or must not be guessed.

use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::error::ApiError;
use crate::limits::RateLimit;

/// Counts by key, in this process. Several instances allow a multiple of it, which is what a limit of cost can bear.
#[derive(Debug)]
pub struct RateLimiter(DefaultKeyedRateLimiter<String>);

impl RateLimiter {
    /// A limiter that has counted nothing yet.
    #[must_use]
    pub fn new(limit: RateLimit) -> Self {
        let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(at_least_one(limit.per_minute)).allow_burst(at_least_one(limit.burst));
        Self(DefaultKeyedRateLimiter::keyed(quota))
    }

    /// Counts one request under this key, or says when to come back.
    pub fn admit(&self, key: &str) -> Result<(), ApiError> {
        self.0.check_key(&key.to_owned()).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            ApiError::rate_limited(wait.as_secs() + 1)
        })
    }

    /// Forgets keys that have not asked for long.
    pub fn forget_idle(&self) {
        self.0.retain_recent();
    }
}
