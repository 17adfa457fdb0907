//! Amazon Web Services: what the service is told of an account, and the clients to talk to it.
//!
//! The adapters themselves stand beside the ports that they serve.

mod clients;
mod errors;
mod settings;

pub(crate) use errors::store_error;

pub use clients::AwsClients;
pub use settings::{AwsArgs, AwsSettings, ConfigError};
