//! Errors of the SDK as errors of a store.

use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

use crate::error::StoreError;

/// What went wrong, for the logs: the error's code where the service gave one, the chain of causes otherwise. Messages of
/// services may quote what they were sent, so they are left out.
pub(crate) fn store_error<E, R>(error: &SdkError<E, R>) -> StoreError
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug,
{
    match error {
        SdkError::TimeoutError(_) => StoreError::TimedOut,
        SdkError::ServiceError(service) => {
            StoreError::Unavailable(service.err().code().unwrap_or("an error without a code").to_owned())
        }
        other => StoreError::of(DisplayErrorContext(other)),
    }
}
