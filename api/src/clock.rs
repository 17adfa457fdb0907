//! The time of day, handed in so that tests can turn the clock.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Tells the time of day. Durations are measured with [`std::time::Instant`] instead, which nobody turns back.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn of_system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock that tells what `tell` says.
    pub fn telling(tell: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// RFC 3339 in UTC with exactly six digits of a second, so that texts sort as times do.
#[must_use]
pub fn rfc3339(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// `time` plus a duration; the far end of the calendar where that is beyond it.
#[must_use]
pub fn after(time: Timestamp, duration: Duration) -> Timestamp {
    SignedDuration::try_from(duration).ok().and_then(|d| time.checked_add(d).ok()).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_six_digits_and_sort_as_text() {
        let whole: Timestamp = "2024-01-15T10:30:00Z".parse().unwrap();
        let later: Timestamp = "2024-01-15T10:30:00.5Z".parse().unwrap();
        assert_eq!(rfc3339(whole), "2024-01-15T10:30:00.000000Z");
        assert!(rfc3339(whole) < rfc3339(later));
        assert_eq!(rfc3339(after(whole, Duration::from_secs(60))), "2024-01-15T10:31:00.000000Z");
        assert_eq!(after(whole, Duration::MAX), Timestamp::MAX);
    }
}
