//! Where the recognition models are, and this program as the reader of documents.

use std::path::PathBuf;

use anyhow::Context;

use crate::limits::Deadlines;
use crate::reading::{DocumentReader, ModelFiles};

/// Flags of everything that reads documents.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReadingArgs {
    /// Folder of the recognition models [default: ~/.cache/roomprint/models].
    #[arg(long, env = "ROOMPRINT_MODELS", value_name = "DIR")]
    models_dir: Option<PathBuf>,
    /// Seconds that reading one document may take.
    #[arg(long, env = "ROOMPRINT_ANALYSIS_SECONDS", value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=3600))]
    analysis_seconds: u64,
}

impl ReadingArgs {
    /// The deadlines that these flags set.
    pub(super) fn deadlines(&self) -> Deadlines {
        Deadlines { analysis: std::time::Duration::from_secs(self.analysis_seconds), ..Deadlines::default() }
    }

    /// A reader that runs this program as its child, at most `at_once` documents at a time.
    pub(super) fn reader(&self, at_once: usize) -> anyhow::Result<DocumentReader> {
        let program = std::env::current_exe().context("this program does not know where it is")?;
        Ok(DocumentReader::new(program, self.model_files()?, self.deadlines(), at_once))
    }

    /// A reader of line work and of the text of PDFs alone: somebody else reads pictures.
    pub(super) fn reader_without_models(&self, at_once: usize) -> anyhow::Result<DocumentReader> {
        let program = std::env::current_exe().context("this program does not know where it is")?;
        Ok(DocumentReader::new(program, None, self.deadlines(), at_once))
    }

    /// The recognition models, loaded into this process; `None` where there are none.
    pub(super) fn load_models(&self) -> anyhow::Result<Option<reader::Models>> {
        Ok(self.model_files()?.map(|files| files.load()).transpose()?)
    }

    fn model_files(&self) -> anyhow::Result<Option<ModelFiles>> {
        let Some(folder) = self.models_folder() else { return Ok(None) };
        ModelFiles::find(&folder).with_context(|| format!("recognition models in {} cannot be read", folder.display()))
    }

    fn models_folder(&self) -> Option<PathBuf> {
        self.models_dir.clone().or_else(|| {
            let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
            let cache = cache.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
            cache.map(|cache| cache.join("roomprint/models"))
        })
    }
}
