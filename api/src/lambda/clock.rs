//! Ending before Lambda ends the function: who is cut off gets no answer at all.

use std::future::Future;
use std::time::{Duration, SystemTime};

use crate::error::ApiError;

/// Kept back of an invocation's time for saying that it was too short.
const TIME_TO_SAY_SO: Duration = Duration::from_millis(700);

/// What an invocation has where its deadline is not known: the timeout of `deploy/template.yaml`.
const USUAL_TIME: Duration = Duration::from_secs(30);

/// Work that is given up shortly before the invocation's deadline.
pub(super) async fn before<T>(deadline: SystemTime, work: impl Future<Output = T>) -> Result<T, ApiError> {
    tokio::time::timeout(time_for_work(deadline, SystemTime::now()), work).await.map_err(|_| {
        tracing::error!("given up before the function's own deadline");
        ApiError::unavailable("service")
    })
}

/// The emulator of `cargo lambda` tells no time of day, which reads as one long ago; Lambda itself invokes nothing whose
/// time is over.
fn time_for_work(deadline: SystemTime, now: SystemTime) -> Duration {
    deadline.duration_since(now).unwrap_or(USUAL_TIME).saturating_sub(TIME_TO_SAY_SO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_takes_too_long_is_answered_before_the_end() {
        let deadline = SystemTime::now() + TIME_TO_SAY_SO + Duration::from_millis(50);
        let error = before(deadline, std::future::pending::<()>()).await.unwrap_err();
        assert_eq!(error.code, shared::error::ErrorCode::ServiceUnavailable);
        assert!(SystemTime::now() < deadline);
        assert!(before(deadline, async { 1 }).await.is_ok());
    }

    #[test]
    fn where_no_deadline_is_told_the_usual_time_holds() {
        let now = SystemTime::now();
        // As `cargo lambda` sends it.
        let told = SystemTime::UNIX_EPOCH + Duration::from_secs(600);
        assert_eq!(time_for_work(told, now), USUAL_TIME - TIME_TO_SAY_SO);
        assert_eq!(time_for_work(now + Duration::from_secs(10), now), Duration::from_millis(9_300));
        assert_eq!(time_for_work(now + Duration::from_millis(10), now), Duration::ZERO);
    }
}
