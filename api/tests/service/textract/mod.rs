//! Textract as the analyzer: the real adapter and the SDK against a server that speaks Textract's protocol.

mod errors;
mod requests;
mod started_jobs;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use api::Ports;
use api::analyzer::TextractAnalyzer;
use api::clock::Clock;
use api::limits::{Deadlines, RateLimit};
use api::reading::DocumentReader;
use aws_sdk_textract::Client;
use aws_sdk_textract::config::retry::RetryConfig;
use aws_sdk_textract::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_textract::types::FeatureType;
use serde_json::Value;
use tests::TextractStandIn;

use crate::support::{Answer, Harness};

/// How often a call is tried at most.
const ATTEMPTS: u32 = 5;

const BUCKET: &str = "blueprints-of-a-test";

/// Time enough for everything that answers at all.
const PATIENCE: Duration = Duration::from_secs(60);
/// Little enough to wait for what does not answer.
const DEADLINE: Duration = Duration::from_secs(4);

/// A client of the stand-in that waits for milliseconds where the real one waits for seconds.
fn client(endpoint: &str) -> Client {
    let retries = RetryConfig::standard()
        .with_max_attempts(ATTEMPTS)
        .with_initial_backoff(Duration::from_millis(5))
        .with_max_backoff(Duration::from_millis(20));
    let config = aws_sdk_textract::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .endpoint_url(endpoint)
        .retry_config(retries)
        .build();
    Client::from_conf(config)
}

fn reader() -> DocumentReader {
    DocumentReader::new(PathBuf::from(env!("CARGO_BIN_EXE_roomprint")), None, Deadlines::default(), 4)
}

fn analyzer(endpoint: &str, features: Vec<FeatureType>) -> TextractAnalyzer {
    TextractAnalyzer::new(client(endpoint), features, BUCKET.to_owned(), reader(), PATIENCE)
}

/// A service whose text is read by a stand-in of its own.
async fn service() -> (Harness, TextractStandIn) {
    let textract = TextractStandIn::start().await;
    (service_at(&textract.endpoint(), PATIENCE), textract)
}

/// The same, but nothing may take longer than [`DEADLINE`].
async fn hasty_service() -> (Harness, TextractStandIn) {
    let textract = TextractStandIn::start().await;
    (service_at(&textract.endpoint(), DEADLINE), textract)
}

/// A service whose text is read at an endpoint.
fn service_at(endpoint: &str, analysis: Duration) -> Harness {
    let deadlines = Deadlines { analysis, queue: Duration::from_secs(1), ..Deadlines::default() };
    Harness::built(deadlines, Clock::of_system(), RateLimit::default(), |ports| {
        let analyzer = analyzer(endpoint, vec![FeatureType::Layout]);
        Ports { analyzer: Arc::new(analyzer), ..ports }
    })
}

/// A new job for a file.
async fn job_for(harness: &Harness, media_type: &str, file: Vec<u8>) -> String {
    harness.upload(media_type, file).await.data(201)["job_id"].as_str().unwrap().to_owned()
}

fn names(preview: &Value) -> Vec<&str> {
    let mut names: Vec<&str> =
        preview["rooms"].as_array().unwrap().iter().filter_map(|room| room["name_hint"].as_str()).collect();
    names.sort_unstable();
    names
}

/// The codes of a preview's warnings that speak of Textract.
fn remarks(answer: &Answer) -> Vec<String> {
    let warnings = answer.data(200)["warnings"].as_array().unwrap();
    let codes = warnings.iter().map(|warning| warning["code"].as_str().unwrap().to_owned());
    codes.filter(|code| code.starts_with("TEXTRACT")).collect()
}
