//! What goes wrong at Textract, in the words of the port. What is kept of it for the logs are codes, never messages.

use aws_sdk_textract::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_textract::operation::RequestId;

use crate::analyzer::AnalyzerError;

/// Codes that speak of the document: another one would be taken.
const OF_THE_DOCUMENT: [&str; 4] = [
    "BadDocumentException",
    "UnsupportedDocumentException",
    "DocumentTooLargeException",
    // With parameters that are good for other documents, the document is what does not fit them.
    "InvalidParameterException",
];

/// A failed call as an error of the port. The SDK has tried again where that could help.
pub(super) fn of_call<E, R>(error: &SdkError<E, R>) -> AnalyzerError
where
    E: ProvideErrorMetadata,
{
    match error {
        SdkError::TimeoutError(_) => AnalyzerError::TimedOut,
        SdkError::DispatchFailure(failure) if failure.is_timeout() => AnalyzerError::TimedOut,
        SdkError::DispatchFailure(failure) => {
            let kind = if failure.is_io() { "no connection" } else { "not sent: credentials or network" };
            AnalyzerError::Unavailable(kind.to_owned())
        }
        SdkError::ServiceError(refusal) => {
            let (code, request) = (refusal.err().code(), refusal.err().meta().request_id());
            let told = format!("{} (request {})", code.unwrap_or("no code"), request.unwrap_or("unknown"));
            if code.is_some_and(|code| OF_THE_DOCUMENT.contains(&code)) {
                AnalyzerError::Refused(told)
            } else {
                AnalyzerError::Unavailable(told)
            }
        }
        SdkError::ResponseError(_) => AnalyzerError::Unavailable("an answer that cannot be read".to_owned()),
        _ => AnalyzerError::Unavailable("a call that could not be made".to_owned()),
    }
}
