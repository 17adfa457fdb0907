//! Signing in through Cognito's own calls.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use aws_sdk_cognitoidentityprovider::Client;
use aws_sdk_cognitoidentityprovider::types::{AuthFlowType, AuthenticationResultType, ChallengeNameType};
use shared::error::ErrorCode;
use shared::sign_in::Challenge;

use super::refusal::{self, Asked};
use super::session::Session;
use crate::auth::{SignIn, Step, Tokens};
use crate::error::{ApiError, StoreError};
use crate::limits::SIGN_IN_TIMEOUT;

/// What of a challenge's parameters the page gets: what it can show, and nothing about the person.
const SHOWN_PARAMETERS: [&str; 4] =
    ["CODE_DELIVERY_DELIVERY_MEDIUM", "CODE_DELIVERY_DESTINATION", "FRIENDLY_DEVICE_NAME", "requiredAttributes"];

/// Cognito's name for a person who typed another, an address for instance.
const KNOWN_AS: &str = "USER_ID_FOR_SRP";

/// A client of the user pool.
pub(super) struct Cognito {
    client: Client,
    client_id: String,
}

impl Cognito {
    pub(super) fn new(client: Client, client_id: String) -> Self {
        Self { client, client_id }
    }
}

/// A call that is given up when Cognito takes too long.
async fn in_time<T>(call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    let late = || ApiError::of_store("sign-in service", &StoreError::TimedOut);
    tokio::time::timeout(SIGN_IN_TIMEOUT, call).await.unwrap_or_else(|_| Err(late()))
}

#[async_trait]
impl SignIn for Cognito {
    fn name(&self) -> &'static str {
        "cognito"
    }

    async fn sign_in(&self, username: &str, password: &str) -> Result<Step, ApiError> {
        let call = self
            .client
            .initiate_auth()
            .auth_flow(AuthFlowType::UserPasswordAuth)
            .client_id(&self.client_id)
            .auth_parameters("USERNAME", username)
            .auth_parameters("PASSWORD", password)
            .send();
        let answer = in_time(async { call.await.map_err(|error| refusal::of(Asked::SignIn, &error)) }).await?;
        step(answer.authentication_result, answer.challenge_name, answer.session, answer.challenge_parameters)
    }

    async fn respond(&self, username: &str, name: &str, session: &str, answer: &str) -> Result<Step, ApiError> {
        let name = ChallengeNameType::from(name);
        let Some(answer_key) = answer_key(&name) else {
            let message = "The challenge must be NEW_PASSWORD_REQUIRED, SOFTWARE_TOKEN_MFA or SMS_MFA.";
            return Err(ApiError::invalid_request("name", message));
        };
        let Some(Session { session, username: known_as }) = Session::decode(session) else {
            return Err(ApiError::invalid_request("session", "This is no session of a challenge."));
        };
        let known_as = known_as.unwrap_or_else(|| username.to_owned());
        let call = self
            .client
            .respond_to_auth_challenge()
            .client_id(&self.client_id)
            .challenge_name(name)
            .session(session)
            .challenge_responses("USERNAME", &known_as)
            .challenge_responses(answer_key, answer)
            .send();
        let answer = in_time(async { call.await.map_err(|error| refusal::of(Asked::Respond, &error)) }).await?;
        let mut parameters = answer.challenge_parameters.unwrap_or_default();
        // The next challenge of the same person does not always repeat it.
        parameters.entry(KNOWN_AS.to_owned()).or_insert(known_as);
        step(answer.authentication_result, answer.challenge_name, answer.session, Some(parameters))
    }

    async fn refresh(&self, refresh_token: &str) -> Result<Tokens, ApiError> {
        let call = self
            .client
            .initiate_auth()
            .auth_flow(AuthFlowType::RefreshTokenAuth)
            .client_id(&self.client_id)
            .auth_parameters("REFRESH_TOKEN", refresh_token)
            .send();
        let answer = in_time(async { call.await.map_err(|error| refusal::of(Asked::Renew, &error)) }).await?;
        tokens(answer.authentication_result)
    }

    async fn sign_out(&self, access_token: &str) -> Result<(), ApiError> {
        let call = self.client.global_sign_out().access_token(access_token).send();
        in_time(async { call.await.map_err(|error| refusal::of(Asked::Renew, &error)) }).await.map(drop)
    }

    async fn revoke(&self, refresh_token: &str) -> Result<(), ApiError> {
        let call = self.client.revoke_token().client_id(&self.client_id).token(refresh_token).send();
        in_time(async { call.await.map_err(|error| refusal::of(Asked::Renew, &error)) }).await.map(drop)
    }
}

/// What Cognito calls the answer to a challenge; `None` for challenges that cannot be answered here.
fn answer_key(name: &ChallengeNameType) -> Option<&'static str> {
    match name {
        ChallengeNameType::NewPasswordRequired => Some("NEW_PASSWORD"),
        ChallengeNameType::SoftwareTokenMfa => Some("SOFTWARE_TOKEN_MFA_CODE"),
        ChallengeNameType::SmsMfa => Some("SMS_MFA_CODE"),
        _ => None,
    }
}

/// Tokens or a challenge, whichever came.
fn step(
    result: Option<AuthenticationResultType>,
    name: Option<ChallengeNameType>,
    session: Option<String>,
    parameters: Option<HashMap<String, String>>,
) -> Result<Step, ApiError> {
    let Some(name) = name else { return tokens(result).map(Step::SignedIn) };
    if answer_key(&name).is_none() {
        tracing::warn!(challenge = name.as_str(), "Cognito asks for what cannot be answered here");
        let message = match name {
            ChallengeNameType::MfaSetup => {
                "Your account needs a second factor, which cannot be set up here. Ask whoever runs this service."
            }
            _ => "Your account asks for a way of signing in that is not offered here. Ask whoever runs this service.",
        };
        return Err(ApiError::new(ErrorCode::Forbidden, message));
    }
    let parameters = parameters.unwrap_or_default();
    let session = Session { session: session.unwrap_or_default(), username: parameters.get(KNOWN_AS).cloned() };
    let session = session.encode().map_err(|_| ApiError::internal())?;
    let shown = parameters.into_iter().filter(|(key, _)| SHOWN_PARAMETERS.contains(&key.as_str()));
    let parameters = shown.collect::<BTreeMap<_, _>>();
    Ok(Step::Challenged(Challenge { name: name.as_str().to_owned(), session, parameters }))
}

fn tokens(result: Option<AuthenticationResultType>) -> Result<Tokens, ApiError> {
    let incomplete = || ApiError::of_store("sign-in service", &StoreError::of("Cognito gave no token"));
    let result = result.ok_or_else(incomplete)?;
    Ok(Tokens {
        access_token: result.access_token.ok_or_else(incomplete)?,
        expires_in: u64::try_from(result.expires_in).unwrap_or_default(),
        refresh_token: result.refresh_token,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenged(name: ChallengeNameType) -> Result<Step, ApiError> {
        let parameters = HashMap::from([
            (KNOWN_AS.to_owned(), "1f0c-77".to_owned()),
            ("userAttributes".to_owned(), r#"{"email":"anna@example.com"}"#.to_owned()),
            ("CODE_DELIVERY_DESTINATION".to_owned(), "+*******77".to_owned()),
        ]);
        step(None, Some(name), Some("AYABe".to_owned()), Some(parameters))
    }

    #[test]
    fn a_challenge_carries_what_the_page_can_show_and_nothing_about_the_person() {
        let Ok(Step::Challenged(challenge)) = challenged(ChallengeNameType::SmsMfa) else { panic!("a challenge") };
        assert_eq!(challenge.name, "SMS_MFA");
        assert_eq!(challenge.parameters.keys().collect::<Vec<_>>(), ["CODE_DELIVERY_DESTINATION"]);
        let session = Session::decode(&challenge.session).unwrap();
        assert_eq!((session.session.as_str(), session.username.as_deref()), ("AYABe", Some("1f0c-77")));
    }

    #[test]
    fn challenges_that_cannot_be_answered_here_are_refused() {
        for name in [ChallengeNameType::MfaSetup, ChallengeNameType::SelectMfaType, ChallengeNameType::WebAuthn] {
            assert_eq!(challenged(name).err().map(|error| error.code), Some(ErrorCode::Forbidden));
        }
    }
}
