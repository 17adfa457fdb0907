//! `/auth/*`: signing in, answering challenges, renewing, signing out. What people type goes to who knows them and is
//! kept nowhere; the token that renews a sign-in is kept by the browser, in a cookie that no script can read.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use shared::error::ErrorCode;
use shared::sign_in::{AccessGrant, ChallengeRequest, SignInAnswer, SignInRequest, SignedOut};

use super::Service;
use crate::auth::{SignIn, Step, Tokens};
use crate::error::ApiError;
use crate::http::client_address::ClientAddress;
use crate::http::envelope::{Answer, Failure, Success};
use crate::http::rate_limit::RateLimiter;
use crate::http::same_origin::is_same_origin;
use crate::http::{body, refresh_cookie};
use crate::limits::{MAX_CREDENTIAL_BYTES, MAX_SMALL_BODY_BYTES, SIGN_IN_BY_ADDRESS, SIGN_IN_BY_USER};

/// Counts attempts to sign in.
#[derive(Debug)]
pub(super) struct SignInLimits {
    by_address: RateLimiter,
    by_user: RateLimiter,
}

impl SignInLimits {
    pub(super) fn new() -> Self {
        Self { by_address: RateLimiter::new(SIGN_IN_BY_ADDRESS), by_user: RateLimiter::new(SIGN_IN_BY_USER) }
    }

    pub(super) fn forget_idle(&self) {
        self.by_address.forget_idle();
        self.by_user.forget_idle();
    }

    /// Counts by what stands for the name: names themselves are not kept.
    fn admit_user(&self, username: &str) -> Result<(), ApiError> {
        let digest = Sha256::digest(username.trim().to_lowercase().as_bytes());
        let key: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        self.by_user.admit(&key)
    }
}

/// Signs in with a name and a password. The answer is an access token, or a challenge.
#[utoipa::path(post, path = "/auth/sign-in", tag = "sign-in", request_body = SignInRequest, responses(
    (status = 200, description = "Signed in, with a cookie that renews it; or one more step", body = Success<SignInAnswer>),
    (status = 400, description = "Not as described here", body = Failure),
    (status = 401, description = "The name or the password is not right", body = Failure),
    (status = 403, description = "From a page of another origin, or a way of signing in that is not offered", body = Failure),
    (status = 404, description = "This service has no sign-in", body = Failure),
    (status = 429, description = "Too many attempts", body = Failure),
    (status = 503, description = "Whoever knows the people does not answer", body = Failure),
))]
pub(super) async fn sign_in(State(service): State<Service>, request: Request) -> Result<Response, ApiError> {
    let Asked { headers, what, .. } = asked(&service, request, "username").await?;
    let SignInRequest { username, password } = what;
    let people = people_of(&service, &username, &[("password", &password)])?;
    answered(people.sign_in(&username, &password).await?, &headers)
}

/// Answers a challenge: with a new password or a code.
#[utoipa::path(post, path = "/auth/challenge", tag = "sign-in", request_body = ChallengeRequest, responses(
    (status = 200, description = "Signed in, with a cookie that renews it; or one more step", body = Success<SignInAnswer>),
    (status = 400, description = "Not as described here, or a new password that does not do", body = Failure),
    (status = 401, description = "The code is not right, or it took too long", body = Failure),
    (status = 403, description = "From a page of another origin, or a way of signing in that is not offered", body = Failure),
    (status = 404, description = "This service has no sign-in", body = Failure),
    (status = 429, description = "Too many attempts", body = Failure),
    (status = 503, description = "Whoever knows the people does not answer", body = Failure),
))]
pub(super) async fn challenge(State(service): State<Service>, request: Request) -> Result<Response, ApiError> {
    let Asked { headers, what, .. } = asked(&service, request, "username").await?;
    let ChallengeRequest { username, name, session, answer } = what;
    let people = people_of(&service, &username, &[("name", &name), ("session", &session), ("answer", &answer)])?;
    answered(people.respond(&username, &name, &session, &answer).await?, &headers)
}

/// The body of a request that says everything without one.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// A new access token, by the cookie that signing in has left. Only pages of this service may ask.
#[utoipa::path(post, path = "/auth/refresh", tag = "sign-in", request_body = Nothing, responses(
    (status = 200, description = "A new access token", body = Success<AccessGrant>),
    (status = 401, description = "No cookie, or one that is no longer good", body = Failure),
    (status = 403, description = "Not from a page of this service", body = Failure),
    (status = 404, description = "This service has no sign-in", body = Failure),
    (status = 429, description = "Too many attempts", body = Failure),
    (status = 503, description = "Whoever knows the people does not answer", body = Failure),
))]
pub(super) async fn refresh(State(service): State<Service>, request: Request) -> Result<Response, ApiError> {
    let Asked { headers, is_ours, what: Nothing {} } = asked(&service, request, "body").await?;
    if !is_ours {
        return Err(foreign());
    }
    let Some(token) = refresh_cookie::read(&headers) else {
        return Err(ApiError::new(ErrorCode::Unauthorized, "Sign in first."));
    };
    match people(&service)?.refresh(token).await {
        Ok(tokens) => granted(tokens, &headers),
        Err(error) if error.code == ErrorCode::Unauthorized => without_cookie(error, &headers),
        Err(error) => Err(error),
    }
}

/// Signs out: with an access token everywhere, without one where the cookie was kept. The cookie goes in any case.
#[utoipa::path(post, path = "/auth/sign-out", tag = "sign-in", responses(
    (status = 200, description = "Signed out, also where nobody was signed in", body = Success<SignedOut>),
    (status = 403, description = "From a page of another origin", body = Failure),
    (status = 404, description = "This service has no sign-in", body = Failure),
    (status = 503, description = "Whoever knows the people does not answer; the cookie is gone all the same", body = Failure),
))]
pub(super) async fn sign_out(State(service): State<Service>, request: Request) -> Result<Response, ApiError> {
    let people = people(&service)?;
    let is_ours = is_ours(request.headers(), request.uri())?;
    let headers = request.headers();
    let ended = match access_token(&service, headers).await {
        Some(token) => people.sign_out(token).await,
        None => match refresh_cookie::read(headers).filter(|_| is_ours) {
            Some(token) => people.revoke(token).await,
            None => Ok(()),
        },
    };
    match ended {
        Err(error) if error.code != ErrorCode::Unauthorized => without_cookie(error, headers),
        // What is no longer good needs no ending.
        _ => without_cookie(Answer::ok(SignedOut { signed_out: true }), headers),
    }
}

/// The access token of a caller who is signed in.
async fn access_token<'a>(service: &Service, headers: &'a HeaderMap) -> Option<&'a str> {
    service.ports().auth.authorize(headers).await.ok()?;
    let (_, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    Some(token.trim())
}

/// Whoever knows the people.
fn people(service: &Service) -> Result<&dyn SignIn, ApiError> {
    service.ports().auth.sign_in().ok_or_else(|| {
        let message = "This service has no sign-in: it belongs to whoever uses this machine.";
        ApiError::new(ErrorCode::NotFound, message)
    })
}

fn foreign() -> ApiError {
    ApiError::new(ErrorCode::Forbidden, "Only pages of this service may ask for this.")
}

/// Whether a page of this service asks. Who is no page at all does not; a page of another origin may not.
fn is_ours(headers: &HeaderMap, uri: &Uri) -> Result<bool, ApiError> {
    match is_same_origin(headers, uri) {
        Some(false) => Err(foreign()),
        ours => Ok(ours.is_some()),
    }
}

/// What was asked, and by whom.
struct Asked<T> {
    headers: HeaderMap,
    is_ours: bool,
    what: T,
}

/// Reads what was asked, of a caller who may ask and has not asked too often.
async fn asked<T: DeserializeOwned>(service: &Service, request: Request, field: &str) -> Result<Asked<T>, ApiError> {
    people(service)?;
    let (mut parts, body) = request.into_parts();
    let is_ours = is_ours(&parts.headers, &parts.uri)?;
    let Ok(address) = ClientAddress::from_request_parts(&mut parts, service).await;
    service.sign_in_limits.by_address.admit(&address.key())?;
    let is_json = |value: &HeaderValue| {
        value.to_str().is_ok_and(|v| v.trim().to_ascii_lowercase().starts_with("application/json"))
    };
    if !parts.headers.get(header::CONTENT_TYPE).is_some_and(is_json) {
        body::drain(body).await;
        return Err(ApiError::invalid_request("content-type", "The content type must be application/json."));
    }
    let bytes = body::read(&parts.headers, body, MAX_SMALL_BODY_BYTES).await?;
    // What a parser says can repeat what it stumbled over, and here that may be a password.
    let said = || ApiError::invalid_request(field, "The body is not as described at /api-docs.");
    let what = body::json(&bytes).map_err(|_| said())?;
    Ok(Asked { headers: parts.headers, is_ours, what })
}

/// Whoever knows the people, to be asked about one of them by what was typed: not too long, and not too often.
fn people_of<'a>(service: &'a Service, username: &str, typed: &[(&str, &str)]) -> Result<&'a dyn SignIn, ApiError> {
    for (field, text) in [("username", username)].iter().chain(typed) {
        if text.is_empty() || text.len() > MAX_CREDENTIAL_BYTES {
            let message = format!("Between 1 and {MAX_CREDENTIAL_BYTES} bytes are taken.");
            return Err(ApiError::invalid_request(field, message));
        }
    }
    service.sign_in_limits.admit_user(username)?;
    people(service)
}

/// An answer after which the browser forgets what renews a sign-in.
fn without_cookie(answer: impl IntoResponse, request: &HeaderMap) -> Result<Response, ApiError> {
    let mut response = answer.into_response();
    response.headers_mut().append(header::SET_COOKIE, refresh_cookie::forget(request)?);
    Ok(response)
}

fn answered(step: Step, request: &HeaderMap) -> Result<Response, ApiError> {
    match step {
        Step::SignedIn(tokens) => granted(tokens, request),
        Step::Challenged(challenge) => Ok(Answer::ok(SignInAnswer::Challenged { challenge }).into_response()),
    }
}

fn granted(tokens: Tokens, request: &HeaderMap) -> Result<Response, ApiError> {
    let Tokens { access_token, expires_in, refresh_token } = tokens;
    let grant = AccessGrant { access_token, expires_in, token_type: "Bearer".to_owned() };
    let mut response = Answer(StatusCode::OK, SignInAnswer::SignedIn(grant)).into_response();
    if let Some(token) = refresh_token {
        response.headers_mut().append(header::SET_COOKIE, refresh_cookie::keep(&token, request)?);
    }
    Ok(response)
}
