//! Adapter: a folder on disk. A file is there whole or not at all: written beside its place, synced, renamed.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bytes::Bytes;

use super::BlobStore;
use crate::error::StoreError;

/// Blobs as files under one folder.
#[derive(Debug, Clone)]
pub struct FolderBlobs {
    root: PathBuf,
}

impl FolderBlobs {
    /// Opens the folder; makes it where it is missing.
    pub fn open(root: PathBuf) -> std::io::Result<Self> {
        std::fs::create_dir_all(&root)?;
        Ok(Self { root })
    }

    /// The file of a key. Keys are made by this service, and are checked all the same: nothing leaves the folder.
    fn path_of(&self, key: &str) -> Result<PathBuf, StoreError> {
        let allowed = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        };
        if !key.split('/').all(allowed) {
            return Err(StoreError::of("a key that is none"));
        }
        Ok(self.root.join(key))
    }

    /// Names of the folders in one that lies under a key; none where there is no such folder.
    pub(crate) async fn folders_in(&self, key: &str) -> Result<Vec<String>, StoreError> {
        let path = self.path_of(key)?;
        self.blocking(move |_| {
            let entries = match std::fs::read_dir(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
                entries => entries?,
            };
            let mut names = Vec::new();
            for entry in entries {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    names.extend(entry.file_name().into_string());
                }
            }
            Ok(names)
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let root = self.root.clone();
        tokio::task::spawn_blocking(move || work(&root)).await.map_err(StoreError::of)?.map_err(StoreError::of)
    }
}

#[async_trait]
impl BlobStore for FolderBlobs {
    async fn put(&self, key: &str, bytes: Bytes, _media_type: &str) -> Result<(), StoreError> {
        let path = self.path_of(key)?;
        self.blocking(move |root| {
            let folder = path.parent().unwrap_or(root);
            std::fs::create_dir_all(folder)?;
            let mut file = tempfile::Builder::new().prefix(".part-").tempfile_in(folder)?;
            file.write_all(&bytes)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|e| e.error)?;
            // The rename itself is only safe once the folder is on disk.
            std::fs::File::open(folder)?.sync_all()
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        let path = self.path_of(key)?;
        self.blocking(move |_| match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    async fn delete(&self, key: &str) -> Result<(), StoreError> {
        let path = self.path_of(key)?;
        self.blocking(move |root| {
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            // The job's own folder goes with its last file; one that still holds something stays.
            if let Some(folder) = path.parent().filter(|folder| *folder != root) {
                let _ = std::fs::remove_dir(folder);
            }
            Ok(())
        })
        .await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.blocking(|root| tempfile::Builder::new().prefix(".probe-").tempfile_in(root).map(drop)).await
    }
}
