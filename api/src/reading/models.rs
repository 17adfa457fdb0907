//! The files of the recognition models.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use reader::Models;
use sha2::{Digest, Sha256};

use super::ReadingError;

/// Finds where text is, then reads it.
const NAMES: [&str; 2] = ["PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"];

/// Recognition models that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFiles {
    folder: PathBuf,
    fingerprint: String,
}

impl ModelFiles {
    /// The models in a folder; `None` where they are not there.
    pub fn find(folder: &Path) -> std::io::Result<Option<Self>> {
        let mut hash = Sha256::new();
        for path in Self::paths_in(folder) {
            match std::fs::read(&path) {
                Ok(bytes) => hash.update(&bytes),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    return Ok(None);
                }
                Err(error) => return Err(error),
            }
        }
        let fingerprint = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Ok(Some(Self { folder: folder.to_owned(), fingerprint }))
    }

    /// Loads the models.
    pub fn load(&self) -> Result<Models, ReadingError> {
        load_from(&self.folder)
    }

    /// The two files of a folder: detection, recognition.
    fn paths_in(folder: &Path) -> [PathBuf; 2] {
        NAMES.map(|name| folder.join(name))
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A few digits that change when the models do.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// Loads the models of a folder.
pub(super) fn load_from(folder: &Path) -> Result<Models, ReadingError> {
    let broken = |reason: String| ReadingError::Unavailable(format!("recognition models: {reason}"));
    let [detection, recognition] = ModelFiles::paths_in(folder);
    let read = |path: PathBuf| std::fs::read(path).map_err(|error| broken(error.to_string()));
    Models::load(read(detection)?, read(recognition)?).map_err(|error| broken(error.to_string()))
}
