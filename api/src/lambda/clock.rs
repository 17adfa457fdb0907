//! Ending before Lambda ends the function: who is cut off gets no answer at all.

use std::future::Future;
use std::time::{Duration, SystemTime};

use crate::error::ApiError;

/// Kept back of an invocation's time for saying that it was too short.
const TIME_TO_SAY_SO: Duration = Duration::from_millis(700);

/// Work that is given up shortly before the invocation's deadline.
pub(super) async fn before<T>(deadline: SystemTime, work: impl Future<Output = T>) -> Result<T, ApiError> {
    let left = deadline.duration_since(SystemTime::now()).unwrap_or_default().saturating_sub(TIME_TO_SAY_SO);
    tokio::time::timeout(left, work).await.map_err(|_| {
        tracing::error!("given up before the function's own deadline");
        ApiError::unavailable("service")
    })
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
        assert!(before(SystemTime::UNIX_EPOCH, std::future::pending::<()>()).await.is_err());
    }
}
