//! What was agreed upon when an upload was opened.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::job::BlueprintFormat;
use uuid::Uuid;

/// Whose an upload is and what it may be. Stored beside its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Who opened it.
    pub owner: String,
    /// The file's name, as its owner wrote it.
    pub filename: Option<String>,
    /// What kind of file it is.
    pub format: BlueprintFormat,
    /// Its exact size.
    pub bytes: usize,
    /// SHA-256 of its bytes, where the owner knew it.
    pub sha256: Option<[u8; 32]>,
    /// When the upload ends (RFC 3339).
    pub expires_at: Timestamp,
    /// SHA-256 of what the service's own address asks for.
    pub secret_hash: [u8; 32],
}

impl Ticket {
    /// Whether the upload has ended.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }
}

/// What an address of this service carries so that nobody makes one up: 244 bits of chance. Never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret that nobody knows yet.
    #[must_use]
    pub fn new() -> Self {
        let halves = [Uuid::new_v4(), Uuid::new_v4()].map(Uuid::into_bytes);
        Self(URL_SAFE_NO_PAD.encode(halves.concat()))
    }

    /// A secret as it came in.
    #[must_use]
    pub fn given(text: String) -> Self {
        Self(text)
    }

    /// The secret itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored of it. Comparing hashes tells nobody by its time how much of a guess was right.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(...)")
    }
}
