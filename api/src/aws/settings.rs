//! What `--backend aws` has to be told: by flags, or by the variables that such services are used to. Everything is
//! checked before the service starts.

use crate::auth::{CognitoSettings, InvalidCognitoSettings};
use aws_sdk_textract::types::FeatureType;

/// A setting that is missing or wrong, in one line that names it and says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {problem}")]
pub struct ConfigError {
    /// The variable, which every flag names too.
    pub variable: &'static str,
    /// What is wrong with it, and what would be right.
    pub problem: String,
}

/// Flags of everything that runs on AWS. Each is also a variable.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "With --backend aws")]
pub struct AwsArgs {
    /// DynamoDB table of jobs.
    #[arg(long, env = "JOBS_TABLE_NAME", value_name = "TABLE")]
    pub jobs_table_name: Option<String>,
    /// DynamoDB table of cached previews and of who analyses what.
    #[arg(long, env = "PREVIEW_CACHE_TABLE_NAME", value_name = "TABLE")]
    pub preview_cache_table_name: Option<String>,
    /// S3 bucket of blueprints and uploads.
    #[arg(long, env = "BLUEPRINTS_BUCKET_NAME", value_name = "BUCKET")]
    pub blueprints_bucket_name: Option<String>,
    /// S3 bucket of analyses and of previews that DynamoDB does not take.
    #[arg(long, env = "CACHE_BUCKET_NAME", value_name = "BUCKET")]
    pub cache_bucket_name: Option<String>,
    /// Cognito user pool whose access tokens are good.
    #[arg(long, env = "COGNITO_USER_POOL_ID", value_name = "POOL")]
    pub cognito_user_pool_id: Option<String>,
    /// Client of the pool that tokens must have been given to.
    #[arg(long, env = "COGNITO_CLIENT_ID", value_name = "CLIENT")]
    pub cognito_client_id: Option<String>,
    /// Where the pool's public keys are [default: where Cognito has them].
    #[arg(long, env = "COGNITO_JWKS_URL", value_name = "URL")]
    pub cognito_jwks_url: Option<String>,
    /// Scopes of which a token must have one, with commas or spaces between [default: any token will do].
    #[arg(long, env = "COGNITO_SCOPES", value_name = "SCOPES")]
    pub cognito_scopes: Option<String>,
    /// What Textract is asked for beside words, each paid by the page: LAYOUT, TABLES, FORMS, SIGNATURES, with commas
    /// between [default: LAYOUT].
    #[arg(long, env = "TEXTRACT_FEATURES", value_name = "FEATURES")]
    pub textract_features: Option<String>,
}

/// An account's tables, buckets and users, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsSettings {
    /// DynamoDB table of jobs.
    pub jobs_table: String,
    /// DynamoDB table of cached previews and of who analyses what.
    pub preview_cache_table: String,
    /// S3 bucket of blueprints and uploads.
    pub blueprints_bucket: String,
    /// S3 bucket of analyses and of previews that DynamoDB does not take.
    pub cache_bucket: String,
    /// Whose tokens are good.
    pub cognito: CognitoSettings,
    /// What Textract is asked for beside words; at least one.
    pub textract_features: Vec<FeatureType>,
}

impl From<InvalidCognitoSettings> for ConfigError {
    fn from(InvalidCognitoSettings { name, reason }: InvalidCognitoSettings) -> Self {
        Self { variable: name, problem: reason }
    }
}

impl AwsArgs {
    /// What the flags and variables say, or the first of them that is wrong.
    pub fn settings(&self) -> Result<AwsSettings, ConfigError> {
        let table = |variable, value: &Option<String>, of| {
            let right = format!("the DynamoDB table of {of}: 3 to 255 letters, digits, '_', '-' and '.'");
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
            required(variable, value.as_deref(), &right, |v| (3..=255).contains(&v.len()) && v.chars().all(fits))
        };
        let bucket = |variable, value: &Option<String>, of| {
            let right = format!("the S3 bucket of {of} (not its ARN): 3 to 63 lower-case letters, digits, '-' and '.'");
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
            required(variable, value.as_deref(), &right, |v| (3..=63).contains(&v.len()) && v.chars().all(fits))
        };
        Ok(AwsSettings {
            jobs_table: table("JOBS_TABLE_NAME", &self.jobs_table_name, "jobs")?,
            preview_cache_table: table("PREVIEW_CACHE_TABLE_NAME", &self.preview_cache_table_name, "cached previews")?,
            blueprints_bucket: bucket("BLUEPRINTS_BUCKET_NAME", &self.blueprints_bucket_name, "blueprints")?,
            cache_bucket: bucket("CACHE_BUCKET_NAME", &self.cache_bucket_name, "analyses")?,
            cognito: self.cognito()?,
            textract_features: self.textract_features()?,
        })
    }

    fn cognito(&self) -> Result<CognitoSettings, ConfigError> {
        let there = |variable, value: &Option<String>, right| required(variable, value.as_deref(), right, |_| true);
        let pool =
            there("COGNITO_USER_POOL_ID", &self.cognito_user_pool_id, "the user pool, such as us-east-1_AbCdEf123")?;
        let client = there("COGNITO_CLIENT_ID", &self.cognito_client_id, "the id of the user pool's client")?;
        let scopes: Vec<String> = list(self.cognito_scopes.as_deref()).map(str::to_owned).collect();
        Ok(CognitoSettings::new(&pool, &client, given(self.cognito_jwks_url.as_deref()), &scopes)?)
    }

    fn textract_features(&self) -> Result<Vec<FeatureType>, ConfigError> {
        let mut features = Vec::new();
        for name in list(self.textract_features.as_deref()) {
            let feature = match name.to_ascii_uppercase().as_str() {
                "LAYOUT" => FeatureType::Layout,
                "TABLES" => FeatureType::Tables,
                "FORMS" => FeatureType::Forms,
                "SIGNATURES" => FeatureType::Signatures,
                _ => {
                    let problem = "must be some of LAYOUT, TABLES, FORMS and SIGNATURES, with commas between";
                    return Err(ConfigError { variable: "TEXTRACT_FEATURES", problem: problem.to_owned() });
                }
            };
            if !features.contains(&feature) {
                features.push(feature);
            }
        }
        Ok(if features.is_empty() { vec![FeatureType::Layout] } else { features })
    }
}

/// A variable that is set to nothing is one that is not set.
fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

fn required(
    variable: &'static str,
    value: Option<&str>,
    right: &str,
    fits: impl FnOnce(&str) -> bool,
) -> Result<String, ConfigError> {
    match given(value) {
        None => Err(ConfigError { variable, problem: format!("missing; it names {right}") }),
        Some(value) if fits(value) => Ok(value.to_owned()),
        Some(_) => Err(ConfigError { variable, problem: format!("must name {right}") }),
    }
}

fn list(value: Option<&str>) -> impl Iterator<Item = &str> {
    value.unwrap_or_default().split([',', ' ']).map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> AwsArgs {
        let some = |text: &str| Some(text.to_owned());
        AwsArgs {
            jobs_table_name: some("prod-jobs"),
            preview_cache_table_name: some("prod-preview-cache"),
            blueprints_bucket_name: some("blueprints-1"),
            cache_bucket_name: some("cache-1"),
            cognito_user_pool_id: some("eu-central-1_AbC123"),
            cognito_client_id: some("abc123"),
            ..AwsArgs::default()
        }
    }

    #[test]
    fn what_is_not_said_has_a_default_or_is_asked_for_by_name() {
        let settings = whole().settings().unwrap();
        assert_eq!(settings.textract_features, [FeatureType::Layout]);

        let missing = |change: fn(&mut AwsArgs)| {
            let mut arguments = whole();
            change(&mut arguments);
            arguments.settings().unwrap_err().to_string()
        };
        for (message, variable) in [
            (missing(|a| a.jobs_table_name = None), "JOBS_TABLE_NAME"),
            (missing(|a| a.preview_cache_table_name = Some(" ".to_owned())), "PREVIEW_CACHE_TABLE_NAME"),
            (missing(|a| a.blueprints_bucket_name = None), "BLUEPRINTS_BUCKET_NAME"),
            (missing(|a| a.cache_bucket_name = None), "CACHE_BUCKET_NAME"),
            (missing(|a| a.cognito_user_pool_id = None), "COGNITO_USER_POOL_ID"),
            (missing(|a| a.cognito_client_id = None), "COGNITO_CLIENT_ID"),
        ] {
            assert!(message.starts_with(&format!("{variable}: missing; it names the ")), "{message}");
            assert_eq!(message.lines().count(), 1, "{message}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_what_would_be_right() {
        let wrong = |change: fn(&mut AwsArgs, String), value: &str| {
            let mut arguments = whole();
            change(&mut arguments, value.to_owned());
            arguments.settings().map_err(|error| error.variable)
        };
        for value in ["x", "a table", "arn:aws:dynamodb:eu-central-1:1:table/jobs"] {
            assert_eq!(wrong(|a, v| a.jobs_table_name = Some(v), value), Err("JOBS_TABLE_NAME"));
        }
        for value in ["Bucket", "s3://bucket", "arn:aws:s3:::bucket"] {
            assert_eq!(wrong(|a, v| a.cache_bucket_name = Some(v), value), Err("CACHE_BUCKET_NAME"));
        }
        assert_eq!(wrong(|a, v| a.cognito_user_pool_id = Some(v), "pool"), Err("COGNITO_USER_POOL_ID"));
        let url = "http://keys.example/jwks.json";
        assert_eq!(wrong(|a, v| a.cognito_jwks_url = Some(v), url), Err("COGNITO_JWKS_URL"));
        for value in ["LAYOUT,QUERIES", "words"] {
            assert_eq!(wrong(|a, v| a.textract_features = Some(v), value), Err("TEXTRACT_FEATURES"));
        }
    }

    #[test]
    fn lists_take_commas_and_spaces() {
        let mut arguments = whole();
        arguments.textract_features = Some("layout, TABLES,LAYOUT".to_owned());
        arguments.cognito_scopes = Some("plans/read plans/write".to_owned());
        let settings = arguments.settings().unwrap();
        assert_eq!(settings.textract_features, [FeatureType::Layout, FeatureType::Tables]);
        let scopes = ["plans/read".to_owned(), "plans/write".to_owned()];
        let same = CognitoSettings::new("eu-central-1_AbC123", "abc123", None, &scopes).unwrap();
        assert_eq!(settings.cognito, same);
    }
}
