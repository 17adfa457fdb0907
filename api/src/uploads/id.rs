//! Names of uploads.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// `upload_{32 hexadecimal digits}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadId(Uuid);

/// A text that is no upload id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an upload id looks like upload_0123456789abcdef0123456789abcdef")]
pub struct InvalidUploadId;

impl UploadId {
    /// An id that nobody had before.
    #[must_use]
    pub fn new() -> Self {
        Self(Uuid::new_v4())
    }
}

impl Default for UploadId {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "upload_{}", self.0.simple())
    }
}

impl FromStr for UploadId {
    type Err = InvalidUploadId;

    fn from_str(text: &str) -> Result<Self, InvalidUploadId> {
        let digits = text.strip_prefix("upload_").ok_or(InvalidUploadId)?;
        let uuid = Uuid::try_parse(digits).map_err(|_| InvalidUploadId)?;
        // One way of writing it: no braces, no dashes, no capitals.
        let id = Self(uuid);
        if id.to_string() == text { Ok(id) } else { Err(InvalidUploadId) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_way_of_being_written() {
        let id = UploadId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
        let good = "upload_0123456789abcdef0123456789abcdef";
        assert!(good.parse::<UploadId>().is_ok());
        for bad in ["", "upload_", &good.to_uppercase(), "upload_../x", "upload_01234567-89ab-cdef-0123-456789abcdef"] {
            assert_eq!(bad.parse::<UploadId>(), Err(InvalidUploadId), "{bad:?}");
        }
    }
}
