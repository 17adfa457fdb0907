//! The two models of the recogniser and the characters that they know.

use std::sync::Arc;

use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::NdTensor;

use super::RecognitionError;

/// A text detector and a text recogniser in ONNX, of the PP-OCR family.
pub struct Models {
    pub(super) detection: Model,
    pub(super) recognition: Model,
    /// What each class of the recogniser stands for; class 0 is the blank between characters and not in here.
    pub(super) characters: Vec<String>,
    fingerprint: u64,
    threads: Option<Arc<ThreadPool>>,
}

/// Why bytes are no models.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelsError {
    /// One of them cannot be loaded.
    #[error("the {which} model cannot be loaded: {reason}")]
    NotAModel {
        /// `detection` or `recognition`.
        which: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The recogniser does not say which characters it knows.
    #[error("the recognition model has no metadata `character`; use one of the PP-OCR models that have it")]
    NoCharacters,
}

impl std::fmt::Debug for Models {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Models({} characters, {})", self.characters.len(), self.fingerprint())
    }
}

impl Models {
    /// Loads both models; the characters come from the metadata `character` of the recogniser, one a line.
    pub fn load(detection: Vec<u8>, recognition: Vec<u8>) -> Result<Self, ModelsError> {
        let fingerprint = fnv1a(&recognition, fnv1a(&detection, FNV_START));
        let detection = load("detection", detection)?;
        let recognition = load("recognition", recognition)?;
        let dictionary = recognition.metadata().get("character").ok_or(ModelsError::NoCharacters)?;
        let mut characters: Vec<String> = dictionary.lines().map(str::to_owned).collect();
        // The blank between words comes last and has no line of its own.
        characters.push(" ".to_owned());
        Ok(Self { detection, recognition, characters, fingerprint, threads: None })
    }

    /// Runs the models on so many threads. Without it they take as many as the machine has cores (or as the
    /// environment variable `RTEN_NUM_THREADS` says). What is read does not depend on it.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = Some(Arc::new(ThreadPool::with_num_threads(threads.max(1))));
        self
    }

    /// Sixteen hexadecimal digits that change when either model does.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", self.fingerprint)
    }
}

/// A model run on a batch of pictures (batch, channel, row, column).
pub(super) fn run<const N: usize>(
    models: &Models,
    model: &Model,
    input: NdTensor<f32, 4>,
) -> Result<NdTensor<f32, N>, RecognitionError> {
    let mut options = RunOptions::default();
    options.thread_pool = models.threads.clone();
    let output = model.run_one(input.into(), Some(options)).map_err(|e| RecognitionError(e.to_string()))?;
    output.try_into().map_err(|_| RecognitionError("a model answered in another shape than expected".to_owned()))
}

fn load(which: &'static str, bytes: Vec<u8>) -> Result<Model, ModelsError> {
    Model::load(bytes).map_err(|e| ModelsError::NotAModel { which, reason: e.to_string() })
}

/// Start value of FNV-1a with 64 bits.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv1a(bytes: &[u8], start: u64) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
