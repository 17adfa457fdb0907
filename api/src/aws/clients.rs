//! The clients of the SDK: configured once, from what the SDK itself reads (variables, profiles, roles, endpoints).

use std::time::Duration;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_s3::config::ProvideCredentials;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::service_config::ServiceConfigKey;
use axum::http::Uri;

use super::ConfigError;
use crate::limits::{AWS_ATTEMPTS, AWS_CONNECT, Deadlines};

/// First wait before a store is asked again: its callers wait for seconds, not for minutes.
const STORE_BACKOFF: Duration = Duration::from_millis(50);
/// First wait before Textract and Cognito are asked again; each wait is twice the one before.
const PATIENT_BACKOFF: Duration = Duration::from_secs(1);
/// Longest wait between two attempts.
const MAX_BACKOFF: Duration = Duration::from_secs(8);

/// One client a service. Each call ends within its deadline, however often it is tried.
#[derive(Debug, Clone)]
pub struct AwsClients {
    /// Files.
    pub s3: aws_sdk_s3::Client,
    /// Jobs, cached previews, leases.
    pub dynamodb: aws_sdk_dynamodb::Client,
    /// Text and layout of documents.
    pub textract: aws_sdk_textract::Client,
    /// Sign-in.
    pub cognito: aws_sdk_cognitoidentityprovider::Client,
}

impl AwsClients {
    /// Clients of the account that the environment names.
    pub async fn load(deadlines: &Deadlines) -> Result<Self, ConfigError> {
        check_endpoints(
            std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))),
        )?;
        let config = aws_config::defaults(BehaviorVersion::latest()).load().await;
        if config.region().is_none() {
            let problem = "missing; it names the account's region, such as eu-central-1";
            return Err(ConfigError { variable: "AWS_REGION", problem: problem.to_owned() });
        }
        let found = match config.credentials_provider() {
            Some(provider) => provider.provide_credentials().await.is_ok(),
            None => false,
        };
        if !found {
            let problem =
                "missing, as AWS_SECRET_ACCESS_KEY may be, and no profile or role gives credentials in its place";
            return Err(ConfigError { variable: "AWS_ACCESS_KEY_ID", problem: problem.to_owned() });
        }
        Ok(Self::of(&config, deadlines))
    }

    /// Clients out of a configuration of the SDK.
    #[must_use]
    pub fn of(config: &SdkConfig, deadlines: &Deadlines) -> Self {
        let retry = |backoff| {
            RetryConfig::standard()
                .with_max_attempts(AWS_ATTEMPTS)
                .with_initial_backoff(backoff)
                .with_max_backoff(MAX_BACKOFF)
        };
        let within = |whole: Duration| TimeoutConfig::builder().connect_timeout(AWS_CONNECT).operation_timeout(whole);
        // A store that hangs once is asked a second time; a file of many megabytes may take the whole time.
        let attempt = deadlines.store / 3;
        Self {
            s3: aws_sdk_s3::Client::from_conf(
                aws_sdk_s3::config::Builder::from(config)
                    .retry_config(retry(STORE_BACKOFF))
                    .timeout_config(within(deadlines.store).build())
                    // Buckets of an endpoint of one's own have no host names of their own.
                    .force_path_style(has_own_endpoint(config, "s3"))
                    .build(),
            ),
            dynamodb: aws_sdk_dynamodb::Client::from_conf(
                aws_sdk_dynamodb::config::Builder::from(config)
                    .retry_config(retry(STORE_BACKOFF))
                    .timeout_config(within(deadlines.store).operation_attempt_timeout(attempt).build())
                    .build(),
            ),
            textract: aws_sdk_textract::Client::from_conf(
                aws_sdk_textract::config::Builder::from(config)
                    .retry_config(retry(PATIENT_BACKOFF))
                    .timeout_config(within(deadlines.analysis).build())
                    .build(),
            ),
            cognito: aws_sdk_cognitoidentityprovider::Client::from_conf(
                aws_sdk_cognitoidentityprovider::config::Builder::from(config)
                    .retry_config(retry(PATIENT_BACKOFF))
                    .timeout_config(within(deadlines.store).operation_attempt_timeout(attempt).build())
                    .build(),
            ),
        }
    }
}

/// Whether a service has another endpoint than AWS's own, by `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_{SERVICE}`, or their
/// like in a profile.
fn has_own_endpoint(config: &SdkConfig, service: &str) -> bool {
    let key = ServiceConfigKey::builder().service_id(service).env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
    let of_service = || config.service_config()?.load_config(key.ok()?);
    config.endpoint_url().is_some() || of_service().is_some()
}

/// Endpoints are what the SDK takes as they are: a wrong one would show only when it is first asked.
fn check_endpoints(variables: impl Iterator<Item = (String, String)>) -> Result<(), ConfigError> {
    const KNOWN: [&str; 5] = [
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_S3",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "AWS_ENDPOINT_URL_TEXTRACT",
        "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
    ];
    let is_address = |text: &str| {
        let uri = text.parse::<Uri>().ok();
        uri.is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some())
    };
    for (name, value) in variables {
        if let Some(variable) = KNOWN.into_iter().find(|known| *known == name)
            && !value.is_empty()
            && !is_address(&value)
        {
            let problem = "must be the address of an endpoint, such as http://127.0.0.1:5000".to_owned();
            return Err(ConfigError { variable, problem });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_that_is_no_address_is_named() {
        let check = |name: &str, value: &str| {
            check_endpoints([(name.to_owned(), value.to_owned())].into_iter()).map_err(|error| error.variable)
        };
        assert_eq!(check("AWS_ENDPOINT_URL", "http://127.0.0.1:5000"), Ok(()));
        assert_eq!(check("AWS_ENDPOINT_URL", ""), Ok(()));
        assert_eq!(check("AWS_ENDPOINT_URL_S3", "localhost:9000"), Err("AWS_ENDPOINT_URL_S3"));
        assert_eq!(check("AWS_ENDPOINT_URL_TEXTRACT", "ftp://a/"), Err("AWS_ENDPOINT_URL_TEXTRACT"));
        assert_eq!(check("HOME", "ftp://a/"), Ok(()));
    }

    #[test]
    fn an_endpoint_of_ones_own_is_seen() {
        let config = |url: Option<&str>| {
            let builder = SdkConfig::builder().behavior_version(BehaviorVersion::latest());
            let builder = if let Some(url) = url { builder.endpoint_url(url) } else { builder };
            builder.build()
        };
        assert!(!has_own_endpoint(&config(None), "s3"));
        assert!(has_own_endpoint(&config(Some("http://127.0.0.1:5000")), "s3"));
    }
}
