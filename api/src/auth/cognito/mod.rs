//! Adapter: the people of a Cognito user pool. Tokens are checked here, with the pool's public keys; signing in is passed
//! on to Cognito.

mod keys;
mod refusal;
mod session;
mod settings;
mod sign_in;
mod tokens;

use std::time::Duration;

use async_trait::async_trait;
use axum::http::HeaderMap;
use shared::error::ErrorCode;

use self::keys::Keys;
use self::sign_in::Cognito;
use self::tokens::Rejected;
use super::{Authorizer, Caller, SignIn};
use crate::error::{ApiError, StoreError};
use crate::limits::JWKS_PAUSE;

pub use settings::{CognitoSettings, InvalidCognitoSettings};

/// Takes requests with an access token of the pool.
pub struct CognitoAuthorizer {
    settings: CognitoSettings,
    keys: Keys,
    cognito: Cognito,
}

impl CognitoAuthorizer {
    /// An authorizer for a pool, which asks Cognito through `client`.
    #[must_use]
    pub fn new(settings: CognitoSettings, client: aws_sdk_cognitoidentityprovider::Client) -> Self {
        Self::with_pause(settings, client, JWKS_PAUSE)
    }

    /// The same, with another pause between two fetches of the pool's keys.
    #[must_use]
    pub fn with_pause(
        settings: CognitoSettings,
        client: aws_sdk_cognitoidentityprovider::Client,
        pause: Duration,
    ) -> Self {
        let keys = Keys::new(settings.jwks_url.clone(), pause);
        let cognito = Cognito::new(client, settings.client_id.clone());
        Self { settings, keys, cognito }
    }

    async fn caller(&self, headers: &HeaderMap) -> Result<Result<Caller, ApiError>, Rejected> {
        let token = tokens::bearer(headers)?;
        let key = match self.keys.find(&tokens::key_id(token)?).await {
            Ok(key) => key.ok_or(Rejected::UnknownKey)?,
            Err(error) => return Ok(Err(ApiError::of_store("sign-in service", &error))),
        };
        let claims = tokens::verified(token, &key, &self.settings)?;
        if !claims.may(&self.settings.scopes) {
            let message = "You are signed in, but not allowed to use this service.";
            return Ok(Err(ApiError::new(ErrorCode::Forbidden, message)));
        }
        Ok(Ok(Caller { owner: claims.sub }))
    }
}

#[async_trait]
impl Authorizer for CognitoAuthorizer {
    async fn authorize(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        self.caller(headers).await.unwrap_or_else(|rejected| {
            tracing::info!(reason = rejected.as_str(), "a token was rejected");
            Err(ApiError::new(ErrorCode::Unauthorized, "Sign in first, or again."))
        })
    }

    fn sign_in(&self) -> Option<&dyn SignIn> {
        Some(&self.cognito)
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.keys.probe().await
    }
}
