//! Signing people in, where the service has somebody to ask.

use async_trait::async_trait;
use shared::sign_in::Challenge;

use crate::error::ApiError;

/// Asks whoever knows the people. Names, passwords, codes and tokens go through and are kept nowhere.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// What `/health` calls it.
    fn name(&self) -> &'static str;

    /// Begins with a name and a password.
    async fn sign_in(&self, username: &str, password: &str) -> Result<Step, ApiError>;

    /// Goes on with the answer to a challenge.
    async fn respond(&self, username: &str, name: &str, session: &str, answer: &str) -> Result<Step, ApiError>;

    /// A new access token.
    async fn refresh(&self, refresh_token: &str) -> Result<Tokens, ApiError>;

    /// Ends every session of whose access token this is.
    async fn sign_out(&self, access_token: &str) -> Result<(), ApiError>;

    /// Ends the session that a refresh token belongs to.
    async fn revoke(&self, refresh_token: &str) -> Result<(), ApiError>;
}

/// How far signing in has come.
pub enum Step {
    /// It is done.
    SignedIn(Tokens),
    /// Something more is asked.
    Challenged(Challenge),
}

/// What somebody who is signed in gets.
pub struct Tokens {
    /// For the `Authorization` header.
    pub access_token: String,
    /// Seconds until it runs out.
    pub expires_in: u64,
    /// For more access tokens; absent where the one before goes on.
    pub refresh_token: Option<String>,
}
