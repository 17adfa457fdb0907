//! Port: who is asking.

mod cognito;
mod local;
mod sign_in;

use async_trait::async_trait;
use axum::http::HeaderMap;

use crate::error::{ApiError, StoreError};

pub use cognito::{CognitoAuthorizer, CognitoSettings, InvalidCognitoSettings};
pub use local::LocalUser;
pub(crate) use local::is_loopback_host;
pub use sign_in::{SignIn, Step, Tokens};

/// Somebody who may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Whom their jobs belong to: the `sub` of a token, or the one local user.
    pub owner: String,
}

/// Tells callers from strangers.
#[async_trait]
pub trait Authorizer: Send + Sync {
    /// Who sent these headers; `UNAUTHORIZED` or `FORBIDDEN` where nobody did who may ask.
    async fn authorize(&self, headers: &HeaderMap) -> Result<Caller, ApiError>;

    /// Where people sign in; `None` where nobody has to.
    fn sign_in(&self) -> Option<&dyn SignIn> {
        None
    }

    /// Whether it would answer now.
    async fn probe(&self) -> Result<(), StoreError>;
}
