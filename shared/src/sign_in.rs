//! Signing in: what the page and the service say to each other. Nothing here is ever printed: these types have no `Debug`
//! that shows a password, a code or a token.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// `POST /auth/sign-in`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// The name or address that the person signs in with.
    pub username: String,
    /// Their password.
    pub password: String,
}

/// `POST /auth/challenge`: the answer to what was asked.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChallengeRequest {
    /// As in the sign-in that it goes on with.
    pub username: String,
    /// The challenge's `name`.
    pub name: String,
    /// The challenge's `session`.
    pub session: String,
    /// The new password, or the code.
    pub answer: String,
}

/// What signing in, a challenge and a refresh are answered with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum SignInAnswer {
    /// Signed in.
    SignedIn(AccessGrant),
    /// One more step.
    Challenged {
        /// What is asked.
        challenge: Challenge,
    },
}

/// A token for the `Authorization` header. What renews it is in a cookie that no script can read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccessGrant {
    /// The token.
    pub access_token: String,
    /// Seconds until it runs out.
    pub expires_in: u64,
    /// Always `Bearer`.
    pub token_type: String,
}

/// A question that must be answered before somebody is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// `NEW_PASSWORD_REQUIRED`, `SOFTWARE_TOKEN_MFA` or `SMS_MFA`.
    pub name: String,
    /// To be sent back with the answer.
    pub session: String,
    /// More about it: where a code was sent (`CODE_DELIVERY_DESTINATION`, masked), and the like.
    pub parameters: BTreeMap<String, String>,
}

/// `POST /auth/sign-out`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignedOut {
    /// Always true.
    pub signed_out: bool,
}

macro_rules! silent {
    ($($name:ident),*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        })*
    };
}
silent!(SignInRequest, ChallengeRequest, SignInAnswer, AccessGrant, Challenge);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_answers_are_told_apart_and_neither_shows_itself() {
        let grant =
            AccessGrant { access_token: "secret".to_owned(), expires_in: 3600, token_type: "Bearer".to_owned() };
        let challenge =
            Challenge { name: "SMS_MFA".to_owned(), session: "secret".to_owned(), parameters: BTreeMap::new() };
        for answer in [SignInAnswer::SignedIn(grant), SignInAnswer::Challenged { challenge }] {
            assert!(!format!("{answer:?}").contains("secret"));
            let json = serde_json::to_string(&answer).expect("JSON");
            assert_eq!(serde_json::from_str::<SignInAnswer>(&json).expect("an answer"), answer);
        }
    }
}
