//! AWS on this machine: accounts on moto (S3, DynamoDB, Cognito), and `s3s-fs`, which checks signatures.
//!
//! `cargo xtask test rust` starts the former and says in `ROOMPRINT_MOTO` where it is. Without it, tests that want an
//! account say that they are skipped.

use std::path::Path;

use api::auth::CognitoSettings;
use api::aws::{AwsClients, AwsSettings};
use api::limits::Deadlines;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType,
};
use aws_sdk_s3::config::Credentials;
use aws_sdk_textract::types::FeatureType;

pub(crate) const REGION: &str = "us-east-1";
pub(crate) const ACCESS_KEY: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// Tables and buckets of one test.
pub(crate) struct Account {
    pub(crate) clients: AwsClients,
    pub(crate) settings: AwsSettings,
}

/// What the SDK is told of an endpoint on this machine.
pub(crate) async fn sdk_config(endpoint: &str) -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "tests"))
        .endpoint_url(endpoint)
        .load()
        .await
}

impl Account {
    /// An account with tables and buckets of its own, as `deploy/template.yaml` makes them; `None`, said aloud, where no
    /// emulator runs.
    pub(crate) async fn fresh() -> Option<Self> {
        let Ok(endpoint) = std::env::var("ROOMPRINT_MOTO") else {
            eprintln!("skipped: ROOMPRINT_MOTO names no emulator; `cargo xtask test rust` starts one");
            return None;
        };
        let account = Self::at(&endpoint, &Deadlines::default()).await;
        account.make_tables().await;
        for bucket in [&account.settings.blueprints_bucket, &account.settings.cache_bucket] {
            account.clients.s3.create_bucket().bucket(bucket).send().await.unwrap();
        }
        Some(account)
    }

    /// An account that is not there, at an endpoint.
    pub(crate) async fn at(endpoint: &str, deadlines: &Deadlines) -> Self {
        let unique = uuid::Uuid::new_v4().simple().to_string();
        Self {
            clients: AwsClients::of(&sdk_config(endpoint).await, deadlines),
            settings: AwsSettings {
                jobs_table: format!("{unique}-jobs"),
                preview_cache_table: format!("{unique}-preview-cache"),
                blueprints_bucket: format!("blueprints-{unique}"),
                cache_bucket: format!("cache-{unique}"),
                cognito: CognitoSettings::new(&format!("{REGION}_none"), "none", None, &[]).unwrap(),
                textract_features: vec![FeatureType::Layout],
            },
        }
    }

    async fn make_tables(&self) {
        let text = |name: &str| {
            let kind = ScalarAttributeType::S;
            AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap()
        };
        let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
        let by_owner = GlobalSecondaryIndex::builder()
            .index_name("owner-created_at-index")
            .key_schema(key("owner", KeyType::Hash))
            .key_schema(key("created_at", KeyType::Range))
            .projection(Projection::builder().projection_type(ProjectionType::All).build())
            .build()
            .unwrap();
        let table = |name: &str| {
            let call = self.clients.dynamodb.create_table();
            call.table_name(name).billing_mode(BillingMode::PayPerRequest)
        };
        table(&self.settings.jobs_table)
            .attribute_definitions(text("job_id"))
            .attribute_definitions(text("owner"))
            .attribute_definitions(text("created_at"))
            .key_schema(key("job_id", KeyType::Hash))
            .global_secondary_indexes(by_owner)
            .send()
            .await
            .unwrap();
        table(&self.settings.preview_cache_table)
            .attribute_definitions(text("blueprint_hash"))
            .key_schema(key("blueprint_hash", KeyType::Hash))
            .send()
            .await
            .unwrap();
    }
}

/// An S3 of this process over a folder, that checks signatures, presigned times and checksums. Gives its address.
pub(crate) async fn strict_s3(folder: &Path) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut builder = s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).unwrap());
    builder.set_auth(s3s::auth::SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
    let service = builder.build();
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else { return };
            let service = service.clone();
            tokio::spawn(async move {
                let io = hyper_util::rt::TokioIo::new(stream);
                let server = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
                // Who hangs up in the middle has seen what they wanted.
                let _ = server.serve_connection(io, service).await;
            });
        }
    });
    format!("http://{address}")
}
