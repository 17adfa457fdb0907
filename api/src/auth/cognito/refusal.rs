//! What Cognito says when it does not do what it was asked, as callers are told.

use aws_sdk_cognitoidentityprovider::error::{ProvideErrorMetadata, SdkError};
use shared::error::ErrorCode;

use crate::error::{ApiError, StoreError};

/// What was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// To take a name and a password.
    SignIn,
    /// To take an answer to a challenge.
    Respond,
    /// To give a new token for an old session.
    Renew,
}

/// Seconds after which to try again when there were too many attempts.
const RETRY_AFTER_SECONDS: u64 = 30;

/// One sentence for a wrong name and a wrong password, so that nobody learns which names there are.
pub(super) const NOT_RIGHT: &str = "The name or the password is not right. If you are sure that both are, ask whoever runs \
                                    this service whether your account is ready.";

/// The error of a call. Cognito's message is not logged: it can repeat what people typed.
pub(super) fn of<E: ProvideErrorMetadata, R>(asked: Asked, error: &SdkError<E, R>) -> ApiError {
    let metadata = error.as_service_error().map(ProvideErrorMetadata::meta);
    of_code(asked, metadata.and_then(|meta| meta.code()), metadata.and_then(|meta| meta.message()))
}

fn of_code(asked: Asked, code: Option<&str>, message: Option<&str>) -> ApiError {
    let Some(code) = code else {
        return ApiError::of_store("sign-in service", &StoreError::of("no answer of Cognito"));
    };
    tracing::info!(code, ?asked, "Cognito refused");
    match (code, asked) {
        ("TooManyRequestsException" | "LimitExceededException" | "TooManyFailedAttemptsException", _) => {
            ApiError::rate_limited(RETRY_AFTER_SECONDS)
        }
        ("InvalidPasswordException", _) => ApiError::invalid_request("answer", new_password_message(message)),
        ("CodeMismatchException" | "ExpiredCodeException", _) => {
            ApiError::new(ErrorCode::Unauthorized, "The code is not right, or no longer valid. Try the newest one.")
        }
        (
            "NotAuthorizedException"
            | "UserNotFoundException"
            | "UserNotConfirmedException"
            | "PasswordResetRequiredException"
            | "InvalidParameterException",
            Asked::SignIn,
        ) => ApiError::new(ErrorCode::Unauthorized, NOT_RIGHT),
        ("NotAuthorizedException" | "UserNotFoundException" | "InvalidParameterException", _) => {
            ApiError::new(ErrorCode::Unauthorized, "This sign-in is no longer valid. Begin anew.")
        }
        // Its own troubles, and a client that is not set up as it must be.
        _ => ApiError::of_store("sign-in service", &StoreError::of(format!("Cognito: {code}"))),
    }
}

/// What a new password lacks, where Cognito says it in words that can only be its own.
fn new_password_message(message: Option<&str>) -> String {
    let own = |text: &&str| text.len() <= 200 && text.chars().all(|c| c.is_ascii_alphanumeric() || " ,.-".contains(c));
    let reason = message.and_then(|text| text.split_once("policy: ")).map(|(_, reason)| reason.trim_end_matches('.'));
    match reason.filter(own) {
        Some(reason) => format!("The new password does not do: {reason}."),
        None => "The new password does not do; a longer one with letters, capitals, digits and signs would.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_and_a_wrong_password_sound_the_same() {
        let told = |code| {
            let error = of_code(Asked::SignIn, Some(code), None);
            (error.code, error.message)
        };
        let wrong_password = told("NotAuthorizedException");
        assert_eq!(wrong_password.0, ErrorCode::Unauthorized);
        for code in ["UserNotFoundException", "UserNotConfirmedException", "PasswordResetRequiredException"] {
            assert_eq!(told(code), wrong_password, "{code}");
        }
    }

    #[test]
    fn every_refusal_has_its_code() {
        for (code, expected) in [
            (Some("TooManyRequestsException"), ErrorCode::RateLimitExceeded),
            (Some("LimitExceededException"), ErrorCode::RateLimitExceeded),
            (Some("CodeMismatchException"), ErrorCode::Unauthorized),
            (Some("NotAuthorizedException"), ErrorCode::Unauthorized),
            (Some("InvalidPasswordException"), ErrorCode::InvalidRequest),
            (Some("InternalErrorException"), ErrorCode::ServiceUnavailable),
            (Some("ResourceNotFoundException"), ErrorCode::ServiceUnavailable),
            (None, ErrorCode::ServiceUnavailable),
        ] {
            let error = of_code(Asked::Respond, code, None);
            assert_eq!(error.code, expected, "{code:?}");
            let waits = matches!(expected, ErrorCode::RateLimitExceeded | ErrorCode::ServiceUnavailable);
            assert_eq!(error.retry_after_seconds.is_some(), waits);
        }
    }

    #[test]
    fn what_a_password_lacks_is_passed_on_and_what_was_typed_is_not() {
        let policy = "Password did not conform with policy: Password must have numeric characters";
        assert!(new_password_message(Some(policy)).contains("numeric characters"));
        let repeats = "1 validation error: Value at 'password' with policy: 's3cret!' failed";
        assert!(!new_password_message(Some(repeats)).contains("s3cret"));
    }
}
