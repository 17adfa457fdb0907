//! How often one owner may ask for what costs time or money.

use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::auth::Caller;
use crate::error::ApiError;
use crate::limits::RateLimit;

/// Counts by owner, in this process. Several instances allow a multiple of it, which is what a limit of cost can bear.
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

    /// Counts one request of this caller, or says when to come back.
    pub fn admit(&self, caller: &Caller) -> Result<(), ApiError> {
        self.0.check_key(&caller.owner).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            ApiError::rate_limited(wait.as_secs() + 1)
        })
    }

    /// Forgets owners who have not asked for long.
    pub fn forget_idle(&self) {
        self.0.retain_recent();
    }
}
